"""The words of the workbook: names of sheets, headings and rules, and whatever else people type for them.

What we write stands in ``api/texts/workbook.toml``; what we also read, and the template's examples, in
``vocabulary.toml`` beside this file.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from api.texts import Language, say


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))


@cache
def rule_keys() -> tuple[str, ...]:
    """Every rule of the sheet 规则, by its name in the code."""
    text = files("api.texts").joinpath("workbook.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["rule"])


def sheet_title(sheet: str, language: Language = "zh") -> str:
    """The name of the sheet with this key."""
    return say(f"workbook.sheets.{sheet}", language)


def sheet_names(sheet: str) -> tuple[str, ...]:
    """Every name the sheet goes by."""
    return (sheet_title(sheet), sheet_title(sheet, "en"), *_read()["also"]["sheets"][sheet])


def heading(sheet: str, field: str, language: Language = "zh") -> str:
    """The heading of a column."""
    return say(f"workbook.{sheet}.{field}.heading", language)


def headings(sheet: str, field: str) -> tuple[str, ...]:
    """Every heading the column goes by, the field's name included."""
    return (heading(sheet, field), heading(sheet, field, "en"), field, *_read()["also"][sheet].get(field, ()))


def note(sheet: str, field: str, language: Language = "zh") -> str:
    """What the template says under a heading."""
    return say(f"workbook.{sheet}.{field}.note", language)


def example(sheet: str, field: str) -> Any:
    """What the template's example row shows in a column; None for nothing."""
    return _read()["example"][sheet].get(field)


def mark(name: str, language: Language = "zh") -> str:
    """The words that begin a note row or an example row, or mark a required column."""
    return say(f"workbook.mark.{name}", language)


def words(topic: str) -> dict[str, list[str]]:
    """Code of a choice -> the words people type for it; the first one is the word we write."""
    return dict(_read()["words"][topic])


def rule_title(key: str, language: Language = "zh") -> str:
    """The wording of a rule of the sheet 规则."""
    return say(f"workbook.rule.{key}", language)


def rule_names(key: str) -> tuple[str, ...]:
    """Every name the rule goes by, its name in the code included."""
    return (rule_title(key), rule_title(key, "en"), key, *_read()["also"]["rule"].get(key, ()))
