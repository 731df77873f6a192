"""People who work with the service in tests: accounts in a database, and browsers they sit at."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.accounts import administration
from api.accounts.administration import NewAccount
from api.accounts.role import Role
from api.settings import Settings
from api.store import records
from api.store.accounts import Account
from api.store.database import Database
from api.store.people import PERSON, UNIT
from api.store.record import Stored
from api.store.work import COMMAND_LINE, SYSTEM
from planner.person import Person, Rank, Unit
from tests.api.application import application

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PASSWORD = "three-red-lanterns"
NEW_PASSWORD = "four-blue-umbrellas"
SETTINGS = Settings(_env_file=None)
CSRF = "X-CSRF-Token"


@dataclass
class Clock:
    """A clock that a test sets."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **passed: float) -> None:
        self.now += timedelta(**passed)


def make_account(
    database: Database, login: str, role: Role = Role.PLANNER, password: str | None = PASSWORD, **fields: Any
) -> Stored[Account]:
    """An account that need not change its password; None as password: by OpenID Connect only."""
    if role is Role.UNIT:
        fields.setdefault("unit", "u1")
    if role is Role.LEADER:
        fields.setdefault("person", "p1")
    new = NewAccount(
        login=login,
        name=fields.pop("name", login),
        role=role,
        password=None if password is None else SecretStr(password),
        oidc_only=password is None,
        **fields,
    )
    with database.work(COMMAND_LINE, NOW) as work:
        return administration.create(work, new).account


def make_unit_and_person(database: Database) -> None:
    """The unit ``u1`` and the person ``p1`` of it."""
    with database.work(SYSTEM, NOW) as work:
        records.create(work, UNIT, Unit(id="u1", name="经信委"))
        records.create(work, PERSON, Person(id="p1", name="甲", unit="u1", rank=Rank.PRINCIPAL))


def service(database: Database, clock: Clock | None = None, settings: Settings = SETTINGS) -> FastAPI:
    """The whole application on ``database``."""
    return application(settings, database, clock or Clock())


class Browser(TestClient):
    """A browser at the service: keeps cookies, and sends the CSRF token of its log-in with changes."""

    def __init__(self, app: FastAPI, **arguments: Any) -> None:
        super().__init__(app, follow_redirects=False, **arguments)
        self._arguments = arguments

    def stranger(self) -> "Browser":
        """Another browser at the same service, where nobody has logged in."""
        app: Any = self.app
        return Browser(app, **self._arguments)

    def log_in(self, login: str, password: str = PASSWORD) -> "Browser":
        """Log in, or fail the test."""
        answer = self.post("/api/v1/login", json={"login": login, "password": password})
        assert answer.status_code == 200, answer.text
        self.headers[CSRF] = answer.json()["csrf_token"]
        return self

    def token(self, **wanted: Any) -> str:
        """A new API token of the account that is logged in."""
        answer = self.post("/api/v1/tokens", json={"label": "脚本", **wanted})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["secret"])


def bearer(token: str) -> dict[str, str]:
    """The header by which a program shows its token."""
    return {"Authorization": f"Bearer {token}"}
