"""The coarse relaxation: routes on a grid of moments, arrivals rounded down, that do not turn straight back.

Two values are kept a stop and moment: the best, and the best that came from elsewhere, so that no route goes
from u to v and to u again (Houck et al. 1980). It takes at most n² steps a moment, and bounds what is ahead.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.routing.ground import Floats, Ints
from planner.optimise.routing.labels import NONE, soonest
from planner.optimise.routing.rides import Ride
from planner.travel.compiled import borrowing, compiled

NOWHERE = -(1 << 30)
Moments = NDArray[np.int32]


class Grid(NamedTuple):
    """The grid after its run.

    ``table[v, k]``: the best value at v by moment k. ``came`` and ``since`` are the origins of the two best:
    a stop and the moment it was left; -1 - i is source i. ``arrived[e]`` is the best value at a sink, from
    stop ``gate[e, 0]`` at moment ``gate[e, 1]``.
    """

    table: Floats
    came: NDArray[np.int32]
    since: NDArray[np.int32]
    arrived: Floats
    gate: Ints


@borrowing
def _enter(
    best: Floats, came: Moments, since: Moments, v: int, k: int, value: float, origin: int, moment: int
) -> bool:
    """Enter a value; whether it was one of the two best of different origin."""
    if origin == came[v, k, 0]:
        if value > best[v, k, 0]:
            best[v, k, 0], since[v, k, 0] = value, moment
            return True
        return False
    if value > best[v, k, 0]:
        best[v, k, 1], came[v, k, 1], since[v, k, 1] = best[v, k, 0], came[v, k, 0], since[v, k, 0]
        best[v, k, 0], came[v, k, 0], since[v, k, 0] = value, origin, moment
        return True
    if value > best[v, k, 1]:
        best[v, k, 1], came[v, k, 1], since[v, k, 1] = value, origin, moment
        return True
    return False


@borrowing
def _carried(best: Floats, came: Moments, since: Moments, u: int, k: int) -> bool:
    """Let the two best of the moment before stand here too; whether this moment adds to them."""
    if k == 0:
        return bool(best[u, k, 0] != NONE)
    value0, origin0, moment0 = best[u, k, 0], came[u, k, 0], since[u, k, 0]
    value1, origin1, moment1 = best[u, k, 1], came[u, k, 1], since[u, k, 1]
    for d in range(2):
        best[u, k, d], came[u, k, d] = best[u, k - 1, d], came[u, k - 1, d]
        since[u, k, d] = since[u, k - 1, d]
    fresh = value0 != NONE and _enter(best, came, since, u, k, value0, origin0, moment0)
    return (value1 != NONE and _enter(best, came, since, u, k, value1, origin1, moment1)) or fresh


@borrowing
def _left(
    ride: Ride, reward: Floats, best: Floats, came: Moments, since: Moments, u: int, k: int, width: int
) -> None:
    """Go on from a stop at a moment to every other."""
    leg, last, opens, closes, begin = ride.leg, ride.last, ride.opens, ride.closes, ride.begin
    now = begin + k * width
    for v in range(leg.shape[0]):
        arrival = now + leg[u, v]
        if v == u or arrival > last[v]:
            continue
        value = best[u, k, 0] if came[u, k, 0] != v else best[u, k, 1]
        if value != NONE:
            at = (soonest(opens, closes, v, arrival) - begin) // width
            _enter(best, came, since, v, at, value + reward[v], u, k)


@compiled
def gridded(ride: Ride, reward: Floats, gift: Floats, width: int, moments: int) -> Grid:
    """Run the grid. ``gift[i]`` is brought along from source i. No leg may be shorter than ``width``."""
    first, home, last, begin = ride.first, ride.home, ride.last, ride.begin
    n, sinks = ride.leg.shape[0], home.shape[1]
    best, table = np.full((n, moments, 2), NONE), np.full((n, moments), NONE)
    came, since = np.full((n, moments, 2), NOWHERE, np.int32), np.zeros((n, moments, 2), np.int32)
    arrived, gate = np.full(sinks, NONE), np.full((sinks, 2), -1, np.int64)
    for i in range(first.shape[0]):
        for v in range(n):
            if gift[i] != NONE and first[i, v] <= last[v]:
                k = (soonest(ride.opens, ride.closes, v, first[i, v]) - begin) // width
                _enter(best, came, since, v, k, gift[i] + reward[v], -1 - i, 0)
    for k in range(moments):
        for u in range(n):
            fresh = _carried(best, came, since, u, k)
            table[u, k] = best[u, k, 0]
            if not fresh:
                continue
            for e in range(sinks):
                if begin + k * width + home[u, e] <= ride.finish and best[u, k, 0] > arrived[e]:
                    arrived[e], gate[e, 0], gate[e, 1] = best[u, k, 0], u, k
            _left(ride, reward, best, came, since, u, k, width)
    return Grid(table, came, since, arrived, gate)


def spelled(grid: Grid, sink: int) -> tuple[list[int], int]:
    """The stops of the best way to a sink, last first, and the source it came from."""
    stops: list[int] = []
    u, k, after = int(grid.gate[sink, 0]), int(grid.gate[sink, 1]), NOWHERE
    while u >= 0:
        stops.append(u)
        d = 0 if grid.came[u, k, 0] != after else 1
        after, u, k = u, int(grid.came[u, k, d]), int(grid.since[u, k, d])
    return stops, -1 - u
