"""The most profit of a tiny orienteering problem by trying every order of every route.

Written from ``planner.orienteering`` alone; it shares no code with the optimiser or the audit.
"""

from collections.abc import Iterator

from planner.orienteering import Orienteering

Masks = dict[int, set[int]]


def best_profit(problem: Orienteering) -> int:
    """The most profit any tours of ``problem`` have."""
    last = len(problem.routes) - 1
    # Sets of stops that routes so far can serve, each with the depot where the last of them ended.
    reached = {(0, problem.routes[0].start)}
    for r, route in enumerate(problem.routes):
        ends = problem.hotels if problem.hotels and r < last else (route.end,)
        starts = {depot for _, depot in reached} if problem.hotels else {route.start}
        sets = {start: _served(problem, r, start, ends) for start in starts}
        reached = {
            (before | mask, end)
            for before, depot in reached
            for end, masks in sets[depot if problem.hotels else route.start].items()
            for mask in masks
            if not before & mask
        }
    return max(_profit(problem, mask) for mask, _ in reached if _affordable(problem, mask))


def _members(mask: int) -> Iterator[int]:
    return (stop for stop in range(mask.bit_length()) if mask >> stop & 1)


def _profit(problem: Orienteering, mask: int) -> int:
    return sum(problem.stops[stop].profit for stop in _members(mask))


def _affordable(problem: Orienteering, mask: int) -> bool:
    return all(
        sum(problem.stops[stop].takes[k] for stop in _members(mask)) <= room
        for k, room in enumerate(problem.room)
    )


def _served(problem: Orienteering, r: int, start: int, ends: tuple[int, ...]) -> Masks:
    """By end depot, the sets of stops that one route can serve from ``start``, in some order."""
    route, n = problem.routes[r], len(problem.stops)
    found: Masks = {end: set() for end in ends}

    def go(mask: int, here: int, now: int) -> None:
        for end in ends:
            if now + problem.ways[here][n + end] <= route.closes:
                found[end].add(mask)
        for stop in range(n):
            if not mask >> stop & 1:
                arrival = now + problem.ways[here][stop]
                begin = _begin(problem.stops[stop].windows[route.calendar], arrival)
                if begin is not None:
                    go(mask | 1 << stop, stop, begin + problem.stops[stop].service)

    go(0, n + start, route.opens)
    return found


def _begin(windows: tuple[tuple[int, int], ...], arrival: int) -> int | None:
    """The first minute from ``arrival`` on at which service may start."""
    minutes = [minute for first, last in windows for minute in range(first, last + 1) if minute >= arrival]
    return min(minutes, default=None)
