"""What routing stands on, as arrays: places, ways, windows, routes; and the course, the routes as they run.

Places are stops ``0..n-1``, then depots. Everything is an integer in the unit of the problem. ``INF`` is a
moment that never comes.

What runs in a round makes no array (``borrowing``): counting references to the arrays of a tuple took two
thirds of the time.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.travel.compiled import borrowing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
INF = 1 << 60


class Ground(NamedTuple):
    """The problem, never changed.

    ``way[i, j]``: from place to place; ``leave[i, j]``: the same with the service at ``i`` before it, and
    ``reach[j, i]`` that turned round, so that a stop's ways lie side by side in memory.
    ``opens``/``closes[calendar, stop, k]``: when service may start, in order of time; a window that is not
    there never closes after it opens. ``last_close[calendar, stop]``; ``profit[stop]``; ``near[stop, k]``:
    stops by distance. Routes: ``calendar``, ``begin``, ``finish``; those of one ``kind`` are alike in these
    and in their depots. ``takes[stop, resource]`` of ``room[resource]``. With ``hotels`` (places) a route
    ends at one of them and the next one starts there. ``worth[k, stop]``: profit to the power of exponent k.
    """

    way: Ints
    leave: Ints
    reach: Ints
    service: Ints
    opens: Ints
    closes: Ints
    last_close: Ints
    profit: Ints
    near: Ints
    calendar: Ints
    kind: Ints
    begin: Ints
    finish: Ints
    takes: Ints
    room: Ints
    hotels: Ints
    worth: Floats


class Course(NamedTuple):
    """Routes as they run. ``rows[r, 0]`` and ``rows[r, length + 1]`` are its depots.

    ``ready[r, p]`` is when service at position p starts, ``latest[r, p]`` the last arrival there that keeps
    the rest of the route in time, ``leg[r, p]`` service and way from there to the next,
    ``slack[r, p]`` what could be added between the two, ``widest[r]`` the most of these. ``route[stop]`` is
    -1 where it is not served, ``place[stop]`` its position. ``spent[resource]``; ``tally`` is profit and way
    of all routes.
    """

    rows: Ints
    length: Ints
    ready: Ints
    latest: Ints
    leg: Ints
    slack: Ints
    widest: Ints
    route: Ints
    place: Ints
    spent: Ints
    tally: Ints


@borrowing
def starts(opens: Ints, closes: Ints, calendar: int, stop: int, arrival: int) -> int:
    """When service starts for who arrives then; INF after the last window."""
    for k in range(opens.shape[2]):
        if arrival <= closes[calendar, stop, k]:
            return int(max(arrival, opens[calendar, stop, k]))
    return INF


@borrowing
def last_arrival(opens: Ints, closes: Ints, calendar: int, stop: int, start: int) -> int:
    """The latest arrival that still lets service start by ``start``; -1 if there is none."""
    for k in range(opens.shape[2] - 1, -1, -1):
        if start >= opens[calendar, stop, k] and opens[calendar, stop, k] <= closes[calendar, stop, k]:
            return int(min(start, closes[calendar, stop, k]))
    return -1


@borrowing
def retimed(g: Ground, c: Course, r: int) -> bool:
    """Times of a route anew, forward and back; whether it is in time."""
    rows, ready, latest, leg, leave = c.rows, c.ready, c.latest, c.leg, g.leave
    opens, closes, route, place, slack = g.opens, g.closes, c.route, c.place, c.slack
    n, k = c.length[r], g.calendar[r]
    ready[r, 0] = g.begin[r]
    for p in range(1, n + 1):
        stop = rows[r, p]
        leg[r, p - 1] = leave[rows[r, p - 1], stop]
        ready[r, p] = starts(opens, closes, k, stop, ready[r, p - 1] + leg[r, p - 1])
        route[stop], place[stop] = r, p
    leg[r, n] = leave[rows[r, n], rows[r, n + 1]]
    ready[r, n + 1] = ready[r, n] + leg[r, n]
    latest[r, n + 1] = g.finish[r]
    widest = slack[r, n] = latest[r, n + 1] - ready[r, n + 1]
    for p in range(n, 0, -1):
        latest[r, p] = last_arrival(opens, closes, k, rows[r, p], latest[r, p + 1] - leg[r, p])
        slack[r, p - 1] = latest[r, p] - ready[r, p - 1] - leg[r, p - 1]
        widest = max(widest, slack[r, p - 1])
    c.widest[r] = widest
    return bool(ready[r, n + 1] <= g.finish[r])


@borrowing
def put_in(g: Ground, c: Course, stop: int, r: int, p: int) -> None:
    """Put a stop behind position ``p`` of a route."""
    row, n = c.rows[r], c.length[r]
    a, b = row[p], row[p + 1]
    for q in range(n + 2, p + 1, -1):
        row[q] = row[q - 1]
    row[p + 1] = stop
    c.length[r] = n + 1
    c.tally[0] += g.profit[stop]
    c.tally[1] += g.way[a, stop] + g.way[stop, b] - g.way[a, b]
    for k in range(g.room.shape[0]):
        c.spent[k] += g.takes[stop, k]
    retimed(g, c, r)


@borrowing
def taken_out(g: Ground, c: Course, r: int, marked: Ints) -> int:
    """Take the marked stops out of a route; how many went. Their marks stay."""
    row, n, kept = c.rows[r], c.length[r], 0
    for p in range(n + 1):
        c.tally[1] -= g.way[row[p], row[p + 1]]
    for p in range(1, n + 1):
        stop = row[p]
        if marked[stop]:
            c.route[stop] = -1
            c.tally[0] -= g.profit[stop]
            for k in range(g.room.shape[0]):
                c.spent[k] -= g.takes[stop, k]
        else:
            kept += 1
            row[kept] = stop
    row[kept + 1] = row[n + 1]
    c.length[r] = kept
    for p in range(kept + 1):
        c.tally[1] += g.way[row[p], row[p + 1]]
    retimed(g, c, r)
    return int(n - kept)


@borrowing
def has_room(g: Ground, c: Course, stop: int) -> bool:
    """Whether every resource has room for a stop."""
    fits = True
    for k in range(g.room.shape[0]):
        fits = fits and c.spent[k] + g.takes[stop, k] <= g.room[k]
    return fits


@borrowing
def copy_route(source: Course, target: Course, r: int) -> None:
    """Copy one route; where its stops are is told by ``retell``."""
    target.length[r], target.widest[r] = source.length[r], source.widest[r]
    for p in range(source.length[r] + 2):
        target.rows[r, p] = source.rows[r, p]
        target.ready[r, p] = source.ready[r, p]
        target.latest[r, p] = source.latest[r, p]
        target.leg[r, p] = source.leg[r, p]
        target.slack[r, p] = source.slack[r, p]


@borrowing
def retell(c: Course, r: int) -> None:
    """Say of each stop of a route where it is."""
    for p in range(1, c.length[r] + 1):
        c.route[c.rows[r, p]] = r
        c.place[c.rows[r, p]] = p
