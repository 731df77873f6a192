"""The pool: every good route a search has seen, once a set of stops and kind of route, for set packing.

Sets are told apart by the exclusive or of random numbers, one a stop and one a kind (Zobrist 1970); a table
with open addressing finds them again.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.routing.ground import Course, Ground, Ints
from planner.travel.compiled import borrowing


class Pool(NamedTuple):
    """Routes ``k`` in ``stops[first[k]:first[k + 1]]``, with profit and kind; ``size[0]`` routes.

    ``slots`` is the table: the route that stands there, or -1; ``code[k]`` what it was found by.
    """

    stops: NDArray[np.int16]
    first: Ints
    profit: Ints
    kind: Ints
    code: Ints
    slots: Ints
    size: Ints
    keys: Ints


def empty_pool(stops: int, kinds: int, routes: int, seed: int) -> Pool:
    """A pool for at most so many routes, twenty stops long on average."""
    draw = np.random.default_rng(seed)
    keys = draw.integers(-(1 << 62), 1 << 62, size=stops + kinds, dtype=np.int64)
    table = 1 << (2 * routes).bit_length()
    return Pool(
        np.empty(routes * 20, np.int16), np.zeros(routes + 1, np.int64), np.empty(routes, np.int64),
        np.empty(routes, np.int64), np.empty(routes, np.int64), np.full(table, -1, np.int64),
        np.zeros(1, np.int64), keys,
    )  # fmt: skip


@borrowing
def remember(g: Ground, c: Course, r: int, pool: Pool) -> None:
    """Keep a route, unless its set is known, it is empty, or the pool is full."""
    n, k = c.length[r], pool.size[0]
    if n == 0 or k == pool.profit.shape[0] or pool.first[k] + n > pool.stops.shape[0]:
        return
    kind = g.kind[r]
    code, profit = pool.keys[g.profit.shape[0] + kind], 0
    for p in range(1, n + 1):
        code ^= pool.keys[c.rows[r, p]]
        profit += g.profit[c.rows[r, p]]
    mask = pool.slots.shape[0] - 1
    slot = (code ^ (code >> 31)) & mask
    while pool.slots[slot] >= 0:
        if pool.code[pool.slots[slot]] == code:
            return
        slot = (slot + 1) & mask
    pool.slots[slot] = k
    pool.code[k], pool.profit[k], pool.kind[k] = code, profit, kind
    for p in range(n):
        pool.stops[pool.first[k] + p] = c.rows[r, p + 1]
    pool.first[k + 1] = pool.first[k] + n
    pool.size[0] = k + 1
