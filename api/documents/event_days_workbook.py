"""The days an event could be held on as a table and as a workbook: a row a day, best first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from openpyxl import Workbook

from api.documents.dates import dated
from api.documents.day_reasons import solved_reasons, told_of
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from events.solved_days import WeighedDay
from planner.plan import Plan
from planner.season import Season

_QUICK = (
    ("rank", 8, False), ("day", 22, False), ("notice", 12, False), ("cost", 12, False), ("exact", 10, False),
    ("price", 30, True), ("absent", 36, True), ("trips", 44, True), ("marks", 30, True),
)  # fmt: skip
_SOLVED = (
    ("quick_rank", 10, False),
    ("solved_cost", 18, False),
    ("least_cost", 16, False),
    ("solved", 60, True),
)


class DayRow(NamedTuple):
    """A day in sentences; ``rank`` is by solving where that was done, else the quick one."""

    rank: int | None
    day: str
    price: Sequence[str]
    absent: Sequence[str]
    trips: Sequence[str]
    marks: Sequence[str]
    solved: Sequence[str]


def day_row(day: WeighedDay, season: Season, plan: Plan, language: Language, *, by_solving: bool) -> DayRow:
    """The row of one day."""
    told = told_of(day.quick, season, plan, language)
    return DayRow(
        rank=day.rank if by_solving else day.quick_rank,
        day=dated(day.quick.day, language),
        price=told.price,
        absent=told.absent,
        trips=told.trips,
        marks=told.marks,
        solved=tuple(solved_reasons(day, season, language)) if by_solving else (),
    )


def event_days_workbook(
    days: Sequence[WeighedDay],
    event_id: str,
    season: Season,
    plan: Plan,
    made_at: datetime,
    language: Language = "zh",
    *,
    by_solving: bool = False,
) -> bytes:
    """days.xlsx: a row a day in the order given; equal days and instants make equal bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("event_day.sheet.name", language)
    columns = (*_QUICK, *(_SOLVED if by_solving else ()))
    headings = [
        Column(say(f"event_day.column.{name}", language), width, wrap=wrap) for name, width, wrap in columns
    ]
    rows = [_cells(day, season, plan, language, by_solving=by_solving) for day in days]
    write_list(sheet, headings, rows)
    title = next(event.title for event in season.events if event.id == event_id)
    return packed(book, made_at, say("event_day.sheet.title", language, event=title))


def _cells(
    day: WeighedDay, season: Season, plan: Plan, language: Language, *, by_solving: bool
) -> list[Content]:
    row, quick = day_row(day, season, plan, language, by_solving=by_solving), day.quick
    semicolon = say("document.list.semicolon", language)
    possible = not quick.refusals
    exact = say(f"event_day.sheet.{'exact' if quick.exact else 'at_most'}", language)
    cells: list[Content] = [
        row.rank, row.day, quick.notice_days, quick.cost if possible else None, exact if possible else "",
        *(semicolon.join(part) for part in (row.price, row.absent, row.trips, row.marks)),
    ]  # fmt: skip
    if not by_solving:
        return cells
    return [*cells, day.quick_rank, day.cost, day.least_cost, semicolon.join(row.solved)]
