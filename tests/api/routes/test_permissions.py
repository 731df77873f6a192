"""Every route with every role, by real tokens and log-ins, against the tables of ``docs/permissions.md``."""

import re
from functools import cache
from typing import Any, NamedTuple

import pytest
from fastapi import APIRouter, Depends
from starlette.testclient import TestClient

from api.accounts.role import PERMITTED, Action, Role
from api.accounts.session import cookie_name
from api.routes.context import Allowed, PrincipalDep
from api.store.database import Database
from tests import permissions_table
from tests.api.accounts.staff import (
    CSRF,
    SETTINGS,
    Browser,
    bearer,
    make_account,
    make_unit_and_person,
    service,
)
from tests.permissions_table import NO, PAGE, PUBLIC, REMEDY, YES

UPLOAD = {"file": ("a.xlsx", b"not a workbook")}


class Promise(NamedTuple):
    """A line of the route table: ``action`` is empty for a route that nobody need log in for."""

    method: str
    path: str
    action: str
    by_token: bool


def rows(name: str) -> list[list[str]]:
    text = PAGE.read_text(encoding="utf-8")
    table = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- end of {name} -->", text, re.DOTALL)
    assert table is not None
    return [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in table[1].splitlines()
    ]


@cache
def promised() -> dict[str, frozenset[str]]:
    """Action -> the roles that may take it, as the page says."""
    head, _, *lines = rows("actions")
    roles = head[3:]
    return {
        line[0]: frozenset(role for role, mark in zip(roles, line[3:], strict=True) if mark == YES)
        for line in lines
    }


@cache
def promises() -> tuple[Promise, ...]:
    actions = {action.value for action in Action}
    return tuple(
        Promise(method, path, action if action in actions else "", by_token == YES)
        for method, path, action, by_token in rows("routes")[2:]
    )


def test_the_page_is_what_the_program_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == permissions_table.written(page, permissions_table.service()), f"run {REMEDY}"


def test_the_page_promises_each_role_what_the_program_grants() -> None:
    granted = {
        action.value: frozenset(role.value for role in Role if action in PERMITTED[role]) for action in Action
    }
    assert promised() == granted


def test_only_what_is_listed_as_public_needs_no_account() -> None:
    assert {(promise.method, promise.path) for promise in promises() if not promise.action} <= set(PUBLIC)


def test_a_route_without_one_action_is_refused_by_the_table() -> None:
    def unguarded(who: PrincipalDep) -> None:
        """Somebody, but not somebody allowed."""

    def twice() -> None:
        """Two actions are no clear word."""

    both = [Depends(Allowed(Action.OWN_READ)), Depends(Allowed(Action.AUDIT_READ))]
    for endpoint, guards in ((unguarded, []), (twice, both)):
        app, router = permissions_table.service(), APIRouter()
        router.get("/bare", dependencies=guards)(endpoint)
        app.include_router(router)
        with pytest.raises(AssertionError, match="GET /bare"):
            permissions_table.routes(app)


class Walker:
    """Asks every route the same way: with ids that name nothing and bodies that say nothing."""

    def __init__(self, browser: Browser) -> None:
        app: Any = browser.app
        self.app = app
        self.bodies: dict[tuple[str, str], set[str]] = {
            (method.upper(), path): set(operation.get("requestBody", {}).get("content", {}))
            for path, operations in app.openapi()["paths"].items()
            for method, operation in operations.items()
        }

    def statuses(self, headers: dict[str, str], chosen: list[Promise]) -> dict[str, bool]:
        """Route -> whether it was allowed."""
        with TestClient(self.app, follow_redirects=False, raise_server_exceptions=False) as client:
            return {
                f"{promise.method} {promise.path}": self._ask(client, promise, headers) not in {401, 403}
                for promise in chosen
            }

    def _ask(self, client: TestClient, promise: Promise, headers: dict[str, str]) -> int:
        kinds = self.bodies.get((promise.method, promise.path), set())
        body: dict[str, Any] = {}
        if "multipart/form-data" in kinds:
            body = {"files": UPLOAD}
        elif kinds:
            body = {"json": {}}
        path = re.sub(r"\{[^}]+\}", "none", promise.path)
        answer = client.request(promise.method, path, headers={"If-Match": '"1"'} | headers, **body)
        client.cookies.clear()  # whoever asks is said by the headers alone
        assert answer.status_code < 500, f"{promise.method} {path}: {answer.text}"
        return int(answer.status_code)


@pytest.fixture
def browser(database: Database) -> Browser:
    return Browser(service(database))


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_what_the_page_says(database: Database, browser: Browser, role: Role) -> None:
    make_unit_and_person(database)
    make_account(database, "who", role)
    browser.log_in("who")
    granted = {action for action, roles in promised().items() if role.value in roles} | {""}
    walker = Walker(browser)
    by_log_in = [promise for promise in promises() if promise.action and not promise.by_token]
    cookie = f"{cookie_name(SETTINGS)}={browser.cookies[cookie_name(SETTINGS)]}"
    # A log-in first where a token is not enough, and then a token everywhere.
    found = walker.statuses({"Cookie": cookie, CSRF: browser.headers[CSRF]}, by_log_in)
    expected = {f"{promise.method} {promise.path}": promise.action in granted for promise in by_log_in}
    assert differences(found, expected) == {}
    others = [promise for promise in promises() if promise.action]
    found = walker.statuses(bearer(browser.token()), others)
    expected = {
        f"{promise.method} {promise.path}": promise.by_token and promise.action in granted
        for promise in others
    }
    assert differences(found, expected) == {}


def test_nobody_may_what_the_page_does_not_call_public(browser: Browser) -> None:
    guarded = [promise for promise in promises() if promise.action]
    found = Walker(browser).statuses({}, guarded)
    assert differences(found, dict.fromkeys(found, False)) == {}


def differences(found: dict[str, bool], expected: dict[str, bool]) -> dict[str, str]:
    """Route -> what it does, where that is not what the page says."""
    assert set(found) == set(expected)
    marks = {True: f"allowed, the page says {NO}", False: f"forbidden, the page says {YES}"}
    return {route: marks[found[route]] for route in found if found[route] != expected[route]}
