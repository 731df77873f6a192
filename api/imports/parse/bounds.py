"""How long a text may be and which characters it may hold, in a workbook's cell as in a JSON body."""

import re

MOST_CHARACTERS = 300
MOST_FREE_TEXT_CHARACTERS = 20_000
# Fields people write sentences into; every other text is a name, an id, a code.
FREE_TEXT = frozenset(
    {
        "address", "body", "brief", "comment", "description", "message", "next_step", "note", "notes",
        "outcome", "park", "plan", "problem", "problems", "reason", "remark", "responsibility", "summary",
        "team", "text", "think_tank", "url",
    }
)  # fmt: skip
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def most_characters(field: str) -> int:
    """How many characters a text in the field of this name may have."""
    return MOST_FREE_TEXT_CHARACTERS if field in FREE_TEXT else MOST_CHARACTERS


def unwanted_character(text: str) -> str | None:
    """The first character of ``text`` nobody types and no database keeps, as ``U+0000``; None if none."""
    found = _UNWANTED.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def cleaned(text: str) -> str:
    """``text`` with a replacement character for each that is unwanted."""
    return _UNWANTED.sub("�", text)
