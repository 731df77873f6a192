"""Annealing: whatever is accepted or turned down, the three courses stay whole, and the best never falls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.routing.anneal import anneal
from planner.optimise.routing.ground import Course
from planner.orienteering import Orienteering
from tests.brute_force.tours import best_profit
from tests.planner.optimise.routing.problems import STAR, law, problems, tiny_problem
from tests.planner.optimise.routing.replay import assert_consistent, row
from tests.planner.optimise.routing.test_hotels import nights
from tests.planner.optimise.routing.walks import manner, search_of, walk_of


def rows(course: Course) -> list[list[int]]:
    return [row(course, r) for r in range(len(course.length))]


@law
@given(problem=problems(stops=7), seed=st.integers(0, 1_000), temperature=st.sampled_from((0.01, 1.0, 9.0)))
def test_after_any_round_every_course_is_consistent_and_the_best_no_worse(
    problem: Orienteering, seed: int, temperature: float
) -> None:
    search = search_of(problem, seed)
    walk = walk_of(search)
    merit = (0, -int(walk.best.tally[1]))
    for _ in range(30):
        best = rows(walk.best)
        anneal(search.ground, walk, manner(temperature), 1)
        for course in (walk.now, walk.kept, walk.best):
            assert_consistent(problem, course)
            if problem.hotels:
                nights(problem, course)
        assert rows(walk.now) == rows(walk.kept)
        after = (int(walk.best.tally[0]), -int(walk.best.tally[1]))
        assert after > merit or rows(walk.best) == best
        assert (int(walk.kept.tally[0]), -int(walk.kept.tally[1])) <= after
        merit = after


@law
@given(problem=problems(stops=6), seed=st.integers(0, 1_000))
def test_the_number_returned_is_how_often_the_best_was_bettered(problem: Orienteering, seed: int) -> None:
    search = search_of(problem, seed)
    together, single = walk_of(search), walk_of(search)
    bettered = anneal(search.ground, together, manner(), 40)
    counted, profit = 0, 0
    for _ in range(40):
        counted += anneal(search.ground, single, manner(), 1)
        assert (counted > 0) == (single.best.tally[0] > 0)
        profit = int(single.best.tally[0])
    assert (bettered, int(together.best.tally[0])) == (counted, profit)


def test_when_cold_nothing_worse_is_accepted_and_when_hot_anything() -> None:
    search = search_of(STAR)
    falls = {}
    for temperature in (1e-9, 1e9):
        walk, fell, before = walk_of(search), 0, -1e9
        for _ in range(200):
            anneal(search.ground, walk, manner(temperature), 1)
            value = float(walk.kept.tally[0]) - 0.05 * float(walk.kept.tally[1])
            fell, before = fell + (value < before - 1e-9), value
        falls[temperature] = fell
    assert falls[1e-9] == 0
    assert falls[1e9] > 20


@pytest.mark.parametrize("seed", range(12))
def test_a_thousand_rounds_find_the_best_of_a_tiny_problem(seed: int) -> None:
    problem = tiny_problem(seed, "two_windows", "resources", stops=6)
    search = search_of(problem)
    walk = walk_of(search)
    anneal(search.ground, walk, manner(), 1_000)
    assert int(walk.best.tally[0]) == best_profit(problem)


def test_the_best_met_is_kept_whatever_a_way_costs() -> None:
    search = search_of(STAR)
    walk = walk_of(search)
    anneal(search.ground, walk, manner(1e-9)._replace(way_price=1e6), 300)
    assert walk.best.tally[0] > 0
    assert_consistent(STAR, walk.best)


def test_good_routes_are_pooled_only_if_asked() -> None:
    search = search_of(STAR)
    pooled = walk_of(search)
    anneal(search.ground, pooled, manner(), 100)
    assert pooled.pool.size[0] > 3
    unpooled = walk_of(search)
    anneal(search.ground, unpooled, manner()._replace(pooling=False), 100)
    assert unpooled.pool.size[0] == 0
    assert np.array_equal(pooled.best.tally, unpooled.best.tally)
