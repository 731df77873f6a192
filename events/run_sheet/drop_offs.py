"""Who is taken to which train or flight: pick-ups seen backwards in time."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from events.run_sheet.line import Material, RunLine, Step
from events.run_sheet.pick_ups import Arrival, PickUpRules, RideMinutes, pick_ups
from planner.value import Value

_LAST_MINUTE = 2_879


class Departure(Value):
    """A guest's (id) way home: ``heads`` people on a train or flight that leaves a station at ``minute``."""

    guest: str
    number: str = Field(default="", max_length=20)
    station: str = Field(min_length=1, max_length=100)
    minute: int = Field(ge=0, lt=2_880)
    heads: int = Field(default=1, ge=1, le=200)


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


class DropOff(Value):
    """Vehicles that leave the venue together for a station; departures in order of time."""

    station: str
    departures: tuple[Departure, ...]
    vehicles: int
    leave_minute: int
    arrive_minute: int

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
    """A line for each drop-off, on the road from the venue to the station; trains do not wait."""
    return tuple(
        RunLine(
            start_minute=item.leave_minute,
            minutes=item.arrive_minute - item.leave_minute,
            step=Step.DROP_OFF,
            words={
                "station": item.station,
                "venue": venue,
                "numbers": "、".join(dict.fromkeys(d.number for d in item.departures if d.number)) or "—",
                "heads": str(sum(departure.heads for departure in item.departures)),
                "vehicles": str(item.vehicles),
            },
            people=tuple(departure.guest for departure in item.departures),
            where=item.station,
            materials=(Material.VEHICLE,),
            fixed=True,
        )
        for item in found
    )


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
