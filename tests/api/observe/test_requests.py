"""Every request gets an id, one line in the log and a count; no secret gets into any log."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.testclient import TestClient

from api.app import create_app
from api.observe import logs
from api.observe.metrics import FEED_FETCHES, REQUESTS
from api.settings import Settings
from api.store.database import Database
from tests.api.databases import NOWHERE

SECRETS = {
    "password": "Tr0ub4dor-und-3-Pferde",
    "token": "zs_9fJ2kLmQ7xVbN3pR8tYwZ1aC4dE6gH0s",
    "cookie": "session-value-with-signature.aBcDeF0123456789",
    "feed": "kq3T9vXz0LmN4bYcRw8sJ1dGhF6uPiEo",
}


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Everything this process logs, as it would stand on standard error."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    logs.configure("json", "debug", stream)
    yield stream
    root.handlers[:], root.level = before


def _service(database: Database) -> FastAPI:
    """The service with routes that break."""
    made = create_app(Settings(), database)
    router = APIRouter()

    @router.get("/break/{name}")
    def broken(name: str, request: Request) -> None:
        raise RuntimeError(f"{name} with {request.headers} and {request.url}")

    @router.post("/break-body")
    def broken_body(body: dict[str, str]) -> None:
        raise RuntimeError(f"password={body['password']}")

    @router.get("/slow/{name}")
    def fine(name: str) -> str:
        logging.getLogger("somebody").warning("hello %s", name)
        return name

    made.include_router(router, prefix="/api/v1")
    return made


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of a service that can do without a database; told of a defect as any client would be."""
    with TestClient(_service(Database(NOWHERE))) as found:
        yield found


@pytest.fixture
def whole(database: Database) -> Iterator[TestClient]:
    """A client of a service with a database."""
    with TestClient(_service(database)) as found:
        yield found


def _lines(said: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.getvalue().splitlines()]


def _requests(said: io.StringIO) -> list[dict[str, Any]]:
    return [line for line in _lines(said) if line["logger"] == "zhaoshang.requests"]


def test_a_request_is_one_line_with_the_template_of_its_route(client: TestClient, said: io.StringIO) -> None:
    answer = client.get("/api/v1/slow/c1?q=private")
    [line] = [line for line in _requests(said) if line["event"] == "request"]
    assert {name: line[name] for name in ("method", "route", "status", "account", "level", "request_id")} == {
        "method": "GET",
        "route": "/api/v1/slow/{name}",
        "status": 200,
        "account": "",
        "level": "info",
        "request_id": answer.headers["X-Request-ID"],
    }
    assert "private" not in said.getvalue()


def test_what_others_log_meanwhile_bears_the_same_id(client: TestClient, said: io.StringIO) -> None:
    answer = client.get("/api/v1/slow/c1")
    [line] = [line for line in _lines(said) if line["logger"] == "somebody"]
    assert line["request_id"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        ("proxy-4711.a_b", True),
        ("short", False),
        ("with space and more", False),
        ("x" * 65, False),
        ("行" * 9, False),
    ],
)
def test_a_sane_id_of_a_proxy_is_kept_and_any_other_replaced(
    client: TestClient,
    given: str,
    is_kept: bool,  # noqa: FBT001  (a parameter of a test)
) -> None:
    answer = client.get("/health/live", headers={"X-Request-ID": given.encode()})
    assert (answer.headers["X-Request-ID"] == given) is is_kept
    assert len(answer.headers["X-Request-ID"]) >= 8


def test_a_defect_is_answered_as_a_problem_with_the_id_that_the_log_knows(
    client: TestClient, said: io.StringIO
) -> None:
    answer = client.get("/api/v1/break/it", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["code"]) == (500, "defect")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
    [line] = [line for line in _requests(said) if line["event"] == "defect"]
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert "RuntimeError" in line["exception"]


def test_no_secret_gets_into_any_log(whole: TestClient, said: io.StringIO) -> None:
    headers = {"Authorization": f"Bearer {SECRETS['token']}", "Cookie": f"zs={SECRETS['cookie']}"}
    for path in ("/api/v1/slow/x", "/api/v1/break/x", f"/api/v1/slow/x?token={SECRETS['token']}", "/nowhere"):
        whole.get(path, headers=headers)
    whole.post("/api/v1/break-body", json={"password": SECRETS["password"]}, headers=headers)
    whole.post("/api/v1/login", json={"login": "x", "password": SECRETS["password"]}, headers=headers)
    whole.get(f"/api/v1/break/{SECRETS['feed']}")
    for suffix in (".ics", "", "/x"):
        whole.get(f"/cal/{SECRETS['feed']}{suffix}")
    logged = said.getvalue()
    assert "RuntimeError" in logged
    assert {name for name, secret in SECRETS.items() if secret in logged} == set()


def test_requests_are_counted_by_template_and_unknown_paths_as_one(client: TestClient) -> None:
    def count(route: str, status: str) -> float:
        return float(REQUESTS.labels("GET", route, status)._value.get())

    before = count("/api/v1/slow/{name}", "200"), count("unmatched", "404")
    client.get("/api/v1/slow/a")
    client.get("/api/v1/slow/b")
    client.get("/nowhere/1")
    client.get("/nowhere/2")
    after = count("/api/v1/slow/{name}", "200"), count("unmatched", "404")
    assert (after[0] - before[0], after[1] - before[1]) == (2, 2)


def test_calendars_are_counted_and_pass_the_middleware_by(whole: TestClient, said: io.StringIO) -> None:
    before = FEED_FETCHES.labels("404")._value.get()
    answer = whole.get(f"/cal/{SECRETS['feed']}.ics")
    assert answer.status_code == 404
    assert "X-Request-ID" not in answer.headers
    assert FEED_FETCHES.labels("404")._value.get() - before == 1
    assert _requests(said) == []


def test_every_answer_bears_the_security_headers(client: TestClient) -> None:
    for path in ("/health/live", "/nowhere", "/api/v1/break/x", "/api/v1/companies"):
        headers = client.get(path).headers
        assert {
            name: headers.get(name)
            for name in (
                "X-Content-Type-Options",
                "X-Frame-Options",
                "Referrer-Policy",
                "Strict-Transport-Security",
            )
        } == {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Strict-Transport-Security": None,
        }, path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers


def test_with_tls_browsers_are_told_to_stay_with_it() -> None:
    settings = Settings(public_url="https://zs.example.cn")
    with TestClient(create_app(settings, Database(NOWHERE))) as client:
        assert client.get("/health/live").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_no_other_site_may_ask(client: TestClient) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    answer = client.options("/api/v1/companies", headers=headers)
    assert [name for name in answer.headers if name.startswith("access-control")] == []
