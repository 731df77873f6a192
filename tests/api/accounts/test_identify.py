"""Who sent a request, and what it costs to know."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from api.accounts import administration
from api.accounts.role import Action, Role
from api.accounts.session import cookie_name, new_log_in
from api.accounts.signing import signing_key
from api.store.accounts import end_log_ins
from api.store.database import Database
from api.store.work import COMMAND_LINE
from tests.api.accounts.staff import (
    NOW,
    SETTINGS,
    Browser,
    Clock,
    bearer,
    make_account,
    service,
)

ME = "/api/v1/me"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(database: Database, clock: Clock) -> Browser:
    make_account(database, "li")
    return Browser(service(database, clock)).log_in("li")


@contextmanager
def queries(database: Database) -> Iterator[list[str]]:
    """Every statement sent meanwhile, those that begin and end transactions left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def code_of(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]  # type: ignore[attr-defined]  # httpx's, or TestClient's


def test_a_cookie_names_its_account(browser: Browser) -> None:
    assert browser.get(ME).json()["login"] == "li"


def test_without_credentials_nobody_asks(database: Database) -> None:
    assert code_of(Browser(service(database)).get(ME)) == (401, "not_logged_in")


def test_a_changed_cookie_is_worthless(browser: Browser) -> None:
    name = cookie_name(SETTINGS)
    value = browser.cookies[name]
    assert code_of(browser.stranger().get(ME, headers={"Cookie": f"{name}={value[:-2]}"})) == (
        401,
        "log_in_over",
    )


def test_a_cookie_ends_with_the_hours_of_the_session(browser: Browser, clock: Clock) -> None:
    clock.advance(hours=SETTINGS.session_hours, seconds=-1)
    assert browser.get(ME).status_code == 200
    clock.advance(seconds=1)
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    assert code_of(browser.stranger().get(ME, headers={"Cookie": cookie})) == (401, "log_in_over")


def test_a_cookie_of_an_earlier_epoch_is_worthless(database: Database, browser: Browser) -> None:
    account = browser.get(ME).json()["account"]
    with database.work(COMMAND_LINE, NOW) as work:
        end_log_ins(work, account)
    assert code_of(browser.get(ME)) == (401, "log_in_over")


def test_a_locked_account_is_worthless_even_with_a_cookie_of_its_epoch(database: Database) -> None:
    account = make_account(database, "li", locked=True)
    log_in = new_log_in(SETTINGS, account.id, 1, NOW)
    cookie = f"{cookie_name(SETTINGS)}={log_in.cookie(signing_key(database, SETTINGS, NOW))}"
    answer = Browser(service(database)).get(ME, headers={"Cookie": cookie})
    assert code_of(answer) == (401, "log_in_over")


def test_a_deleted_account_is_worthless(database: Database, browser: Browser) -> None:
    account, token = browser.get(ME).json()["account"], browser.token()
    with database.work(COMMAND_LINE, NOW) as work:
        administration.remove(work, account, 1)
    assert code_of(browser.get(ME)) == (401, "log_in_over")
    assert code_of(browser.stranger().get(ME, headers=bearer(token))) == (401, "token_refused")


def test_a_token_names_its_account_and_its_scopes(browser: Browser) -> None:
    token = browser.token(scopes=["own.read"])
    me = browser.stranger().get(ME, headers=bearer(token)).json()
    assert (me["login"], me["scopes"], me["actions"], me["csrf_token"]) == (
        "li",
        ["own.read"],
        ["own.read"],
        None,
    )


def test_a_token_without_scopes_may_all_that_its_owner_may(browser: Browser) -> None:
    token = browser.token()
    me = browser.stranger().get(ME, headers=bearer(token)).json()
    assert set(me["scopes"]) == {action.value for action in Action}
    assert me["actions"] == browser.get(ME).json()["actions"]


def test_a_token_ends_after_its_day(browser: Browser, clock: Clock) -> None:
    token = browser.token(expires_on=str(NOW.date()))
    clock.now = NOW.replace(hour=23, minute=59)
    assert browser.stranger().get(ME, headers=bearer(token)).status_code == 200
    clock.now = NOW.replace(hour=0) + timedelta(days=1)
    assert code_of(browser.stranger().get(ME, headers=bearer(token))) == (401, "token_refused")


def test_a_token_of_a_locked_account_is_refused(database: Database, browser: Browser) -> None:
    token, account = browser.token(), browser.get(ME).json()["account"]
    change = administration.AccountChange(name="li", role=Role.PLANNER, locked=True)
    with database.work(COMMAND_LINE, NOW) as work:
        administration.change(work, account, change, 1)
    assert code_of(browser.stranger().get(ME, headers=bearer(token))) == (401, "token_refused")


@pytest.mark.parametrize("header", ["Basic bGk6eA==", "Bearer", "Bearer   ", "zst_naked"])
def test_a_header_that_is_no_bearer_token_is_refused_without_being_repeated(
    browser: Browser, header: str
) -> None:
    answer = browser.get(ME, headers={"Authorization": header})
    assert code_of(answer) == (401, "unknown_scheme")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert header.removeprefix("Bearer").strip() == "" or header not in answer.text


def test_a_wrong_token_counts_before_a_right_cookie(browser: Browser) -> None:
    assert code_of(browser.get(ME, headers=bearer("zst_wrong"))) == (401, "token_refused")


def test_tokens_tried_out_are_throttled_but_a_right_one_is_not(browser: Browser) -> None:
    token = browser.token()
    guesses = [browser.get(ME, headers=bearer(f"zst_{guess}")) for guess in range(7)]
    assert [answer.status_code for answer in guesses] == [401] * 5 + [429] * 2
    assert guesses[-1].headers["Retry-After"] == "1"
    assert browser.get(ME, headers=bearer(token)).status_code == 200


@pytest.mark.parametrize("by_token", [False, True], ids=["cookie", "token"])
def test_to_know_who_asks_takes_one_query(database: Database, browser: Browser, *, by_token: bool) -> None:
    headers = bearer(browser.token()) if by_token else {}
    browser.get(ME, headers=headers)  # a token's use is noted, the key of the installation read
    with queries(database) as sent:
        browser.get("/api/v1/audit", headers=headers)
    assert len(sent) == 1, sent
