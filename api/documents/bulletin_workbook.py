"""A bulletin as a workbook: everything together, a sheet for each grouping, one for the four rates."""

from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from api.documents.amounts import investment
from api.documents.dates import date_range
from api.documents.rate_sheet import add_rate_sheet
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from events.four_rates import RateFigure
from planner.bulletin import Figures, Grouping, Standing

COUNT = "#,##0"
_COLUMNS = (
    ("rank", 6, COUNT),
    ("name", 28, ""),
    ("done_visits", 12, COUNT),
    ("done_companies", 12, COUNT),
    ("done_investment", 16, ""),
    ("planned_visits", 12, COUNT),
    ("planned_companies", 12, COUNT),
    ("planned_investment", 16, ""),
    ("days_away", 12, COUNT),
)


def bulletin_workbook(
    title: str,
    span: tuple[date, date],
    totals: tuple[Figures, Figures],
    rows: Sequence[tuple[str, Standing]],
    made_at: datetime,
    language: Language = "zh",
    rates: Sequence[RateFigure] = (),
) -> bytes:
    """The bytes; equal figures and ``made_at`` make equal ones.

    ``totals`` are what was planned and what was done; each of ``rows`` comes with the name of what it is of.
    A quarter's also has its four ``rates``.
    """
    book = Workbook()
    summary = book.worksheets[0]
    summary.title = say("plan.bulletin.summary", language)
    _write_summary(summary, title, span, totals, language)
    for grouping in Grouping:
        sheet = book.create_sheet(say(f"plan.bulletin.{grouping.value}", language))
        columns = [
            Column(say(f"plan.bulletin.{name}", language), width, shown) for name, width, shown in _COLUMNS
        ]
        listed = [(name, row) for name, row in rows if row.grouping is grouping]
        write_list(sheet, columns, [_line(name, row, language) for name, row in listed])
    if rates:
        add_rate_sheet(book, rates, language)
    return packed(book, made_at, title)


def _write_summary(
    sheet: Worksheet,
    title: str,
    span: tuple[date, date],
    totals: tuple[Figures, Figures],
    language: Language,
) -> None:
    columns = [Column(title, 34), Column(date_range(*span, language), 34)]
    lines: list[tuple[Content, Content]] = []
    for state, figures in zip(("planned", "done"), totals, strict=True):
        amount = investment(figures.expected_investment_cny, language)
        lines += [
            (say(f"plan.bulletin.{state}_visits", language), figures.visits),
            (say(f"plan.bulletin.{state}_companies", language), figures.companies),
            (say(f"plan.bulletin.{state}_investment", language), amount),
        ]
    write_list(sheet, columns, lines)


def _line(name: str, row: Standing, language: Language) -> list[Content]:
    figures: list[Content] = []
    for part in (row.done, row.planned):
        figures += [part.visits, part.companies, investment(part.expected_investment_cny, language)]
    return [row.rank, name, *figures, row.days_away]
