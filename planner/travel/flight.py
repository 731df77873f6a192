"""Flights between airports: imported where the season has them, else estimated (估算)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.timetable import Flight
from planner.travel.airports import Airports
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


def schedule_of(airports: Airports, air: Air, flying_today: Sequence[int]) -> Schedule:
    """What flies when the flights ``flying_today`` (indices) do; one that lands too late is left out."""
    size = len(airports.points)
    lists: list[list[tuple[int, int, int]]] = [[] for _ in range(size * size)]
    for number in flying_today:
        flight = airports.flights[number]
        if flight.arrive_minute <= LAST_MINUTE:
            a, b = airports.pair(flight)
            lists[a * size + b].append((flight.depart_minute, flight.arrive_minute, number))
    kept = [_undominated(entries) for entries in lists]
    rows = [row for entries in kept for row in entries]
    return Schedule(
        straight=_estimable(airports, air),
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


def _estimable(airports: Airports, air: Air) -> npt.NDArray[np.int64]:
    """Metres between airports (airports, airports), 0 if too near, or if flights were imported."""
    size = len(airports.points)
    straight = np.zeros((size, size), np.int64)
    for a, here in enumerate(airports.points):
        for b, there in enumerate(airports.points):
            metres = great_circle_metres(here.lat, here.lon, there.lat, there.lon)
            if metres >= air.least_metres or airports.over_water(a, b):
                straight[a, b] = metres
    for flight in airports.flights:
        straight[airports.pair(flight)] = 0
    return straight


def _undominated(entries: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Those of (departure, arrival, flight) that no later departure beats, in rising order."""
    kept: list[tuple[int, int, int]] = []
    for entry in sorted(entries, key=lambda row: (-row[0], row[1])):
        if not kept or entry[1] < kept[-1][1]:
            kept.append(entry)
    return kept[::-1]


def day_pattern(flights: Sequence[Flight], weekday: int) -> tuple[int, ...]:
    """Which of ``flights`` fly on a ``weekday`` (Monday 0), by index."""
    return tuple(number for number, flight in enumerate(flights) if flight.weekdays[weekday])
