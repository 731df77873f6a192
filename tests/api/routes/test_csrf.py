"""A browser's cookie alone changes nothing: the CSRF token of its log-in has to come with it."""

from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, Form

from api.accounts.role import Action
from api.app import create_app
from api.routes.context import Allowed
from api.store.database import Database
from tests.api.accounts.staff import CSRF, SETTINGS, Browser, Clock, bearer, make_account

ROUTER = APIRouter(dependencies=[Depends(Allowed(Action.OWN_READ))])


@ROUTER.api_route("/change", methods=["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
def change() -> dict[str, str]:
    return {"done": "yes"}


@ROUTER.post("/form")
def fill_in(word: Annotated[str, Form()]) -> dict[str, str]:
    return {"word": word}


@ROUTER.post("/unread")
def ignore_the_form() -> dict[str, str]:
    return {"done": "yes"}


@pytest.fixture
def browser(database: Database) -> Browser:
    make_account(database, "li")
    app = create_app(SETTINGS, database, Clock())
    app.include_router(ROUTER)
    found = Browser(app).log_in("li")
    found.token_of_log_in = found.headers.pop(CSRF)
    return found


def token_of(browser: Browser) -> str:
    return str(browser.token_of_log_in)


def refused(answer: Any) -> bool:
    return bool(answer.status_code == 403 and answer.json()["code"] == "csrf_missing")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_change_needs_the_token(browser: Browser, method: str) -> None:
    assert refused(browser.request(method, "/change"))
    assert refused(browser.request(method, "/change", headers={CSRF: "0" * 64}))
    assert refused(browser.request(method, "/change", headers={CSRF: ""}))
    assert browser.request(method, "/change", headers={CSRF: token_of(browser)}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_changes_nothing_needs_none(browser: Browser, method: str) -> None:
    assert browser.request(method, "/change").status_code == 200


def test_the_token_of_another_log_in_is_refused(browser: Browser) -> None:
    other = browser.stranger().log_in("li")
    assert refused(browser.post("/change", headers={CSRF: other.headers[CSRF]}))


def test_a_form_may_carry_it_as_a_field(browser: Browser) -> None:
    answer = browser.post("/form", data={"word": "字", "csrf_token": token_of(browser)})
    assert (answer.status_code, answer.json()) == (200, {"word": "字"})
    assert refused(browser.post("/form", data={"word": "字"}))
    assert refused(browser.post("/form", data={"word": "字", "csrf_token": "wrong"}))


def test_a_form_that_the_route_does_not_read_may_carry_it_too(browser: Browser) -> None:
    assert browser.post("/unread", data={"csrf_token": token_of(browser)}).status_code == 200
    assert refused(browser.post("/unread", data={"other": "x"}))


def test_a_field_of_json_is_not_enough(browser: Browser) -> None:
    assert refused(browser.post("/unread", json={"csrf_token": token_of(browser)}))


def test_a_bearer_token_needs_none(browser: Browser) -> None:
    token = browser.stranger().log_in("li").token()
    assert browser.stranger().post("/change", headers=bearer(token)).status_code == 200
