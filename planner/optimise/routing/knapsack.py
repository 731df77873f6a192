"""Bounds that cost nothing: profits packed into the hours of the routes, by the fraction or by the number.

Who serves a stop spends its service and at least the shortest way to it; a route that serves one spends the
shortest way to its end. The fractional knapsack (Dantzig 1957) of that is no less than any tours' profit, nor
is the profit of the best stops, as many as the routes can hold one by one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import gcd

import numpy as np

from planner.optimise.routing.ground import Ints
from planner.orienteering import Orienteering


def knapsack_bound(problem: Orienteering) -> int:
    """No tours have a higher profit."""
    n, routes = len(problem.stops), range(len(problem.routes))
    if n == 0:
        return 0
    shortest = _shortest(problem)
    paying = [
        u
        for u, stop in enumerate(problem.stops)
        if stop.profit and any(_within_reach(problem, shortest, u, r) for r in routes)
    ]
    items = []
    for u in paying:
        nearest = min(problem.ways[v][u] for v in range(len(problem.ways)) if v != u)
        items.append((problem.stops[u].service + nearest, problem.stops[u].profit))
    best = sorted((problem.stops[u].profit for u in paying), reverse=True)
    most = sum(best[: _most_stops(problem, paying)])
    return in_steps(min(_packed(items, sum(_hours(problem, r) for r in routes)), most), profit_step(problem))


def profit_step(problem: Orienteering) -> int:
    """What every profit is a multiple of, the greatest such number; 1 if there are none."""
    return gcd(*(stop.profit for stop in problem.stops)) or 1


def in_steps(bound: int, step: int) -> int:
    """The largest profit that ``bound`` allows."""
    return bound // step * step


def _most_stops(problem: Orienteering, paying: Sequence[int]) -> int:
    """How many paying stops all routes can hold at the most, over the best of nights.

    In a route the first stop comes from its depot, the others from stops.
    """
    n, stops, ways = len(problem.stops), problem.stops, problem.ways
    between = sorted(
        stops[u].service + min((ways[v][u] for v in range(n) if v != u), default=0) for u in paying
    )
    spent = [0, *accumulate(between[: len(paying) - 1])]
    held = {problem.routes[0].start: 0}
    for r, route in enumerate(problem.routes):
        home = {end: min(ways[u][n + end] for u in range(n)) for end in _ends(problem, r)}
        starts = held if problem.hotels else {route.start: max(held.values())}
        after = dict.fromkeys(home, 0)
        for start, before in starts.items():
            first = _first_stop(problem, start, r)
            for end, way in home.items():
                most = (
                    bisect_right(spent, route.closes - route.opens - way - first) if first is not None else 0
                )
                after[end] = max(after[end], before + most)
        held = after
    return max(held.values())


def _first_stop(problem: Orienteering, start: int, r: int) -> int | None:
    """The least time from a depot to the end of a first stop; None if there is no first stop to think of."""
    n = len(problem.stops)
    return min(
        (
            problem.ways[n + start][u] + problem.stops[u].service
            for u in range(n)
            if not _is_served_the_night_before(problem, u, start, r)
        ),
        default=None,
    )


def _is_served_the_night_before(problem: Orienteering, u: int, start: int, r: int) -> bool:
    """Whether a stop that is served first, after a night at its very place, may as well be so in the evening.

    That costs nothing, so that tours which never put it off are no worse than others.
    """
    place, ways, stop = len(problem.stops) + start, problem.ways, problem.stops[u]
    if r == 0 or not problem.hotels or ways[place][u] or ways[u][place] or stop.service:
        return False
    for other in range(len(ways)):
        if ways[place][other] > ways[u][other] or ways[other][u] > ways[other][place]:
            return False
    evening = problem.routes[r - 1]
    windows = stop.windows[evening.calendar]
    return any(first <= evening.opens and evening.closes <= last for first, last in windows)


def _shortest(problem: Orienteering) -> Ints:
    """The shortest way between places over any others: ways may break the triangle inequality."""
    way = np.array(problem.ways, np.int64)
    for k in range(len(way)):
        np.minimum(way, way[:, k, None] + way[None, k, :], out=way)
    return way


def _starts(problem: Orienteering, r: int) -> tuple[int, ...]:
    """The depots at which a route may start."""
    return problem.hotels if problem.hotels and r > 0 else (problem.routes[r].start,)


def _ends(problem: Orienteering, r: int) -> tuple[int, ...]:
    """The depots at which a route may end."""
    return problem.hotels if problem.hotels and r < len(problem.routes) - 1 else (problem.routes[r].end,)


def _hours(problem: Orienteering, r: int) -> int:
    """What a route that serves anything can spend on its stops and the ways to them."""
    n, route = len(problem.stops), problem.routes[r]
    home = min(problem.ways[u][n + end] for u in range(n) for end in _ends(problem, r))
    return max(0, route.closes - route.opens - home)


def _within_reach(problem: Orienteering, shortest: Ints, u: int, r: int) -> bool:
    """Whether a route could serve a stop if all others took no time."""
    n, route, stop = len(problem.stops), problem.routes[r], problem.stops[u]
    arrival = route.opens + min(int(shortest[n + start, u]) for start in _starts(problem, r))
    begins = [
        max(arrival, first) for first, last in stop.windows[route.calendar] if max(arrival, first) <= last
    ]
    home = min(int(shortest[u, n + end]) for end in _ends(problem, r))
    return bool(begins) and min(begins) + stop.service + home <= route.closes


def _packed(items: list[tuple[int, int]], hours: int) -> int:
    """The value of the fractional knapsack, rounded down; items are (weight, profit)."""
    value, left = 0, hours
    for weight, profit in sorted(items, key=lambda item: Fraction(*item)):
        if weight > left:
            return value + profit * left // weight
        left -= weight
        value += profit
    return value
