"""Who is at which event: required people must be, wished ones come when nothing stands against it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from planner.clock import at
from planner.event import Event
from planner.person import Person
from planner.season import Season
from planner.window import Span


class PersonDay(NamedTuple):
    """One person (id) on one calendar day."""

    person: str
    day: date


def span_of(event: Event, day: date) -> Span:
    """When ``event`` runs if it is held on ``day``."""
    return Span(start=at(day, event.start_minute), end=at(day, event.start_minute + event.duration_minutes))


def is_busy(person: Person, span: Span) -> bool:
    """Whether one of the person's busy spans overlaps ``span``."""
    return any(item.overlaps(span) for item in person.busy)


def wished_attendance(
    season: Season, held: Mapping[str, date], away: Collection[PersonDay]
) -> dict[str, tuple[str, ...]]:
    """The wished people (ids) who attend each held event (id), required ones not counted.

    Somebody attends who is not away that day, not busy during the event and not required at one that
    overlaps it. Of what is left he attends as many as do not overlap each other: taking the earliest end
    first is known to give the most (interval scheduling; Kleinberg and Tardos, Algorithm Design, §4.1).
    """
    spans = {event.id: span_of(event, held[event.id]) for event in season.events if event.id in held}
    events = [event for event in season.events if event.id in held]
    attending: dict[str, list[str]] = {event.id: [] for event in events}
    for person in season.people:
        taken = [spans[event.id] for event in events if person.id in event.required]
        for event in sorted(events, key=lambda item: _order(item, spans[item.id])):
            span = spans[event.id]
            wished = person.id in event.wished and person.id not in event.required
            home = PersonDay(person.id, held[event.id]) not in away
            free = not is_busy(person, span) and not any(span.overlaps(other) for other in taken)
            if wished and home and free:
                attending[event.id].append(person.id)
                taken.append(span)
    return {event: tuple(people) for event, people in attending.items()}


def _order(event: Event, span: Span) -> tuple[datetime, datetime, str]:
    return (span.end, span.start, event.id)
