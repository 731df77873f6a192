"""Problems as arrays."""

import numpy as np
from hypothesis import given

from planner.optimise.routing.compile import copied, empty_course, grounded, served
from planner.optimise.routing.ground import INF
from planner.orienteering import Orienteering, Route, Stop, first_nights
from tests.planner.optimise.routing.problems import law, problems
from tests.planner.optimise.routing.replay import assert_consistent, row

# Two stops and two depots: the second stop has two windows, of which one is none, on calendar 1 alone.
PROBLEM = Orienteering(
    ways=((0, 3, 1, 5), (3, 0, 2, 4), (1, 2, 0, 7), (5, 4, 7, 0)),
    stops=(
        Stop(profit=4, service=2, windows=(((1, 9),), ()), takes=(3,)),
        Stop(profit=9, windows=((), ((5, 4), (6, 8))), takes=(0,)),
    ),
    routes=(
        Route(start=0, end=1, opens=1, closes=20, calendar=1),
        Route(start=1, end=1, closes=30),
        Route(start=0, end=1, opens=1, closes=20, calendar=1),
    ),
    room=(5,),
)


def test_ways_have_the_service_before_them_and_stand_both_ways_round() -> None:
    ground = grounded(PROBLEM)
    assert ground.leave.tolist() == [[2, 5, 3, 7], [3, 0, 2, 4], [1, 2, 0, 7], [5, 4, 7, 0]]
    assert (ground.reach == ground.leave.T).all()
    assert ground.near.tolist() == [[0, 1], [1, 0]]


def test_windows_that_are_none_are_left_out() -> None:
    ground = grounded(PROBLEM)
    assert ground.opens.tolist() == [[[1, INF], [INF, INF]], [[INF, INF], [6, INF]]]
    assert ground.closes.tolist() == [[[9, -1], [-1, -1]], [[-1, -1], [8, -1]]]
    assert ground.last_close.tolist() == [[9, -1], [-1, 8]]


def test_routes_of_one_kind_are_alike_in_everything() -> None:
    assert grounded(PROBLEM).kind.tolist() == [0, 1, 0]
    later = PROBLEM.routes[2].model_copy(update={"closes": 21})
    unlike = PROBLEM.model_copy(update={"routes": (*PROBLEM.routes[:2], later)})
    assert grounded(unlike).kind.tolist() == [0, 1, 2]


def test_worth_is_profit_to_each_power() -> None:
    assert np.allclose(grounded(PROBLEM).worth, [[4, 9], [8, 27], [16, 81], [64, 729]])


@law
@given(problem=problems())
def test_an_empty_course_is_consistent(problem: Orienteering) -> None:
    assert_consistent(problem, empty_course(problem, first_nights(problem) or ()))


def test_an_empty_course_sleeps_where_it_is_told() -> None:
    chained = PROBLEM.model_copy(update={"hotels": (0, 1)})
    course = empty_course(chained, (0, 1))
    assert [row(course, r) for r in range(3)] == [[2, 2], [2, 3], [3, 3]]


def test_a_copy_is_a_course_of_its_own() -> None:
    course = empty_course(PROBLEM)
    copy = copied(course)
    for array in copy:
        array[...] = 77
    assert_consistent(PROBLEM, course)
    assert served(course, 0).tolist() == []
