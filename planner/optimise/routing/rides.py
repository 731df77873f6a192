"""One route seen as a path through stops that pay: what labelling works on, forward in time or turned round.

Legs are closed under detours (no leg takes longer than one over other stops, service there included), so that
a stop whose reward is nothing is never worth a visit and can be left out. That only relaxes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.routing.ground import Floats, Ground, Ints
from planner.travel.compiled import compiled

NEVER = -(1 << 60)


class Ride(NamedTuple):
    """A route between some depots and some others, over stops numbered anew; ``stops`` are their old numbers.

    ``leg[u, v]``: from the start of service at u to the arrival at v. ``first[i, v]``: arrival at v from
    source i. ``home[v, e]``: from the start of service at v to sink e. ``last[v]``: the latest arrival that
    can still reach some sink by ``finish``. ``opens``/``closes[v, k]``: windows. ``direct[i, e]``: whether
    the route can bring nothing: be empty, or lead over stops without a reward only.
    """

    stops: Ints
    leg: Ints
    first: Ints
    home: Ints
    last: Ints
    opens: Ints
    closes: Ints
    direct: NDArray[np.bool_]
    begin: int
    finish: int


@compiled
def closed_legs(leave: Ints, stops: int) -> Ints:
    """``leave`` between all places, over any stops on the way (Floyd 1962)."""
    found = leave.copy()
    size = found.shape[0]
    for x in range(stops):
        for i in range(size):
            to = found[i, x]
            for j in range(size):
                way = to + found[x, j]
                found[i, j] = min(found[i, j], way)
    return found


def ride_of(ground: Ground, legs: Ints, route: int, sources: Ints, sinks: Ints, reward: Floats) -> Ride:
    """The ride of a route over the stops with a reward that it can serve; depots are places."""
    calendar, begin, finish = int(ground.calendar[route]), int(ground.begin[route]), int(ground.finish[route])
    stops = np.flatnonzero(reward > 0.0)
    home = legs[stops][:, sinks]
    opens, closes = ground.opens[calendar, stops], ground.closes[calendar, stops]
    first = begin + legs[sources][:, stops]
    last = _last(opens, closes, home, finish)
    kept = (first.min(axis=0) <= last) & (last >= begin) if len(stops) else np.zeros(0, np.bool_)
    stops = stops[kept]
    return Ride(
        stops=stops,
        leg=np.ascontiguousarray(legs[stops][:, stops]),
        first=np.ascontiguousarray(first[:, kept]),
        home=np.ascontiguousarray(home[kept]),
        last=last[kept],
        opens=np.ascontiguousarray(opens[kept]),
        closes=np.ascontiguousarray(closes[kept]),
        direct=begin + legs[sources][:, sinks] <= finish,
        begin=begin,
        finish=finish,
    )


def turned(ride: Ride) -> Ride:
    """The ride run backward: moment t becomes ``begin + finish - t``, sinks become sources.

    A label's time is then the latest arrival that keeps the rest of the route in time.
    """
    whole = ride.begin + ride.finish
    first = np.ascontiguousarray(ride.begin + ride.home.T)
    home = np.ascontiguousarray((ride.first - ride.begin).T)
    opens = np.ascontiguousarray(whole - ride.closes[:, ::-1])
    closes = np.ascontiguousarray(whole - ride.opens[:, ::-1])
    return ride._replace(
        leg=np.ascontiguousarray(ride.leg.T),
        first=first,
        home=home,
        last=_last(opens, closes, home, ride.finish),
        opens=opens,
        closes=closes,
        direct=np.ascontiguousarray(ride.direct.T),
    )


def _last(opens: Ints, closes: Ints, home: Ints, finish: int) -> Ints:
    """The latest arrival at every stop; ``NEVER`` where there is none."""
    start = (finish - home.min(axis=1, initial=1 << 60))[:, None]
    usable = (opens <= closes) & (opens <= start)
    found: Ints = np.where(usable, np.minimum(start, closes), NEVER).max(axis=1, initial=NEVER)
    return found
