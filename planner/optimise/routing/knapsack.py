"""A bound that costs nothing: profits packed into the hours of the routes by the fraction.

Who serves a stop spends its service and at least the shortest way to it, and every route that serves one spends the
shortest way to its end. The fractional knapsack (Dantzig 1957) of that is no less than any tours' profit.
"""

from planner.orienteering import Orienteering


def knapsack_bound(problem: Orienteering) -> int:
    """No tours have a higher profit."""
    n = len(problem.stops)
    hours = sum(max(0, route.closes - route.opens) for route in problem.routes)
    items = []
    for u, stop in enumerate(problem.stops):
        needs = [_alone(problem, u, r) for r in range(len(problem.routes))]
        if any(needs):
            nearest = min(problem.ways[v][u] for v in range(len(problem.ways)) if v != u)
            items.append((stop.service + nearest, stop.profit))
    for route in problem.routes:
        ends = problem.hotels or (route.end,)
        if n:
            hours -= min(problem.ways[u][n + end] for u in range(n) for end in ends) if items else 0
    return _packed(items, hours)


def _alone(problem: Orienteering, u: int, r: int) -> bool:
    """Whether a route could serve a stop alone, from the nearest place it may start at."""
    n, route, stop = len(problem.stops), problem.routes[r], problem.stops[u]
    starts = (route.start, *problem.hotels) if problem.hotels else (route.start,)
    ends = (route.end, *problem.hotels) if problem.hotels else (route.end,)
    arrival = route.opens + min(problem.ways[n + start][u] for start in starts)
    leaving = [max(arrival, a) + stop.service for a, b in stop.windows[route.calendar] if arrival <= b and a <= b]
    return bool(leaving) and min(leaving) + min(problem.ways[u][n + end] for end in ends) <= route.closes


def _packed(items: list[tuple[int, int]], hours: int) -> int:
    """The value of the fractional knapsack, rounded down; items are (weight, profit)."""
    items.sort(key=lambda item: (item[0] / item[1] if item[1] else float("inf")))
    value, left = 0, max(0, hours)
    for weight, profit in items:
        if weight > left:
            return value + profit * left // weight
        left -= weight
        value += profit
    return value
