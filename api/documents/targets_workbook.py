"""Signed against targets as a workbook: standings, the projects they count, the four rates."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook

from api.documents.amounts import investment
from api.documents.legible import one_line
from api.documents.rate_sheet import COUNT, PERCENT, add_rate_sheet
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from api.texts.sentences import spoken
from events.four_rates import RateFigure
from events.quarter import Quarter
from events.targets import Measure, Signed, Standing
from planner.errors import Fault

_MONEY = frozenset({Measure.SIGNED_CNY, Measure.OUTSIDE_CITY_CNY, Measure.PAID_CNY})


def targets_workbook(
    quarter: Quarter,
    standings: Sequence[Standing],
    signed: Sequence[Signed],
    rates: Sequence[RateFigure],
    names: Mapping[str, str],
    made_at: datetime,
    language: Language = "zh",
) -> bytes:
    """The bytes; ``names`` of projects and companies by id. Equal figures make equal bytes."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = say("targets.sheet.standing", language)
    lines = [_standing(item, language) for item in standings] or [_no_targets(quarter, language)]
    write_list(first, _columns(_STANDING, language), lines)
    projects = book.create_sheet(say("targets.sheet.projects", language))
    listed = sorted(signed, key=lambda item: (item.signed_on, item.project))
    write_list(projects, _columns(_PROJECT, language), [_project(p, names, language) for p in listed])
    add_rate_sheet(book, rates, language)
    title = say("targets.sheet.title", language, year=quarter.year, number=quarter.number)
    return packed(book, made_at, title)


_STANDING = (
    ("measure", 30, ""),
    ("in_quarter", 16, ""),
    ("in_year", 16, ""),
    ("due", 16, ""),
    ("missing", 16, ""),
    ("target", 16, ""),
    ("share", 12, PERCENT),
    ("source", 44, ""),
)
_PROJECT = (
    ("project", 34, ""),
    ("company", 34, ""),
    ("signed_on", 14, "yyyy-mm-dd"),
    ("amount", 20, COUNT),
    ("outside_city", 10, ""),
    ("kinds", 24, ""),
)


def _columns(named: Sequence[tuple[str, int, str]], language: Language) -> list[Column]:
    return [Column(say(f"targets.column.{name}", language), width, shown) for name, width, shown in named]


def _figure(measure: Measure, value: int, language: Language) -> Content:
    """Money as it is spoken of, counts as numbers; nought is told, not left blank."""
    return (investment(value, language) or 0) if measure in _MONEY else value


def _no_targets(quarter: Quarter, language: Language) -> list[Content]:
    """An empty sheet would look like a defect."""
    fault = Fault(code="no_targets", value=str(quarter.year))
    return [spoken(fault, language), *[""] * (len(_STANDING) - 1)]


def _standing(item: Standing, language: Language) -> list[Content]:
    figures = (item.in_quarter, item.in_year, item.due, item.missing, item.target)
    return [
        say(f"targets.measure.{item.measure.value}", language),
        *(_figure(item.measure, value, language) for value in figures),
        item.permille_of_year / 1_000,
        item.source,
    ]


def _project(item: Signed, names: Mapping[str, str], language: Language) -> list[Content]:
    return [
        one_line(names.get(item.project, item.project)),
        one_line(names.get(item.company, item.company)),
        item.signed_on,
        item.amount_cny,
        say("targets.column.yes", language) if item.outside_city else "",
        say("document.list.separator", language).join(item.kinds),
    ]
