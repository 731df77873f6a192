"""Accounts as administrators change them over HTTP."""

from typing import Any

import pytest

from api.accounts.role import Role
from api.store.database import Database
from tests.api.accounts.staff import (
    PASSWORD,
    Browser,
    bearer,
    make_account,
    make_unit_and_person,
    service,
)

ACCOUNTS, ME = "/api/v1/accounts", "/api/v1/me"
READER = {"name": "李", "role": "reader"}
FIRST = {"If-Match": '"1"'}


@pytest.fixture
def browser(database: Database) -> Browser:
    make_account(database, "admin", Role.ADMINISTRATOR)
    return Browser(service(database)).log_in("admin")


def made(browser: Browser, login: str = "li", **fields: Any) -> dict[str, Any]:
    answer = browser.post(ACCOUNTS, json={"login": login, **READER, "password": PASSWORD, **fields})
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"'), answer.text
    account: dict[str, Any] = answer.json()["account"]
    return account


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_an_account_made_without_a_password_gets_one_that_works_once(browser: Browser) -> None:
    answer = browser.post(ACCOUNTS, json={"login": "li", **READER}).json()
    other = browser.stranger().log_in("li", answer["initial_password"])
    assert other.get(ME).json()["must_change"] is True
    assert answer["initial_password"] not in browser.get(f"{ACCOUNTS}/{answer['account']['id']}").text


def test_an_account_made_with_a_password_need_not_change_it(browser: Browser) -> None:
    answer = browser.post(ACCOUNTS, json={"login": "li", **READER, "password": PASSWORD}).json()
    assert answer["initial_password"] is None
    assert browser.stranger().log_in("li").get(ME).json()["must_change"] is False


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"login": "ADMIN"}, (409, "login_taken")),
        ({"login": "a b"}, (422, "string_pattern_mismatch")),
        ({"role": "god"}, (422, "enum")),
        ({"role": "unit"}, (422, "account_needs_unit")),
        ({"role": "leader"}, (422, "account_needs_person")),
        ({"unit": "u9"}, (422, "dangling_reference")),
        ({"password": "short"}, (422, "password_short")),
        ({"name": ""}, (422, "value_unusable")),
        ({"name": "甲\n乙"}, (422, "string_pattern_mismatch")),
        ({"epoch": 1}, (422, "extra_forbidden")),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    browser: Browser, fields: dict[str, Any], refusal: tuple[int, str]
) -> None:
    answer = browser.post(ACCOUNTS, json={"login": "li", **READER, **fields})
    assert code_of(answer) == refusal
    assert [item["value"]["login"] for item in browser.get(ACCOUNTS).json()["items"]] == ["admin"]


def test_accounts_are_listed_and_filtered(database: Database, browser: Browser) -> None:
    make_unit_and_person(database)
    made(browser, "li")
    made(browser, "wang", name="王", role="unit", unit="u1")

    def logins(query: str) -> list[str]:
        items = browser.get(f"{ACCOUNTS}?{query}").json()["items"]
        return [item["value"]["login"] for item in items]

    assert logins("sort=login") == ["admin", "li", "wang"]
    assert logins("role=unit") == logins("unit=u1") == logins("q=王") == logins("login=WAN") == ["wang"]
    assert logins("locked=true") == []
    first = browser.get(f"{ACCOUNTS}?sort=login&limit=2").json()
    assert logins(f"sort=login&limit=2&after={first['next']}") == ["wang"]


def test_no_answer_holds_a_hash(browser: Browser) -> None:
    account = made(browser)
    for address in (ACCOUNTS, f"{ACCOUNTS}/{account['id']}", "/api/v1/audit"):
        assert "argon2" not in browser.get(address).text


def test_a_change_needs_the_version_and_tells_the_new_one(browser: Browser) -> None:
    address = f"{ACCOUNTS}/{made(browser)['id']}"
    change = {"name": "李明", "role": "planner"}
    assert code_of(browser.put(address, json=change)) == (428, "version_required")
    answer = browser.put(address, json=change, headers=FIRST)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert (answer.json()["value"]["role"], answer.json()["value"]["login"]) == ("planner", "li")
    assert code_of(browser.put(address, json=change, headers=FIRST)) == (409, "stale_version")


def test_a_role_counts_from_the_next_request(browser: Browser) -> None:
    account = made(browser, role="administrator")
    other = browser.stranger().log_in("li")
    assert other.get(ACCOUNTS).status_code == 200
    browser.put(f"{ACCOUNTS}/{account['id']}", json=READER, headers=FIRST)
    assert other.get(ACCOUNTS).status_code == 403


def test_a_lock_puts_out_at_once(browser: Browser) -> None:
    address = f"{ACCOUNTS}/{made(browser)['id']}"
    other = browser.stranger().log_in("li")
    browser.put(address, json={**READER, "locked": True}, headers=FIRST)
    assert other.get(ME).status_code == 401
    browser.put(address, json=READER, headers={"If-Match": '"2"'})
    assert other.get(ME).status_code == 401
    assert browser.stranger().log_in("li").get(ME).status_code == 200


def test_a_reset_puts_out_and_gives_a_first_password(browser: Browser) -> None:
    address = f"{ACCOUNTS}/{made(browser)['id']}/password"
    other = browser.stranger().log_in("li")
    answer = browser.post(address, json={}, headers=FIRST)
    assert other.get(ME).status_code == 401
    again = browser.stranger().log_in("li", answer.json()["initial_password"])
    assert again.get(ME).json()["must_change"] is True


def test_a_token_resets_no_password(browser: Browser) -> None:
    address = f"{ACCOUNTS}/{made(browser)['id']}/password"
    headers = {**bearer(browser.token()), **FIRST}
    assert code_of(browser.stranger().post(address, json={}, headers=headers)) == (403, "needs_log_in")


def test_a_deleted_account_comes_back_with_its_password_and_without_tokens(browser: Browser) -> None:
    address = f"{ACCOUNTS}/{made(browser)['id']}"
    other = browser.stranger().log_in("li")
    token = other.token()
    assert browser.delete(address, headers=FIRST).status_code == 200
    assert other.get(ME).status_code == 401
    assert [item["value"]["login"] for item in browser.get(ACCOUNTS).json()["items"]] == ["admin"]
    assert browser.get(f"{ACCOUNTS}?deleted=true").json()["items"][0]["value"]["login"] == "li"
    assert browser.post(f"{address}/restore", headers={"If-Match": '"2"'}).status_code == 200
    assert browser.stranger().log_in("li").get(ME).status_code == 200
    assert browser.stranger().get(ME, headers=bearer(token)).status_code == 401


def test_the_last_administrator_stays(browser: Browser) -> None:
    address = f"{ACCOUNTS}/{browser.get(ME).json()['account']}"
    last = (409, "last_administrator")
    assert code_of(browser.delete(address, headers=FIRST)) == last
    assert code_of(browser.put(address, json=READER, headers=FIRST)) == last
    locked = {"name": "管", "role": "administrator", "locked": True}
    assert code_of(browser.put(address, json=locked, headers=FIRST)) == last


def test_tokens_of_others_are_listed_and_revoked(browser: Browser) -> None:
    account = made(browser)
    address = f"{ACCOUNTS}/{account['id']}/tokens"
    secret = browser.stranger().log_in("li").token()
    [token] = browser.get(address).json()["items"]
    assert secret not in browser.get(address).text
    assert browser.delete(f"{address}/{token['id']}").status_code == 200
    assert browser.stranger().get(ME, headers=bearer(secret)).status_code == 401
    assert browser.get(f"{ACCOUNTS}/none/tokens").status_code == 404
