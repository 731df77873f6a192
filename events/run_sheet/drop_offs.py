"""Who is taken to which train or flight: pick-ups seen backwards in time."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from events.run_sheet.line import RunLine, Step
from events.run_sheet.pick_ups import Arrival, PickUpRules, RideMinutes, pick_ups
from events.run_sheet.ride import Ride, Traveller
from planner.value import Value

_LAST_MINUTE = 2_879


class Departure(Traveller):
    """A guest's (id) way home: ``heads`` people on a train or flight that leaves a station at ``minute``."""


class DropOffRules(Value):
    """``ahead_minutes`` at each station before the first departure, ``otherwise_ahead_minutes`` elsewhere.

    Nobody is there more than ``most_early_minutes`` earlier than that for the sake of others; vehicles and
    rides as for pick-ups.
    """

    ahead_minutes: Mapping[str, Annotated[int, Field(ge=0, le=360)]] = {}
    otherwise_ahead_minutes: int = Field(default=60, ge=0, le=360)
    most_early_minutes: int = Field(default=40, ge=0, le=240)
    capacity: int = Field(default=7, ge=1, le=60)
    ride_minutes: Mapping[str, RideMinutes] = {}
    otherwise_minutes: int = Field(default=60, ge=1, le=600)


class DropOff(Ride):
    """Vehicles that leave the venue together for a station; departures in order of time."""

    departures: tuple[Departure, ...]

    @property
    def first_minute(self) -> int:
        """The first departure."""
        return self.departures[0].minute


def drop_offs(departures: Iterable[Departure], rules: DropOffRules) -> tuple[DropOff, ...]:
    """The drop-offs of all departures in order of leaving: fewest vehicles, then least waiting at stations.

    A departure so early that its vehicle would leave before 00:00 leaves at 00:00.
    """
    stations: dict[str, list[Departure]] = {}
    for item in departures:
        stations.setdefault(item.station, []).append(item)
    found = [drop for name, listed in stations.items() for drop in _at_station(name, listed, rules)]
    return tuple(sorted(found, key=lambda item: (item.leave_minute, item.station)))


def lines_of(found: Iterable[DropOff], venue: str) -> tuple[RunLine, ...]:
    """A line for each drop-off, on the road from the venue to the station."""
    return tuple(item.line(Step.DROP_OFF, item.leave_minute, item.departures, venue) for item in found)


def _at_station(station: str, departures: list[Departure], rules: DropOffRules) -> Iterable[DropOff]:
    """As pick-ups of the same people backwards: the last to depart arrives first."""
    ride = rules.ride_minutes.get(station, rules.otherwise_minutes)
    backwards = PickUpRules(
        buffer_minutes=0,
        most_wait_minutes=rules.most_early_minutes,
        capacity=rules.capacity,
        otherwise_minutes=rules.otherwise_minutes,
    )
    mirrored = (
        Arrival(guest=str(index), station=station, minute=_LAST_MINUTE - item.minute, heads=item.heads)
        for index, item in enumerate(departures)
    )
    for group in pick_ups(mirrored, backwards):
        taken = sorted(
            (departures[int(arrival.guest)] for arrival in group.arrivals),
            key=lambda item: (item.minute, item.number, item.guest),
        )
        ahead = rules.ahead_minutes.get(station, rules.otherwise_ahead_minutes)
        there = max(0, taken[0].minute - ahead)
        yield DropOff(
            station=station,
            departures=tuple(taken),
            vehicles=group.vehicles,
            leave_minute=max(0, there - ride),
            arrive_minute=there,
        )
