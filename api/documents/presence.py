"""Where everybody is on each day of the season: on a trip, at an event, taken by something else."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from planner.clock import day_of, days_between
from planner.event import EventKind
from planner.plan import Plan, Trip
from planner.season import Season
from planner.window import Busy


class Attendance(NamedTuple):
    """An event that a person attends."""

    day: date
    kind: EventKind
    title: str


class Presence(NamedTuple):
    """By person id: trips in order of time, events in order of time, the days touched by a busy span."""

    trips: Mapping[str, tuple[Trip, ...]]
    events: Mapping[str, tuple[Attendance, ...]]
    busy: Mapping[str, frozenset[date]]


def presence_of(season: Season, plan: Plan) -> Presence:
    """The presence of everybody of ``season`` under ``plan``."""
    trips: dict[str, list[Trip]] = defaultdict(list)
    events: dict[str, list[Attendance]] = defaultdict(list)
    for trip in sorted(plan.trips, key=lambda item: (item.dates[0], item.id)):
        for person in trip.delegation:
            trips[person].append(trip)
    for event in sorted(plan.events, key=lambda item: (item.start, item.event)):
        for person in event.attending:
            events[person].append(Attendance(day_of(event.start), event.kind, event.title))
    busy = {
        person.id: frozenset(day for span in person.busy for day in _days_touched(span))
        for person in season.people
    }
    return Presence(
        trips={person: tuple(items) for person, items in trips.items()},
        events={person: tuple(items) for person, items in events.items()},
        busy=busy,
    )


def _days_touched(span: Busy) -> tuple[date, ...]:
    """The days on which ``span`` takes time: one that ends at midnight does not touch the day that begins."""
    return days_between(day_of(span.start), day_of(span.end - timedelta.resolution))
