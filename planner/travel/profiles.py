"""Earliest arrivals by train for every departure of a day: the profile connection scan.

For each target station the connections are scanned once from the last departure to the first; each finds
the best of staying aboard, getting off at the target, and changing (Dibbelt, Pajor, Strasser, Wagner 2018,
section 4). What remains per station are the departures worth taking: pairs (departure, arrival), both
strictly rising, none better than the next on both counts (Pareto).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.travel.compiled import compiled, inner
from planner.travel.connections import LAST_MINUTE, Connections

Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]
NEVER = 30_000


class Changes(NamedTuple):
    """Where one can go on from a station: CSR over stations.

    ``station[ptr[s]:ptr[s + 1]]`` and ``minutes``: from getting off at ``s`` to being ready to board there.
    The station itself is always among them, with the transfer minutes.
    """

    ptr: Ints
    station: Ints
    minutes: Ints


class Profiles(NamedTuple):
    """CSR over pairs of stations: those from a to b stand at ``ptr[b * stations + a]``, in rising order."""

    ptr: npt.NDArray[np.int64]
    depart: npt.NDArray[np.int16]
    arrive: npt.NDArray[np.int16]


class Stacks(NamedTuple):
    """The profile entries found so far for one target: a stack a station, departures falling upwards.

    That of station s fills ``depart`` and ``arrive`` from ``first[s]`` up to, not including, ``top[s]``, with
    room for every connection that leaves s.
    """

    first: Ints
    top: Ints
    depart: Ints
    arrive: Ints


@inner
def _ready(stacks: Stacks, station: int, minute: int) -> int:
    """Earliest arrival for one ready to board at ``station`` at ``minute``."""
    top = stacks.top[station]
    while top > stacks.first[station]:
        if stacks.depart[top - 1] >= minute:
            return int(stacks.arrive[top - 1])
        top -= 1
    return NEVER


@inner
def _best(
    c: int, target: int, connections: Connections, changes: Changes, stacks: Stacks, aboard: Ints
) -> int:
    """Earliest arrival at ``target`` of one aboard connection ``c``: stays, gets off there, or changes."""
    best = aboard[connections.trip[c]]
    there = connections.destination[c]
    if there == target:
        best = min(best, connections.arrive[c])
    for k in range(changes.ptr[there], changes.ptr[there + 1]):
        station = changes.station[k]
        best = min(best, _ready(stacks, station, connections.arrive[c] + changes.minutes[k]))
    return int(best)


@compiled
def _scan(target: int, connections: Connections, changes: Changes, stacks: Stacks, aboard: Ints) -> None:
    """Fill ``stacks`` for one target; ``aboard`` (trips) is to work in."""
    for station in range(stacks.top.size):
        stacks.top[station] = stacks.first[station]
    for trip in range(aboard.size):
        aboard[trip] = NEVER
    for c in range(connections.depart.size - 1, -1, -1):
        best = _best(c, target, connections, changes, stacks, aboard)
        if best > LAST_MINUTE:
            continue
        aboard[connections.trip[c]] = best
        here = connections.origin[c]
        first, end = stacks.first[here], stacks.top[here]
        if here == target or (end > first and stacks.arrive[end - 1] <= best):
            continue
        if end > first and stacks.depart[end - 1] == connections.depart[c]:
            end -= 1
        stacks.depart[end] = connections.depart[c]
        stacks.arrive[end] = best
        stacks.top[here] = end + 1


def _unstacked(stacks: Stacks) -> tuple[npt.NDArray[np.int64], Shorts, Shorts]:
    """How many entries each station has, and their departures and arrivals in rising order."""
    spans = list(zip(stacks.first[:-1].tolist(), stacks.top.tolist(), strict=True))
    order = np.concatenate([np.arange(top - 1, first - 1, -1) for first, top in spans]).astype(np.int64)
    sizes = (stacks.top - stacks.first[:-1]).astype(np.int64)
    return sizes, stacks.depart[order].astype(np.int16), stacks.arrive[order].astype(np.int16)


def profiles_of(stations: int, connections: Connections, changes: Changes) -> Profiles:
    """The profiles of every pair of ``stations`` over ``connections``."""
    trips = int(connections.trip.max()) + 1 if connections.trip.size else 1
    departures = np.bincount(connections.origin, minlength=stations)[:stations]
    stacks = Stacks(
        first=np.concatenate(([0], np.cumsum(departures))).astype(np.int32),
        top=np.zeros(stations, np.int32),
        depart=np.empty(connections.depart.size, np.int32),
        arrive=np.empty(connections.depart.size, np.int32),
    )
    aboard = np.empty(trips, np.int32)
    parts = []
    for target in range(stations):
        _scan(target, connections, changes, stacks, aboard)
        parts.append(_unstacked(stacks))
    return Profiles(
        ptr=np.concatenate([np.zeros(1, np.int64), *(part[0] for part in parts)]).cumsum().astype(np.int64),
        depart=np.concatenate([np.empty(0, np.int16), *(part[1] for part in parts)]),
        arrive=np.concatenate([np.empty(0, np.int16), *(part[2] for part in parts)]),
    )
