"""A bound that costs nothing: profits packed into the hours of the routes by the fraction.

Who serves a stop spends its service and at least the shortest way to it; a route that serves one spends the
shortest way to its end. The fractional knapsack (Dantzig 1957) of that is no less than any tours' profit.
"""

from fractions import Fraction

import numpy as np

from planner.optimise.routing.ground import Ints
from planner.orienteering import Orienteering


def knapsack_bound(problem: Orienteering) -> int:
    """No tours have a higher profit."""
    n, routes = len(problem.stops), range(len(problem.routes))
    if n == 0:
        return 0
    shortest = _shortest(problem)
    items = []
    for u, stop in enumerate(problem.stops):
        if stop.profit and any(_within_reach(problem, shortest, u, r) for r in routes):
            nearest = min(problem.ways[v][u] for v in range(len(problem.ways)) if v != u)
            items.append((stop.service + nearest, stop.profit))
    return _packed(items, sum(_hours(problem, r) for r in routes))


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
