"""From a place to the stations and airports it can use, by road."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.plan import Point
from planner.travel.adcode import landmass, prefecture
from planner.travel.assumptions import Assumptions
from planner.travel.road import NOT_DRIVEN, Pace, driven_metres

Ints = npt.NDArray[np.int64]


class Access(NamedTuple):
    """The gates (stations or airports, by index) a place can use, and the metres by road to each."""

    gate: tuple[int, ...]
    metres: tuple[int, ...]


class Gates(NamedTuple):
    """Access of many places: CSR over places."""

    ptr: Ints
    gate: Ints
    metres: Ints


def _ways(
    point: Point, gates: Sequence[Point], pace: Pace, assumptions: Assumptions
) -> list[tuple[int, int]]:
    """(metres by road, gate) of all gates that one drives to, nearest first."""
    own = landmass(point.city, assumptions.islands)
    near = [gate for gate, other in enumerate(gates) if landmass(other.city, assumptions.islands) == own]
    lat = np.array([gates[gate].lat for gate in near], np.float64)
    lon = np.array([gates[gate].lon for gate in near], np.float64)
    metres = driven_metres(point.lat, point.lon, lat, lon, pace).tolist()
    return sorted((way, gate) for way, gate in zip(metres, near, strict=True) if way != NOT_DRIVEN)


def station_access(point: Point, stations: Sequence[Point], pace: Pace, assumptions: Assumptions) -> Access:
    """The stations ``point`` can use: see :class:`planner.travel.assumptions.Rail`."""
    rail = assumptions.rail
    within = [way for way in _ways(point, stations, pace, assumptions) if way[0] <= rail.access_metres]
    home = prefecture(point.city)
    chosen = [
        way for way in within if way[0] <= rail.near_metres or prefecture(stations[way[1]].city) == home
    ] or within
    return Access(tuple(gate for _, gate in chosen), tuple(metres for metres, _ in chosen))


def airport_access(point: Point, airports: Sequence[Point], pace: Pace, assumptions: Assumptions) -> Access:
    """The airports ``point`` can use: see :class:`planner.travel.assumptions.Air`."""
    air = assumptions.air
    within = [way for way in _ways(point, airports, pace, assumptions) if way[0] <= air.access_metres]
    chosen = within[: air.most_airports]
    return Access(tuple(gate for _, gate in chosen), tuple(metres for metres, _ in chosen))


def gates_of(accesses: Sequence[Access]) -> Gates:
    """``accesses`` of many places, in their order, as arrays."""
    sizes = [len(access.gate) for access in accesses]
    return Gates(
        ptr=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        gate=np.array([gate for access in accesses for gate in access.gate], np.int64),
        metres=np.array([metres for access in accesses for metres in access.metres], np.int64),
    )
