"""What stops remember: the neighbourhoods of ng-routes, and how they grow along the cycles of a route.

Letting every stop on a cycle remember the one it comes back to rules that cycle out; repeated, the best
ng-route becomes elementary (decremental state space relaxation: Righini, Salani 2008; Roberti, Mingozzi
2014).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.optimise.routing.ground import Ints
from planner.optimise.routing.labels import WORD

Memory = NDArray[np.bool_]  # [v, u]: whether v remembers u


def nearest(legs: Ints, stops: int, size: int) -> Memory:
    """Every stop remembers itself and the ``size`` stops to which there and back is shortest."""
    between = legs[:stops, :stops] + legs[:stops, :stops].T
    near = np.argsort(between, axis=1, kind="stable")[:, : size + 1]
    memory = np.eye(stops, dtype=np.bool_)
    np.put_along_axis(memory, near, True, axis=1)
    return memory


def extended(memory: Memory, days: Sequence[Sequence[int]]) -> bool:
    """Let the stops on the cycles of each day remember what they come back to; whether there was a cycle."""
    cyclic = False
    for day in days:
        before: dict[int, int] = {}
        for position, stop in enumerate(day):
            if stop in before:
                cyclic = True
                memory[list(day[before[stop] : position]), stop] = True
            before[stop] = position
    return cyclic


def allows(memory: Memory, days: Sequence[Sequence[int]]) -> bool:
    """Whether each day comes back to a stop only after it was forgotten."""
    for day in days:
        before: dict[int, int] = {}
        for position, stop in enumerate(day):
            if stop in before and bool(memory[list(day[before[stop] : position]), stop].all()):
                return False
            before[stop] = position
    return True


def bits(memory: Memory, stops: Ints) -> tuple[Ints, Ints]:
    """The memory of some stops as bits and as numbers, both of positions in ``stops``."""
    own = memory[np.ix_(stops, stops)]
    n = len(stops)
    words = np.zeros((n, n // WORD + 1), np.int64)
    for u in range(n):
        words[own[:, u], u // WORD] |= np.int64(1) << np.int64(u % WORD)
    most = int(own.sum(axis=1).max(initial=0))
    numbers = np.full((n, most + 1), -1, np.int64)
    for v in range(n):
        found = np.flatnonzero(own[v])
        numbers[v, : len(found)] = found
    return words, numbers
