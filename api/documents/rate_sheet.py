"""The four rates (四率) as a sheet of a workbook."""

from collections.abc import Sequence

from openpyxl import Workbook

from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from events.four_rates import Rate, RateFigure

COUNT, PERCENT = "#,##0", "0.0%"
_COLUMNS = (
    ("quarter", 16, ""),
    ("rate", 16, ""),
    ("part", 20, COUNT),
    ("whole", 20, COUNT),
    ("percent", 12, PERCENT),
    ("over", 14, ""),
)


def add_rate_sheet(book: Workbook, rates: Sequence[RateFigure], language: Language) -> None:
    """Add the sheet: a line for each rate of each quarter, in the order given; no base, no rate."""
    sheet = book.create_sheet(say("targets.sheet.rates", language))
    columns = [
        Column(say(f"targets.column.{name}", language), width, shown) for name, width, shown in _COLUMNS
    ]
    write_list(sheet, columns, [_line(item, language) for item in rates])


def _line(item: RateFigure, language: Language) -> list[Content]:
    share = item.permille
    quarter = {"year": item.quarter.year, "number": item.quarter.number}
    return [
        say("targets.column.quarter_of", language, **quarter),
        say(f"joint_meeting.rate.{Rate(item.rate).value}", language),
        item.part,
        item.whole,
        None if share is None else share / 1_000,
        say(f"joint_meeting.rate.over_{item.over.value}", language),
    ]
