"""Working days in China: statutory holidays, make-up workdays (调休), and what the bureau overrides.

Source: the package ``holidays`` (State Council notices); a year whose make-up days it does not know yet is
accepted and reported by :meth:`Workdays.unannounced_years`, never silently taken for complete.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property

import holidays
from pydantic import Field

from planner.clock import days_between
from planner.value import Value


class DayKind(StrEnum):
    """What an override makes of a day."""

    WORKDAY = "workday"
    REST_DAY = "rest_day"


class DayOverride(Value):
    """One day that is not what the calendar says, with its source (a notice number, a decision)."""

    day: date
    kind: DayKind
    note: str = Field(default="")


@cache
def _calendar(year: int) -> "holidays.HolidayBase":
    return holidays.country_holidays("CN", years=year, language="zh_CN")


class Workdays:
    """The working days from ``first`` to ``last``, overrides applied."""

    def __init__(self, first: date, last: date, overrides: tuple[DayOverride, ...] = ()) -> None:
        self.first, self.last = first, last
        self._overrides = {item.day: item for item in overrides}

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day``; also answers for days outside the horizon."""
        override = self._overrides.get(day)
        if override is not None:
            return override.kind is DayKind.WORKDAY
        return bool(_calendar(day.year).is_working_day(day))

    def name_of(self, day: date) -> str:
        """The holiday's name or the override's note; empty for an ordinary day."""
        override = self._overrides.get(day)
        if override is not None:
            return override.note
        return str(_calendar(day.year).get(day) or "")

    @cached_property
    def days(self) -> tuple[date, ...]:
        """All working days of the horizon, in order."""
        return tuple(day for day in days_between(self.first, self.last) if self.is_workday(day))

    @cached_property
    def unannounced_years(self) -> tuple[int, ...]:
        """Years of the horizon whose make-up workdays neither the calendar nor an override names."""
        years = range(self.first.year, self.last.year + 1)
        return tuple(year for year in years if not self.is_announced(year))

    def is_announced(self, year: int) -> bool:
        """Whether the calendar or an override names make-up workdays of ``year``, in the horizon or not."""
        named = {item.day.year for item in self._overrides.values() if item.kind is DayKind.WORKDAY}
        return year in named or _has_make_up_days(year)

    def on_or_before(self, day: date) -> date:
        """The working day that is ``day`` or the last one before it."""
        while not self.is_workday(day):
            day -= timedelta(days=1)
        return day

    def on_or_after(self, day: date) -> date:
        """The working day that is ``day`` or the first one after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day


@cache
def _has_make_up_days(year: int) -> bool:
    calendar = _calendar(year)
    every_day = days_between(date(year, 1, 1), date(year, 12, 31))
    return any(day.weekday() >= 5 and calendar.is_working_day(day) for day in every_day)
