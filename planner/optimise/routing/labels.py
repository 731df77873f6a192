"""Labelling: the best ng-route of a ride at given rewards, in order of time.

An ng-route may come back to a stop only after leaving the neighbourhood that remembers it (Baldacci,
Mingozzi, Roberti 2011). A label is a partial route: stop, start of service, value, the stops remembered. One
is dropped if another at the same stop is no later, worth no less and remembers nothing more that could still
be reached; or if ``ahead`` says that nothing worth more than ``threshold`` comes of it.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.routing.ground import INF, Floats, Ints
from planner.optimise.routing.rides import Ride
from planner.travel.compiled import borrowing, compiled, inner

WORD = 63  # stops a word of memory holds
NONE = -1e300
SPACE = 4_000  # labels there is room for to begin with
BEATEN = -2
COUNT, FREE, STEPS, MOMENT, OPEN = range(5)  # of a shelf's tally
BREATH = 500_000  # steps between two looks at the clock, some hundredths of a second

Indices = NDArray[np.int32]


class Task(NamedTuple):
    """What is asked of labelling.

    ``gift[i]`` is brought along from source i (``NONE``: closed), ``prize[e]`` paid at sink e. ``memory[v]``:
    bits of the stops v remembers, itself included; ``recalled[v]`` the same as numbers, -1 behind them.
    ``ahead[v, k]``: the most that serving v and the rest brings with ``k * width`` to ``(k + 1) * width``
    left at v. At most ``work`` steps and ``most`` labels.
    """

    reward: Floats
    gift: Floats
    prize: Floats
    memory: Ints
    recalled: Ints
    ahead: Floats
    width: int
    threshold: float
    work: int
    most: int


class Labels(NamedTuple):
    """What labelling found.

    ``bound``: no route is worth more, prizes and gifts included, unless it is within the threshold.
    ``whole``: nothing was left open. ``table[v, k]``: the best value at v by the k-th moment. ``arrived[e]``:
    the best value at a sink, ``arrival[e]`` its label; ``tail[v]`` the best label that ends the route behind
    v, worth ``worth[v]``. ``stop`` and ``before`` of labels spell the routes; a ``before`` of -1 - i is
    source i. ``work``: steps taken.
    """

    bound: float
    whole: bool
    table: Floats
    arrived: Floats
    arrival: Ints
    tail: Ints
    worth: Floats
    stop: Indices
    before: Indices
    work: int


class Room(NamedTuple):
    """Room for labels: what each is, and ``after`` it in a list.

    A list is of those that wait for a moment, of free places, or of those of one stop, worth most first.
    """

    stop: Indices
    before: Indices
    time: Ints
    value: Floats
    mask: Ints
    after: Indices


class Shelf(NamedTuple):
    """The lists, what was found so far, and the tally.

    ``waiting[k]`` begins the list of moment k, ``top[v]`` that of stop v. ``tally``: labels, the first free
    place, steps, the moment whose labels are taken up, and whether any were left open.
    """

    waiting: Indices
    top: Indices
    table: Floats
    arrived: Floats
    arrival: Ints
    tail: Ints
    worth: Floats
    tally: Ints


@borrowing
def soonest(opens: Ints, closes: Ints, v: int, arrival: int) -> int:
    """When service starts for who arrives then, not after the last close."""
    start = INF
    for k in range(opens.shape[1]):
        if arrival <= closes[v, k]:
            start = min(start, max(arrival, opens[v, k]))
    return start


@borrowing
def _standing(room: Room, shelf: Shelf, v: int, now: int, have: float, seen: Ints) -> int:
    """Behind which label of its stop one belongs, -1 for none; ``BEATEN`` if another is as good."""
    time, value, mask, after = room.time, room.value, room.mask, room.after
    words, steps = mask.shape[1], 0
    j, above = shelf.top[v], -1
    while j >= 0 and value[j] >= have:
        steps += 1
        if time[j] <= now:
            more = False
            for w in range(words):
                more = more or (mask[j, w] & ~seen[w]) != 0
            if not more:
                above = BEATEN
                break
        above, j = j, after[j]
    shelf.tally[STEPS] += steps
    return above


@borrowing
def _put(
    ride: Ride, task: Task, room: Room, shelf: Shelf, v: int, before: int, now: int, have: float, seen: Ints
) -> None:
    """Lay a label at v down to wait for its moment."""
    tally = shelf.tally
    new = tally[FREE]
    if new < 0:
        new = tally[COUNT]
        tally[COUNT] += 1
    else:
        tally[FREE] = room.after[new]
    room.stop[new], room.before[new], room.time[new], room.value[new] = v, before, now, have
    for w in range(seen.shape[0]):
        room.mask[new, w] = seen[w]
    k = (now - ride.begin) // task.width
    room.after[new] = shelf.waiting[k]
    shelf.waiting[k] = new


@borrowing
def _accepted(ride: Ride, task: Task, room: Room, shelf: Shelf, label: int, seen: Ints) -> bool:
    """Give a label its place at its stop.

    False if it is beaten: nobody refers to it, and its room is free again.
    """
    u, now, have = room.stop[label], room.time[label], room.value[label]
    for w in range(seen.shape[0]):
        seen[w] = room.mask[label, w]
    for b in range(task.recalled.shape[1]):  # what is out of reach may as well be remembered
        v = task.recalled[u, b]
        if v < 0:
            break
        if now + ride.leg[u, v] > ride.last[v]:
            seen[v // WORD] |= np.int64(1) << (v % WORD)
    above = _standing(room, shelf, u, now, have, seen)
    if above == BEATEN:
        room.after[label], shelf.tally[FREE] = shelf.tally[FREE], label
        return False
    if above >= 0:
        room.after[label], room.after[above] = room.after[above], label
    else:
        room.after[label], shelf.top[u] = shelf.top[u], label
    k = (now - ride.begin) // task.width
    shelf.table[u, k] = max(shelf.table[u, k], have)
    for e in range(ride.home.shape[1]):
        if now + ride.home[u, e] <= ride.finish:
            if have > shelf.arrived[e]:
                shelf.arrived[e], shelf.arrival[e] = have, label
            if task.prize[e] != NONE and have + task.prize[e] > shelf.worth[u]:
                shelf.worth[u], shelf.tail[u] = have + task.prize[e], label
    return True


@borrowing
def _extended(ride: Ride, task: Task, room: Room, shelf: Shelf, label: int, seen: Ints) -> None:
    """Lay down all labels that go on from one."""
    leg, last, opens, closes, finish = ride.leg, ride.last, ride.opens, ride.closes, ride.finish
    ahead, width, threshold = task.ahead, task.width, task.threshold
    u, now, have, words = room.stop[label], room.time[label], room.value[label], seen.shape[0]
    shelf.tally[STEPS] += leg.shape[0]
    for v in range(leg.shape[0]):
        came = now + leg[u, v]
        if came > last[v] or (room.mask[label, v // WORD] >> (v % WORD)) & 1:
            continue
        start = soonest(opens, closes, v, came)
        if have + ahead[v, (finish - start) // width] <= threshold:
            continue
        for w in range(words):
            seen[w] = room.mask[label, w] & task.memory[v, w]
        seen[v // WORD] |= np.int64(1) << (v % WORD)
        gained = have + task.reward[v]
        if _standing(room, shelf, v, start, gained, seen) != BEATEN:
            _put(ride, task, room, shelf, v, label, start, gained, seen)


@borrowing
def _begun(ride: Ride, task: Task, room: Room, shelf: Shelf, seen: Ints) -> None:
    """Lay down the labels that come from the sources."""
    for i in range(ride.first.shape[0]):
        for v in range(ride.leg.shape[0]):
            if task.gift[i] == NONE or ride.first[i, v] > ride.last[v]:
                continue
            start = soonest(ride.opens, ride.closes, v, ride.first[i, v])
            if task.gift[i] + task.ahead[v, (ride.finish - start) // task.width] > task.threshold:
                seen[:] = 0
                seen[v // WORD] = np.int64(1) << (v % WORD)
                _put(ride, task, room, shelf, v, -1 - i, start, task.gift[i] + task.reward[v], seen)


@borrowing
def _hope(ride: Ride, task: Task, room: Room, label: int) -> float:
    """The most that can come of a label."""
    u = room.stop[label]
    left = (ride.finish - room.time[label]) // task.width
    return float(room.value[label] - task.reward[u] + task.ahead[u, left])


@inner
def _gathered(room: Room, shelf: Shelf, k: int, highest: float) -> Indices:
    """The labels that wait for a moment, by time and value."""
    size, j = 0, shelf.waiting[k]
    while j >= 0:
        size += 1
        j = room.after[j]
    found, key = np.empty(size, np.int32), np.empty(size)
    size, j = 0, shelf.waiting[k]
    while j >= 0:
        found[size], key[size] = j, room.time[j] * highest - room.value[j]
        size += 1
        j = room.after[j]
    shelf.waiting[k] = -1
    return found[np.argsort(key)]


@inner
def _roomier(room: Room, size: int) -> Room:
    """More room, with the same labels in it."""
    old = room.stop.shape[0]
    wide = _empty(size, room.mask.shape[1])
    wide.stop[:old], wide.before[:old], wide.time[:old] = room.stop, room.before, room.time
    wide.value[:old], wide.mask[:old], wide.after[:old] = room.value, room.mask, room.after
    return wide


@inner
def _empty(size: int, words: int) -> Room:
    return Room(
        np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int64),
        np.empty(size), np.empty((size, words), np.int64), np.empty(size, np.int32),
    )  # fmt: skip


@inner
def _shelf(stops: int, moments: int, sinks: int) -> Shelf:
    return Shelf(
        np.full(moments, -1, np.int32), np.full(stops, -1, np.int32), np.full((stops, moments), NONE),
        np.full(sinks, NONE), np.full(sinks, -1, np.int64), np.full(stops, -1, np.int64),
        np.full(stops, NONE), np.array([0, -1, 0, 0, 0]),
    )  # fmt: skip


@compiled
def _set_out(ride: Ride, task: Task) -> tuple[Room, Shelf]:
    """The labels that come from the sources, waiting."""
    n, moments, words = ride.leg.shape[0], task.ahead.shape[1], task.memory.shape[1]
    begun = n * (ride.first.shape[0] + 1)
    room = _empty(min(max(task.most, begun), begun + SPACE), words)
    shelf = _shelf(n, moments, ride.home.shape[1])
    _begun(ride, task, room, shelf, np.empty(words, np.int64))
    return room, shelf


@compiled
def _advanced(
    ride: Ride, task: Task, room: Room, shelf: Shelf, highest: float, work: int
) -> tuple[Room, float]:
    """Take up what waits, moment by moment, until ``work`` steps are taken in all or nothing waits.

    Where a label finds no room or no work of the task is left, the labels are left open, and the most that
    can come of them is handed back; else ``NONE``.
    """
    n, moments = ride.leg.shape[0], task.ahead.shape[1]
    most = max(task.most, n * (ride.first.shape[0] + 1))
    tally, seen, hope = shelf.tally, np.empty(task.memory.shape[1], np.int64), NONE
    while tally[MOMENT] < moments and tally[STEPS] <= work:
        if shelf.waiting[tally[MOMENT]] < 0:
            tally[MOMENT] += 1
            continue
        for label in _gathered(room, shelf, tally[MOMENT], highest):
            if tally[COUNT] + n > room.stop.shape[0] and room.stop.shape[0] < most:
                room = _roomier(room, min(most, 2 * room.stop.shape[0] + n))
            if tally[COUNT] + n > most or tally[STEPS] > task.work:
                tally[OPEN] = 1
            if tally[OPEN]:
                hope = max(hope, _hope(ride, task, room, label))
            elif _accepted(ride, task, room, shelf, label, seen):
                _extended(ride, task, room, shelf, label, seen)
    return room, hope


def labelled(ride: Ride, task: Task, over: Callable[[], bool]) -> Labels:
    """Label a ride; ``over`` is asked every so many steps whether to leave the rest open."""
    room, shelf = _set_out(ride, task)
    tally, moments = shelf.tally, task.ahead.shape[1]
    highest, bound = float(task.reward.sum()) + 1.0, NONE
    while tally[MOMENT] < moments:
        if over():
            tally[OPEN] = 1
        room, hope = _advanced(ride, task, room, shelf, highest, int(tally[STEPS]) + BREATH)
        bound = max(bound, hope)
    np.maximum.accumulate(shelf.table, axis=1, out=shelf.table)
    bound = max(bound, float(shelf.worth.max(initial=NONE)))
    count = int(tally[COUNT])
    return Labels(
        bound, not tally[OPEN], shelf.table, shelf.arrived, shelf.arrival, shelf.tail, shelf.worth,
        room.stop[:count], room.before[:count], int(tally[STEPS]),
    )  # fmt: skip
