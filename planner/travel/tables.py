"""Arrivals between many places for every departure of a day, filled at once.

What depends on the origin alone (when one stands on a platform or at an airport) and on the destination
alone (when one is at the door, having arrived at a station at some minute) is worked out once for each;
a pair then needs one look-up a gate and departure.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.clock import DAY_MINUTES
from planner.travel.compiled import compiled, inner
from planner.travel.connections import LAST_MINUTE
from planner.travel.distance import great_circle_metres
from planner.travel.estimate import rail_minutes
from planner.travel.flight import flying
from planner.travel.modes import NEVER, Places, World, at_once, may_fly, on_grid, rail_is_estimated
from planner.travel.road import is_driven, road_metres, way_metres
from planner.travel.road_table import RoadTable, copied, minutes_of

Shorts = npt.NDArray[np.int16]
THREADS, MANY_POINTS = 2, 64  # among fewer points threads cost more than they bring
FIRST_NOMINAL, LAST_NOMINAL = 420, 1_140
"""Nominal minutes are the least over departures from 07:00 to 19:00."""


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


class Setting(NamedTuple):
    """What a table is filled from; ``roads`` fills up on the way."""

    world: World
    places: Places
    roads: RoadTable
    grid: int


class Outbound(NamedTuple):
    """Minutes at the gates by departure: platforms and kerbs (access entries, slots), centres (n, slots).

    Platforms and centres with the way in, centres with the wait for an estimated train too.
    """

    platform: Shorts
    kerb: Shorts
    centre: Shorts


class Inbound(NamedTuple):
    """Arrival at the door of one destination, by the minute.

    Of one ready to board at a station (stations, minutes), of one who lands at an airport (airports,
    minutes), of one whose estimated train arrives at the city's centre (minutes).
    """

    station: Shorts
    airport: Shorts
    centre: Shorts


@inner
def _leave(setting: Setting, metres: int, extra: int, ready: Shorts) -> None:
    """Fill ``ready`` (slots): ``extra`` minutes after the end of a way of ``metres``, for every departure."""
    minutes = minutes_of(setting.roads, metres, setting.world.pace)
    for k in range(ready.size):
        ready[k] = k * setting.grid + minutes[k * setting.grid] + extra


@compiled
def _fill_outbound(setting: Setting, outbound: Outbound) -> None:
    places, rail, pace = setting.places, setting.world.rail, setting.world.pace
    for a in range(places.stations.gate.size):
        _leave(setting, places.stations.metres[a], rail.entry, outbound.platform[a])
    for a in range(places.airports.gate.size):
        _leave(setting, places.airports.metres[a], 0, outbound.kerb[a])
    for i in range(places.lat.size):
        metres = way_metres(places.lat[i], places.lon[i], places.centre_lat[i], places.centre_lon[i], pace)
        if is_driven(metres, pace):
            _leave(setting, metres, rail.entry + rail.wait, outbound.centre[i])


@inner
def _return(setting: Setting, metres: int, extra: int, doors: Shorts) -> None:
    """Fill ``doors`` (minutes): the end of a way of ``metres`` begun ``extra`` minutes after each minute."""
    minutes = minutes_of(setting.roads, metres, setting.world.pace)
    for minute in range(doors.size):
        doors[minute] = minute + extra + minutes[(minute + extra) % DAY_MINUTES]


@inner
def _fill_stations(setting: Setting, j: int, inbound: Inbound) -> None:
    """Fill ``inbound.station`` for the destination ``j``; uses ``inbound.centre`` to work in."""
    world, gates, profiles = setting.world, setting.places.stations, setting.world.profiles
    for station in range(world.station_count):
        for minute in range(LAST_MINUTE + 1):
            inbound.station[station, minute] = NEVER
    for b in range(gates.ptr[j], gates.ptr[j + 1]):
        _return(setting, gates.metres[b], world.rail.exit, inbound.centre)
        for station in range(world.station_count):
            pair = gates.gate[b] * world.station_count + station
            for k in range(profiles.ptr[pair], profiles.ptr[pair + 1]):
                minute = profiles.depart[k]
                door = inbound.centre[profiles.arrive[k]]
                inbound.station[station, minute] = min(inbound.station[station, minute], door)
    for station in range(world.station_count):
        for minute in range(LAST_MINUTE - 1, -1, -1):
            later = inbound.station[station, minute + 1]
            inbound.station[station, minute] = min(inbound.station[station, minute], later)


@inner
def _fill_inbound(setting: Setting, j: int, inbound: Inbound) -> None:
    """Fill ``inbound`` for the destination ``j``."""
    world, places = setting.world, setting.places
    _fill_stations(setting, j, inbound)
    for b in range(places.airports.ptr[j], places.airports.ptr[j + 1]):
        gate = places.airports.gate[b]
        _return(setting, places.airports.metres[b], world.schedule.exit, inbound.airport[gate])
    metres = way_metres(places.centre_lat[j], places.centre_lon[j], places.lat[j], places.lon[j], world.pace)
    if is_driven(metres, world.pace):
        _return(setting, metres, world.rail.exit, inbound.centre)
    else:
        for minute in range(LAST_MINUTE + 1):
            inbound.centre[minute] = NEVER


@inner
def _better(arrive: Shorts, k: int, grid: int, door: int, fastest: int) -> int:
    """Keep ``door`` in slot ``k`` if it is earlier; the least minutes by day so far."""
    rounded = on_grid(door, grid)
    if rounded == NEVER:
        return fastest
    arrive[k] = min(arrive[k], rounded)
    if FIRST_NOMINAL <= k * grid <= LAST_NOMINAL:
        return min(fastest, rounded - k * grid)
    return fastest


@inner
def _fill_road(setting: Setting, metres: int, arrive: Shorts) -> int:
    """Take the arrivals by car, ``metres`` away, into a row of slots; the least minutes by day."""
    fastest = NEVER
    if is_driven(metres, setting.world.pace):
        minutes = minutes_of(setting.roads, metres, setting.world.pace)
        for k in range(arrive.size):
            depart = k * setting.grid
            fastest = _better(arrive, k, setting.grid, depart + minutes[depart], fastest)
    return fastest


@inner
def _fill_estimated(
    setting: Setting, i: int, j: int, outbound: Outbound, inbound: Inbound, arrive: Shorts
) -> int:
    """Take the arrivals by estimated train into a row of slots; the least minutes by day."""
    places, rail = setting.places, setting.world.rail
    fastest = NEVER
    between = great_circle_metres(
        places.centre_lat[i], places.centre_lon[i], places.centre_lat[j], places.centre_lon[j]
    )
    if between >= rail.least_metres:
        aboard = rail_minutes(between)
        for k in range(arrive.size):
            leave = max(outbound.centre[i, k], rail.first_minute)
            if leave <= rail.last_minute and leave + aboard <= LAST_MINUTE:
                fastest = _better(arrive, k, setting.grid, inbound.centre[leave + aboard], fastest)
    return fastest


@inner
def _fill_trains(setting: Setting, i: int, outbound: Outbound, inbound: Inbound, arrive: Shorts) -> int:
    """Take the arrivals by real trains into a row of slots; the least minutes by day."""
    fastest = NEVER
    gates = setting.places.stations
    for k in range(arrive.size):
        door = NEVER
        for a in range(gates.ptr[i], gates.ptr[i + 1]):
            ready = outbound.platform[a, k]
            if ready <= LAST_MINUTE:
                door = min(door, inbound.station[gates.gate[a], ready])
        fastest = _better(arrive, k, setting.grid, door, fastest)
    return fastest


@inner
def _fill_flights(
    setting: Setting, i: int, j: int, outbound: Outbound, inbound: Inbound, arrive: Shorts
) -> int:
    """Take the arrivals by plane into a row of slots; the least minutes by day."""
    fastest = NEVER
    gates = setting.places.airports
    for a in range(gates.ptr[i], gates.ptr[i + 1]):
        for b in range(gates.ptr[j], gates.ptr[j + 1]):
            here, there = gates.gate[a], gates.gate[b]
            if here != there:
                for k in range(arrive.size):
                    landed = flying(setting.world.schedule, here, there, outbound.kerb[a, k])[1]
                    if landed <= LAST_MINUTE:
                        fastest = _better(arrive, k, setting.grid, inbound.airport[there, landed], fastest)
    return fastest


@inner
def _fill_pair(
    setting: Setting,
    i: int,
    j: int,
    outbound: Outbound,
    inbound: Inbound,
    arrive: Shorts,
    fastest: npt.NDArray[np.int32],
) -> None:
    """Fill the row of slots and the least minutes by mode of one pair."""
    world, places = setting.world, setting.places
    if at_once(world, places, i, j):
        for k in range(arrive.size):
            arrive[k] = k * setting.grid
        fastest[0] = 0
        return
    if places.island[i] == places.island[j]:
        straight = great_circle_metres(places.lat[i], places.lon[i], places.lat[j], places.lon[j])
        fastest[0] = _fill_road(setting, road_metres(straight, world.pace), arrive)
        if straight >= world.rail.least_metres and rail_is_estimated(places, i, j):
            fastest[1] = _fill_estimated(setting, i, j, outbound, inbound, arrive)
        elif straight >= world.rail.least_metres:
            fastest[1] = _fill_trains(setting, i, outbound, inbound, arrive)
    if may_fly(world, places, i, j):
        fastest[2] = _fill_flights(setting, i, j, outbound, inbound, arrive)


@compiled
def _fill(
    setting: Setting,
    wanted: npt.NDArray[np.bool_],
    outbound: Outbound,
    inbound: Inbound,
    arrive: Shorts,
    fastest: npt.NDArray[np.int32],
    first: int,
    step: int,
) -> None:
    """Fill ``arrive`` and ``fastest`` of wanted pairs to every ``step``th destination from ``first`` on."""
    for j in range(first, wanted.shape[1], step):
        inbound_is_filled = False
        for i in range(wanted.shape[0]):
            if wanted[i, j]:
                if not inbound_is_filled:
                    _fill_inbound(setting, j, inbound)
                    inbound_is_filled = True
                _fill_pair(setting, i, j, outbound, inbound, arrive[i, j], fastest[i, j])


def fill(setting: Setting, wanted: npt.NDArray[np.bool_]) -> tuple[Shorts, npt.NDArray[np.int32]]:
    """Arrivals (n, n, slots) and least minutes by road, rail and flight (n, n, 3) of the wanted pairs."""
    places, world = setting.places, setting.world
    n = places.lat.size
    slots = -(-DAY_MINUTES // setting.grid)
    arrive = np.full((n, n, slots), NEVER, np.int16)
    fastest = np.full((n, n, 3), NEVER, np.int32)
    outbound = Outbound(
        platform=np.empty((places.stations.gate.size, slots), np.int16),
        kerb=np.empty((places.airports.gate.size, slots), np.int16),
        centre=np.full((n, slots), NEVER, np.int16),
    )
    _fill_outbound(setting, outbound)
    if n < MANY_POINTS:
        _fill(setting, wanted, outbound, _empty_inbound(world), arrive, fastest, 0, 1)
        return arrive, fastest
    # The compiled loop lets go of the interpreter: each thread has destinations and road minutes of its own.
    settings = [setting, *(setting._replace(roads=copied(setting.roads)) for _ in range(THREADS - 1))]
    with ThreadPoolExecutor(THREADS) as pool:
        filling = [
            pool.submit(_fill, own, wanted, outbound, _empty_inbound(world), arrive, fastest, first, THREADS)
            for first, own in enumerate(settings)
        ]
    for part in filling:
        part.result()
    return arrive, fastest


def _empty_inbound(world: World) -> Inbound:
    return Inbound(
        station=np.empty((world.station_count, LAST_MINUTE + 1), np.int16),
        airport=np.empty((world.schedule.straight.shape[0], LAST_MINUTE + 1), np.int16),
        centre=np.empty(LAST_MINUTE + 1, np.int16),
    )
