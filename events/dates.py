"""The days one event could be held on, best first, with what each would cost the season's plan.

Costs are points of :mod:`planner.objective`. As long as no trip stands in the way they are exactly what the
season's solve pays for the day with its trips kept. A trip that must give way is counted as dropped
whole, so the cost is then a most: :mod:`events.solved_days` finds what it comes to with trips planned anew.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from events.candidate_days import is_next_to_holiday
from planner.attendance import is_busy, span_of
from planner.clock import day_of
from planner.event import Event
from planner.objective import objective_of
from planner.person import Rank
from planner.plan import EventDate, Plan, Revision, Trip
from planner.season import Season
from planner.spending import TravelTimes
from planner.value import Value
from planner.window import Span

MOST_WEIGHED = 200
CalendarDay = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 12, 31))]  # that a calendar knows


class Refusal(StrEnum):
    """Why an event cannot be held on a day."""

    OUTSIDE_SEASON = "outside_season"
    REST_DAY = "rest_day"
    PINNED_ELSEWHERE = "pinned_elsewhere"
    SHORT_NOTICE = "short_notice"
    REQUIRED_BUSY = "required_busy"
    REQUIRED_ELSEWHERE = "required_elsewhere"
    PINNED_TRIP = "pinned_trip"
    OUT_OF_ORDER = "out_of_order"


class Why(StrEnum):
    """Why somebody would be missing."""

    AWAY = "away"
    BUSY = "busy"
    ELSEWHERE = "elsewhere"


class Absent(Value):
    """Somebody (id) who would be missing; a required one who is away makes his trip give way."""

    person: str
    rank: Rank
    required: bool
    why: Why


class DayCost(Value):
    """A day with its cost in points against the plan as it is; below nought the day is better.

    ``exact``: no trip has to give way, else ``cost`` is the most it comes to. ``trips`` (ids) are those that
    have to. ``make_up_day`` is a day at the weekend that is worked, ``next_to_holiday`` one beside a holiday.
    In an ``unannounced`` year nobody knows yet which weekends are worked. ``notice_days`` lie between the
    season's ``as_of`` and the day. ``venue_taken_by`` are events (ids) at the
    same place at the time. With any of ``refusals`` the day is none, and ``cost`` is 0 and says nothing.
    """

    day: date
    cost: int = 0
    exact: bool = True
    trips: tuple[str, ...] = ()
    absent: tuple[Absent, ...] = ()
    make_up_day: bool = False
    next_to_holiday: bool = False
    unannounced: bool = False
    notice_days: int = 0
    venue_taken_by: tuple[str, ...] = ()
    pinned: bool = False
    refusals: tuple[Refusal, ...] = ()


def rank_days(
    season: Season,
    plan: Plan,
    event_id: str,
    times: TravelTimes,
    days: Iterable[date] | None = None,
    notice_days: int = 0,
) -> tuple[DayCost, ...]:
    """Every day with its cost: possible ones first, free venues before taken ones, then cheapest, then first.

    ``days`` are the event's candidate days unless given. An event whose date is pinned keeps it: every other
    day is refused. Raises KeyError if the season has no such event.
    """
    scale = _Scale(season, plan, event_id, times, notice_days)
    listed = sorted(set(scale.event.candidate_days if days is None else days))
    costs = [scale.weigh(day) for day in listed]
    return tuple(sorted(costs, key=lambda c: (bool(c.refusals), bool(c.venue_taken_by), c.cost, c.day)))


class _Scale:
    """What days are weighed against: the plan's trips and the dates of all other events."""

    def __init__(
        self, season: Season, plan: Plan, event_id: str, times: TravelTimes, notice_days: int
    ) -> None:
        self.season, self.plan, self.times, self.notice_days = season, plan, times, notice_days
        events = {event.id: event for event in season.events}
        self.event = events[event_id]
        self.people = {person.id: person for person in season.people}
        self.others = [item for item in plan.events if item.event != event_id]
        self.held = {events[item.event].id: day_of(item.start) for item in self.others}
        self.by_id = events
        self.workdays = season.workdays()
        self.now = objective_of(season, plan.trips, plan.events, times, plan).total

    def weigh(self, day: date) -> DayCost:
        """The day's cost and everything a planner is told of it."""
        refusals = tuple(self._refusals(day))
        trips = [trip for trip in self.plan.trips if self._in_the_way(trip, day)]
        shown = DayCost(
            day=day,
            exact=not trips,
            trips=tuple(trip.id for trip in trips),
            absent=self._absent(day),
            make_up_day=day.weekday() >= 5 and self.workdays.is_workday(day),
            next_to_holiday=is_next_to_holiday(day, self.workdays),
            unannounced=day.year in self.workdays.unannounced_years,
            notice_days=(day - day_of(self.season.as_of)).days,
            venue_taken_by=tuple(self._at_the_venue(day)),
            pinned=self.season.pins.events.get(self.event.id) == day,
            refusals=refusals,
        )
        if refusals:
            return shown
        kept = [trip for trip in self.plan.trips if trip not in trips]
        events = (*self.others, self._dated(day))
        value = objective_of(self.season, kept, events, self.times, self.plan).total
        return shown.model_copy(update={"cost": self.now - value})

    def _in_the_way(self, trip: Trip, day: date) -> bool:
        return day in trip.dates and bool({*self.event.required} & {*trip.delegation})

    def _refusals(self, day: date) -> Iterable[Refusal]:
        span = span_of(self.event, day)
        if not self.season.first <= day <= self.season.last:
            yield Refusal.OUTSIDE_SEASON
        if not self.workdays.is_workday(day):
            yield Refusal.REST_DAY
        if self.season.pins.events.get(self.event.id, day) != day:
            yield Refusal.PINNED_ELSEWHERE
        if (day - day_of(self.season.as_of)).days < self.notice_days:
            yield Refusal.SHORT_NOTICE
        if any(is_busy(self.people[name], span) for name in self.event.required):
            yield Refusal.REQUIRED_BUSY
        if any({*other.required} & {*self.event.required} for other in self._meanwhile(span)):
            yield Refusal.REQUIRED_ELSEWHERE
        pinned = {trip.id for trip in self.season.pins.trips}
        if any(trip.id in pinned and self._in_the_way(trip, day) for trip in self.plan.trips):
            yield Refusal.PINNED_TRIP
        before = any(self.held.get(name, date.min) >= day for name in self.event.after)
        after = any(self.held[name] <= day for name in self.held if self.event.id in self.by_id[name].after)
        if before or after:
            yield Refusal.OUT_OF_ORDER

    def _meanwhile(self, span: Span) -> Sequence[Event]:
        """Other held events that run during ``span``."""
        return [
            self.by_id[name]
            for name, day in self.held.items()
            if span_of(self.by_id[name], day).overlaps(span)
        ]

    def _at_the_venue(self, day: date) -> Iterable[str]:
        if not self.event.venue:
            return
        for other in self._meanwhile(span_of(self.event, day)):
            if other.venue == self.event.venue:
                yield other.id

    def _absent(self, day: date) -> tuple[Absent, ...]:
        """By required, then rank, then protocol order."""
        span = span_of(self.event, day)
        away = {name for trip in self.plan.trips if day in trip.dates for name in trip.delegation}
        elsewhere = {name for other in self._meanwhile(span) for name in other.required}
        found = []
        for name in dict.fromkeys((*self.event.required, *self.event.wished)):
            person = self.people[name]
            why = (
                Why.AWAY
                if name in away
                else Why.BUSY
                if is_busy(person, span)
                else Why.ELSEWHERE
                if name in elsewhere
                else None
            )
            if why is not None:
                found.append(
                    Absent(person=name, rank=person.rank, required=name in self.event.required, why=why)
                )
        return tuple(
            sorted(found, key=lambda a: (not a.required, a.rank, self.people[a.person].order, a.person))
        )

    def _dated(self, day: date) -> EventDate:
        """The event on ``day``; only its day enters the objective."""
        span, stamp = span_of(self.event, day), self.season.as_of
        return EventDate(
            revision=Revision(uid=self.event.id, created_at=stamp, changed_at=stamp),
            event=self.event.id,
            kind=self.event.kind,
            title=self.event.title,
            start=span.start,
            end=span.end,
            venue=self.event.venue,
        )
