"""Companies that may be one and the same under variants of a name."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from api.imports.ledger import Ledger
from api.imports.parse.refusal import Refused
from api.imports.parse.text import tidy
from api.imports.rows import Row

_COUNTRY = re.compile(r"[(\[【](?:中国|china|大中华区?|中国区|集团|控股)[)\]】]|^中国(?=.{4,}公司)")
_FORM = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|责任公司|集团公司|总公司|分公司|公司|集团|股份|控股|有限"
    r"|co\.?,? ?ltd\.?|limited|inc\.?|corp\.?(?:oration)?|group)$"
)
_SIGNS = re.compile(r"[^\w]|_")


def name_key(name: str) -> str:
    """What variants of a company's name share: no width, case, space, sign, country or legal form."""
    text = unicodedata.normalize("NFKC", tidy(name)).casefold().replace(" ", "")
    text = _COUNTRY.sub("", text)
    while (shorter := _FORM.sub("", text.rstrip(".,"))) != text and shorter:
        text = shorter
    return _SIGNS.sub("", text) or text


def note_duplicates(rows: Iterable[Row], ledger: Ledger) -> None:
    """Note each company whose name is a variant of an earlier one's."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if "name" in row.values:
            groups[name_key(row.values["name"])].append(row)
    for first, *others in groups.values():
        for row in others:
            detail = {"first": first.place("name"), "name": first.values["name"]}
            ledger.remark(Refused("possible_duplicate", **detail), row.place("name"), row.values["name"])
