"""The key of an installation and what is signed with it."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from api.accounts import signing
from api.accounts.signing import derived, signed, signing_key, verified
from api.store.database import Database
from tests.api.accounts.staff import NOW, SETTINGS

VALUES = st.dictionaries(st.text(max_size=5), st.one_of(st.integers(-(2**50), 2**50), st.text()), max_size=3)


@given(VALUES)
def test_what_was_signed_is_verified(value: dict[str, object]) -> None:
    assert verified("key", "purpose", signed("key", "purpose", value)) == value


@given(st.integers(0, 200), st.characters(codec="ascii", categories=["L", "N"]))
def test_one_changed_character_makes_it_worthless(position: int, character: str) -> None:
    text = signed("key", "purpose", {"account": "a"})
    changed = text[: position % len(text)] + character + text[position % len(text) + 1 :]
    # The last character of unpadded base64 carries spare bits; all others count.
    if changed != text and position % len(text) != len(text) - 1:
        assert verified("key", "purpose", changed) is None


def test_another_key_or_another_purpose_makes_it_worthless() -> None:
    text = signed("key", "purpose", {"account": "a"})
    assert verified("other", "purpose", text) is None
    assert verified("key", "other", text) is None


def test_text_that_was_never_signed_is_worthless() -> None:
    assert [verified("key", "purpose", text) for text in ("", ".", "a.b", "é.ü", "x" * 10_000)] == [None] * 5


def test_a_derived_text_depends_on_key_purpose_and_text() -> None:
    texts = {
        derived(*words) for words in (("k", "p", "t"), ("l", "p", "t"), ("k", "q", "t"), ("k", "p", "u"))
    }
    assert len(texts) == 4
    assert {len(text) for text in texts} == {64}


def test_a_key_from_the_settings_is_used_as_it_is(database: Database) -> None:
    given_key = SETTINGS.model_copy(update={"secret_key": SecretStr("given")})
    assert signing_key(database, given_key, NOW) == "given"


def test_processes_that_start_at_once_end_up_with_one_key(database: Database) -> None:
    others = [Database(database.url.render_as_string(hide_password=False)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda other: signing_key(other, SETTINGS, NOW), others))
    for other in others:
        other.close()
    assert keys == {signing_key(database, SETTINGS, NOW)}


def test_the_key_is_read_once_a_process(database: Database) -> None:
    key = signing_key(database, SETTINGS, NOW)
    assert signing._KEPT[database] == key
    database.close()
    assert signing_key(database, SETTINGS, NOW) == key
