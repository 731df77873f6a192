"""Text that a spreadsheet would run: recognised when read, made harmless when written.

Source: OWASP, CSV Injection: a cell beginning with ``= + - @``, tab or carriage return may be taken for one.
"""

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PHONE = re.compile(r"[+-][\d ()-]*")


def is_formula(text: str) -> bool:
    """Whether a cell's text is a formula: it begins with an equals sign, ASCII or full-width."""
    return text.lstrip().startswith(("=", "＝"))


def neutral(text: str) -> str:
    """``text`` with an apostrophe before it if a spreadsheet could run it; telephone numbers stay."""
    if text.startswith(_STARTS) and not _PHONE.fullmatch(text):
        return f"'{text}"
    return text


def plain(text: str) -> str:
    """What :func:`neutral` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_STARTS) else text
