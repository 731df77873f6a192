"""One's own API tokens over HTTP."""

from typing import Any

import pytest

from api.accounts.role import Role
from api.store.database import Database
from tests.api.accounts.staff import NOW, Browser, Clock, bearer, make_account, service

TOKENS, ME = "/api/v1/tokens", "/api/v1/me"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(database: Database, clock: Clock) -> Browser:
    make_account(database, "li", Role.READER)
    return Browser(service(database, clock)).log_in("li")


def listed(browser: Browser) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = browser.get(TOKENS).json()["items"]
    return items


def test_a_token_is_shown_once(browser: Browser) -> None:
    secret = browser.token(scopes=["company.read"], expires_on="2026-12-31")
    [token] = listed(browser)
    assert secret not in browser.get(TOKENS).text
    assert (token["label"], token["scopes"], token["expires_on"], token["last_used_at"]) == (
        "脚本",
        ["company.read"],
        "2026-12-31",
        None,
    )


def test_its_last_use_is_listed_to_the_minute(browser: Browser, clock: Clock) -> None:
    secret = browser.token()
    for seconds in (0, 30, 30):
        clock.advance(seconds=seconds)
        assert browser.stranger().get(ME, headers=bearer(secret)).status_code == 200
    assert [token["last_used_at"] for token in listed(browser)] == ["2026-03-02T01:01:00Z"]
    assert NOW.isoformat() == "2026-03-02T01:00:00+00:00"


def test_a_revoked_token_is_worthless_at_once_and_the_others_are_not(browser: Browser) -> None:
    secrets = [browser.token(), browser.token()]
    identity = listed(browser)[0]["id"]
    assert browser.delete(f"{TOKENS}/{identity}").json()["revoked_at"] == "2026-03-02T01:00:00Z"
    statuses = {browser.stranger().get(ME, headers=bearer(secret)).status_code for secret in secrets}
    assert statuses == {200, 401}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"label": "x", "scopes": ["account.write"]}, "scope_beyond_role"),
        ({"label": "x", "expires_on": "2026-03-01"}, "token_over"),
        ({"label": "x", "scopes": ["no.such"]}, "enum"),
        ({"label": "x", "scopes": []}, "too_short"),
        ({"label": ""}, "value_unusable"),
    ],
)
def test_what_cannot_be_made_is_refused(browser: Browser, body: dict[str, Any], code: str) -> None:
    answer = browser.post(TOKENS, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert listed(browser) == []


def test_another_ones_token_is_not_there(database: Database, browser: Browser) -> None:
    make_account(database, "wang")
    wang = browser.stranger().log_in("wang")
    wang.token()
    identity = listed(wang)[0]["id"]
    assert browser.delete(f"{TOKENS}/{identity}").status_code == 404
    assert [token["revoked_at"] for token in listed(wang)] == [None]


def test_a_token_reaches_as_far_as_its_scopes(browser: Browser) -> None:
    secret = browser.token(scopes=["own.read"])
    stranger = browser.stranger()
    assert stranger.get(ME, headers=bearer(secret)).status_code == 200
    assert stranger.get("/api/v1/companies", headers=bearer(secret)).status_code == 403
