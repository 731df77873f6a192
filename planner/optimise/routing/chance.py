"""Random numbers inside compiled code: xorshift64* (Vigna 2016), one state a thread."""

import numpy as np
from numpy.typing import NDArray

from planner.travel.compiled import borrowing

State = NDArray[np.uint64]


@borrowing
def drawn(state: State) -> float:
    """A number in [0, 1)."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@borrowing
def below(state: State, most: int) -> int:
    """A whole number from 0 to ``most - 1``."""
    return int(drawn(state) * most)
