"""Text as people type it: stray spaces, full-width letters, many kinds of dash and comma."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from api.imports.formula import plain

Cell = str | int | float | date | datetime | time | timedelta
_INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_DASHES = re.compile("[‐‑‒–—―−﹣－]+")
_TILDES = re.compile("[~～〜∼]+")
_ASIDE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_SEPARATORS = re.compile(r"[、,;|\n/]+")


def tidy(cell: Cell) -> str:
    """The cell as text without what nobody sees: zero-width signs, spaces around and doubled spaces."""
    return _tidied(cell if isinstance(cell, str) else _as_text(cell))


@lru_cache(maxsize=65_536)
def _tidied(text: str) -> str:
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain(_LINES.sub("\n", _SPACES.sub(" ", text)).strip())


def _as_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def folded(cell: Cell) -> str:
    """:func:`tidy` in half-width, dashes as -, tildes as 至, no space beside Chinese: for grammars."""
    text = unicodedata.normalize("NFKC", _DASHES.sub("-", _TILDES.sub("至", tidy(cell))))
    return _ASIDE.sub("", _SPACES.sub(" ", text).replace("。", ";")).strip()


def key_of(cell: Cell) -> str:
    """What two spellings of one name share: half-width, lower case, without any space."""
    return "".join(unicodedata.normalize("NFKC", tidy(cell)).casefold().split())


def items(cell: Cell) -> tuple[str, ...]:
    """The items of a list separated by 、 , ; / | or line ends, in order."""
    parts = (part.strip() for part in _SEPARATORS.split(_widths(tidy(cell))))
    return tuple(part for part in parts if part)


def _widths(text: str) -> str:
    return text.translate(str.maketrans("，；／｜", ",;/|"))
