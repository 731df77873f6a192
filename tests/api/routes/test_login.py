"""Logging in and out over HTTP, and one's own account."""

from http.cookies import SimpleCookie
from typing import Any

import pytest

from api.accounts.role import PERMITTED, Role
from api.store import audit_log
from api.store.database import Database
from tests.api.accounts.staff import (
    CSRF,
    NEW_PASSWORD,
    PASSWORD,
    SETTINGS,
    Browser,
    Clock,
    bearer,
    make_account,
    make_unit_and_person,
    service,
)

LOGIN, LOGOUT, ME, OWN_PASSWORD = ("/api/v1/login", "/api/v1/logout", "/api/v1/me", "/api/v1/me/password")
RIGHT = {"login": "li", "password": PASSWORD}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(database: Database, clock: Clock) -> Browser:
    make_account(database, "li", name="李")
    return Browser(service(database, clock))


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_log_in_answers_with_the_account_and_its_csrf_token(browser: Browser) -> None:
    told = browser.post(LOGIN, json=RIGHT).json()
    assert (told["login"], told["name"], told["role"], told["must_change"]) == ("li", "李", "planner", False)
    assert told["actions"] == sorted(PERMITTED[Role.PLANNER])
    assert told == browser.get(ME).json()


def test_the_same_by_a_form(browser: Browser) -> None:
    assert browser.post(LOGIN, data=RIGHT).json()["login"] == "li"


def cookie_of(answer: Any) -> Any:
    return next(iter(SimpleCookie(answer.headers["set-cookie"]).values()))


def test_the_cookie_is_kept_from_scripts_and_foreign_pages(browser: Browser) -> None:
    cookie = cookie_of(browser.post(LOGIN, json=RIGHT))
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    assert cookie["max-age"] == str(SETTINGS.session_hours * 3600)
    assert (cookie["secure"], cookie["domain"]) == ("", "")


def test_over_tls_the_cookie_is_secure(database: Database) -> None:
    make_account(database, "li")
    settings = SETTINGS.model_copy(update={"public_url": "https://zs.example"})
    cookie = cookie_of(Browser(service(database, settings=settings)).post(LOGIN, json=RIGHT))
    assert (cookie.key, cookie["secure"]) == ("__Host-zhaoshang", True)


@pytest.mark.parametrize(
    "body",
    [
        {"login": "li"},
        {"login": "", "password": "x"},
        {"login": ["li"], "password": PASSWORD},
        {**RIGHT, "extra": 1},
    ],
)
def test_a_body_of_another_shape_is_refused_without_repeating_it(browser: Browser, body: Any) -> None:
    answer = browser.post(LOGIN, json=body)
    assert answer.status_code == 422
    assert {fault["value"] for fault in answer.json()["faults"]} == {""}


def test_a_wrong_password_and_a_locked_account(database: Database, browser: Browser) -> None:
    make_account(database, "wang", locked=True)
    assert code_of(browser.post(LOGIN, json={**RIGHT, "password": "wrong"})) == (401, "wrong_password")
    assert code_of(browser.post(LOGIN, json={**RIGHT, "login": "wang"})) == (403, "account_locked")
    assert "set-cookie" not in browser.post(LOGIN, json={**RIGHT, "password": "wrong"}).headers


def test_the_sixth_attempt_is_told_to_wait_and_may_then(browser: Browser, clock: Clock) -> None:
    for _ in range(5):
        browser.post(LOGIN, json={**RIGHT, "password": "wrong"})
    answer = browser.post(LOGIN, json=RIGHT)
    assert (*code_of(answer), answer.headers["Retry-After"]) == (429, "too_many_attempts", "1")
    clock.advance(seconds=1)
    assert browser.post(LOGIN, json=RIGHT).status_code == 200


def test_every_web_process_counts_the_same(database: Database, browser: Browser) -> None:
    for _ in range(5):
        browser.post(LOGIN, json={**RIGHT, "password": "wrong"})
    assert Browser(service(database)).post(LOGIN, json=RIGHT).status_code == 429


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_foreign_page_cannot_log_its_visitors_in(browser: Browser, site: str) -> None:
    assert code_of(browser.post(LOGIN, data=RIGHT, headers={"Sec-Fetch-Site": site})) == (403, "foreign_page")
    assert browser.post(LOGIN, data=RIGHT, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_logging_out_takes_the_cookie(browser: Browser) -> None:
    browser.log_in("li")
    assert browser.post(LOGOUT).status_code == 204
    assert code_of(browser.get(ME)) == (401, "not_logged_in")


def test_logging_out_here_leaves_others_in_and_everywhere_does_not(browser: Browser) -> None:
    other = browser.stranger().log_in("li")
    browser.log_in("li").post(LOGOUT)
    assert other.get(ME).status_code == 200
    browser.log_in("li").post(f"{LOGOUT}?everywhere=true")
    assert code_of(other.get(ME)) == (401, "log_in_over")


def test_a_new_password_keeps_this_browser_in_and_puts_others_out(browser: Browser) -> None:
    other = browser.stranger().log_in("li")
    answer = browser.log_in("li").post(OWN_PASSWORD, json={"old": PASSWORD, "new": NEW_PASSWORD})
    assert answer.status_code == 200
    assert browser.get(ME).status_code == 200
    assert browser.post(LOGOUT, headers={CSRF: answer.json()["csrf_token"]}).status_code == 204
    assert code_of(other.get(ME)) == (401, "log_in_over")
    assert browser.log_in("li", NEW_PASSWORD).get(ME).status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("wrong", NEW_PASSWORD, (403, "wrong_old_password")),
        (PASSWORD, "short", (422, "password_short")),
        (PASSWORD, "password1234", (422, "password_common")),
    ],
)
def test_a_password_is_changed_by_who_knows_it_to_a_good_one(
    browser: Browser, old: str, new: str, refusal: tuple[int, str]
) -> None:
    answer = browser.log_in("li").post(OWN_PASSWORD, json={"old": old, "new": new})
    assert code_of(answer) == refusal
    assert browser.stranger().log_in("li").get(ME).status_code == 200


def test_a_due_password_bars_everything_but_three_addresses(database: Database) -> None:
    make_account(database, "wang", Role.ADMINISTRATOR, must_change=True)
    browser = Browser(service(database)).log_in("wang")
    assert browser.get(ME).json()["must_change"] is True
    barred = (403, "password_must_change")
    assert code_of(browser.get("/api/v1/accounts")) == barred
    assert code_of(browser.get("/api/v1/tokens")) == barred
    assert code_of(browser.get("/api/v1/units")) == barred
    answer = browser.post(OWN_PASSWORD, json={"old": PASSWORD, "new": NEW_PASSWORD})
    assert answer.json()["must_change"] is False
    assert browser.get("/api/v1/accounts").status_code == 200
    assert browser.post(LOGOUT, headers={CSRF: answer.json()["csrf_token"]}).status_code == 204


def test_a_due_password_bars_tokens_as_well(database: Database, browser: Browser) -> None:
    make_account(database, "admin", Role.ADMINISTRATOR)
    token = browser.log_in("li").token()
    account = browser.get(ME).json()["account"]
    admin = browser.stranger().log_in("admin")
    admin.post(f"/api/v1/accounts/{account}/password", json={}, headers={"If-Match": '"1"'})
    stranger = browser.stranger()
    assert code_of(stranger.get("/api/v1/units", headers=bearer(token))) == (403, "password_must_change")


@pytest.mark.parametrize("address", [LOGOUT, OWN_PASSWORD, "/api/v1/tokens"])
def test_what_needs_a_log_in_is_refused_to_a_token(browser: Browser, address: str) -> None:
    token = browser.log_in("li").token()
    body = {"old": PASSWORD, "new": NEW_PASSWORD} if address == OWN_PASSWORD else {"label": "x"}
    answer = browser.stranger().post(address, json=body, headers=bearer(token))
    assert code_of(answer) == (403, "needs_log_in")


def test_me_names_unit_and_person(database: Database) -> None:
    make_unit_and_person(database)
    make_account(database, "zhang", Role.LEADER)
    me = Browser(service(database)).log_in("zhang").get(ME).json()
    assert (me["person"], me["unit"], me["actions"]) == ("p1", None, sorted(PERMITTED[Role.LEADER]))


def test_the_audit_log_holds_log_ins_and_no_password(database: Database, browser: Browser) -> None:
    browser.post(LOGIN, json={**RIGHT, "password": "wrong-guess-here"})
    browser.log_in("li").post(OWN_PASSWORD, json={"old": PASSWORD, "new": NEW_PASSWORD})
    with database.reading() as session:
        entries = audit_log.entries(session)
    actions = [entry.action for entry in entries if entry.kind == "account"]
    assert actions == ["end_log_ins", "change_password", "log_in", "log_in_refused", "create"]
    for secret in (PASSWORD, NEW_PASSWORD, "wrong-guess-here", "argon2"):
        assert secret not in str(entries)
