"""The days an event may be held on: working days with enough notice, off holidays and joint meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.clock import days_between
from planner.errors import Fault, InvalidSeason
from planner.workdays import Workdays


@dataclass(frozen=True)
class EventCalendar:
    """What a season's days mean for events.

    ``as_of`` is the day notice is counted from, None if it is not known: then notice is not asked for.
    ``taken`` are the days of joint meetings.
    """

    workdays: Workdays
    as_of: date | None = None
    taken: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Demand:
    """What an event asks of its day.

    ``among``: one of these days; empty: any day of the season. ``notice_days`` lie between the day the data
    stand for and the event. Unless ``next_to_holidays``, it is not the last working day before a holiday nor
    the first one after it.
    """

    among: tuple[date, ...] = ()
    notice_days: int = 0
    next_to_holidays: bool = True


def candidate_days(title: str, demand: Demand, calendar: EventCalendar) -> tuple[date, ...]:
    """The days that satisfy ``demand``, in order.

    Raises InvalidSeason (``event_without_day``) if there is none: the detail counts how many days each
    condition took away.
    """
    workdays = calendar.workdays
    among = sorted(set(demand.among)) or days_between(workdays.first, workdays.last)
    refused = {"outside": 0, "rest": 0, "notice": 0, "holiday": 0, "meeting": 0}
    days: list[date] = []
    for day in among:
        reason = _reason_against(day, demand, calendar)
        if reason:
            refused[reason] += 1
        else:
            days.append(day)
    if not days:
        counts = {name: str(count) for name, count in refused.items()}
        detail = counts | {"days": str(len(among)), "notice_days": str(demand.notice_days)}
        raise InvalidSeason(Fault(code="event_without_day", value=title, detail=detail))
    return tuple(days)


def _reason_against(day: date, demand: Demand, calendar: EventCalendar) -> str:
    """The first condition that ``day`` breaks; empty if it breaks none."""
    workdays, as_of = calendar.workdays, calendar.as_of
    if not workdays.first <= day <= workdays.last:
        return "outside"
    if not workdays.is_workday(day):
        return "rest"
    if as_of is not None and (day - as_of).days < demand.notice_days:
        return "notice"
    if not demand.next_to_holidays and is_next_to_holiday(day, workdays):
        return "holiday"
    return "meeting" if day in calendar.taken else ""


def is_next_to_holiday(day: date, workdays: Workdays) -> bool:
    """Whether a run of rest days with a holiday in it begins the day after ``day`` or ends the day before.

    A holiday has a name in the calendar or is a weekday without work; a plain weekend is none.
    """
    return any(
        _is_holiday(rest, workdays)
        for step in (timedelta(days=1), timedelta(days=-1))
        for rest in _rest_run(day, step, workdays)
    )


def _rest_run(day: date, step: timedelta, workdays: Workdays) -> Iterator[date]:
    day += step
    while not workdays.is_workday(day):
        yield day
        day += step


def _is_holiday(day: date, workdays: Workdays) -> bool:
    return day.weekday() < 5 or bool(workdays.name_of(day))
