"""The rules a workbook may set, by name: where each lands in the season and how its value is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from api.imports.frame import Frame
from api.imports.parse import amount, choice, clock_time, day_list, day_text
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, folded, items, tidy
from planner.clock import at

_MOMENT = re.compile(r"(.*?)[T ]?(\d{1,2}:\d{2}(?::\d{2})?)?", re.DOTALL)
Reader = Callable[[Cell, Frame], Any]


@dataclass(frozen=True)
class Rule:
    """A row of the sheet 规则.

    ``section`` is the part of the season it belongs to; ``subject`` says what its column 对象 names, if
    anything (``region``, ``cities``, ``kind``, ``stage``, ``people``); a rule with a subject may be repeated.
    """

    section: str
    read: Reader
    subject: str = ""
    repeats: bool = False
    needs_value: bool = True


def dated(cell: Cell, frame: Frame) -> date:
    """A day with its year: nothing else says which year a season is in."""

    def no_year(month: int, day: int, _frame: Frame) -> date | None:
        raise Refused("year_needed", text=f"{month}月{day}日")

    return day_text.whole_day(cell, frame, no_year)


def moment(cell: Cell, frame: Frame) -> datetime:
    """An instant in China; a day alone is its midnight."""
    if isinstance(cell, datetime):
        return at(cell.date(), cell.hour * 60 + cell.minute)
    if isinstance(cell, date):
        return at(cell, 0)
    match = _MOMENT.fullmatch(folded(cell))
    if match is None:
        raise Refused("not_a_day")
    day, clock = match.groups()
    return at(dated(day, frame), clock_time.minute_of_day(clock, frame) if clock else 0)


def text(cell: Cell, _frame: Frame) -> str:
    """The text as it is."""
    return tidy(cell)


def file_name(cell: Cell, _frame: Frame) -> str:
    """The name of a file beside the workbook.

    Raises Refused: file_not_beside for anything with a folder in it.
    """
    name = tidy(cell)
    if "/" in name or "\\" in name or name.startswith("."):
        raise Refused("file_not_beside")
    return name


def milli_cny(cell: Cell, _frame: Frame) -> int:
    """Yuan a kilometre, in thousandths."""
    return int(amount.decimal(cell) * 1_000)


def numbers(cell: Cell, frame: Frame) -> tuple[int, ...]:
    """A list of whole numbers."""
    return tuple(amount.count(item, frame) for item in items(cell))


def amounts(cell: Cell, frame: Frame) -> tuple[int, ...]:
    """A list of amounts in yuan."""
    return tuple(amount.amount_cny(item, frame) for item in items(cell))


def permille(cell: Cell, _frame: Frame) -> int:
    """A chance: 70%, 0.7 or 700‰; a bare whole number is permille."""
    number = amount.decimal(cell)
    marked = "%" in str(cell) or "‰" in str(cell) or number != int(number)
    return int(number * 1_000 if marked else number)


def percent(cell: Cell, _frame: Frame) -> int:
    """A factor: 120%, 1.2 or 120."""
    number = amount.decimal(cell)
    return int(number * 100 if number < Decimal(10) else number)


def spans(cell: Cell, frame: Frame) -> tuple[day_list.Span, ...]:
    """Days and ranges of days, in or outside the season."""
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return ((day, day),)
    return day_list.spans(folded(cell), frame)


def length(cell: Cell, frame: Frame) -> int:
    """A length of time in minutes; a cell that Excel took for a time of day is one too."""
    return cell.hour * 60 + cell.minute if isinstance(cell, time) else amount.minutes(cell, frame)


_CLOCK = Rule("hours", clock_time.minute_of_day)
_LENGTH = Rule("hours", length)
_PER_KM = Rule("costs", milli_cny)
_POINTS = Rule("weights", amount.count)
_STEPS = Rule("weights", numbers)
_COUNT = Rule("rules", amount.count)

RULES: Mapping[str, Rule] = {
    "id": Rule("season", text),
    "title": Rule("season", text),
    "first": Rule("season", dated),
    "last": Rule("season", dated),
    "as_of": Rule("season", moment),
    "timetable_file": Rule("season", file_name),
    "leave_base": _CLOCK,
    "back_at_base": _CLOCK,
    "leave_hotel": _CLOCK,
    "at_hotel": _CLOCK,
    "visits_open": _CLOCK,
    "visits_close": _CLOCK,
    "lunch_open": _CLOCK,
    "lunch_close": _CLOCK,
    "lunch_minutes": _LENGTH,
    "buffer_minutes": _LENGTH,
    "least_night_rest_minutes": _LENGTH,
    "most_leg_minutes": _LENGTH,
    "grid_minutes": _LENGTH,
    "rail_milli_cny_per_km": _PER_KM,
    "flight_milli_cny_per_km": _PER_KM,
    "road_milli_cny_per_km": _PER_KM,
    "flight_fee_cny": Rule("costs", amount.amount_cny),
    "lodging": Rule("costs", amounts, "cities", repeats=True),
    "source": Rule("costs", text),
    "in_force_from": Rule("costs", text),
    "points_per_million_cny": _POINTS,
    "least_company_points": _POINTS,
    "chief_fit_percent": Rule("weights", percent),
    "region_coverage": _STEPS,
    "chain_coverage": _STEPS,
    "attendance": _STEPS,
    "points_per_travel_minute": _POINTS,
    "points_per_trip": _POINTS,
    "load_steps": _STEPS,
    "change_visit_dropped": _POINTS,
    "change_visit_moved": _POINTS,
    "change_event_moved": _POINTS,
    "change_person_day": _POINTS,
    "rank_names": Rule("rules", lambda cell, _: items(cell)),
    "chance_permille": Rule("rules", permille, "stage", repeats=True),
    "kind_points": Rule("rules", amount.count, "kind", repeats=True),
    "most_of_kind": Rule("rules", amount.count, "kind", repeats=True),
    "most_trip_days": _COUNT,
    "most_visits_a_day": _COUNT,
    "staff_rank_at_least": Rule("rules", choice.rank),
    "most_seconds": _COUNT,
    "most_delegates": _COUNT,
    "rest_days_between_trips": _COUNT,
    "cool_down_days": _COUNT,
    "budget_cny": Rule("rules", amount.amount_cny),
    "region_budgets_cny": Rule("rules", amount.amount_cny, "region", repeats=True),
    "joint_meeting_moves_earlier": Rule("rules", choice.yes_no),
    "away_limit": Rule("limits", amount.count, "people", repeats=True, needs_value=False),
    "away_exception": Rule("limits", spans, "people", repeats=True),
    "workday": Rule("days", spans, repeats=True),
    "rest_day": Rule("days", spans, repeats=True),
}
