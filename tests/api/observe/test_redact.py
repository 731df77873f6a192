"""Secrets are taken out of what is logged; everything else stays readable."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.observe.redact import REDACTED, hold_secret, redact, redact_event

TOKEN = "zs_9fJ2kLmQ7xVbN3pR8tYwZ1aC4dE6gH0s"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"GET /cal/{TOKEN}.ics failed", f"GET /cal/{REDACTED} failed"),
        ("cannot reach postgresql://zhao:s3cr3t@db/zs", f"cannot reach postgresql://{REDACTED}@db/zs"),
        (f"Authorization: Bearer {TOKEN}", f"Authorization: {REDACTED}"),
        (f"header bearer {TOKEN}!", f"header bearer {REDACTED}"),
        ("Cookie: a=b; session=abc", f"Cookie: {REDACTED}"),
        ("?user=x&password=hunter2&y=1", f"?user=x&password={REDACTED}&y=1"),
        ("$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA is no match", f"{REDACTED} is no match"),
        (f"no such token {TOKEN} here", f"no such token {REDACTED} here"),
    ],
)
def test_a_secret_is_taken_out_and_the_words_around_it_stay(text: str, kept: str) -> None:
    assert redact(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "company 长江电子 was changed by 甲",
        'File "api/observe/test_redact_secrets_and_nothing_else.py", line 12, in test_that_it_is_so',
        "0f8c2d1a9b7e4f60b3c5d7e9f1a2b4c6",  # the id of a request
        "2026-11-23T09:00:00.123456+00:00",
        "SELECT company.expected_investment_cny FROM company WHERE company.id = ?",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == text


@given(
    token=st.text(string.ascii_letters + string.digits + "-_", min_size=22, max_size=64).filter(
        lambda word: (
            any(map(str.isdigit, word)) and any(map(str.islower, word)) and any(map(str.isupper, word))
        )
    )
)
def test_a_random_token_never_stays(token: str) -> None:
    assert token not in redact(f"before {token} after")
    assert token not in redact(f"https://x.cn/cal/{token}.ics")


def test_fields_named_as_secrets_are_emptied_however_deep() -> None:
    event = {
        "event": "log in",
        "password": "hunter2",
        "details": {"Set-Cookie": "a", "api_key": "b", "who": "甲", "seen": [f"/cal/{TOKEN}"]},
        "status": 401,
        "request_id": "0f8c2d1a9b7e4f60",
    }
    assert redact_event(None, "", event) == {
        "event": "log in",
        "password": REDACTED,
        "details": {"Set-Cookie": REDACTED, "api_key": REDACTED, "who": "甲", "seen": [f"/cal/{REDACTED}"]},
        "status": 401,
        "request_id": "0f8c2d1a9b7e4f60",
    }


def test_what_the_client_presented_is_taken_out_word_for_word() -> None:
    hold_secret(["correct horse battery", "short"])
    try:
        assert redact("wrong: correct horse battery, short") == f"wrong: {REDACTED}, short"
    finally:
        hold_secret([])


@given(st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=32, max_size=32))
def test_no_token_of_a_guest_a_badge_or_a_door_stays(token: str) -> None:
    for text in (f"GET /r/{token} failed", f"/k/{token}", f"/d/{token}?q=x", f"zs+{token}@x.cn", token):
        assert token not in redact(text)
