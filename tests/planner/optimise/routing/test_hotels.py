"""A night moved to another hotel: the chain stays joined, and what no longer fits is out."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.routing.compile import grounded
from planner.optimise.routing.ground import Course
from planner.orienteering import Orienteering, Route, Stop
from tests.planner.optimise.routing import replay
from tests.planner.optimise.routing.doors import change_hotel, nothing, random_state
from tests.planner.optimise.routing.problems import law, problems, tiny_problem

DICE = st.integers(0, 1_000_000).map(Random)


def nights(problem: Orienteering, course: Course) -> list[int]:
    """Where each route but the last ends, as a depot; the next starts there."""
    rows = [replay.row(course, r) for r in range(len(problem.routes))]
    n = len(problem.stops)
    assert rows[0][0] == n + problem.routes[0].start
    assert rows[-1][-1] == n + problem.routes[-1].end
    assert [row[-1] for row in rows[:-1]] == [row[0] for row in rows[1:]]
    return [row[-1] - n for row in rows[:-1]]


@law
@given(problem=problems("hotels", "unlike_routes"), dice=DICE)
def test_the_chain_stays_joined_and_every_route_in_time(problem: Orienteering, dice: Random) -> None:
    ground, state = grounded(problem), random_state(dice.randrange(1 << 30))
    course = replay.filled(problem, ground, dice)
    for _ in range(6):
        before = [replay.row(course, r) for r in range(len(problem.routes))]
        marked, dirty = nothing(len(problem.stops)), nothing(len(problem.routes))
        change_hotel(ground, course, state, marked, dirty)
        replay.assert_consistent(problem, course)
        assert set(nights(problem, course)) <= set(problem.hotels)
        after = [replay.row(course, r) for r in range(len(problem.routes))]
        assert {r for r in range(len(after)) if after[r] != before[r]} <= set(np.flatnonzero(dirty).tolist())
        gone = {stop for old, new in zip(before, after, strict=True) for stop in set(old) - set(new)}
        assert {stop for stop in gone if stop < len(problem.stops)} == set(np.flatnonzero(marked).tolist())


@law
@given(problem=problems("hotels", "unlike_routes", "crooked"), dice=DICE)
def test_shedding_ends_whatever_the_ways(problem: Orienteering, dice: Random) -> None:
    ground, state = grounded(problem), random_state(dice.randrange(1 << 30))
    course = replay.filled(problem, ground, dice)
    change_hotel(ground, course, state, nothing(len(problem.stops)), nothing(len(problem.routes)))
    replay.assert_consistent(problem, course)


def test_every_hotel_is_tried() -> None:
    problem = next(
        found
        for found in (tiny_problem(seed, "hotels") for seed in range(100))
        if len(found.routes) == 3 and len(found.hotels) == 2
    )
    ground, state = grounded(problem), random_state(1)
    course = replay.filled(problem, ground, Random(1))
    seen = set()
    for _ in range(60):
        change_hotel(ground, course, state, nothing(len(problem.stops)), nothing(3))
        seen.add(tuple(nights(problem, course)))
    assert seen == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_a_night_stays_where_no_other_hotel_is_in_reach() -> None:
    # Depot 1 is 2 from the start, depot 2 is 50: the days are 10 long.
    problem = Orienteering(
        ways=((0, 1, 1, 50), (1, 0, 2, 50), (1, 2, 0, 50), (50, 50, 50, 0)),
        stops=(Stop(profit=1, windows=(((0, 9),),)),),
        routes=(Route(start=0, end=0, closes=10), Route(start=0, end=0, closes=10)),
        hotels=(1, 2),
    )
    ground, state = grounded(problem), random_state(1)
    course = replay.filled(problem, ground, Random(1))
    for _ in range(20):
        change_hotel(ground, course, state, nothing(1), nothing(2))
        assert nights(problem, course) == [1]
    assert course.tally[0] == 1


def test_a_single_route_has_no_night_to_move() -> None:
    problem = Orienteering(
        ways=((0, 1), (1, 0)),
        stops=(Stop(profit=1, windows=(((0, 9),),)),),
        routes=(Route(start=0, end=0, closes=10),),
        hotels=(0,),
    )
    ground = grounded(problem)
    course, dirty = replay.filled(problem, ground, Random(1)), nothing(1)
    change_hotel(ground, course, random_state(1), nothing(1), dirty)
    assert (int(course.tally[0]), dirty.tolist()) == (1, [0])
