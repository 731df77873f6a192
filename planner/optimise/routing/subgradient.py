"""Prices by the subgradient method: what is met twice gets dearer, what is not, cheaper.

M. Held, P. Wolfe, H. P. Crowder, Validation of subgradient optimization. Mathematical Programming 6 (1974).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from planner.optimise.routing.ground import Floats
from planner.optimise.routing.lagrange import Lagrangian, Prices

STEP, SHRINK, PATIENCE = 1.0, 0.7, 4  # of Polyak's step; after so many evaluations without gain it shrinks
LEAST_STEP = 0.02


class Evaluation(NamedTuple):
    """The Lagrangian at prices.

    A proven ``bound``, the ``value`` whose slope is known, and what its ways leave over of stops and
    resources.
    """

    bound: float
    value: float
    stops: Floats
    rooms: Floats


def descended(
    lagrangian: Lagrangian,
    prices: Prices,
    target: float,
    most: int,
    evaluate: Callable[[Prices], Evaluation | None],
) -> tuple[float, Prices]:
    """The least bound met, and the prices of the least value, after at most ``most`` evaluations.

    ``target``: what the bound is hoped to come down to. ``evaluate`` gives None when work is to end.
    """
    ground = lagrangian.ground
    scale = np.maximum(ground.takes.max(axis=0, initial=1), 1).astype(
        float
    )  # resources count in units of a stop's
    bound = least = np.inf
    best, step, idle = prices, STEP, 0
    for _ in range(most):
        at = evaluate(prices)
        if at is None:
            break
        bound = min(bound, at.bound)
        if at.value < least - 1e-6:
            least, best, idle = at.value, prices, 0
        else:
            idle += 1
        if idle == PATIENCE:
            step, idle = step * SHRINK, 0
        if bound <= target or step < LEAST_STEP:
            break
        over, beyond = -at.stops, -at.rooms / scale
        over[(prices.stop <= 0.0) & (over < 0.0)] = 0.0
        beyond[(prices.room <= 0.0) & (beyond < 0.0)] = 0.0
        square = float((over**2).sum() + (beyond**2).sum())
        if square <= 0.0:
            break
        move = step * (at.value - target) / square
        prices = Prices(
            np.clip(prices.stop + move * over, 0.0, ground.profit),
            np.maximum(prices.room + move * beyond / scale, 0.0),
        )
    return bound, best
