"""Recreate: put stops back, greedily by profit for the time they cost, with chance in all of it."""

from typing import NamedTuple

from planner.optimise.routing.chance import State, below, drawn
from planner.optimise.routing.ground import INF, Course, Floats, Ground, Ints, has_room, put_in, starts
from planner.travel.compiled import borrowing

NOWHERE = -1.0
ROUNDED = 2  # by how much ways that were rounded down may break the triangle inequality
BLINK = 0.01  # chance that a position is passed over
TRAVEL, WAITING, PUSH = range(3)


class Bench(NamedTuple):
    """Room to work in: candidates, and for each the best score and position by route."""

    waiting: Ints
    score: Floats
    spot: Ints


class Taste(NamedTuple):
    """What one rebuild likes: which cost, which power of profit, how much chance; a small added cost."""

    cost: int
    power: int
    noise: float
    floor: float


@borrowing
def look(
    rows: Ints, ready: Ints, latest: Ints, leg: Ints, slack: Ints, reach: Ints, leave: Ints, opens: Ints,
    closes: Ints, n: int, calendar: int, last: int, service: int, r: int, stop: int, cost: int, rng: State,
) -> tuple[int, int]:  # fmt: skip
    """The least cost of a stop in a route and the position before it; -1 if it fits nowhere."""
    first, single = opens[calendar, stop, 0], opens.shape[2] == 1
    best, spot = INF, -1
    for p in range(n + 1):
        if slack[r, p] < service - ROUNDED:
            continue
        before, after = rows[r, p], rows[r, p + 1]
        arrival = ready[r, p] + reach[stop, before]
        if arrival > last:
            break
        start = max(arrival, first) if single else starts(opens, closes, calendar, stop, arrival)
        away = start + leave[stop, after]
        if away <= latest[r, p + 1]:
            added = reach[stop, before] + leave[stop, after] - leg[r, p] - service
            if cost == WAITING:
                added += start - arrival
            elif cost == PUSH:
                added = max(away - ready[r, p + 1], 0) + added // 4
            if added < best and drawn(rng) >= BLINK:
                best, spot = added, p
    return best, spot


@borrowing
def look_at(
    rows: Ints, ready: Ints, latest: Ints, leg: Ints, reach: Ints, leave: Ints, opens: Ints, closes: Ints,
    p: int, calendar: int, last: int, service: int, r: int, stop: int, cost: int,
) -> int:  # fmt: skip
    """The cost of a stop behind one position; INF if it does not fit there."""
    before, after = rows[r, p], rows[r, p + 1]
    arrival = ready[r, p] + reach[stop, before]
    if arrival > last:
        return INF
    start = starts(opens, closes, calendar, stop, arrival)
    away = start + leave[stop, after]
    if away > latest[r, p + 1]:
        return INF
    added = reach[stop, before] + leave[stop, after] - leg[r, p] - service
    if cost == WAITING:
        added += start - arrival
    elif cost == PUSH:
        added = max(away - ready[r, p + 1], 0) + added // 4
    return int(added)


@borrowing
def drawn_taste(rng: State, noise: float, floor: float, powers: int) -> Taste:
    """The taste of one rebuild."""
    return Taste(below(rng, 3), below(rng, powers), noise * drawn(rng), floor)


@borrowing
def _scored(g: Ground, c: Course, rng: State, b: Bench, marked: Ints, dirty: Ints, taste: Taste) -> int:
    """Set every candidate and its scores on the bench; how many there are."""
    n, m, count = c.route.shape[0], c.length.shape[0], 0
    rows, ready, latest, leg, length = c.rows, c.ready, c.latest, c.leg, c.length
    slack, widest = c.slack, c.widest
    reach, leave, opens, closes, service = g.reach, g.leave, g.opens, g.closes, g.service
    calendar, last_close, worth, route = g.calendar, g.last_close, g.worth, c.route
    waiting, score, spot = b.waiting, b.score, b.spot
    limited = g.room.shape[0] > 0
    cost, power, noise, floor = taste.cost, taste.power, taste.noise, taste.floor
    for stop in range(n):
        if route[stop] >= 0 or (limited and not has_room(g, c, stop)):
            continue
        waiting[count] = stop
        for r in range(m):
            score[count, r] = NOWHERE
            if (marked[stop] or dirty[r]) and widest[r] >= service[stop] - ROUNDED:
                k = calendar[r]
                added, p = look(
                    rows, ready, latest, leg, slack, reach, leave, opens, closes,
                    length[r], k, last_close[k, stop], service[stop], r, stop, cost, rng,
                )  # fmt: skip
                if p >= 0:
                    chance = 1.0 - noise * drawn(rng)
                    score[count, r] = worth[power, stop] / (max(added, 0) + floor) * chance
                    spot[count, r] = p
        count += 1
    return count


@borrowing
def _best(score: Floats, count: int) -> tuple[int, int]:
    """The candidate and the route of the highest score; -1 if nothing fits anywhere."""
    best, i, r = NOWHERE, -1, -1
    for k in range(count):
        for j in range(score.shape[1]):
            if score[k, j] > best:
                best, i, r = score[k, j], k, j
    return i, r


@borrowing
def _scored_again(
    g: Ground, c: Course, rng: State, b: Bench, count: int, r: int, at: int, taste: Taste
) -> None:
    """Score the candidates anew in a route that took a stop behind ``at``.

    A position that was best is tried again, with the two beside the new stop; all, if it no longer fits.
    """
    rows, ready, latest, leg, slack = c.rows, c.ready, c.latest, c.leg, c.slack
    reach, leave, opens, closes, service = g.reach, g.leave, g.opens, g.closes, g.service
    waiting, score, spot = b.waiting, b.score, b.spot
    last_close, worth, k, n, widest = g.last_close, g.worth, g.calendar[r], c.length[r], c.widest[r]
    cost, power, noise, floor = taste.cost, taste.power, taste.noise, taste.floor
    for i in range(count):
        stop = waiting[i]
        last, served = last_close[k, stop], service[stop]
        if not has_room(g, c, stop):
            for j in range(score.shape[1]):
                score[i, j] = NOWHERE
        elif score[i, r] >= 0.0:
            added, p = INF, spot[i, r] + (spot[i, r] > at)
            if spot[i, r] != at:
                added = look_at(
                    rows, ready, latest, leg, reach, leave, opens, closes, p, k, last, served, r, stop, cost
                )
            if added < INF:
                for q in range(at, at + 2):
                    near = look_at(
                        rows, ready, latest, leg, reach, leave, opens, closes,
                        q, k, last, served, r, stop, cost,
                    )  # fmt: skip
                    if near < added:
                        added, p = near, q
            elif widest < served - ROUNDED:
                p = -1
            else:
                added, p = look(
                    rows, ready, latest, leg, slack, reach, leave, opens, closes,
                    n, k, last, served, r, stop, cost, rng,
                )  # fmt: skip
            score[i, r] = NOWHERE
            if p >= 0:
                score[i, r] = worth[power, stop] / (max(added, 0) + floor) * (1.0 - noise * drawn(rng))
                spot[i, r] = p


@borrowing
def recreate(g: Ground, c: Course, rng: State, b: Bench, marked: Ints, dirty: Ints, taste: Taste) -> None:
    """Put in whatever fits.

    ``marked`` were just taken out; the rest can only fit where a route is ``dirty``.
    """
    waiting, score, spot = b.waiting, b.score, b.spot
    count = _scored(g, c, rng, b, marked, dirty, taste)
    while count > 0:
        i, r = _best(score, count)
        if i < 0:
            return
        at = spot[i, r]
        put_in(g, c, waiting[i], r, at)
        dirty[r] = 1
        count -= 1
        waiting[i] = waiting[count]
        for j in range(score.shape[1]):
            score[i, j], spot[i, j] = score[count, j], spot[count, j]
        _scored_again(g, c, rng, b, count, r, at, taste)
