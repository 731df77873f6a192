"""Exploring a line on the grid: what it costs is known beforehand."""

import numpy as np
import pytest

from planner.optimise.routing.compile import grounded
from planner.optimise.routing.explore import CELLS_A_STEP
from planner.optimise.routing.lagrange import Lagrangian, Prices
from tests.planner.optimise.routing.problems import KINDS, tiny_problem


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moments", [10, 600])
def test_no_line_goes_through_more_cells_than_were_reckoned(kind: str, moments: int) -> None:
    for seed in range(6):
        problem = tiny_problem(seed, kind)
        ground, n = grounded(problem), len(problem.stops)
        ends = np.array([[n + route.start, n + route.end] for route in problem.routes])
        chained = (int(ends[0, 0]), int(ends[-1, 1])) if problem.hotels else None
        lagrangian = Lagrangian(ground, chained, ends)
        prices = Prices(np.zeros(n), np.zeros(len(ground.room)))
        spent = sum(line.steps for line in lagrangian.explored(prices, moments))
        assert spent <= lagrangian.cells(prices, moments) // CELLS_A_STEP
