"""Arrivals between many places for every departure of a day, filled at once.

For each destination the profiles of its stations become one array "arrival at the door for one ready on
the platform of station s at minute t"; every origin then needs one look-up a station and departure.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.clock import DAY_MINUTES
from planner.travel.compiled import compiled
from planner.travel.connections import LAST_MINUTE
from planner.travel.distance import great_circle_metres
from planner.travel.modes import (
    NEVER,
    Places,
    World,
    at_once,
    by_road,
    estimated_rail,
    fly,
    on_grid,
    rail_is_estimated,
)
from planner.travel.road import drive

Shorts = npt.NDArray[np.int16]
FIRST_NOMINAL, LAST_NOMINAL = 420, 1_140


@dataclass(frozen=True)
class Tables:
    """Travel among n places on one type of day.

    ``arrive`` int16 (n, n, slots): the minute of arrival at j when leaving i at ``k * grid_minutes``,
    UNREACHABLE if there is no way or it ends after 04:00 of the next day. ``fare_cny`` and ``minutes``
    int32 (n, n): what a leg costs whenever it is made. Pairs that were not asked for are UNREACHABLE.
    """

    arrive: Shorts
    fare_cny: npt.NDArray[np.int32]
    minutes: npt.NDArray[np.int32]


@compiled
def _doors(world: World, places: Places, j: int, doors: npt.NDArray[np.int32]) -> None:
    """Fill ``doors`` (stations, minutes): arrival at the door of j for one ready on a platform then."""
    doors[:] = NEVER
    gates, profiles = places.stations, world.profiles
    for b in range(gates.ptr[j], gates.ptr[j + 1]):
        for station in range(world.station_count):
            pair = station * world.station_count + gates.gate[b]
            for k in range(profiles.ptr[pair], profiles.ptr[pair + 1]):
                door = drive(gates.metres[b], world.pace, profiles.arrive[k] + world.rail.exit)
                minute = profiles.depart[k]
                doors[station, minute] = min(doors[station, minute], door)
    for station in range(world.station_count):
        for minute in range(LAST_MINUTE - 1, -1, -1):
            doors[station, minute] = min(doors[station, minute], doors[station, minute + 1])


@compiled
def _platforms(world: World, places: Places, grid: int, slots: int) -> npt.NDArray[np.int16]:
    """Minute of standing on the platform (access entries, slots), leaving the place at each slot."""
    gates = places.stations
    ready = np.empty((gates.gate.size, slots), np.int16)
    for a in range(gates.gate.size):
        for k in range(slots):
            ready[a, k] = drive(gates.metres[a], world.pace, k * grid) + world.rail.entry
    return ready


@compiled
def _note(arrive: int, k: int, grid: int, fastest: npt.NDArray[np.int32]) -> int:
    """``arrive`` on the grid; remembers in ``fastest[0]`` the least duration by day."""
    rounded = on_grid(arrive, grid)
    if 420 <= k * grid <= 1_140 and rounded < NEVER:
        fastest[0] = min(fastest[0], rounded - k * grid)
    return rounded


@compiled
def fill(
    world: World, places: Places, wanted: npt.NDArray[np.bool_], grid: int
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int32]]:
    """Arrivals (n, n, slots) and least minutes by road, rail and flight (n, n, 3) of the wanted pairs."""
    n = places.lat.size
    slots = (1_440 + grid - 1) // grid
    arrive = np.full((n, n, slots), NEVER, np.int16)
    fastest = np.full((n, n, 3), NEVER, np.int32)
    ready = _platforms(world, places, grid, slots)
    doors = np.empty((world.station_count, LAST_MINUTE + 1), np.int32)
    gates = places.stations
    for j in range(n):
        if not wanted[:, j].any():
            continue
        _doors(world, places, j, doors)
        for i in range(n):
            if not wanted[i, j]:
                continue
            if at_once(world, places, i, j):
                for k in range(slots):
                    arrive[i, j, k] = k * grid
                fastest[i, j, 0] = 0
                continue
            straight = great_circle_metres(places.lat[i], places.lon[i], places.lat[j], places.lon[j])
            by_train = straight >= world.rail.least_metres and places.island[i] == places.island[j]
            estimated = rail_is_estimated(places, i, j)
            for k in range(slots):
                depart = k * grid
                best = _note(by_road(world, places, i, j, depart), k, grid, fastest[i, j, 0:1])
                if by_train and estimated:
                    door = estimated_rail(world, places, i, j, depart)[2]
                    best = min(best, _note(door, k, grid, fastest[i, j, 1:2]))
                elif by_train:
                    door = NEVER
                    for a in range(gates.ptr[i], gates.ptr[i + 1]):
                        if ready[a, k] <= LAST_MINUTE:
                            door = min(door, doors[gates.gate[a], ready[a, k]])
                    best = min(best, _note(door, k, grid, fastest[i, j, 1:2]))
                door = fly(world, places, i, j, depart)[0]
                best = min(best, _note(door, k, grid, fastest[i, j, 2:3]))
                arrive[i, j, k] = best
    return arrive, fastest


def slots_of(grid_minutes: int) -> int:
    """How many departures a table has: those of minutes 0 to 1,439 on the grid."""
    return -(-DAY_MINUTES // grid_minutes)
