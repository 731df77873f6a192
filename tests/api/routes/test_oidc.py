"""Log-in by OpenID Connect: to a small provider and back, and every way in which it can be wrong."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from api.accounts.role import Role
from api.settings import Settings
from api.store import audit_log
from api.store.database import Database
from tests.api.accounts.provider import CLIENT, SECRET, Provider, shared_key
from tests.api.accounts.staff import NOW, SETTINGS, Browser, Clock, make_account, service
from tests.api.servers import serving

BEGIN, END, ME = "/api/v1/login/oidc", "/api/v1/login/oidc/callback", "/api/v1/me"


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    provider = Provider()
    with serving(provider.app()) as url:
        provider.url = url
        yield provider


@pytest.fixture
def provider(served: Provider) -> Provider:
    served.__init__(url=served.url, key=served.key)  # type: ignore[misc]  # as if it were new, at its address
    return served


@pytest.fixture
def settings(provider: Provider) -> Settings:
    return SETTINGS.model_copy(
        update={
            "oidc_issuer": provider.url,
            "oidc_client_id": CLIENT,
            "oidc_client_secret": SecretStr(SECRET),
        }
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(database: Database, settings: Settings, clock: Clock) -> Browser:
    make_account(database, "li", password=None, oidc_subject="subject-1")
    return Browser(service(database, clock, settings))


def log_in(browser: Browser, provider: Provider, **changed: str) -> Any:
    """There and back; ``changed`` of what the browser brings."""
    departure = browser.get(BEGIN)
    assert departure.status_code == 303, departure.text
    return browser.get(END, params=provider.log_somebody_in(departure.headers["location"]) | changed)


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_whom_the_provider_knows_is_logged_in(browser: Browser, provider: Provider) -> None:
    answer = log_in(browser, provider)
    assert (answer.status_code, answer.headers["location"]) == (303, ME)
    assert browser.get(ME).json()["login"] == "li"
    assert "zhaoshang_oidc" not in browser.cookies


def test_the_browser_is_sent_with_state_nonce_and_challenge(browser: Browser, provider: Provider) -> None:
    first, second = browser.get(BEGIN), browser.get(BEGIN)
    assert first.headers["location"].startswith(f"{provider.url}/authorize?tenant=1&")
    for answer in (first, second):
        provider.log_somebody_in(answer.headers["location"])
        assert provider.asked["redirect_uri"] == f"{SETTINGS.public_url}{END}"
        assert (provider.asked["response_type"], provider.asked["code_challenge_method"]) == ("code", "S256")
        assert provider.asked["scope"] == "openid profile email"
    assert first.headers["location"] != second.headers["location"]


def test_without_settings_it_is_switched_off(database: Database) -> None:
    browser = Browser(service(database))
    assert [code_of(browser.get(address)) for address in (BEGIN, END)] == [(404, "oidc_off")] * 2


NOW_SECONDS = int(NOW.timestamp())
WRONG = {
    "of another provider": {"iss": "https://elsewhere.example"},
    "for another client": {"aud": "somebody else"},
    "for another client, asked for by us": {"aud": "somebody else", "azp": CLIENT},
    "for another client among several": {"aud": [CLIENT, "other"], "azp": "other"},
    "for another log-in": {"nonce": "another"},
    "without a nonce": {"nonce": None},
    "over": {"exp": NOW_SECONDS - 61},
    "not begun": {"nbf": NOW_SECONDS + 120},
    "from the future": {"iat": NOW_SECONDS + 120},
    "for nobody": {"sub": None},
    "of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG.keys())
def test_a_token_that_is_wrong_is_refused(
    browser: Browser, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert code_of(log_in(browser, provider)) == (401, "oidc_refused")
    assert browser.get(ME).status_code == 401


def test_a_token_of_another_key_is_refused(browser: Browser, provider: Provider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})
    assert code_of(log_in(browser, provider)) == (401, "oidc_refused")


def test_a_token_signed_with_the_shared_secret_is_refused(browser: Browser, provider: Provider) -> None:
    provider.signs_with, provider.algorithm = shared_key(), "HS256"
    assert code_of(log_in(browser, provider)) == (401, "oidc_refused")


def test_another_state_is_refused(browser: Browser, provider: Provider) -> None:
    assert code_of(log_in(browser, provider, state="another")) == (401, "oidc_not_begun")


def test_an_answer_in_another_browser_is_refused(browser: Browser, provider: Provider) -> None:
    brought = provider.log_somebody_in(browser.get(BEGIN).headers["location"])
    assert code_of(browser.stranger().get(END, params=brought)) == (401, "oidc_not_begun")


def test_an_answer_after_ten_minutes_is_refused(browser: Browser, provider: Provider, clock: Clock) -> None:
    brought = provider.log_somebody_in(browser.get(BEGIN).headers["location"])
    cookie = f"zhaoshang_oidc={browser.cookies['zhaoshang_oidc']}"
    clock.now += timedelta(minutes=10)
    answer = browser.stranger().get(END, params=brought, headers={"Cookie": cookie})
    assert code_of(answer) == (401, "oidc_not_begun")


def test_an_answer_of_another_provider_is_refused(browser: Browser, provider: Provider) -> None:
    answer = log_in(browser, provider, iss="https://elsewhere.example")
    assert code_of(answer) == (401, "oidc_refused")


def test_a_code_that_is_not_taken_is_refused(browser: Browser, provider: Provider) -> None:
    provider.takes_code = False
    assert code_of(log_in(browser, provider)) == (401, "oidc_refused")


def test_a_person_who_declines_is_not_logged_in(browser: Browser, provider: Provider) -> None:
    departure = browser.get(BEGIN)
    state = provider.log_somebody_in(departure.headers["location"])["state"]
    answer = browser.get(END, params={"error": "access_denied", "state": state})
    assert code_of(answer) == (401, "oidc_refused")
    assert "access_denied" in answer.json()["title"]


@pytest.mark.parametrize(
    "change", [{"broken": "discovery"}, {"issuer_said": "https://other.example"}], ids=["no JSON", "issuer"]
)
def test_a_provider_that_is_another_or_broken_is_a_bad_gateway(
    browser: Browser, provider: Provider, change: dict[str, str]
) -> None:
    for name, value in change.items():
        setattr(provider, name, value)
    assert code_of(browser.get(BEGIN)) == (502, "oidc_unreachable")


def test_a_broken_answer_to_the_code_is_a_bad_gateway(browser: Browser, provider: Provider) -> None:
    provider.broken = "token"
    assert code_of(log_in(browser, provider)) == (502, "oidc_unreachable")


def test_a_silent_provider_is_a_bad_gateway(database: Database, settings: Settings) -> None:
    with serving(Provider().app()) as url:
        gone = settings.model_copy(update={"oidc_issuer": url})
    assert code_of(Browser(service(database, settings=gone)).get(BEGIN)) == (502, "oidc_unreachable")


def test_unknown_people_are_refused_and_not_made(
    database: Database, browser: Browser, provider: Provider
) -> None:
    provider.claims = {"sub": "subject-2", "preferred_username": "wang"}
    answer = log_in(browser, provider)
    assert (*code_of(answer), "wang" in answer.json()["title"]) == (401, "oidc_unknown", True)
    with database.reading() as session:
        entries = audit_log.entries(session, kind="account")
    assert [entry.action for entry in entries] == ["log_in_refused", "create"]


def test_a_locked_account_is_refused(database: Database, browser: Browser, provider: Provider) -> None:
    make_account(database, "wang", password=None, oidc_subject="subject-2", locked=True)
    provider.claims = {"sub": "subject-2"}
    assert code_of(log_in(browser, provider)) == (403, "account_locked")


NAMES: dict[str, dict[str, Any]] = {
    "user name": {"preferred_username": "Wang@zs.example"},
    "verified address": {"email": "wang@zs.example", "email_verified": True},
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES.keys())
def test_a_name_binds_an_account_without_a_password_once(
    database: Database, browser: Browser, provider: Provider, names: dict[str, Any]
) -> None:
    make_account(database, "wang@zs.example", Role.READER, password=None)
    provider.claims = {"sub": "subject-2", **names}
    assert log_in(browser, provider).status_code == 303
    assert browser.get(ME).json()["login"] == "wang@zs.example"
    provider.claims = {"sub": "subject-3", **names}
    assert code_of(log_in(browser.stranger(), provider)) == (401, "oidc_unknown")
    provider.claims = {"sub": "subject-2"}
    assert log_in(browser.stranger(), provider).status_code == 303


def test_a_name_gives_no_account_with_a_password_away(
    database: Database, browser: Browser, provider: Provider
) -> None:
    make_account(database, "admin", Role.ADMINISTRATOR)
    provider.claims = {"sub": "subject-2", "preferred_username": "admin"}
    assert code_of(log_in(browser, provider)) == (401, "oidc_unknown")


def test_an_address_that_nobody_verified_is_no_name(
    database: Database, browser: Browser, provider: Provider
) -> None:
    make_account(database, "wang@zs.example", password=None)
    provider.claims = {"sub": "subject-2", "email": "wang@zs.example", "email_verified": False}
    assert code_of(log_in(browser, provider)) == (401, "oidc_unknown")
