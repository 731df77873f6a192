"""The best season of one head, against trying everything."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from planner.optimise.boards import NEVER
from planner.optimise.schedule import best_schedule, penalties


def _by_trying(
    gains: np.ndarray, lent: np.ndarray, penalty: np.ndarray, starts: np.ndarray, day: int, used: int
) -> float:
    """The best from ``day`` on when ``used`` days are gone."""
    if day >= len(lent):
        return 0.0
    most = len(penalty) - 1
    ways = [_by_trying(gains, lent, penalty, starts, day + 1, used)]
    if used < most:
        spent = penalty[used + 1] - penalty[used]
        ways.append(lent[day] - spent + _by_trying(gains, lent, penalty, starts, day + 1, used + 1))
    for k, gain in enumerate(gains[day]):
        if gain > NEVER and used + k + 1 <= most:
            spent = penalty[used + k + 1] - penalty[used]
            ways.append(
                gain - spent + _by_trying(gains, lent, penalty, starts, int(starts[day + k]), used + k + 1)
            )
    return max(ways)


@pytest.mark.parametrize("seed", range(30))
def test_the_best_schedule_is_the_best_of_all(seed: int) -> None:
    dice = Random(seed)
    days, longest, most, rest = dice.randint(1, 6), dice.randint(1, 3), dice.randint(0, 5), dice.randint(0, 2)
    gains = np.array(
        [[dice.choice((NEVER, float(dice.randint(-50, 100)))) for _ in range(longest)] for _ in range(days)]
    )
    for day in range(days):
        gains[day, days - day :] = NEVER
    lent = np.array([float(dice.randint(-30, 40)) for _ in range(days)])
    penalty = penalties((0, 10, 30), 0, most)
    starts = np.minimum(np.arange(days) + 1 + rest, days)
    value, trips = best_schedule(gains, lent, penalty, starts)
    assert value == _by_trying(gains, lent, penalty, starts, 0, 0)
    taken = [(int(first), int(first + k)) for first, k in trips]
    assert all(later[0] >= starts[earlier[1]] for earlier, later in pairwise(taken))
    assert all(gains[first, last - first] > NEVER for first, last in taken)


@pytest.mark.parametrize(
    ("steps", "used", "most", "points"),
    [
        ((0, 10, 30), 0, 5, [0, 0, 10, 40, 70, 100]),
        ((0, 10, 30), 2, 4, [0, 30, 60]),
        ((), 0, 2, [0, 0, 0]),
        ((5,), 0, 0, [0]),
        ((5,), 3, 2, [0]),
    ],
)
def test_load_rises_by_the_steps_and_then_by_the_last(
    steps: tuple[int, ...], used: int, most: int, points: list[int]
) -> None:
    assert penalties(steps, used, most).tolist() == points
