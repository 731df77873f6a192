"""The sheet 规则一览 of a workbook: every rule, what it is about, and what holds where nothing is said."""

from collections.abc import Mapping
from typing import Any

from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from api.imports import vocabulary
from api.imports.parse.clock_time import clock
from api.imports.rule_book import RULES
from api.texts import Language, say
from planner.company import Stage
from planner.person import Rank
from planner.rules import Rules

FIRST_ROW = 2
_MOMENTS = {"leave_base", "back_at_base", "leave_hotel", "at_hotel", "visits_open", "visits_close"} | {
    "lunch_open",
    "lunch_close",
}
_REQUIRED = ("first", "last")


def title(language: Language = "zh") -> str:
    """The name of the sheet."""
    return say("workbook.rule_list.title", language)


def keys_range(language: Language) -> str:
    """The formula of the drop-down that offers every rule."""
    return f"'{title(language)}'!$A${FIRST_ROW}:$A${FIRST_ROW + len(RULES) - 1}"


def add_rule_list(book: Workbook, language: Language, font: str) -> None:
    """Append the sheet; the import passes it over."""
    page = book.create_sheet(title(language))
    page.append([say(f"workbook.rule_list.{column}", language) for column in ("key", "subject", "default")])
    for key, rule in RULES.items():
        subject = say(f"workbook.rule_subject.{rule.subject}", language) if rule.subject else ""
        page.append([vocabulary.rule_title(key, language), subject, _default(key, language)])
    for row in page.iter_rows():
        for cell in row:
            cell.font = Font(name=font, bold=cell.row == 1)
    for letter, width in (("A", 28), ("B", 18), ("C", 60)):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"


def _default(key: str, language: Language) -> str:
    if key in _REQUIRED:
        return say("workbook.rule_list.required", language)
    rules = Rules()
    for part in (rules.hours, rules.costs, rules.weights, rules):
        if key in type(part).model_fields:
            return _shown(key, getattr(part, key), language)
    return ""


def _shown(key: str, value: Any, language: Language) -> str:
    """A default as a planner would type it."""
    if value is None:
        return say("workbook.rule_list.unlimited", language)
    if key in _MOMENTS:
        return clock(value)
    if key.endswith("milli_cny_per_km"):
        return f"{value / 1_000:g}"
    if key == "lodging":
        return "、".join(str(limit) for row in value for limit in row.limits_cny)
    if isinstance(value, bool):
        return vocabulary.words("yes_no")["yes" if value else "no"][0]
    if isinstance(value, Rank):
        return Rules().rank_names[value - 1]
    if isinstance(value, Mapping):
        return "、".join(f"{_word(name)} {item}‰" for name, item in value.items())
    return "、".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


def _word(name: object) -> str:
    return vocabulary.words("stage")[name.value][0] if isinstance(name, Stage) else str(name)
