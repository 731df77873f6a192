"""The earliest arrival between two places by each mode, compiled: one pair at one minute, and tables.

Both read the same :class:`World`, but not by the same way: :func:`by_mode` walks the profiles of every pair
of stations; :func:`fill` first turns the profiles into one array of arrivals a station and minute for a
destination. A property test holds them equal.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.travel.access import Gates
from planner.travel.compiled import compiled, inner
from planner.travel.connections import LAST_MINUTE
from planner.travel.distance import great_circle_metres
from planner.travel.estimate import rail_minutes
from planner.travel.flight import Schedule, flying
from planner.travel.profiles import Profiles
from planner.travel.road import Pace, drive, is_driven, road_metres

Floats = npt.NDArray[np.float64]
NEVER = 30_000


class RailTimes(NamedTuple):
    """:class:`planner.travel.assumptions.Rail`, in minutes and metres, for the compiled code."""

    entry: int
    exit: int
    least_metres: int
    wait: int
    first_minute: int
    last_minute: int


class Places(NamedTuple):
    """The places of a table. Floats in degrees; ``island`` is equal where a road may lead.

    ``centre_lat``/``centre_lon``: the centre of the place's city, where an estimated train calls.
    """

    lat: Floats
    lon: Floats
    island: npt.NDArray[np.int64]
    centre_lat: Floats
    centre_lon: Floats
    stations: Gates
    airports: Gates


class World(NamedTuple):
    """Everything that moves on one type of day."""

    pace: Pace
    rail: RailTimes
    station_count: int
    profiles: Profiles
    schedule: Schedule
    same_place_metres: int


@compiled
def board(world: World, origin: int, destination: int, minute: int) -> int:
    """Index of the profile entry of the first departure at or after ``minute``, -1 if none."""
    profiles = world.profiles
    pair = destination * world.station_count + origin
    low, high = profiles.ptr[pair], profiles.ptr[pair + 1]
    end = high
    while low < high:
        middle = (low + high) // 2
        if profiles.depart[middle] < minute:
            low = middle + 1
        else:
            high = middle
    return int(low) if low < end else -1


@inner
def by_road(world: World, places: Places, i: int, j: int, depart: int) -> int:
    """Arrival by car alone."""
    if places.island[i] != places.island[j]:
        return NEVER
    straight = great_circle_metres(places.lat[i], places.lon[i], places.lat[j], places.lon[j])
    metres = road_metres(straight, world.pace)
    if not is_driven(metres, world.pace):
        return NEVER
    return drive(metres, world.pace, depart)


@compiled
def rail_is_estimated(places: Places, i: int, j: int) -> bool:
    """Whether one of the two places has no station of the timetable within reach."""
    ptr = places.stations.ptr
    return bool(ptr[i] == ptr[i + 1] or ptr[j] == ptr[j + 1])


@compiled
def estimated_rail(world: World, places: Places, i: int, j: int, depart: int) -> tuple[int, int, int]:
    """Departure and arrival of the train, and arrival at the door, of an estimated way by rail."""
    pace, rail = world.pace, world.rail
    between = great_circle_metres(
        places.centre_lat[i], places.centre_lon[i], places.centre_lat[j], places.centre_lon[j]
    )
    if between < rail.least_metres:
        return NEVER, NEVER, NEVER
    there = great_circle_metres(places.lat[i], places.lon[i], places.centre_lat[i], places.centre_lon[i])
    onward = great_circle_metres(places.centre_lat[j], places.centre_lon[j], places.lat[j], places.lon[j])
    there, onward = road_metres(there, pace), road_metres(onward, pace)
    if not (is_driven(there, pace) and is_driven(onward, pace)):
        return NEVER, NEVER, NEVER
    leave = drive(there, pace, depart) + rail.entry + rail.wait
    leave = max(leave, rail.first_minute)
    if leave > rail.last_minute:
        return NEVER, NEVER, NEVER
    arrive = leave + rail_minutes(between)
    return leave, arrive, drive(onward, pace, arrive + rail.exit)


@compiled
def timetabled_rail(world: World, places: Places, i: int, j: int, depart: int) -> tuple[int, int, int]:
    """Door-to-door arrival by real trains, and the access entries (into Gates) of the stations used."""
    best, best_a, best_b = NEVER, -1, -1
    gates = places.stations
    for a in range(gates.ptr[i], gates.ptr[i + 1]):
        ready = drive(gates.metres[a], world.pace, depart) + world.rail.entry
        for b in range(gates.ptr[j], gates.ptr[j + 1]):
            entry = board(world, gates.gate[a], gates.gate[b], ready)
            if entry >= 0:
                kerb = world.profiles.arrive[entry] + world.rail.exit
                door = drive(gates.metres[b], world.pace, kerb)
                if door < best:
                    best, best_a, best_b = door, a, b
    return best, best_a, best_b


@inner
def by_rail(world: World, places: Places, i: int, j: int, depart: int) -> int:
    """Arrival by train, real where both ends have a station, else estimated."""
    straight = great_circle_metres(places.lat[i], places.lon[i], places.lat[j], places.lon[j])
    if straight < world.rail.least_metres or places.island[i] != places.island[j]:
        return NEVER
    if rail_is_estimated(places, i, j):
        return estimated_rail(world, places, i, j, depart)[2]
    return timetabled_rail(world, places, i, j, depart)[0]


@compiled
def fly(world: World, places: Places, i: int, j: int, depart: int) -> tuple[int, int, int]:
    """Door-to-door arrival by plane, and the access entries (into Gates) of the airports used."""
    best, best_a, best_b = NEVER, -1, -1
    gates = places.airports
    for a in range(gates.ptr[i], gates.ptr[i + 1]):
        kerb = drive(gates.metres[a], world.pace, depart)
        for b in range(gates.ptr[j], gates.ptr[j + 1]):
            if gates.gate[a] != gates.gate[b]:
                landed = flying(world.schedule, gates.gate[a], gates.gate[b], kerb)[1]
                if landed < NEVER:
                    door = drive(gates.metres[b], world.pace, landed + world.schedule.exit)
                    if door < best:
                        best, best_a, best_b = door, a, b
    return best, best_a, best_b


@inner
def may_fly(world: World, places: Places, i: int, j: int) -> bool:
    """Whether anything flies between airports in reach of two places; a table skips the others."""
    gates, schedule = places.airports, world.schedule
    for a in range(gates.ptr[i], gates.ptr[i + 1]):
        for b in range(gates.ptr[j], gates.ptr[j + 1]):
            pair = gates.gate[a] * schedule.straight.shape[0] + gates.gate[b]
            if (
                schedule.straight[gates.gate[a], gates.gate[b]] > 0
                or schedule.ptr[pair] < schedule.ptr[pair + 1]
            ):
                return True
    return False


@compiled
def at_once(world: World, places: Places, i: int, j: int) -> bool:
    """Whether two places are one: closer than ``same_place_metres``."""
    straight = great_circle_metres(places.lat[i], places.lon[i], places.lat[j], places.lon[j])
    return straight < world.same_place_metres and places.island[i] == places.island[j]


@compiled
def on_grid(minute: int, grid: int) -> int:
    """``minute`` rounded up to the grid, or NEVER beyond the last minute that counts."""
    rounded = (minute + grid - 1) // grid * grid
    return rounded if rounded <= LAST_MINUTE else NEVER


@compiled
def by_mode(world: World, places: Places, i: int, j: int, depart: int, grid: int) -> tuple[int, int, int]:
    """Arrivals on the grid by road, rail and flight; NEVER for a mode that does not lead there."""
    if at_once(world, places, i, j):
        return on_grid(depart, grid), NEVER, NEVER
    return (
        on_grid(by_road(world, places, i, j, depart), grid),
        on_grid(by_rail(world, places, i, j, depart), grid),
        on_grid(fly(world, places, i, j, depart)[0], grid),
    )
