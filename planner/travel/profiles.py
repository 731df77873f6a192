"""Earliest arrivals by train for every departure of a day: the profile connection scan.

For each target station the connections are scanned once from the last departure to the first; each finds
the best of staying aboard, getting off at the target, and changing (Dibbelt, Pajor, Strasser, Wagner 2018,
section 4). What remains per station are the departures worth taking: pairs (departure, arrival), both
strictly rising, none better than the next on both counts (Pareto).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.travel.compiled import compiled
from planner.travel.connections import LAST_MINUTE, Connections

Ints = npt.NDArray[np.int32]
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
    """CSR over pairs of stations: those of (a, b) stand at ``ptr[a * stations + b]``, in rising order."""

    ptr: npt.NDArray[np.int64]
    depart: npt.NDArray[np.int16]
    arrive: npt.NDArray[np.int16]


@compiled
def _ready(first: int, top: int, departs: Ints, arrives: Ints, minute: int) -> int:
    """Arrival of the profile entries first..top-1 (departures falling) for one ready at ``minute``."""
    while top > first:
        if departs[top - 1] >= minute:
            return int(arrives[top - 1])
        top -= 1
    return NEVER


@compiled
def _scan(
    target: int,
    connections: Connections,
    changes: Changes,
    first: Ints,
    top: Ints,
    departs: Ints,
    arrives: Ints,
    aboard: Ints,
) -> None:
    """Fill ``departs``/``arrives`` (stacks per station from ``first``, ends in ``top``) for one target."""
    top[:] = first[:-1]
    aboard[:] = NEVER
    for c in range(connections.depart.size - 1, -1, -1):
        here = connections.origin[c]
        there = connections.destination[c]
        best = aboard[connections.trip[c]]
        if there == target:
            best = min(best, connections.arrive[c])
        for k in range(changes.ptr[there], changes.ptr[there + 1]):
            station = changes.station[k]
            ready = connections.arrive[c] + changes.minutes[k]
            best = min(best, _ready(first[station], top[station], departs, arrives, ready))
        if best > LAST_MINUTE:
            continue
        aboard[connections.trip[c]] = best
        if here == target:
            continue
        end = top[here]
        if end > first[here] and arrives[end - 1] <= best:
            continue
        if end > first[here] and departs[end - 1] == connections.depart[c]:
            end -= 1
        departs[end] = connections.depart[c]
        arrives[end] = best
        top[here] = end + 1


@compiled
def _scan_all(
    stations: int, trips: int, connections: Connections, changes: Changes
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int16], npt.NDArray[np.int16]]:
    first = np.zeros(stations + 1, np.int32)
    for station in connections.origin:
        first[station + 1] += 1
    first = np.cumsum(first).astype(np.int32)
    top = np.empty(stations, np.int32)
    departs = np.empty(connections.depart.size, np.int32)
    arrives = np.empty(connections.depart.size, np.int32)
    aboard = np.empty(trips, np.int32)
    count = np.zeros(stations * stations + 1, np.int64)
    chunks_depart = []
    chunks_arrive = []
    for target in range(stations):
        _scan(target, connections, changes, first, top, departs, arrives, aboard)
        size = 0
        for station in range(stations):
            count[station * stations + target + 1] = top[station] - first[station]
            size += top[station] - first[station]
        chunk_depart = np.empty(size, np.int16)
        chunk_arrive = np.empty(size, np.int16)
        at = 0
        for station in range(stations):
            for k in range(top[station] - 1, first[station] - 1, -1):
                chunk_depart[at] = departs[k]
                chunk_arrive[at] = arrives[k]
                at += 1
        chunks_depart.append(chunk_depart)
        chunks_arrive.append(chunk_arrive)
    ptr = np.cumsum(count)
    depart = np.empty(ptr[-1], np.int16)
    arrive = np.empty(ptr[-1], np.int16)
    for target in range(stations):
        at = 0
        for station in range(stations):
            pair = station * stations + target
            size = ptr[pair + 1] - ptr[pair]
            depart[ptr[pair] : ptr[pair + 1]] = chunks_depart[target][at : at + size]
            arrive[ptr[pair] : ptr[pair + 1]] = chunks_arrive[target][at : at + size]
            at += size
    return ptr, depart, arrive


def profiles_of(stations: int, connections: Connections, changes: Changes) -> Profiles:
    """The profiles of every pair of ``stations`` over ``connections``."""
    trips = int(connections.trip.max()) + 1 if connections.trip.size else 1
    return Profiles(*_scan_all(stations, trips, connections, changes))
