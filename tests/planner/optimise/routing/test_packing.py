"""Set packing against trying every choice of routes."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.routing.compile import grounded
from planner.optimise.routing.courses import course_of
from planner.optimise.routing.packing import Columns, Packing, columns_of, reduced
from planner.optimise.routing.pool import Pool, empty_pool
from planner.orienteering import Orienteering
from tests.planner.optimise.routing import replay
from tests.planner.optimise.routing.doors import keep
from tests.planner.optimise.routing.problems import law, problems, tiny_problem

DICE = st.integers(0, 1_000_000).map(Random)


def pool_of(problem: Orienteering, dice: Random, courses: int = 4) -> Pool:
    """The routes of some random courses."""
    ground = grounded(problem)
    pool = empty_pool(len(problem.stops), 1 + int(ground.kind.max()), 50, 1)
    for _ in range(courses):
        course = replay.filled(problem, ground, dice)
        for r in range(len(problem.routes)):
            keep(ground, course, r, pool)
    return pool


def most(problem: Orienteering, columns: Columns) -> int:
    """The most profit of any choice; stops in two routes count once, but use up resources twice."""
    kinds = grounded(problem).kind.tolist()
    best = 0
    for size in range(1, len(kinds) + 1):
        for chosen in combinations(range(len(columns.profit)), size):
            visits = [stop for k in chosen for stop in columns.of(k)]
            used = [sum(problem.stops[stop].takes[k] for stop in visits) for k in range(len(problem.room))]
            drawn = [int(columns.kind[k]) for k in chosen]
            if all(drawn.count(kind) <= kinds.count(kind) for kind in drawn) and all(
                spent <= room for spent, room in zip(used, problem.room, strict=True)
            ):
                best = max(best, sum(problem.stops[stop].profit for stop in set(visits)))
    return best


@law
@given(problem=problems("unlike_routes", "resources", "calendars"), dice=DICE)
def test_the_choice_is_the_best_there_is_and_makes_a_course(problem: Orienteering, dice: Random) -> None:
    ground = grounded(problem)
    columns = columns_of([pool_of(problem, dice), pool_of(problem, dice)])
    best = most(problem, columns)
    assert Packing(ground, columns).better_than(best, None) is None
    if best:
        chosen = Packing(ground, columns).better_than(best - 1, None)
        assert chosen is not None
        course = course_of(problem, ground, [(int(columns.kind[k]), columns.of(k)) for k in chosen])
        replay.assert_consistent(problem, course)
        assert course.tally[0] == best


def test_nothing_is_chosen_of_an_empty_pool() -> None:
    problem = tiny_problem(1)
    columns = columns_of([empty_pool(len(problem.stops), 1, 5, 1)])
    assert Packing(grounded(problem), columns).better_than(0, None) is None


def test_columns_of_two_pools_stand_one_after_the_other() -> None:
    problem, dice = tiny_problem(6, "unlike_routes", stops=7), Random(1)
    pools = [pool_of(problem, dice), pool_of(problem, dice)]
    columns = columns_of(pools)
    expected = [
        (int(pool.kind[k]), int(pool.profit[k]), pool.stops[pool.first[k] : pool.first[k + 1]].tolist())
        for pool in pools
        for k in range(int(pool.size[0]))
    ]
    assert len(expected) > 4
    assert [
        (int(columns.kind[k]), int(columns.profit[k]), columns.of(k)) for k in range(len(columns.profit))
    ] == expected


def test_the_reduced_cost_is_profit_less_all_duals() -> None:
    columns = Columns(np.array([0, 1, 1]), np.array([0, 2, 3]), np.array([10, 6]), np.array([0, 1]))
    takes = np.array([[1], [2]])
    found = reduced(columns, takes, np.array([1.0, 2.0]), np.array([0.5, 0.25]), np.array([3.0]))
    # 10 - 0.5 - (1 + 3) - (2 + 6), and 6 - 0.25 - (2 + 6).
    assert found.tolist() == pytest.approx([-2.5, -2.25])
