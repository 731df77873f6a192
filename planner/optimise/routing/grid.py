"""The coarse relaxation: routes on a grid of moments, every arrival rounded down, that do not turn straight back.

Two values are kept a stop and moment: the best, and the best that came from elsewhere, so that no route goes from
u to v and to u again (Houck et al. 1980). It takes at most n² steps a moment, and bounds what is ahead.
"""

import numpy as np
from numpy.typing import NDArray

from planner.optimise.routing.ground import Floats
from planner.optimise.routing.labels import NONE, soonest
from planner.optimise.routing.rides import Ride
from planner.travel.compiled import compiled, inner

Origins = NDArray[np.int32]


@inner
def _enter(best: Floats, came: Origins, v: int, k: int, value: float, origin: int) -> bool:
    """Enter a value; whether it was one of the two best of different origin."""
    if origin == came[v, k, 0]:
        better = value > best[v, k, 0]
        best[v, k, 0] = max(best[v, k, 0], value)
        return better
    if value > best[v, k, 0]:
        best[v, k, 1], came[v, k, 1] = best[v, k, 0], came[v, k, 0]
        best[v, k, 0], came[v, k, 0] = value, origin
        return True
    if value > best[v, k, 1]:
        best[v, k, 1], came[v, k, 1] = value, origin
        return True
    return False


@compiled
def gridded(ride: Ride, reward: Floats, gift: Floats, width: int, moments: int) -> tuple[Floats, Floats]:
    """The best value at every stop by every moment, and at every sink. No leg may be shorter than ``width``."""
    leg, first, home, last, opens, closes = ride.leg, ride.first, ride.home, ride.last, ride.opens, ride.closes
    begin, finish = ride.begin, ride.finish
    n, sinks = leg.shape[0], home.shape[1]
    best, came = np.full((n, moments, 2), NONE), np.full((n, moments, 2), -2, np.int32)
    table, arrived = np.full((n, moments), NONE), np.full(sinks, NONE)
    for i in range(first.shape[0]):
        for v in range(n):
            if gift[i] != NONE and first[i, v] <= last[v]:
                k = (soonest(opens, closes, v, first[i, v]) - begin) // width
                _enter(best, came, v, k, gift[i] + reward[v], -1)
    for k in range(moments):
        now = begin + k * width
        for u in range(n):
            fresh = k == 0 and best[u, k, 0] != NONE
            if k > 0:
                # the two best so far, and what this moment adds to them
                value0, origin0, value1, origin1 = best[u, k, 0], came[u, k, 0], best[u, k, 1], came[u, k, 1]
                for d in range(2):
                    best[u, k, d], came[u, k, d] = best[u, k - 1, d], came[u, k - 1, d]
                if value0 != NONE:
                    fresh = _enter(best, came, u, k, value0, origin0)
                if value1 != NONE:
                    fresh = _enter(best, came, u, k, value1, origin1) or fresh
            table[u, k] = best[u, k, 0]
            if not fresh:
                continue
            for e in range(sinks):
                if now + home[u, e] <= finish:
                    arrived[e] = max(arrived[e], best[u, k, 0])
            for v in range(n):
                arrival = now + leg[u, v]
                if v == u or arrival > last[v]:
                    continue
                value = best[u, k, 0] if came[u, k, 0] != v else best[u, k, 1]
                if value != NONE:
                    at = (soonest(opens, closes, v, arrival) - begin) // width
                    _enter(best, came, v, at, value + reward[v], u)
    return table, arrived
