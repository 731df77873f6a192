"""Labelling: the best ng-route of a ride at given rewards, in order of time.

An ng-route may come back to a stop only after leaving the neighbourhood that remembers it (Baldacci, Mingozzi,
Roberti 2011). A label is a partial route: stop, start of service, value, the stops remembered. One is dropped if
another at the same stop is no later, worth no less and remembers nothing more that could still be reached; or if
``ahead`` says that nothing worth more than ``threshold`` comes of it.
"""

from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from planner.optimise.routing.ground import Floats, Ints
from planner.optimise.routing.rides import Ride
from planner.travel.compiled import compiled, inner

WORD = 63  # stops a word of memory holds
NONE = -1e300
SPACE = 4_000  # labels there is room for to begin with
AnyArray = TypeVar("AnyArray", bound=NDArray[Any])


class Labels(NamedTuple):
    """What labelling found.

    ``bound``: no route is worth more, prizes and gifts included, unless it is within the threshold. ``whole``: nothing
    was left open. ``table[v, k]``: the best value at v by the k-th moment. ``arrived[e]``: the best value at a
    sink, ``arrival[e]`` its label; ``tail[v]`` the best label that ends the route behind v, worth ``worth[v]``.
    ``stop`` and ``before`` of labels spell the routes; a ``before`` of -1 - i is source i. ``work``: steps taken.
    """

    bound: float
    whole: bool
    table: Floats
    arrived: Floats
    arrival: Ints
    tail: Ints
    worth: Floats
    stop: NDArray[np.int32]
    before: NDArray[np.int32]
    work: int


@inner
def soonest(opens: Ints, closes: Ints, v: int, arrival: int) -> int:
    """When service starts for who arrives then, not after the last close."""
    start = np.int64(1) << 60
    for k in range(opens.shape[1]):
        if arrival <= closes[v, k]:
            start = min(start, max(arrival, opens[v, k]))
    return start


@inner
def _grown(array: AnyArray, size: int) -> AnyArray:
    """A longer copy of an array of numbers."""
    found = np.empty(size, array.dtype)
    found[: array.shape[0]] = array
    return found


@compiled
def labelled(
    ride: Ride,
    reward: Floats,
    gift: Floats,
    prize: Floats,
    memory: Ints,
    recalled: Ints,
    ahead: Floats,
    width: int,
    threshold: float,
    work: int,
    most: int,
) -> Labels:
    """Label a ride. ``gift[i]`` is brought along from source i (``NONE``: closed), ``prize[e]`` paid at sink e.

    ``memory[v]``: bits of the stops v remembers, itself included; ``recalled[v]`` the same as numbers, -1 behind them.
    ``ahead[v, k]``: the most that serving v and the rest brings with ``k * width`` to ``(k + 1) * width`` left at v.
    At most ``work`` steps and ``most`` labels.
    """  # fmt: skip
    leg, first, home, last, opens, closes = (
        ride.leg,
        ride.first,
        ride.home,
        ride.last,
        ride.opens,
        ride.closes,
    )
    begin, finish = ride.begin, ride.finish
    n, moments, words, sinks = leg.shape[0], ahead.shape[1], memory.shape[1], home.shape[1]
    recalls, sources = recalled.shape[1], first.shape[0]
    most = max(most, n * sources + n)
    space = min(most, n * sources + n + SPACE)
    stop, before = np.empty(space, np.int32), np.empty(space, np.int32)
    time, value, mask = np.empty(space, np.int64), np.empty(space), np.empty((space, words), np.int64)
    queue, below = np.empty(space, np.int32), np.empty(space, np.int32)
    waiting, top = np.full(moments, -1, np.int32), np.full(n, -1, np.int32)
    table = np.full((n, moments), NONE)
    arrived, arrival = np.full(sinks, NONE), np.full(sinks, -1, np.int64)
    tail, worth = np.full(n, -1, np.int64), np.full(n, NONE)
    seen = np.empty(words, np.int64)
    count, free, steps, best, opened = 0, -1, 0, NONE, NONE
    whole = True
    highest = reward.sum() + 1.0
    for i in range(sources):
        for v in range(n):
            if gift[i] == NONE or first[i, v] > last[v]:
                continue
            start = soonest(opens, closes, v, first[i, v])
            if gift[i] + ahead[v, (finish - start) // width] <= threshold:
                continue
            stop[count], before[count], time[count], value[count] = v, -1 - i, start, gift[i] + reward[v]
            for w in range(words):
                mask[count, w] = 0
            mask[count, v // WORD] = np.int64(1) << (v % WORD)
            k = (start - begin) // width
            queue[count] = waiting[k]
            waiting[k] = count
            count += 1
    for k in range(moments):
        while waiting[k] >= 0 and whole:
            size = 0
            j = waiting[k]
            while j >= 0:
                size += 1
                j = queue[j]
            batch, size, j = np.empty(size, np.int32), 0, waiting[k]
            while j >= 0:
                batch[size] = j
                size += 1
                j = queue[j]
            waiting[k] = -1
            key = np.empty(size)
            for a in range(size):
                key[a] = (time[batch[a]] - begin - k * width) * highest - value[batch[a]]
            order = np.argsort(key)
            for a in range(size):
                label = batch[order[a]]
                u, now, have = stop[label], time[label], value[label]
                if whole and count + n > space and space < most:
                    space = min(most, 2 * space + n)
                    stop, before, time = _grown(stop, space), _grown(before, space), _grown(time, space)
                    value, queue, below = _grown(value, space), _grown(queue, space), _grown(below, space)
                    masks = np.empty((space, words), np.int64)
                    masks[: mask.shape[0]] = mask
                    mask = masks
                if not whole or count + n > most or steps > work:
                    whole = False
                    opened = max(opened, have - reward[u] + ahead[u, (finish - now) // width])
                    continue
                # dominated, or where it stands among the labels of its stop, those worth most first
                j, above, told, beaten = top[u], -1, False, False
                while j >= 0 and value[j] >= have:
                    steps += 1
                    if time[j] <= now:
                        within = True
                        for w in range(words):
                            if mask[j, w] & ~mask[label, w]:
                                within = False
                        if not within and not told:
                            told = True
                            for w in range(words):
                                seen[w] = mask[label, w]
                            for b in range(recalls):
                                v = recalled[u, b]
                                if v < 0:
                                    break
                                if now + leg[u, v] > last[v]:
                                    seen[v // WORD] |= np.int64(1) << (v % WORD)
                        if not within:
                            within = True
                            for w in range(words):
                                if mask[j, w] & ~seen[w]:
                                    within = False
                        if within:
                            beaten = True
                            break
                    above = j
                    j = below[j]
                if beaten:  # nobody refers to it: its place is given to another
                    queue[label], free = free, label
                    continue
                below[label] = j
                if above >= 0:
                    below[above] = label
                else:
                    top[u] = label
                table[u, k] = max(table[u, k], have)
                for e in range(sinks):
                    if now + home[u, e] <= finish:
                        if have > arrived[e]:
                            arrived[e], arrival[e] = have, label
                        if prize[e] != NONE and have + prize[e] > worth[u]:
                            worth[u], tail[u] = have + prize[e], label
                best = max(best, worth[u])
                steps += n
                for v in range(n):
                    came = now + leg[u, v]
                    if came > last[v] or (mask[label, v // WORD] >> (v % WORD)) & 1:
                        continue
                    start = soonest(opens, closes, v, came)
                    if have + ahead[v, (finish - start) // width] <= threshold:
                        continue
                    gained = have + reward[v]
                    word, bit = v // WORD, np.int64(1) << (v % WORD)
                    j, beaten = top[v], False
                    steps += 1
                    while j >= 0 and value[j] >= gained:
                        steps += 1
                        if time[j] <= start:
                            beaten = True
                            for w in range(words):
                                kept = mask[label, w] & memory[v, w]
                                if w == word:
                                    kept |= bit
                                if mask[j, w] & ~kept:
                                    beaten = False
                            if beaten:
                                break
                        j = below[j]
                    if beaten:
                        continue
                    new = free
                    if new < 0:
                        new = count
                        count += 1
                    else:
                        free = queue[new]
                    stop[new], before[new], time[new], value[new] = v, label, start, gained
                    for w in range(words):
                        mask[new, w] = mask[label, w] & memory[v, w]
                    mask[new, word] |= bit
                    at = (start - begin) // width
                    queue[new] = waiting[at]
                    waiting[at] = new
    if not whole:
        for k in range(moments):
            j = waiting[k]
            while j >= 0:
                u = stop[j]
                opened = max(opened, value[j] - reward[u] + ahead[u, (finish - time[j]) // width])
                j = queue[j]
    for v in range(n):
        for k in range(1, moments):
            table[v, k] = max(table[v, k], table[v, k - 1])
    return Labels(
        max(best, opened),
        whole,
        table,
        arrived,
        arrival,
        tail,
        worth,
        stop[:count].copy(),
        before[:count].copy(),
        steps,
    )
