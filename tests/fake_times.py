"""A stand-in for the network: roads at one speed with a slow hour, above 400 km flights every two hours."""

from datetime import date
from math import ceil, cos, hypot, radians
from typing import NamedTuple

from planner.plan import Mode, Point

NOMINAL_DAY = date(2027, 3, 1)


class FakeLeg(NamedTuple):
    minutes: int
    fare_cny: int
    mode: Mode


class FakeTimes:
    """Straight lines: 1 km a minute, 25 % more from 07:30 to 09:00; flights at 10 km a minute."""

    def __init__(self, grid_minutes: int = 5) -> None:
        self.grid_minutes = grid_minutes

    def arrival(self, origin: Point, destination: Point, day: date, depart_minute: int) -> int:
        km = distance_km(origin, destination)
        if km > 400:
            boarding = -(-(depart_minute + 90) // 120) * 120
            raw = boarding + ceil(km / 10) + 60
        elif 450 <= depart_minute < 540:
            # Whoever leaves in the slow hour never arrives after somebody who leaves when it is over.
            raw = min(depart_minute + ceil(km * 1.25), max(540, depart_minute) + ceil(km))
        else:
            raw = depart_minute + ceil(km)
        return -(-raw // self.grid_minutes) * self.grid_minutes

    def nominal(self, origin: Point, destination: Point) -> FakeLeg:
        km = distance_km(origin, destination)
        if km > 400:
            return FakeLeg(minutes=150 + ceil(km / 10), fare_cny=round(120 + km * 0.6), mode=Mode.FLIGHT)
        return FakeLeg(minutes=ceil(km), fare_cny=round(km * 0.4), mode=Mode.ROAD)


def distance_km(origin: Point, destination: Point) -> float:
    """On a flat map, 111.2 km to a degree."""
    middle = radians((origin.lat + destination.lat) / 2)
    return 111.2 * hypot(origin.lat - destination.lat, (origin.lon - destination.lon) * cos(middle))
