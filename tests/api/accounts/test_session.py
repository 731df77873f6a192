"""A log-in as its cookie holds it."""

from datetime import timedelta

import pytest

from api.accounts.session import LogIn, cookie_name, log_in_of, new_log_in
from api.accounts.signing import signed
from tests.api.accounts.staff import NOW, SETTINGS

KEY = "key"


def test_a_log_in_comes_back_from_its_cookie_until_it_is_over() -> None:
    log_in = new_log_in(SETTINGS, "a", 3, NOW)
    end = NOW + timedelta(hours=SETTINGS.session_hours)
    assert log_in_of(KEY, log_in.cookie(KEY), end - timedelta(seconds=1)) == log_in
    assert log_in_of(KEY, log_in.cookie(KEY), end) is None


def test_a_cookie_of_another_key_is_none() -> None:
    assert log_in_of("other", new_log_in(SETTINGS, "a", 3, NOW).cookie(KEY), NOW) is None


def test_a_signed_value_of_another_shape_is_none() -> None:
    assert log_in_of(KEY, signed(KEY, "log-in", {"account": "a"}), NOW) is None


def test_two_log_ins_have_two_csrf_tokens() -> None:
    first, second = (new_log_in(SETTINGS, "a", 3, NOW) for _ in range(2))
    assert first.has_csrf_token(KEY, first.csrf_token(KEY))
    assert not first.has_csrf_token(KEY, second.csrf_token(KEY))
    assert not first.has_csrf_token(KEY, "")
    assert not first.has_csrf_token(KEY, "é")


def test_the_csrf_token_does_not_stand_in_the_cookie() -> None:
    log_in = LogIn(account="a", epoch=1, nonce="n", until=1)
    assert log_in.csrf_token(KEY) not in log_in.cookie(KEY)


@pytest.mark.parametrize(
    ("public_url", "name"),
    [("http://127.0.0.1:8000", "zhaoshang"), ("https://zs.example", "__Host-zhaoshang")],
)
def test_over_tls_the_cookie_is_bound_to_its_host(public_url: str, name: str) -> None:
    assert cookie_name(SETTINGS.model_copy(update={"public_url": public_url})) == name
