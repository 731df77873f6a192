from hypothesis import given
from hypothesis import strategies as st

from api.mail.guest_token import LENGTH, guest_token, guest_token_hash, is_token, tokens_in

SECRET = b"of the service"


def test_a_token_is_the_same_each_time_and_another_for_everything_else() -> None:
    tokens = [
        guest_token(secret, invitation, generation)
        for secret in (SECRET, b"another")
        for invitation in ("i1", "i2")
        for generation in (0, 1)
    ]
    assert len(set(tokens)) == 8
    assert guest_token(SECRET, "i1", 0) == tokens[0]


@given(st.binary(min_size=16), st.text(max_size=50), st.integers(0, 99), st.sampled_from(' /+@.<>\n="赵'))
def test_a_token_is_found_in_text_whatever_stands_around_it(
    secret: bytes, invitation: str, generation: int, around: str
) -> None:
    token = guest_token(secret, invitation, generation)
    assert len(token) == LENGTH
    assert tokens_in(f"{around}{token.upper()}{around}") == (token,)


def test_longer_words_are_no_tokens_and_a_token_is_told_once() -> None:
    token = guest_token(SECRET, "i1", 0)
    assert tokens_in(f"{token}a {token} x{token} {token}") == (token,)


def test_a_token_alone_is_one_in_whatever_case_and_nothing_else_is() -> None:
    token = guest_token(SECRET, "i1", 0)
    others = ("", token[1:], f"{token}a", f" {token}", f"{token}\n", "1" * LENGTH, "甲" * LENGTH)
    assert [is_token(text) for text in (token, token.upper(), *others)] == [True, True] + [False] * 7


def test_the_hash_shows_nothing_of_the_token() -> None:
    token = guest_token(SECRET, "i1", 0)
    assert len(guest_token_hash(token)) == 64
    assert guest_token_hash(token) != guest_token_hash(guest_token(SECRET, "i1", 1))
