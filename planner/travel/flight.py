"""Flights between airports: imported where the season has them, else estimated (估算)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.plan import Point
from planner.season import Season
from planner.timetable import Flight
from planner.travel.assumptions import Air
from planner.travel.compiled import compiled
from planner.travel.connections import LAST_MINUTE
from planner.travel.distance import great_circle_metres

NEVER = 30_000


class Schedule(NamedTuple):
    """What flies on a day. ``straight`` (airports, airports): metres, 0 where nothing may be estimated.

    Imported flights of (a, b) stand in CSR at ``ptr[a * airports + b]``: departures and arrivals rise.
    """

    straight: npt.NDArray[np.int64]
    ptr: npt.NDArray[np.int64]
    depart: npt.NDArray[np.int16]
    arrive: npt.NDArray[np.int16]
    flight: npt.NDArray[np.int32]
    overhead: int
    exit: int
    fixed: int
    metres_per_hour: int
    first_minute: int
    last_minute: int


@compiled
def flying(schedule: Schedule, origin: int, destination: int, kerb_minute: int) -> tuple[int, int, int]:
    """Departure, arrival and index (-1: estimated) of the flight for one at the kerb at ``kerb_minute``.

    ``NEVER`` for both minutes if there is none. A pair with imported flights on any day is never estimated.
    """
    ready = kerb_minute + schedule.overhead
    airports = schedule.straight.shape[0]
    pair = origin * airports + destination
    for k in range(schedule.ptr[pair], schedule.ptr[pair + 1]):
        if schedule.depart[k] >= ready:
            return int(schedule.depart[k]), int(schedule.arrive[k]), int(schedule.flight[k])
    straight = schedule.straight[origin, destination]
    if straight == 0:
        return NEVER, NEVER, -1
    ready = max(ready, schedule.first_minute)
    if ready > schedule.last_minute:
        return NEVER, NEVER, -1
    minutes = schedule.fixed + (straight * 60 + schedule.metres_per_hour - 1) // schedule.metres_per_hour
    return int(ready), int(ready + minutes), -1


class Airports:
    """The airports of a season's cities, one for each IATA code, and what flies between them."""

    def __init__(self, season: Season, air: Air) -> None:
        cities = {city.adcode: city for city in season.cities}
        codes: dict[str, int] = {}
        self.points: list[Point] = []
        self._of_city: dict[str, int] = {}
        named = {code for flight in season.flights for code in (flight.origin, flight.destination)}
        for city in season.cities:
            if city.airport is None and city.adcode not in named:
                continue
            code = city.airport or city.adcode
            if code not in codes:
                codes[code] = len(self.points)
                name = f"{city.name}机场"
                self.points.append(Point(name=name, city=city.adcode, lat=city.lat, lon=city.lon))
            self._of_city[city.adcode] = codes[code]
        self.unplaced = tuple(sorted(named - cities.keys()))
        self.flights = tuple(
            flight
            for flight in season.flights
            if flight.origin in self._of_city and flight.destination in self._of_city
        )
        self._air = air
        self._straight = self._estimable()

    def pair(self, flight: Flight) -> tuple[int, int]:
        """The indices of the airports ``flight`` joins."""
        return self._of_city[flight.origin], self._of_city[flight.destination]

    def _estimable(self) -> npt.NDArray[np.int64]:
        size = len(self.points)
        straight = np.zeros((size, size), np.int64)
        for a, here in enumerate(self.points):
            for b, there in enumerate(self.points):
                metres = great_circle_metres(here.lat, here.lon, there.lat, there.lon)
                straight[a, b] = metres if metres >= self._air.least_metres else 0
        for flight in self.flights:
            straight[self.pair(flight)] = 0
        return straight

    def of_day(self, weekday: int) -> Schedule:
        """What flies on a ``weekday`` (Monday 0); a flight that lands after the last minute is left out."""
        size = len(self.points)
        lists: list[list[tuple[int, int, int]]] = [[] for _ in range(size * size)]
        for number, flight in enumerate(self.flights):
            if flight.weekdays[weekday] and flight.arrive_minute <= LAST_MINUTE:
                a, b = self.pair(flight)
                lists[a * size + b].append((flight.depart_minute, flight.arrive_minute, number))
        kept = [_undominated(entries) for entries in lists]
        rows = [row for entries in kept for row in entries]
        air = self._air
        return Schedule(
            straight=self._straight,
            ptr=np.concatenate(([0], np.cumsum([len(entries) for entries in kept]))).astype(np.int64),
            depart=np.array([row[0] for row in rows], np.int16),
            arrive=np.array([row[1] for row in rows], np.int16),
            flight=np.array([row[2] for row in rows], np.int32),
            overhead=air.overhead_minutes,
            exit=air.exit_minutes,
            fixed=air.fixed_minutes,
            metres_per_hour=air.speed_kmh * 1_000,
            first_minute=air.first_minute,
            last_minute=air.last_minute,
        )


def _undominated(entries: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Those of (departure, arrival, flight) that no later departure beats, in rising order."""
    kept: list[tuple[int, int, int]] = []
    for entry in sorted(entries, key=lambda row: (-row[0], row[1])):
        if not kept or entry[1] < kept[-1][1]:
            kept.append(entry)
    return kept[::-1]


def day_pattern(flights: Sequence[Flight], day: date) -> tuple[int, ...]:
    """Which of ``flights`` fly on ``day``, by index."""
    return tuple(number for number, flight in enumerate(flights) if flight.weekdays[day.weekday()])
