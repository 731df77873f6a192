"""No password, token, cookie or feed address gets into a log, nor into the answer to what was refused."""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

REDACTED = "[…]"
_NAMES = re.compile(
    r"passw|secret|token|cookie|authori[sz]ation|csrf|credential|api_?key|idempotency"
    r"|^(?:old|new)$"  # what the change of a password calls the two
    r"|^url$",  # a calendar's address may be its key
    re.IGNORECASE,
)
_SHAPES = (
    re.compile(r"(?<=/cal/)[^/\s\"'?#]+"),  # a feed's address is its key
    re.compile(
        r"(?<![a-z2-7])[a-z2-7]{32}(?![a-z2-7])"
    ),  # a guest's token, as api/mail/guest_token.py has it
    re.compile(r"(?<=://)[^/@\s:]*:[^@/\s]*(?=@)"),  # user:password of a database's address
    re.compile(r"(?i)(?<=bearer )\S+"),
    re.compile(r"(?i)(?:(?<=cookie: )|(?<=authorization: )).+"),
    re.compile(r"(?i)(?<=password=)[^\s,&;)]+"),
    re.compile(r"\$argon2\S+"),
    # 128 random bits in base 64, as tokens are: long, of small and capital letters and figures mixed.
    re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*[0-9])[A-Za-z0-9_-]{22,}(?![\w-])"),
)
_SHORTEST = 8  # a shorter cookie or header is no secret, and taking it out would tear holes into words
_presented: ContextVar[tuple[str, ...]] = ContextVar("presented", default=())


def hold_secret(words: Iterable[str]) -> None:
    """Take these very words out of whatever is logged while the present request is served."""
    _presented.set(tuple(word for word in words if len(word) >= _SHORTEST))


def redact(text: str) -> str:
    """``text`` without what is, or looks like, a secret."""
    for word in _presented.get():
        text = text.replace(word, REDACTED)
    for shape in _SHAPES:
        text = shape.sub(REDACTED, text)
    return text


def is_secret_name(name: str) -> bool:
    """Whether a field of this name may hold a secret."""
    return _NAMES.search(name) is not None


def without_secrets(value: Any) -> Any:
    """A JSON value, whatever in it stands under the name of a secret taken out."""
    if isinstance(value, dict):
        return {
            name: REDACTED if is_secret_name(str(name)) else without_secrets(item)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [without_secrets(item) for item in value]
    return value


def redact_event(_logger: Any, _method: str, event: Any) -> Any:
    """A log event (structlog's processor) without secrets, in its text and in its fields."""
    return {
        name: value if name in _OURS else REDACTED if is_secret_name(name) else _redacted(value)
        for name, value in event.items()
    }


_OURS = frozenset({"timestamp", "level", "request_id", "account", "route", "logger"})


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return redact_event(None, "", value)
    if isinstance(value, list | tuple):
        return [_redacted(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else redact(str(value))
