"""Every way to date a season's events, and the best of them once it is known who is away when."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product
from typing import NamedTuple

from planner.clock import at
from planner.event import Event
from planner.person import Person
from planner.season import Season
from planner.window import Span

Away = frozenset[tuple[str, date]]


class Dating(NamedTuple):
    """A day for each event that is held, and the points for holding and for who attends."""

    held: Mapping[str, date]
    points: int


class Datings:
    """The best dating of a season's events, remembered by who of their people is away."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self._concerned = {name for event in season.events for name in (*event.required, *event.wished)}
        self._allowed = [held for held in _every(season) if _agrees(season, held)]
        self._known: dict[Away, Dating | None] = {}

    def best(self, away: Away) -> Dating | None:
        """The dating that earns most; None if some event that must be held cannot be."""
        key = frozenset(item for item in away if item[0] in self._concerned)
        if key not in self._known:
            possible = [held for held in self._allowed if _all_home(self.season, held, key)]
            datings = [Dating(held, _points(self.season, held, key)) for held in possible]
            self._known[key] = max(datings, key=lambda dating: dating.points, default=None)
        return self._known[key]


def _every(season: Season) -> Iterator[dict[str, date]]:
    choices: list[list[date | None]] = []
    working = set(season.workdays().days)
    for event in season.events:
        days: list[date | None] = [day for day in event.candidate_days if day in working]
        pinned = season.pins.events.get(event.id)
        if pinned is not None:
            days = [day for day in days if day == pinned]
        elif event.optional:
            days.append(None)
        choices.append(days)
    for chosen in product(*choices):
        yield {event.id: day for event, day in zip(season.events, chosen, strict=True) if day is not None}


def _span(event: Event, held: Mapping[str, date]) -> Span:
    minute = event.start_minute
    return Span(start=at(held[event.id], minute), end=at(held[event.id], minute + event.duration_minutes))


def _agrees(season: Season, held: Mapping[str, date]) -> bool:
    """Order kept, required people free of other business and of each other's events."""
    events = [event for event in season.events if event.id in held]
    people = {person.id: person for person in season.people}
    in_order = all(
        held[before] < held[event.id] for event in events for before in event.after if before in held
    )
    free = all(
        not busy.overlaps(_span(event, held))
        for event in events
        for name in event.required
        for busy in people[name].busy
    )
    apart = all(
        not _span(one, held).overlaps(_span(other, held))
        for one, other in combinations(events, 2)
        if set(one.required) & set(other.required)
    )
    return in_order and free and apart


def _all_home(season: Season, held: Mapping[str, date], away: Away) -> bool:
    return all(
        (name, held[event.id]) not in away
        for event in season.events
        if event.id in held
        for name in event.required
    )


def _points(season: Season, held: Mapping[str, date], away: Away) -> int:
    events = [event for event in season.events if event.id in held]
    attendance = season.rules.weights.attendance
    attended = sum(
        attendance[person.rank - 1] * _most_attended(person, events, held, away) for person in season.people
    )
    return sum(event.held_points for event in events) + attended


def _most_attended(person: Person, events: list[Event], held: Mapping[str, date], away: Away) -> int:
    """The largest number of held events that wish for him and that he can attend without a clash."""
    bound = [_span(event, held) for event in events if person.id in event.required]
    bound += [Span(start=busy.start, end=busy.end) for busy in person.busy]
    possible = [
        span
        for event in events
        if person.id in event.wished and person.id not in event.required
        if (person.id, held[event.id]) not in away
        for span in [_span(event, held)]
        if not any(span.overlaps(other) for other in bound)
    ]
    return max(
        size
        for size in range(len(possible) + 1)
        for chosen in combinations(possible, size)
        if not any(one.overlaps(other) for one, other in combinations(chosen, 2))
    )
