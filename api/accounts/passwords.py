"""Passwords: which are good enough, how they are kept (argon2id), and first ones made by chance."""

import secrets
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.errors import InvalidInput
from planner.errors import Fault

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 256
LEAST_DIFFERENT = 5
# Without the letters and digits that look alike in print: a first password is read to somebody.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

# argon2id with 19 MiB, 2 rounds, 1 lane (OWASP's password storage sheet); at most four at once, so that
# a hundred log-ins at once take 76 MiB and turns, not 2 GiB.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_TURNS = BoundedSemaphore(4)


def hashed(password: str) -> str:
    """``password`` as it is kept: argon2id, salted, with its parameters."""
    with _TURNS:
        return _HASHER.hash(_form(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether ``password`` is the one kept; as much work where none is kept, so that time tells nothing."""
    with _TURNS:
        try:
            _HASHER.verify(_nobodys() if kept is None else kept, _form(password))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether ``kept`` was made with other parameters than are used now."""
    return _HASHER.check_needs_rehash(kept)


def made_by_chance() -> str:
    """A first password: 20 characters in groups of five, 99 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))


def refuse_weak(password: str, login: str) -> None:
    """Raise :class:`InvalidInput` for a password too short, too long, known to everybody, or the log-in."""
    plain = _form(password).casefold()
    length = {"least": str(LEAST_CHARACTERS), "most": str(MOST_CHARACTERS)}
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        code = "password_short" if len(password) < LEAST_CHARACTERS else "password_long"
        raise InvalidInput(Fault(code=code, place="password", detail=length))
    if len(plain.replace(login.casefold(), "")) < LEAST_CHARACTERS // 2:
        raise InvalidInput(Fault(code="password_is_login", place="password", detail=length))
    if plain in _known() or len(set(plain)) < LEAST_DIFFERENT:
        raise InvalidInput(Fault(code="password_common", place="password", detail=length))


def _form(password: str) -> str:
    return unicodedata.normalize("NFC", password)  # what two keyboards type alike is alike (RFC 8265 §4.2.2)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))


@cache
def _known() -> frozenset[str]:
    text = files(__package__).joinpath("common_passwords.toml").read_text(encoding="utf-8")
    return frozenset(word.casefold() for word in tomllib.loads(text)["words"])
