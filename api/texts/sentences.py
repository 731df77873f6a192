"""The three sentences of a fault: what is wrong, what was expected, what to do about it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from api.texts import Language, say
from planner.errors import Fault


class FaultText(NamedTuple):
    """A fault in words."""

    message: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.message} {self.expected} {self.remedy}"


def spoken(fault: Fault, language: Language = "zh") -> str:
    """What is wrong and what to do about it, as sentences for somebody at a page."""
    text = sentence(fault, language)
    parts = [part.rstrip("。. ") for part in (text.message, text.remedy)]
    if language == "zh":
        return "".join(f"{part}。" for part in parts)
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def _kind(name: str, language: Language) -> str:
    """What a kind of record is called; one that has no name of its own is told as it is."""
    try:
        return say(f"record.{name}", language)
    except KeyError:
        return name


@cache
def _sentences() -> dict[str, dict[str, dict[str, str]]]:
    """Code -> part -> language -> wording, over every topic ``fault_*.toml``."""
    topics = sorted(item.name for item in files("api.texts").iterdir() if item.name.startswith("fault_"))
    found: dict[str, Any] = {}
    for topic in topics:
        found |= tomllib.loads(files("api.texts").joinpath(topic).read_text(encoding="utf-8"))
    return found


def fault_codes() -> frozenset[str]:
    """Every code that has its sentences."""
    return frozenset(_sentences())


def sentence(fault: Fault, language: Language = "zh") -> FaultText:
    """``fault`` in words, its value, place and details filled in.

    Raises KeyError for a code, or a word of a sentence, that nobody gave: a defect, not a user's fault.
    """
    parts = _sentences()[fault.code]
    words = fault.detail | {"value": fault.value, "place": fault.place}
    if "kind" in words:
        words["kind"] = _kind(words["kind"], language)
    return FaultText(*(parts[part][language].format(**words) for part in FaultText._fields))
