"""What is sealed is opened by the same key, account and installation, and by nothing else."""

import pytest

from api.accounts.sealing import Seal

ANSWER = '{"secret": "zst_一"}'.encode()
SEAL = Seal("secret of the house", "ann", "0b0f9a3e")
OTHERS = {
    "house": Seal("another house", "ann", "0b0f9a3e"),
    "account": Seal("secret of the house", "bob", "0b0f9a3e"),
    "key": Seal("secret of the house", "ann", "0b0f9a3f"),
}


def test_what_was_sealed_is_opened_whole() -> None:
    assert Seal("secret of the house", "ann", "0b0f9a3e").opened(SEAL.closed(ANSWER)) == ANSWER


@pytest.mark.parametrize("other", sorted(OTHERS))
def test_another_house_account_or_key_opens_nothing(other: str) -> None:
    assert OTHERS[other].opened(SEAL.closed(ANSWER)) is None
    assert OTHERS[other].fingerprint("f") != SEAL.fingerprint("f")


def test_what_was_touched_is_not_opened() -> None:
    sealed = SEAL.closed(ANSWER)
    for place in range(len(sealed)):
        touched = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        assert SEAL.opened(touched) is None
    assert [SEAL.opened(sealed[:length]) for length in (0, 16, 20, 32)] == [None] * 4


def test_the_same_answer_is_sealed_differently_each_time() -> None:
    assert SEAL.closed(ANSWER) != SEAL.closed(ANSWER)


def test_a_key_is_known_by_a_hash_that_tells_accounts_apart_and_outlives_the_secret() -> None:
    assert SEAL.name == OTHERS["house"].name
    assert len({SEAL.name, OTHERS["account"].name, OTHERS["key"].name}) == 3
    assert "0b0f9a3e" not in SEAL.name


def test_key_and_secret_do_not_run_into_each_other() -> None:
    assert Seal("b", "ann", "a").fingerprint("f") != Seal("", "ann", "ab").fingerprint("f")
