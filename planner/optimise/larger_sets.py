"""Sets of companies one larger: the step of the subset dynamic programme of :mod:`planner.optimise.tours`."""

import numpy as np
from numpy.typing import NDArray

from planner.optimise.doors import FAR, Able, Array, Clockwork, Doors, Masks, Shorts
from planner.optimise.tours import (
    END,
    FARE,
    FIELDS,
    LAST,
    LUNCHED,
    MINUTES,
    START,
    Level,
    Parts,
    capable,
    grown,
    keep,
    set_rank,
    visit,
)
from planner.travel.compiled import borrowing, compiled, inner


@borrowing
def _leads(
    index: NDArray[np.int32],
    soonest: Array,
    nearest: Array,
    latest: Array,
    buffer: int,
    candidate: Array,
    size: int,
    x: int,
) -> int:
    """The set number of ``candidate`` without member ``x`` if that set can be extended by it, else -1.

    It can if the quickest leg there is would bring it to the company in time.
    """
    number, to = index[set_rank(candidate, size, x)], candidate[x]
    if number < 0 or soonest[number] + nearest[to] + buffer > latest[to]:
        return -1
    return int(number)


@borrowing
def _labels_from(
    begin: Array, labels: Array, number: int, arrive: Shorts, fare: Array, minutes: Array, point: Array,
    first: Array, last: Array, least: Array, latest: Array, stay: int, clock: Clockwork, to: int,
    buffer: Array, count: int,
) -> int:  # fmt: skip
    """The labels of a set that come from one subset, by a visit to company ``to``, kept among ``buffer``."""
    there = point[to]
    for k in range(begin[number], begin[number + 1]):
        came, end = labels[k, LAST], labels[k, END]
        if end + least[came, to] + clock.buffer > latest[to]:
            continue
        here, lunched = point[came], labels[k, LUNCHED]
        spent, taken = labels[k, FARE] + fare[here, there], labels[k, MINUTES] + minutes[here, there]
        plain, fed = visit(arrive, first, last, clock, here, there, to, stay, end, lunched == 1, True)
        if plain < FAR:
            count = keep(buffer, count, labels[k, START], to, plain, lunched, spent, taken)
        if fed < FAR:
            count = keep(buffer, count, labels[k, START], to, fed, 1, spent, taken)
    return count


@borrowing
def _labels_of(
    places: NDArray[np.int32], soonest: Array, nearest: Array, begin: Array, labels: Array, arrive: Shorts,
    fare: Array, minutes: Array, point: Array, first: Array, last: Array, least: Array, latest: Array,
    stay: Array, clock: Clockwork, candidate: Array, size: int, buffer: Array,
) -> int:  # fmt: skip
    """How many Pareto labels a set has; they stand in ``buffer``, made from those of its subsets."""
    count = 0
    for x in range(size):
        subset, to = _leads(places, soonest, nearest, latest, clock.buffer, candidate, size, x), candidate[x]
        if subset >= 0:
            count = _labels_from(
                begin, labels, subset, arrive, fare, minutes, point, first, last, least, latest, stay[to],
                clock, to, buffer, count,
            )  # fmt: skip
    return count


@borrowing
def _joined(
    older: Array, number: int, j: int, size: int, candidate: Array, ranks: Array, needs: Masks,
    able_rank: Array, able_heads: Masks,
) -> int:  # fmt: skip
    """Write set ``number`` plus company ``j`` into ``candidate``; where ``j`` stands in it.

    -1 if ``j`` is in the set already, or nobody free has the rank and the heads for all of them.
    """
    place, rank, heads = size - 1, ranks[j], needs[j]
    for m in range(size - 1):
        member = older[number, m]
        if member == j:
            return -1
        rank = min(rank, ranks[member])
        heads |= needs[member]
        if member > j and place == size - 1:
            place = m
        candidate[m if member < j else m + 1] = member
    candidate[place] = j
    return place if capable(able_rank, able_heads, rank, heads) else -1


@borrowing
def _led_to(places: NDArray[np.int32], soonest: Array, nearest: Array, latest: Array, buffer: int,
            candidate: Array, size: int, after: int) -> bool:  # fmt: skip
    """Whether a set can be extended to ``candidate`` by a member behind number ``after``."""
    for x in range(after + 1, size):
        if _leads(places, soonest, nearest, latest, buffer, candidate, size, x) >= 0:
            return True
    return False


@inner
def _added(
    members: Array, begin: Array, labels: Array, soonest: Array, sets: int, candidate: Array, size: int,
    buffer: Array, count: int,
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """The arrays with one more set and its labels, grown where they are full."""
    members, soonest = grown(members, sets + 1), grown(soonest, sets + 1)
    begin, labels = grown(begin, sets + 2), grown(labels, begin[sets, 0] + count)
    end = FAR
    for k in range(count):
        end = min(end, buffer[k, END])
        for field in range(FIELDS):
            labels[begin[sets, 0] + k, field] = buffer[k, field]
    for m in range(size):
        members[sets, m] = candidate[m]
    soonest[sets, 0] = end
    begin[sets + 1, 0] = begin[sets, 0] + count
    return members, begin, labels, soonest


@compiled
def extended(
    level: Level, arrive: Shorts, fare: Array, minutes: Array, doors: Doors, able: Able, clock: Clockwork
) -> Parts:
    """The level of sets one company larger.

    A set can be reached from several subsets: it is tried from the one that lacks its largest possible last
    member, so that each is tried once.
    """
    n, size = doors.point.shape[0], level.members.shape[1] + 1
    width = n * (n - 1) // 2 if size == 2 else n * (n - 1) * (n - 2) // 6 if size == 3 else 1
    index, begin = np.full(width, -1, np.int32), np.zeros((65, 1), np.int64)
    members, soonest, labels = (
        np.empty((64, size), np.int64),
        np.empty((64, 1), np.int64),
        np.empty((256, FIELDS), np.int64),
    )
    buffer, candidate, sets = np.empty((1_024, FIELDS), np.int64), np.empty(size, np.int64), 0
    # Unpacked once: compiled code counts a reference for every array of a tuple it hands on, time and again.
    older, older_begin, older_labels = level.members, level.begin, level.labels
    places, early, nearest, latest = level.places, level.soonest, doors.nearest, doors.latest
    point, first, last, least, stay = doors.point, doors.first, doors.last, doors.least, doors.stay
    ranks, needs, able_rank, able_heads = doors.rank, doors.heads, able.rank, able.heads
    for number in range(older.shape[0]):
        for j in range(n):
            if early[number] + nearest[j] + clock.buffer > latest[j]:
                continue
            place = _joined(older, number, j, size, candidate, ranks, needs, able_rank, able_heads)
            if place < 0 or _led_to(places, early, nearest, latest, clock.buffer, candidate, size, place):
                continue
            count = _labels_of(
                places, early, nearest, older_begin, older_labels, arrive, fare, minutes, point, first,
                last, least, latest, stay, clock, candidate, size, buffer,
            )  # fmt: skip
            if count:
                members, begin, labels, soonest = _added(
                    members, begin, labels, soonest, sets, candidate, size, buffer, count
                )
                if size < 4:
                    index[set_rank(candidate, size, -1)] = sets
                sets += 1
    total = begin[sets, 0]
    return (
        members[:sets].copy(), begin[: sets + 1, 0].copy(), labels[:total].copy(),
        soonest[:sets, 0].copy(), index,
    )  # fmt: skip
