"""The Lagrangian of an orienteering problem: prices in place of "once a stop" and "within room".

At prices w of stops and μ of resources, none below zero, no tours bring more than Σ w + Σ μ·room plus what
every line can bring at rewards profit - w - μ·takes (Geoffrion 1974). That holds for any relaxation of the
lines.
"""

from typing import NamedTuple

import numpy as np

from planner.optimise.routing.explore import MOMENTS, Exploration, Line, Way, cells
from planner.optimise.routing.ground import Floats, Ground, Ints
from planner.optimise.routing.rides import closed_legs


class Prices(NamedTuple):
    """Of stops and of resources."""

    stop: Floats
    room: Floats


class Lagrangian:
    """``lines`` and how many there are of each; lines alike are explored once."""

    def __init__(self, ground: Ground, chained: tuple[int, int] | None, ends: Ints) -> None:
        self.ground = ground
        self.legs = closed_legs(ground.leave, len(ground.profit))
        self.lines, self.counts = _lines(ground, chained, ends)

    def reward(self, prices: Prices) -> Floats:
        """What serving a stop brings at prices."""
        found: Floats = self.ground.profit - prices.stop - self.ground.takes @ prices.room
        return found

    def constant(self, prices: Prices) -> float:
        """What the prices themselves bring."""
        return float(prices.stop.sum() + prices.room @ self.ground.room)

    def explored(self, prices: Prices, moments: int = MOMENTS) -> list[Exploration]:
        """Every line at prices, as yet coarse, on a grid of so many moments."""
        reward = self.reward(prices)
        return [Exploration(self.ground, self.legs, line, reward, moments) for line in self.lines]

    def cells(self, prices: Prices, moments: int) -> int:
        """At most so many cells of grids are gone through when every line is explored at prices."""
        paying = np.flatnonzero(self.reward(prices) > 0.0)
        return sum(cells(self.ground, self.legs, line, paying, moments) for line in self.lines)

    def value(self, prices: Prices, explorations: list[Exploration]) -> float:
        """No tours bring more."""
        pairs = zip(self.counts, explorations, strict=True)
        return self.constant(prices) + sum(count * max(0.0, line.upper) for count, line in pairs)

    def slack(self, ways: list[Way]) -> tuple[Floats, Floats]:
        """What one way for every line leaves over of stops and resources: the slope of the value."""
        met = np.zeros(len(self.ground.profit))
        for count, way in zip(self.counts, ways, strict=True):
            np.add.at(met, [stop for day in way for stop in day], float(count))
        return 1.0 - met, self.ground.room - met @ self.ground.takes


def _lines(ground: Ground, chained: tuple[int, int] | None, ends: Ints) -> tuple[list[Line], list[int]]:
    """With hotels one line of all routes; else one for each kind of route.

    ``chained``: the places where the journey starts and ends.
    """
    routes = len(ground.begin)
    if chained is not None:
        start, end = (np.array([place]) for place in chained)
        return [Line(tuple(range(routes)), (start, *[ground.hotels] * (routes - 1), end))], [1]
    first = [int(np.flatnonzero(ground.kind == kind)[0]) for kind in range(1 + int(ground.kind.max()))]
    lines = [Line((r,), (ends[r, :1], ends[r, 1:])) for r in first]
    return lines, [int((ground.kind == ground.kind[r]).sum()) for r in first]
