"""Day tours: every set of companies that one delegation can meet on one day in one region.

Sets grow by one company at a time. Of each set the Pareto labels (start, last company; end, lunch, fare,
minutes) are kept, so that the best order for any end of the day is among them: the subset dynamic programme
of Held and Karp (1962) with the label dominance of Desrochers and Soumis (1988). A set is extended only if
some order of one of its subsets leads to it, which drops no feasible set: see
:mod:`planner.optimise.larger_sets`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.doors import FAR, Able, Array, Clockwork, Doors, Masks, Shorts
from planner.travel.compiled import borrowing, compiled, inner

Parts = tuple[Array, Array, Array, Array, NDArray[np.int32]]
START, LAST, END, LUNCHED, FARE, MINUTES = range(6)
FIELDS = 6


class Level(NamedTuple):
    """Sets of one size: members (ascending positions), label ranges, labels, earliest end, index by rank."""

    members: Array
    begin: Array
    labels: Array
    soonest: Array
    places: NDArray[np.int32]


@borrowing
def _up(minute: int, grid: int) -> int:
    return -(-minute // grid) * grid


@borrowing
def _start(first: Array, last: Array, to: int, earliest: int) -> int:
    best = FAR
    for w in range(first.shape[1]):
        if earliest <= last[to, w]:
            best = min(best, max(first[to, w], earliest))
    return best


@borrowing
def visit(
    arrive: Shorts,
    first: Array,
    last: Array,
    clock: Clockwork,
    here: int,
    there: int,
    to: int,
    stay: int,
    ready: int,
    lunched: bool,
    limited: bool,
) -> tuple[int, int]:
    """Ends of a visit from a place: without lunch before it, and with; FAR where impossible.

    ``here`` and ``there`` are points, ``to`` the company's position, ``stay`` its minutes.
    """
    depart = _up(ready, clock.grid)
    came = arrive[here, there, depart // clock.grid]
    reached = came < FAR and (not limited or came - depart <= clock.most_leg)
    plain = fed = FAR
    if reached:
        end = _start(first, last, to, _up(came + clock.buffer, clock.grid)) + stay
        if end < FAR and (lunched or end <= clock.lunch_close - clock.lunch_minutes):
            plain = end
    if lunched:
        return plain, fed
    if reached:
        eaten = max(came, clock.lunch_open) + clock.lunch_minutes
        if eaten <= clock.lunch_close:
            fed = _start(first, last, to, _up(max(came + clock.buffer, eaten), clock.grid)) + stay
    eaten = _up(max(depart, clock.lunch_open) + clock.lunch_minutes, clock.grid)
    if eaten <= clock.lunch_close:
        came = arrive[here, there, eaten // clock.grid]
        if came < FAR and (not limited or came - eaten <= clock.most_leg):
            fed = min(fed, _start(first, last, to, _up(came + clock.buffer, clock.grid)) + stay)
    return plain, (min(FAR, fed))


@borrowing
def keep(
    buffer: Array, count: int, start: int, last: int, end: int, lunched: int, fare: int, minutes: int
) -> int:
    """Add a label unless one of the same start and last company is as good in all; drop what it beats."""
    kept = 0
    for k in range(count):
        if (
            buffer[k, START] == start
            and buffer[k, LAST] == last
            and buffer[k, END] <= end
            and buffer[k, LUNCHED] >= lunched
            and buffer[k, FARE] <= fare
            and buffer[k, MINUTES] <= minutes
        ):
            return count
    for k in range(count):
        same = buffer[k, START] == start and buffer[k, LAST] == last
        worse = buffer[k, END] >= end and buffer[k, LUNCHED] <= lunched
        worse = worse and buffer[k, FARE] >= fare and buffer[k, MINUTES] >= minutes
        if not (same and worse):
            if kept != k:
                for field in range(FIELDS):
                    buffer[kept, field] = buffer[k, field]
            kept += 1
    if kept < buffer.shape[0]:
        buffer[kept, START], buffer[kept, LAST], buffer[kept, END] = start, last, end
        buffer[kept, LUNCHED], buffer[kept, FARE], buffer[kept, MINUTES] = lunched, fare, minutes
        return kept + 1
    return kept


@inner
def grown(rows: Array, need: int) -> Array:
    """``rows``, or a copy with twice the room if ``need`` rows do not fit."""
    if need <= rows.shape[0]:
        return rows
    bigger = np.empty((max(need, 2 * rows.shape[0]), rows.shape[1]), rows.dtype)
    bigger[: rows.shape[0]] = rows
    return bigger


@borrowing
def set_rank(members: Array, size: int, skip: int) -> int:
    """Position of an ascending set, without its member number ``skip``, in colexicographic order."""
    rank = 0
    k = 0
    for m in range(size):
        if m != skip:
            value = members[m]
            rank += (
                value
                if k == 0
                else value * (value - 1) // 2
                if k == 1
                else value * (value - 1) * (value - 2) // 6
            )
            k += 1
    return rank


@borrowing
def _single(
    arrive: Shorts,
    fare: Array,
    minutes: Array,
    doors: Doors,
    clock: Clockwork,
    bases: Array,
    hotels_from: int,
    j: int,
    buffer: Array,
) -> int:
    """Labels of a tour of one company: from the hotel of its own city, and from every base."""
    count = 0
    here = doors.point[j]
    hotel = doors.hotel[j]
    first, last, stay = doors.first, doors.last, doors.stay[j]
    plain, fed = visit(arrive, first, last, clock, hotel, here, j, stay, clock.leave_hotel, False, True)
    code = bases.shape[0] + hotel - hotels_from
    if plain < FAR:
        count = keep(buffer, count, code, j, plain, 0, fare[hotel, here], minutes[hotel, here])
    if fed < FAR:
        count = keep(buffer, count, code, j, fed, 1, fare[hotel, here], minutes[hotel, here])
    for b in range(bases.shape[0]):
        point = bases[b]
        came = arrive[point, here, _up(clock.leave_base, clock.grid) // clock.grid]
        if came >= FAR:
            continue
        spell = min(came, clock.lunch_close) - max(clock.leave_base, clock.lunch_open)
        aboard = spell >= clock.lunch_minutes
        plain, fed = visit(arrive, first, last, clock, point, here, j, stay, clock.leave_base, aboard, False)
        if plain < FAR:
            count = keep(buffer, count, b, j, plain, int(aboard), fare[point, here], minutes[point, here])
        if fed < FAR:
            count = keep(buffer, count, b, j, fed, 1, fare[point, here], minutes[point, here])
    return count


@borrowing
def capable(able_rank: Array, able_heads: Masks, rank: int, heads: np.uint64) -> bool:
    """Whether some offer has the rank and the head groups asked for."""
    for k in range(able_rank.shape[0]):  # noqa: SIM110  (compiled code has no generators)
        if able_rank[k] <= rank and (heads & ~able_heads[k]) == 0:
            return True
    return False


@compiled
def singles(
    arrive: Shorts,
    fare: Array,
    minutes: Array,
    doors: Doors,
    able: Able,
    clock: Clockwork,
    bases: Array,
    hotels_from: int,
) -> Parts:
    """The level of sets of one company."""
    n = doors.point.shape[0]
    members = np.empty((n, 1), np.int64)
    begin = np.zeros(n + 1, np.int64)
    labels = np.empty((16, FIELDS), np.int64)
    soonest = np.empty(n, np.int64)
    index = np.full(n, -1, np.int32)
    buffer = np.empty((64, FIELDS), np.int64)
    sets = 0
    for j in range(n):
        if not capable(able.rank, able.heads, doors.rank[j], doors.heads[j]):
            continue
        count = _single(arrive, fare, minutes, doors, clock, bases, hotels_from, j, buffer)
        if count:
            labels = grown(labels, begin[sets] + count)
            labels[begin[sets] : begin[sets] + count] = buffer[:count]
            members[sets, 0] = j
            soonest[sets] = buffer[:count, END].min()
            begin[sets + 1] = begin[sets] + count
            index[j] = sets
            sets += 1
    return (
        members[:sets].copy(),
        begin[: sets + 1].copy(),
        labels[: begin[sets]].copy(),
        soonest[:sets].copy(),
        index,
    )


@compiled
def least_legs(arrive: Shorts, points: Array, opens: int, closes: int) -> Array:
    """``[a, b]``: the least minutes of a leg from one point to another, left from ``opens`` to ``closes``."""
    n, grid = points.shape[0], 1_440 // arrive.shape[2]
    found = np.full((n, n), FAR)
    for a in range(n):
        for b in range(n):
            if a != b:
                for slot in range(opens // grid, closes // grid + 1):
                    found[a, b] = min(found[a, b], arrive[points[a], points[b], slot] - slot * grid)
    return found
