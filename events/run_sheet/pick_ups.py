"""Who is fetched when, by their trains and flights: fewest vehicles, then least waiting."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from events.run_sheet.line import RunLine, Step
from events.run_sheet.ride import Ride, Traveller
from planner.value import Value

Score = tuple[int, int]
RideMinutes = Annotated[int, Field(ge=1, le=600)]


class Arrival(Traveller):
    """A guest's (id) arrival as his reply tells it: ``heads`` people on a train or flight, at a station."""


class PickUpRules(Value):
    """``buffer_minutes`` from the arrival to the door of the vehicle, by custom 15 to 30.

    Nobody waits longer than ``most_wait_minutes`` for others; a vehicle holds ``capacity`` guests.
    ``ride_minutes`` from each station to the venue; a station that is not listed takes ``otherwise_minutes``.
    """

    buffer_minutes: int = Field(default=20, ge=0, le=120)
    most_wait_minutes: int = Field(default=40, ge=0, le=240)
    capacity: int = Field(default=7, ge=1, le=60)
    ride_minutes: Mapping[str, RideMinutes] = {}
    otherwise_minutes: int = Field(default=60, ge=1, le=600)


class PickUp(Ride):
    """Vehicles that leave a station together: for whom, and when they leave and are there."""

    arrivals: tuple[Arrival, ...]

    @property
    def first_minute(self) -> int:
        """The first arrival, when somebody must stand at the exit."""
        return self.arrivals[0].minute

    def late_for(self, minute: int) -> int:
        """By how many minutes they miss ``minute``; 0 if they do not."""
        return max(0, self.arrive_minute - minute)


def pick_ups(arrivals: Iterable[Arrival], rules: PickUpRules) -> tuple[PickUp, ...]:
    """The pick-ups of all arrivals, in order of leaving.

    At a station those who arrive one after another ride together. Of all ways to cut their order into groups
    it takes the one with the fewest vehicles, then with the fewest minutes of waiting (dynamic programming
    over the cuts). A party larger than a vehicle takes several.
    """
    stations: dict[str, list[Arrival]] = {}
    for arrival in sorted(arrivals, key=lambda item: (item.minute, item.number, item.guest)):
        stations.setdefault(arrival.station, []).append(arrival)
    found = [
        _pick_up(group, rules)
        for _, waiting in sorted(stations.items())
        for group in _groups(tuple(waiting), rules)
    ]
    return tuple(sorted(found, key=lambda item: (item.leave_minute, item.station)))


def lines_of(found: Iterable[PickUp], venue: str) -> tuple[RunLine, ...]:
    """A line for each pick-up, from the first arrival until they are at the venue."""
    return tuple(item.line(Step.PICK_UP, item.first_minute, item.arrivals, venue) for item in found)


def _groups(waiting: Sequence[Arrival], rules: PickUpRules) -> list[Sequence[Arrival]]:
    # best[first]: the score of everybody from ``first`` on, and where the first group ends.
    best: dict[int, tuple[Score, int]] = {len(waiting): ((0, 0), len(waiting))}
    for first in reversed(range(len(waiting))):
        best[first] = min(
            (_sum(_score(waiting[first:end], rules), best[end][0]), end)
            for end in range(first + 1, len(waiting) + 1)
            if waiting[end - 1].minute - waiting[first].minute <= rules.most_wait_minutes
        )
    groups, first = [], 0
    while first < len(waiting):
        end = best[first][1]
        groups.append(waiting[first:end])
        first = end
    return groups


def _score(group: Sequence[Arrival], rules: PickUpRules) -> Score:
    vehicles = -(-sum(arrival.heads for arrival in group) // rules.capacity)
    return vehicles, sum((group[-1].minute - arrival.minute) * arrival.heads for arrival in group)


def _sum(one: Score, other: Score) -> Score:
    return one[0] + other[0], one[1] + other[1]


def _pick_up(group: Sequence[Arrival], rules: PickUpRules) -> PickUp:
    station = group[0].station
    leave = group[-1].minute + rules.buffer_minutes
    return PickUp(
        station=station,
        arrivals=tuple(group),
        vehicles=_score(group, rules)[0],
        leave_minute=leave,
        arrive_minute=leave + rules.ride_minutes.get(station, rules.otherwise_minutes),
    )
