"""Several days: lists and ranges (3月1日-3月5日、3月8日), weekdays (每周二、四), exceptions (除3月10日外)."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from api.imports.frame import Frame
from api.imports.parse.day_text import ATOM, WEEKDAYS, nearest_year, span_of
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, folded
from planner.clock import days_between

Span = tuple[date, date]
_RANGE = re.compile(r" ?(?:-|至|到) ?")
_COMMA = re.compile(r"[、,;和及与\n ]+")
EXCEPT = re.compile(r"[(,、 ]?除(?:了|去)?([^;]+?)(?:之外|以外|外)\)?|[(,、 ]?(?:不含|不包括)([^;)]+)\)?")
_WEEK = r"(?:每个?)?(?:周|星期|礼拜)"
_WEEKDAYS = re.compile(
    rf"(?<!\(){_WEEK}[1-7一二三四五六日天末]"
    rf"(?:(?:(?:[、,和及/]|至|到|-)(?:{_WEEK})?[1-7一二三四五六日天](?![\d月日号:点时./-]))|[一二三四五六日天])*"
)
_WORKDAYS = re.compile(r"每个?工作日|工作日|平日")
_EVERY = re.compile(r"每天|每日|天天|随时|均可|任意时间|任意")
_HALF_OPEN = re.compile(rf"(?P<a>[1-7一二三四五六日天])(?:至|到|-)(?:{_WEEK})?(?P<b>[1-7一二三四五六日天])")
_DASHED_END = re.compile(r"(?<=[至到])(\d{1,2})-(\d{1,2})(?!\d)")
_LONGEST_SPAN_DAYS = 1_000


def day_list(cell: Cell, frame: Frame) -> tuple[date, ...]:
    """The days of a cell, in order, those inside the season.

    Raises Refused: days_unreadable, day_outside_season and what a single day raises.
    """
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return tuple(_inside(((day, day),), frame))
    if isinstance(cell, float) and not cell.is_integer():
        raise Refused("fraction_for_a_day")
    text, spared = without_exceptions(folded(cell), frame)
    clauses = [part.strip(" ,、") for part in text.split(";") if part.strip(" ,、")]
    chosen = days_of("", frame) if not clauses else set[date]()
    for clause in clauses:
        chosen |= days_of(clause, frame)
    return tuple(sorted(chosen - spared))


def without_exceptions(text: str, frame: Frame) -> tuple[str, set[date]]:
    """``text`` without its exceptions (除…外), and the days that they name."""
    spared: set[date] = set()
    for found in EXCEPT.finditer(text):
        spared |= days_of((found.group(1) or found.group(2)).strip(), frame, empty_is_all=False)
    return EXCEPT.sub("", text), spared


def days_of(clause: str, frame: Frame, *, empty_is_all: bool = True) -> set[date]:
    """The days of the season one clause names: dates, weekdays, or weekdays within a span of dates.

    Raises Refused: days_unreadable, weekday_mismatch, day_outside_season.
    """
    weekdays = {day for found in _WEEKDAYS.finditer(clause) for day in _weekdays(found.group())}
    rest = _WEEKDAYS.sub("", clause)
    working, every = _WORKDAYS.search(rest), _EVERY.search(rest)
    rest = _EVERY.sub("", _WORKDAYS.sub("", rest)).replace("的", "").strip(" ,、;()")
    if not (rest or every or working or weekdays or empty_is_all):
        raise Refused("days_unreadable", text=clause)
    found_spans = spans(rest, frame) if rest else ((frame.first, frame.last),)
    days = set(_inside(found_spans, frame))
    if working:
        days = {day for day in days if frame.workdays.is_workday(day)}
    if not weekdays:
        return days
    if rest and any(first == last for first, last in found_spans):
        _must_agree(days, weekdays)
    return {day for day in days if day.weekday() in weekdays}


def spans(text: str, frame: Frame) -> tuple[Span, ...]:
    """The spans of days a list names, in order.

    Raises Refused: days_unreadable with the part that is not understood, days_backwards.
    """
    found: list[Span] = []
    text = _DASHED_END.sub(r"\1/\2", text)
    position = 0
    before: date | None = None
    while position < len(text):
        atom = ATOM.match(text, position)
        if atom is None:
            raise Refused("days_unreadable", text=text[position:])
        first, last = span_of(atom, frame, before, nearest_year)
        position = atom.end()
        dash = _RANGE.match(text, position)
        if dash is not None and (until := ATOM.match(text, dash.end())) is not None:
            last = span_of(until, frame, first, nearest_year)[1]
            position = until.end()
        if not 0 <= (last - first).days <= _LONGEST_SPAN_DAYS:
            raise Refused("days_backwards", first=first.isoformat(), last=last.isoformat())
        found.append((first, last))
        before = last
        comma = _COMMA.match(text, position)
        closed = text[position - 1] in "日号"
        if comma is None and not closed and position < len(text):
            raise Refused("days_unreadable", text=text[position:])
        position = comma.end() if comma else position
    return tuple(found)


def _weekdays(text: str) -> Iterable[int]:
    if text.endswith("末"):
        return (5, 6)
    chosen = {WEEKDAYS[letter] for letter in re.sub(_WEEK, "", text) if letter in WEEKDAYS}
    for found in _HALF_OPEN.finditer(text):
        chosen |= set(range(WEEKDAYS[found.group("a")], WEEKDAYS[found.group("b")] + 1))
    return chosen


def _must_agree(days: set[date], weekdays: set[int]) -> None:
    """A date written with its weekday: both must say the same."""
    for day in sorted(days):
        if day.weekday() not in weekdays:
            raise Refused("weekday_mismatch", day=day.isoformat(), weekday="一二三四五六日"[day.weekday()])


def _inside(found: Iterable[Span], frame: Frame) -> Iterable[date]:
    for first, last in found:
        if last < frame.first or first > frame.last:
            raise Refused(
                "day_outside_season",
                day=first.isoformat(),
                first=frame.first.isoformat(),
                last=frame.last.isoformat(),
            )
        yield from days_between(max(first, frame.first), min(last, frame.last))
