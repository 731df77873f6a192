"""Who is shown examples of the database: the account that the demonstration makes, and nobody else."""

from typing import Any

import httpx
from pydantic import SecretStr

from api.accounts import administration
from api.accounts.administration import NewAccount
from api.accounts.role import Action, Role
from api.store.database import Database
from api.store.work import COMMAND_LINE
from tests.api.examples.test_every_operation import visiting
from tests.api.examples.visitor import Sending, Visitor
from tests.api.spring import NOW

PASSWORD = "three-red-lanterns"


def shown(described: dict[str, Any]) -> int:
    """How many parameters have an example."""
    return sum(
        "example" in parameter
        for item in described["paths"].values()
        for operation in item.values()
        for parameter in operation.get("parameters", ())
    )


def by_token(visitor: Visitor, body: dict[str, Any]) -> int:
    made = visitor.send(Sending("POST", "/api/v1/tokens", body={"label": "t", **body})).json()
    with httpx.Client(base_url=visitor.client.base_url, timeout=60) as program:
        asked = {"Authorization": f"Bearer {made['secret']}"}
        return shown(program.get("/openapi.json", headers=asked).json())


def test_the_account_of_the_demonstration_is_shown_them_and_nobody_else(database: Database) -> None:
    with visiting(database) as visitor, httpx.Client(base_url=visitor.client.base_url, timeout=60) as other:
        anonymous = other.get("/openapi.json")
        with database.work(COMMAND_LINE, NOW) as work:
            new = {"login": "another", "name": "另一位", "password": SecretStr(PASSWORD)}
            administration.create(work, NewAccount(role=Role.ADMINISTRATOR, **new))
        other.post("/api/v1/login", json={"login": "another", "password": PASSWORD})
        assert shown(visitor.description()) > 0
        assert (shown(anonymous.json()), shown(other.get("/openapi.json").json())) == (0, 0)


def test_a_token_is_shown_them_only_if_it_may_do_everything(database: Database) -> None:
    with visiting(database) as visitor:
        assert by_token(visitor, {}) > 0
        assert by_token(visitor, {"scopes": [Action.METRICS_READ.value]}) == 0


def test_they_are_kept_for_nobody_else(database: Database) -> None:
    with visiting(database) as visitor:
        headers = visitor.client.get("/openapi.json").headers
    assert (headers["Cache-Control"], headers["Vary"]) == ("private, no-store", "Cookie, Authorization")
