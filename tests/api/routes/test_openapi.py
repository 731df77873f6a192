"""The description of the API is true: schemathesis asks every operation, and every example in it runs."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.accounts.role import Role
from api.store.database import Database
from tests.api.accounts.staff import make_account
from tests.api.databases import Databases
from tests.api.routes.asking import Asking, asking
from tests.api.routes.examples import RESOURCES, example, post_examples

PARTS = 6  # so that several processes share the work
EXAMPLES = 2
CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
# The one thing that may fail without being our fault: whoever keeps the calendar we were sent to.
FAR_SIDE = (502, "/api/v1/busy-times/import")
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@dataclass(frozen=True)
class Scene:
    """A service that has every example, an administrator who asks it, its description."""

    address: str
    asker: httpx.Client
    schema: Any


@pytest.fixture(scope="module")
def scene(databases: Databases, backend: str) -> Iterator[Scene]:
    """A service that has every example; shared, since nothing is expected of its state."""
    database = Database(databases.fresh(backend))
    with asking(database) as service:
        account = make_account(database, "admin", Role.ADMINISTRATOR).id
        asker = service.client(account=account)
        post_examples(asker)
        yield Scene(service.address, asker, schemathesis.openapi.from_dict(service.application.openapi()))
    database.close()


def _known(path: str) -> dict[str, str] | None:
    """The id of the example that an address with an ``{identity}`` may mean."""
    for resource in RESOURCES:
        if path.startswith(f"/api/v1{resource.path}/{{identity}}"):
            return {"identity": resource.kind.identity(resource.example)}
    return None


def _strategies(operation: Any) -> Iterator[Any]:
    for mode in MODES:
        yield operation.as_strategy(generation_mode=mode)
    known = _known(operation.path)
    if known is not None:
        yield operation.as_strategy(path_parameters=known, headers={"If-Match": '"1"'})


def _wrong(scene: Scene, operation: Any) -> list[str]:
    """What the answers of an operation had that its description has not."""
    told = {name: scene.asker.headers[name] for name in ("X-Role", "X-Unit", "X-Account")}
    found: list[str] = []
    for strategy in _strategies(operation):

        @seed(1)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def ask(case: Case[Any]) -> None:
            answer = case.call(base_url=scene.address, headers=told, timeout=60)
            if answer.status_code >= 500 and (answer.status_code, case.path) != FAR_SIDE:
                found.append(f"{operation.label}: {answer.status_code} {answer.text}")
            try:
                case.validate_response(answer, checks=CHECKS)
            except FailureGroup as failures:
                found.append(f"{operation.label}: {failures.exceptions}")

        with suppress(Unsatisfiable):  # an operation that takes nothing cannot be asked wrongly
            ask()
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_no_operation_fails_or_answers_what_it_does_not_say(scene: Scene, part: int) -> None:
    operations = [item.ok() for item in scene.schema.get_all_operations()]
    assert [fault for operation in operations[part::PARTS] for fault in _wrong(scene, operation)] == []


@pytest.mark.usefixtures("backend")
def test_every_example_of_the_records_can_be_sent_as_it_stands(service: Asking) -> None:
    client = service.client()
    described = service.application.openapi()["paths"]
    post_examples(client)  # in the order of the documentation
    (hand_over,) = described["/api/v1/companies/{identity}/hand-over"]["post"]["requestBody"]["content"][
        "application/json"
    ]["schema"]["examples"]
    path = "/companies/company-example/hand-over"
    assert client.post(path, json=hand_over, headers={"If-Match": '"1"'}).status_code == 200
    for resource in RESOURCES:
        body = described[f"/api/v1{resource.path}"]["post"]["requestBody"]["content"]["application/json"]
        assert body["schema"]["examples"] == [example(resource)]


def test_every_operation_has_a_name_of_its_own_and_speaks_both_languages(service: Asking) -> None:
    operations = [
        (path, operation)
        for path, item in service.application.openapi()["paths"].items()
        for operation in item.values()
    ]
    ids = [operation["operationId"] for _, operation in operations]
    assert sorted(ids) == sorted(set(ids))
    assert [path for path, operation in operations if "·" not in operation["summary"]] == []
