"""The times and days of a table of flights: 8:05, 次日0:30, 24:30; 每天, 135."""

import re
from datetime import datetime, time, timedelta

from api.imports.parse.clock_time import minute_of_day
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, folded
from planner.travel.connections import LAST_MINUTE

DAY_MINUTES = 1_440
DAILY = (True,) * 7
Weekdays = tuple[bool, bool, bool, bool, bool, bool, bool]
_NEXT_DAY = re.compile(r"^(?:次日|第二天|翌日|隔天)\s*|\s*\(?\+1天?\)?$")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_EVERY_DAY = {"每天", "每日", "天天", "daily"}
_DAYS = re.compile(r"[1-7](?:[ 、,;./]*[1-7])*")
_RANGE = re.compile(r"([1-7])(?:-|至)([1-7])")
_EXCEL_EPOCH = datetime.fromisoformat("1899-12-31")


def departure(cell: Cell) -> int:
    """Minutes from 00:00 of the day of departure, below 1,440.

    Raises Refused: not_a_time, flight_departs_next_day.
    """
    minute = _minutes(cell)
    if minute >= DAY_MINUTES:
        raise Refused("flight_departs_next_day")
    return minute


def arrival(cell: Cell) -> int:
    """Minutes from 00:00 of the day of departure: 次日0:30, 0:30+1 and 24:30 are 1,470.

    Raises Refused: not_a_time, flight_lands_too_late (after 04:00 of the day after, as no journey may).
    """
    minute = _minutes(cell)
    if minute > LAST_MINUTE:
        raise Refused("flight_lands_too_late")
    return minute


def weekdays(cell: Cell) -> Weekdays:
    """Whether it flies on each weekday, Monday first: 每天, 135, 1,3,5, 1-5.

    Raises Refused: flight_days_unreadable.
    """
    text = folded(cell).casefold()
    if text in _EVERY_DAY:
        return DAILY
    if (span := _RANGE.fullmatch(text)) and span[1] < span[2]:
        flown = {str(day) for day in range(int(span[1]), int(span[2]) + 1)}
    elif _DAYS.fullmatch(text):
        flown = set(text)
    else:
        raise Refused("flight_days_unreadable")
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (day in flown for day in "1234567")
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def _minutes(cell: Cell) -> int:
    """Minutes of a time as typed or as a spreadsheet holds it; above 1,440 on the day after."""
    if isinstance(cell, datetime):
        # 24:30 in a cell formatted h:mm is day 1 of the spreadsheet's calendar, half past midnight.
        return _whole(cell - _EXCEL_EPOCH)
    if isinstance(cell, timedelta):
        return _whole(cell)
    if isinstance(cell, time | float):
        return minute_of_day(cell)
    text = folded(cell)
    rest = _NEXT_DAY.sub("", text)
    later = DAY_MINUTES if rest != text else 0
    written = _CLOCK.fullmatch(rest)
    if written is None or int(written[2]) > 59 or (later and int(written[1]) >= 24):
        raise Refused("not_a_time")
    return int(written[1]) * 60 + int(written[2]) + later


def _whole(span: timedelta) -> int:
    if not timedelta() <= span < timedelta(days=2):
        raise Refused("not_a_time")
    return round(span.total_seconds() / 60)
