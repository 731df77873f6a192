"""The best season of one head: which trips to lead, which days to lend, within the days allowed."""

import numpy as np
from numpy.typing import NDArray

from planner.optimise.boards import NEVER
from planner.travel.compiled import compiled, inner

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@inner
def _value_table(gains: Floats, lent: Floats, penalty: Floats, next_start: Ints) -> Floats:
    """``V[day, used]``: the best from a day on, when so many days are used up."""
    days, longest = gains.shape
    most = penalty.shape[0] - 1
    table = np.zeros((days + 1, most + 1))
    for day in range(days - 1, -1, -1):
        for used in range(most + 1):
            best = table[day + 1, used]
            if used < most:
                best = max(best, lent[day] - penalty[used + 1] + penalty[used] + table[day + 1, used + 1])
            for k in range(longest):
                after = used + k + 1
                if after <= most and gains[day, k] > NEVER:
                    gain = gains[day, k] - penalty[after] + penalty[used] + table[next_start[day + k], after]
                    best = max(best, gain)
            table[day, used] = best
    return table


@compiled
def best_schedule(gains: Floats, lent: Floats, penalty: Floats, next_start: Ints) -> tuple[float, Ints]:
    """The value of the best schedule and its trips as rows ``(first day, days - 1)``.

    ``gains[day, k]`` is what a trip of ``k + 1`` days from a day on brings, NEVER if it cannot be;
    ``lent[day]`` what lending a day brings; ``penalty[used]`` what so many days away cost, its length less
    one the most days; ``next_start[day]`` the first day a trip may start after one that ends on ``day``.
    """
    table = _value_table(gains, lent, penalty, next_start)
    days, longest = gains.shape
    most = penalty.shape[0] - 1
    trips = np.empty((days, 2), np.int64)
    count = day = used = 0
    while day < days:
        goal, moved = table[day, used], False
        for k in range(longest):
            after = used + k + 1
            if after <= most and gains[day, k] > NEVER:
                gain = gains[day, k] - penalty[after] + penalty[used] + table[next_start[day + k], after]
                if gain == goal and goal > table[day + 1, used]:
                    trips[count] = (day, k)
                    count += 1
                    day, used, moved = next_start[day + k], after, True
                    break
        if not moved:
            if goal != table[day + 1, used]:
                used += 1
            day += 1
    return table[0, 0], trips[:count]


def penalties(steps: tuple[int, ...], used: int, most: int) -> Floats:
    """Load points of 0, 1, ... further days away for one who has ``used`` already and may have ``most``."""
    marginal = [steps[min(k, len(steps) - 1)] if steps else 0 for k in range(used, max(most, used))]
    return np.concatenate(([0.0], np.cumsum(marginal, dtype=np.float64)))
