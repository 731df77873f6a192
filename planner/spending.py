"""What a trip costs in money and time: nominal fares, lodging limits, nominal minutes on the road."""

from datetime import date
from itertools import pairwise
from typing import Protocol

from planner.person import Rank
from planner.plan import Mode, Point, Trip
from planner.rules import TravelCosts
from planner.season import Season
from planner.stops import route_of


class NominalLeg(Protocol):
    """What a leg costs whenever it is made: minutes, fare per head in yuan, the mode that is fastest."""

    @property
    def minutes(self) -> int:
        """Door to door, in minutes."""

    @property
    def fare_cny(self) -> int:
        """Per head, in yuan."""

    @property
    def mode(self) -> Mode:
        """Of the longest ride."""


class TravelTimes(Protocol):
    """What objective and audit ask of :class:`planner.travel.network.Network`."""

    def arrival(self, origin: Point, destination: Point, day: date, depart_minute: int) -> int:
        """Earliest door-to-door arrival, in minutes of ``day``, on the grid."""

    def nominal(self, origin: Point, destination: Point) -> NominalLeg:
        """What the leg costs whenever it is made."""


def lodging_limit_cny(costs: TravelCosts, city: str, rank: Rank) -> int:
    """The most a night may cost in ``city`` (adcode) at ``rank``: its own row, else the row ``*``.

    Raises KeyError if there is neither.
    """
    rows = {row.city: row.limits_cny for row in costs.lodging}
    limits = rows[city] if city in rows else rows["*"]
    return limits[rank - 1]


def legs_of(trip: Trip, season: Season, times: TravelTimes) -> tuple[NominalLeg, ...]:
    """The nominal legs of ``trip``, day by day."""
    return tuple(
        times.nominal(origin, destination)
        for route in route_of(trip, season)
        for origin, destination in pairwise(route)
    )


def fares_cny(trip: Trip, season: Season, times: TravelTimes) -> int:
    """The nominal fares of the whole delegation, in yuan."""
    return sum(leg.fare_cny for leg in legs_of(trip, season, times)) * len(trip.delegation)


def lodging_cny(trip: Trip, season: Season) -> int:
    """The lodging limits of every night and head of ``trip``, in yuan."""
    ranks = {person.id: person.rank for person in season.people}
    return sum(
        lodging_limit_cny(season.rules.costs, day.night, ranks[person])
        for day in trip.days
        if day.night is not None
        for person in trip.delegation
    )


def travel_minutes(trip: Trip, season: Season, times: TravelTimes) -> int:
    """The nominal minutes of all legs of ``trip``, counted once and not per head."""
    return sum(leg.minutes for leg in legs_of(trip, season, times))
