"""What is sent as a secret is repeated to nobody: not in a refusal, a log or the audit log."""

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.observe.redact import is_secret_name
from tests.api.accounts.staff import make_account
from tests.api.routes.asking import Asking
from tests.api.store.rows import all_rows

SECRET = "Hunter2-Hunter2"
# What a client may make of a secret by mistake or malice; each holds it, and none can be used.
FORMS: dict[str, Any] = {
    "too long": SECRET * 30,
    "far too long": SECRET * 2_000,
    "with a control character": f"{SECRET}\u0001",
    "a list": [SECRET],
    "an object": {"value": SECRET},
    "deep inside": {"a": [{"b": SECRET}]},
}


class Place:
    """A field of an operation's JSON body that takes a secret."""

    def __init__(self, method: str, path: str, field: str, body: dict[str, Any]) -> None:
        self.method, self.path, self.field, self.body = method, path, field, body

    def __repr__(self) -> str:
        return f"{self.method} {self.path} {self.field}"


def places(description: dict[str, Any]) -> Iterator[Place]:
    """Every field of the description whose value nobody may see again (OpenAPI: writeOnly), or named so."""
    components = description["components"]["schemas"]
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            known = components.get(schema.get("$ref", "").rpartition("/")[2], schema)
            for name, field in known.get("properties", {}).items():
                kinds = [field, *field.get("anyOf", ())]
                if any(kind.get("writeOnly") for kind in kinds) or is_secret_name(name):
                    yield Place(method.upper(), path, name, _sound(known))


def _sound(schema: dict[str, Any]) -> dict[str, Any]:
    """A body in which nothing but the secret is wrong."""
    sound = {"login": "ann", "name": "安", "role": "reader", "person": "p", "label": "l"}
    return {name: sound[name] for name in schema.get("required", ()) if name in sound}


def sent(client: httpx.Client, place: Place, body: Any) -> httpx.Response:
    path = place.path.removeprefix("/api/v1").replace("{identity}", "x")
    return client.request(place.method, path, json=body, headers={"If-Match": '"1"'})


def test_every_field_that_takes_a_secret_is_known(service: Asking) -> None:
    found = {f"{place.method} {place.path.removeprefix('/api/v1')} {place.field}" for place in _all(service)}
    assert found == {
        "POST /accounts password",
        "POST /accounts/{identity}/password password",
        "POST /busy-times/import url",
        "POST /login password",
        "POST /me/password new",
        "POST /me/password old",
    }


def _all(service: Asking) -> list[Place]:
    return list(places(service.application.openapi()))


@pytest.mark.parametrize("form", FORMS)
def test_a_refused_secret_is_repeated_nowhere(
    service: Asking, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    caplog.set_level(logging.DEBUG)
    client = service.client(account=make_account(service.database, "boss").id)
    for place in _all(service):
        refused = sent(client, place, place.body | {place.field: FORMS[form]})
        assert 400 <= refused.status_code < 500, (place, refused.text)
        assert SECRET not in refused.text, place
    assert SECRET not in caplog.text
    assert SECRET not in repr(all_rows(service.database))


def test_a_secret_in_the_wrong_field_or_in_none_is_not_repeated(service: Asking) -> None:
    client = service.client(account=make_account(service.database, "boss").id)
    for place in _all(service):
        misspelt = {place.field[:-1] + "x": SECRET}
        for body in (place.body | misspelt, place.body | {place.field: None} | misspelt, SECRET, [SECRET]):
            answer = sent(client, place, body)
            assert SECRET not in answer.text, (place, body)


def test_a_secret_of_a_form_is_not_repeated(service: Asking) -> None:
    client = service.client()
    for form in ({"login": "ann", "password": SECRET * 30}, {"password": SECRET}, {"pasword": SECRET}):
        answer = client.post("/login", data=form)
        assert answer.status_code == 422
        assert SECRET not in answer.text


def test_an_unfit_key_of_a_repeated_request_is_not_repeated(service: Asking) -> None:
    for key in (f"{SECRET} {SECRET}", SECRET * 10):
        answer = service.client().post(
            "/units", json={"id": "u", "name": "u"}, headers={"Idempotency-Key": key}
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "unfit_idempotency_key")
        assert SECRET not in answer.text
