"""When a company receives visitors: 每周二、四上午；工作日 9:00-11:30；3月9日 14:00-17:00；除3月10日外."""

from datetime import date
from functools import lru_cache

from api.imports.frame import Frame
from api.imports.parse.clock_time import TimeSpan, timed_parts
from api.imports.parse.day_list import days_of, without_exceptions
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, folded, tidy
from planner.clock import at
from planner.window import Window


def windows(cell: Cell, frame: Frame) -> tuple[Window, ...]:
    """The windows of a cell on the season's working days, in order of time, those that touch made one.

    Clauses are separated by ；. Each names days (dates, weekdays, weekdays within dates, 工作日; none: all)
    and times (none: the visiting hours). An exception in a clause holds for it, one of its own for all.

    Raises Refused: windows_unreadable, time_range_needed, and what days and times raise.
    """
    text = tidy(cell) if isinstance(cell, date) else folded(cell)
    return _windows(text.replace("\n", ";"), frame)


@lru_cache(maxsize=4_096)
def _windows(text: str, frame: Frame) -> tuple[Window, ...]:
    """Many companies open alike: each text is read once."""
    return tuple(
        Window(start=at(day, opens), end=at(day, closes))
        for day, spans in _opening(text, frame)
        for opens, closes in spans
    )


def _opening(text: str, frame: Frame) -> tuple[tuple[date, tuple[TimeSpan, ...]], ...]:
    opening: dict[date, set[TimeSpan]] = {}
    never: set[date] = set()
    clauses = [part.strip(" ,、") for part in text.split(";") if part.strip(" ,、")]
    for clause in clauses:
        rest, spared = without_exceptions(clause, frame)
        if not rest.strip(" ,、"):
            never |= spared
            if len(clauses) == 1:
                rest = "全天"
            else:
                continue
        for days_text, spans in timed_parts(rest, frame.visiting):
            if ":" in days_text or "点" in days_text:
                raise Refused("time_range_needed")
            for day in days_of(days_text, frame) - spared:
                opening.setdefault(day, set()).update(spans or (frame.visiting.whole,))
    return tuple(
        (day, _merged(opening[day]))
        for day in sorted(opening)
        if day not in never and frame.workdays.is_workday(day)
    )


def _merged(spans: set[TimeSpan]) -> tuple[TimeSpan, ...]:
    merged: list[TimeSpan] = []
    for opens, closes in sorted(spans):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return tuple(merged)
