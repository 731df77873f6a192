"""An orienteering problem as arrays, and an empty course over it."""

import numpy as np

from planner.optimise.routing.ground import INF, Course, Ground, Ints
from planner.orienteering import Orienteering

EXPONENTS = (1.0, 1.5, 2.0, 3.0)


def grounded(problem: Orienteering) -> Ground:
    """The arrays of a problem. Stops that no route can serve alone are left in: nothing ever fits them."""
    n, calendars = len(problem.stops), 1 + max(route.calendar for route in problem.routes)
    way = np.array(problem.ways, np.int64)
    service = np.zeros(len(way), np.int64)
    service[:n] = [stop.service for stop in problem.stops]
    most = max((len(stop.windows[c]) for stop in problem.stops for c in range(calendars)), default=1)
    opens = np.full((calendars, n, max(most, 1)), INF, np.int64)
    closes = np.full((calendars, n, max(most, 1)), -1, np.int64)
    for u, stop in enumerate(problem.stops):
        for c in range(calendars):
            usable = [window for window in stop.windows[c] if window[0] <= window[1]]
            for k, (first, last) in enumerate(usable):
                opens[c, u, k], closes[c, u, k] = first, last
    profit = np.array([stop.profit for stop in problem.stops], np.int64)
    routes = problem.routes
    kinds = {route: k for k, route in enumerate(dict.fromkeys(routes))}
    return Ground(
        way=way,
        leave=way + service[:, None],
        reach=np.ascontiguousarray((way + service[:, None]).T),
        service=service,
        opens=opens,
        closes=closes,
        last_close=closes.max(axis=2),
        profit=profit,
        near=np.argsort(way[:n, :n], axis=1, kind="stable").astype(np.int64),
        calendar=np.array([r.calendar for r in routes], np.int64),
        kind=np.array([kinds[r] for r in routes], np.int64),
        begin=np.array([r.opens for r in routes], np.int64),
        finish=np.array([r.closes for r in routes], np.int64),
        takes=np.array([stop.takes for stop in problem.stops], np.int64).reshape(n, len(problem.room)),
        room=np.array(problem.room, np.int64),
        hotels=np.array([n + hotel for hotel in problem.hotels], np.int64),
        worth=np.array([profit.astype(np.float64) ** power for power in EXPONENTS]),
    )


def empty_course(problem: Orienteering, nights: tuple[int, ...] = ()) -> Course:
    """No stop is served; with hotels, ``nights`` (depots) say where each route but the last ends."""
    n, m = len(problem.stops), len(problem.routes)
    rows = np.full((m, n + 2), -1, np.int64)
    starts = [route.start for route in problem.routes]
    ends = [route.end for route in problem.routes]
    for k, hotel in enumerate(nights):
        ends[k] = starts[k + 1] = hotel
    rows[:, 0] = np.array(starts) + n
    rows[:, 1] = np.array(ends) + n
    direct = np.array([problem.ways[n + s][n + e] for s, e in zip(starts, ends, strict=True)], np.int64)
    ready, latest, leg, slack = (np.zeros((m, n + 2), np.int64) for _ in range(4))
    ready[:, 0] = [route.opens for route in problem.routes]
    leg[:, 0] = direct
    ready[:, 1] = ready[:, 0] + direct
    latest[:, 1] = [route.closes for route in problem.routes]
    slack[:, 0] = latest[:, 1] - ready[:, 1]
    return Course(
        rows=rows, length=np.zeros(m, np.int64), ready=ready, latest=latest, leg=leg, slack=slack,
        widest=slack[:, 0].copy(), route=np.full(n, -1, np.int64), place=np.zeros(n, np.int64),
        spent=np.zeros(len(problem.room), np.int64), tally=np.array([0, direct.sum()], np.int64),
    )  # fmt: skip


def copied(course: Course) -> Course:
    """A course of its own."""
    return Course(*(array.copy() for array in course))


def served(course: Course, r: int) -> Ints:
    """The stops of a route in order."""
    found: Ints = course.rows[r, 1 : course.length[r] + 1]
    return found
