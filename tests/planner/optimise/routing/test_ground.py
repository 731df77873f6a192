"""Windows and courses: when service starts, how late one may come, what a change leaves true."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.routing.compile import copied, empty_course, grounded
from planner.optimise.routing.ground import INF, Course
from planner.orienteering import Orienteering, first_nights
from tests.planner.optimise.routing import replay
from tests.planner.optimise.routing.doors import adopt, last_arriving, nothing, put, starting, take_out
from tests.planner.optimise.routing.problems import law, problems, tiny_problem

DICE = st.integers(0, 1_000_000).map(Random)


def filled(problem: Orienteering, dice: Random) -> Course:
    return replay.filled(problem, grounded(problem), dice)


@law
@given(problem=problems("two_windows", "calendars"), arrival=st.integers(0, 100))
def test_service_starts_in_the_first_window_one_is_in_time_for(problem: Orienteering, arrival: int) -> None:
    ground = grounded(problem)
    for stop in range(len(problem.stops)):
        for r, route in enumerate(problem.routes):
            found = starting(ground, route.calendar, stop, arrival)
            expected = replay.begin(problem, r, stop, arrival)
            assert found == (INF if expected == replay.NEVER else expected)


@law
@given(problem=problems("two_windows", "calendars"), start=st.integers(0, 100))
def test_who_comes_by_the_last_arrival_and_nobody_later_is_served_by_then(
    problem: Orienteering, start: int
) -> None:
    ground = grounded(problem)
    for stop in range(len(problem.stops)):
        for r, route in enumerate(problem.routes):
            last = last_arriving(ground, route.calendar, stop, start)
            for arrival in range(110):
                assert (arrival <= last) == (replay.begin(problem, r, stop, arrival) <= start)


@law
@given(problem=problems(), dice=DICE)
def test_stops_put_in_leave_a_course_consistent(problem: Orienteering, dice: Random) -> None:
    replay.assert_consistent(problem, filled(problem, dice))


@law
@given(problem=problems(*("two_windows",), stops=6), dice=DICE)
def test_an_arrival_keeps_the_rest_of_a_route_in_time_until_its_latest(
    problem: Orienteering, dice: Random
) -> None:
    course = filled(problem, dice)
    for r in range(len(problem.routes)):
        places = replay.row(course, r)
        for p in range(1, len(places) - 1):
            for arrival in range(110):
                now = arrival
                for here, there in zip(places[p:], places[p + 1 :], strict=False):
                    now = replay.begin(problem, r, here, now) + replay.leg(problem, here, there)
                assert (arrival <= course.latest[r, p]) == (now <= problem.routes[r].closes)


@law
@given(problem=problems("resources", "two_windows"), dice=DICE)
def test_stops_taken_out_leave_a_course_consistent_and_the_others_in_order(
    problem: Orienteering, dice: Random
) -> None:
    course = filled(problem, dice)
    r = dice.randrange(len(problem.routes))
    before = replay.row(course, r)[1:-1]
    marked = nothing(len(problem.stops))
    marked[[stop for stop in range(len(problem.stops)) if dice.random() < 0.5]] = 1
    gone = take_out(grounded(problem), course, r, marked)
    after = replay.row(course, r)[1:-1]
    assert after == [stop for stop in before if not marked[stop]]
    assert gone == len(before) - len(after)
    replay.assert_consistent(problem, course)


@law
@given(problem=problems("resources"), dice=DICE)
def test_a_stop_has_room_while_every_resource_has(problem: Orienteering, dice: Random) -> None:
    course = filled(problem, dice)
    ground = grounded(problem)
    for stop in range(len(problem.stops)):
        if course.route[stop] < 0:
            assert put(ground, copied(course), stop, 0, 0) == replay.has_room(problem, course, stop)


@law
@given(problem=problems(), dice=DICE)
def test_a_course_that_adopts_the_routes_of_another_is_that_course(
    problem: Orienteering, dice: Random
) -> None:
    source, target = filled(problem, dice), filled(problem, dice)
    adopt(source, target, np.ones(len(problem.routes), np.int64))
    replay.assert_consistent(problem, target)
    for r in range(len(problem.routes)):
        assert replay.row(target, r) == replay.row(source, r)


def test_only_the_routes_that_differ_are_adopted() -> None:
    problem = next(
        found
        for found in (tiny_problem(seed) for seed in range(100))
        if len(found.routes) == 3 and len(found.stops) == 5
    )
    source, target = filled(problem, Random(1)), empty_course(problem, first_nights(problem) or ())
    adopt(source, target, np.array([1, 0, 0]))
    assert replay.row(target, 0) == replay.row(source, 0)
    assert [int(target.length[r]) for r in (1, 2)] == [0, 0]
