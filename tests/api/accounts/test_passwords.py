"""Which passwords are good enough, and how they are kept."""

from typing import Literal

import pytest
from argon2 import PasswordHasher

from api.accounts import passwords
from api.errors import InvalidInput
from tests.api.accounts.staff import PASSWORD


def refusal(password: str, login: str = "lixiaoming") -> str | None:
    try:
        passwords.refuse_weak(password, login)
    except InvalidInput as refused:
        return refused.faults[0].code
    return None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        (PASSWORD, None),
        ("三只红灯笼挂在门前的树上", None),
        ("short-12345", "password_short"),
        ("exactly12-ok", None),
        ("x7" * 128 + "y", "password_long"),
        ("abcde-" * 42 + "abcd", None),
        ("password1234", "password_common"),
        ("PassWord1234", "password_common"),
        ("qwertyuiop123", "password_common"),
        ("abababababababab", "password_common"),
        ("lixiaoming2026", "password_is_login"),
        ("LiXiaoMing-1", "password_is_login"),
        ("lixiaominglixiaoming", "password_is_login"),
    ],
)
def test_a_password_is_judged(password: str, code: str | None) -> None:
    assert refusal(password) == code


def test_a_refusal_never_repeats_the_password() -> None:
    with pytest.raises(InvalidInput) as refused:
        passwords.refuse_weak("password1234", "li")
    assert "password1234" not in str(refused.value)


def test_a_kept_password_is_right_and_no_other() -> None:
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert passwords.is_right(kept, PASSWORD)
    assert not passwords.is_right(kept, PASSWORD + " ")


def test_the_same_password_is_kept_in_two_ways() -> None:
    assert passwords.hashed(PASSWORD) != passwords.hashed(PASSWORD)


def test_a_letter_composed_in_two_ways_is_the_same() -> None:
    assert passwords.is_right(passwords.hashed("caf\u00e9-lantern-3"), "cafe\u0301-lantern-3")


def test_nothing_kept_and_a_damaged_hash_are_never_right() -> None:
    assert not passwords.is_right(None, PASSWORD)
    assert not passwords.is_right("$argon2id$damaged", PASSWORD)


def test_where_nothing_is_kept_as_much_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002  (argon2's name)
            verified.append(str(hash).rsplit("$", 2)[0])  # version, parameters
            return super().verify(hash, password)

    verified: list[str] = []
    known = passwords.hashed(PASSWORD)
    monkeypatch.setattr(passwords, "_HASHER", Counting(time_cost=2, memory_cost=19_456, parallelism=1))
    passwords.is_right(None, PASSWORD)
    passwords.is_right(known, PASSWORD)
    assert verified == [known.rsplit("$", 2)[0]] * 2


def test_a_hash_of_other_parameters_is_outdated() -> None:
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD))
    assert not passwords.is_outdated(passwords.hashed(PASSWORD))


def test_passwords_made_by_chance_are_good_enough_and_differ() -> None:
    made = {passwords.made_by_chance() for _ in range(100)}
    assert len(made) == 100
    assert {refusal(password) for password in made} == {None}
