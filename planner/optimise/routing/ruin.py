"""Ruin: ways to take stops out of the routes, each marking stops and leaving the taking out to the caller.

Strings, related stops and slack strings after Schrimpf et al. (2000) and Christiaens and Vanden Berghe (SISR,
Transportation Science 54, 2020); time slices take what is served at one hour; an ejection makes room for
one stop that is left out.
"""

from planner.optimise.routing.chance import State, below, drawn
from planner.optimise.routing.ground import Course, Ground, Ints, starts
from planner.travel.compiled import borrowing

ATTEMPTS = 40  # draws until an unserved or served stop is given up


@borrowing
def string(c: Course, rng: State, most: int, marked: Ints) -> None:
    """A run of consecutive stops of a route drawn at random."""
    r = below(rng, c.length.shape[0])
    n = c.length[r]
    if n == 0:
        return
    size = min(n, 1 + below(rng, most))
    first = 1 + below(rng, n - size + 1)
    for p in range(first, first + size):
        marked[c.rows[r, p]] = 1


@borrowing
def related(g: Ground, c: Course, rng: State, most: int, marked: Ints) -> None:
    """The served stops nearest to any stop, each with four chances in five."""
    seed = below(rng, c.route.shape[0])
    size = 1 + below(rng, most)
    for k in range(g.near.shape[1]):
        stop = g.near[seed, k]
        if c.route[stop] >= 0 and drawn(rng) < 0.8:
            marked[stop] = 1
            size -= 1
            if size == 0:
                return


@borrowing
def adjacent_strings(g: Ground, c: Course, rng: State, most: int, marked: Ints, visited: Ints) -> None:
    """A string of each of some routes around one stop; now and then with a piece kept in its middle.

    ``visited``, none at first, are the routes of which strings were taken.
    """
    m = c.length.shape[0]
    strings = 1 + below(rng, 3) if m > 1 else 1 + below(rng, 2)
    seed = below(rng, c.route.shape[0])
    for k in range(g.near.shape[1]):
        stop = g.near[seed, k]
        r = c.route[stop]
        if r < 0 or marked[stop] or (m > 1 and visited[r]):
            continue
        visited[r] = 1
        n = c.length[r]
        size = min(n, 1 + below(rng, most))
        at = c.place[stop]
        low, high = max(1, at - size + 1), min(at, n - size + 1)
        first = low + below(rng, high - low + 1)
        kept = kept_from = 0
        if size > 2 and drawn(rng) < 0.3:
            kept = 1 + below(rng, size - 2)
            kept_from = first + 1 + below(rng, size - 1 - kept)
        for p in range(first, first + size):
            if not (kept_from <= p < kept_from + kept):
                marked[c.rows[r, p]] = 1
        strings -= 1
        if strings == 0:
            return


@borrowing
def few(c: Course, rng: State, most: int, marked: Ints) -> None:
    """Some stops anywhere."""
    for _ in range(1 + below(rng, most)):
        stop = below(rng, c.route.shape[0])
        if c.route[stop] >= 0:
            marked[stop] = 1


@borrowing
def time_slice(c: Course, rng: State, most: int, marked: Ints) -> None:
    """What several routes serve at one time, about a drawn number of stops."""
    seed = -1
    for _ in range(ATTEMPTS):
        stop = below(rng, c.route.shape[0])
        if c.route[stop] >= 0:
            seed = stop
            break
    if seed < 0:
        return
    m = c.length.shape[0]
    size = 1 + below(rng, most)
    middle = c.ready[c.route[seed], c.place[seed]]
    share = max(1, -(-size // m))
    for r in range(m):
        if r != c.route[seed] and drawn(rng) < 0.3:
            continue
        n, p = c.length[r], 1
        while p <= n and c.ready[r, p] < middle:
            p += 1
        first = max(1, p - share // 2)
        for q in range(first, min(n + 1, first + share)):
            marked[c.rows[r, q]] = 1


@borrowing
def _wanted(g: Ground, c: Course, rng: State) -> int:
    """A stop that is left out: the more profitable of two, half the time any. -1 if none was drawn."""
    found = -1
    for _ in range(ATTEMPTS):
        stop = below(rng, c.route.shape[0])
        if c.route[stop] >= 0:
            continue
        if found < 0:
            found = stop
            if drawn(rng) < 0.5:
                return found
        else:
            return stop if g.profit[stop] > g.profit[found] else found
    return found


@borrowing
def _opening(g: Ground, c: Course, rng: State, most: int, stop: int) -> tuple[int, int, int]:
    """Where a stop fits if a run of stops goes that is worth about least: route, position, length of the run.

    The route is -1 if no run makes room.
    """
    best, route, at, drop = 1e300, -1, 0, 0
    rows, ready, latest, reach, leave = c.rows, c.ready, c.latest, g.reach, g.leave
    opens, closes, profit = g.opens, g.closes, g.profit
    for r in range(c.length.shape[0]):
        n, calendar = c.length[r], g.calendar[r]
        last = g.last_close[calendar, stop]
        for p in range(n + 1):
            arrival = ready[r, p] + reach[stop, rows[r, p]]
            if arrival > last:
                break
            start = starts(opens, closes, calendar, stop, arrival)
            lost = 0
            for q in range(min(most, n - p) + 1):
                if q > 0:
                    lost += profit[rows[r, p + q]]
                if start + leave[stop, rows[r, p + q + 1]] <= latest[r, p + q + 1]:
                    noisy = lost * (0.7 + 0.6 * drawn(rng)) + drawn(rng)
                    if noisy < best:
                        best, route, at, drop = noisy, r, p, q
                    break
    return route, at, drop


@borrowing
def ejection(g: Ground, c: Course, rng: State, most: int, marked: Ints) -> tuple[int, int, int]:
    """Make room for a stop that is left out, losing least: marks what goes; the stop, its route and position.

    The stop is -1 where none is left out or nothing makes room.
    """
    stop = _wanted(g, c, rng)
    if stop < 0:
        return -1, -1, 0
    route, at, drop = _opening(g, c, rng, most, stop)
    if route < 0:
        return -1, -1, 0
    for k in range(g.room.shape[0]):
        freed = 0
        for q in range(1, drop + 1):
            freed += g.takes[c.rows[route, at + q], k]
        if c.spent[k] - freed + g.takes[stop, k] > g.room[k]:
            return -1, -1, 0
    for q in range(1, drop + 1):
        marked[c.rows[route, at + q]] = 1
    return stop, route, at
