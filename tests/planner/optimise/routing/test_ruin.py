"""Ways to take stops out: what they mark, how much, and that an ejection makes room."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.routing.compile import empty_course, grounded
from planner.optimise.routing.ground import Course
from planner.orienteering import Orienteering, Route, Stop
from tests.planner.optimise.routing import replay
from tests.planner.optimise.routing.doors import (
    ADJACENT,
    FEW,
    RELATED,
    SLICE,
    STRING,
    eject,
    nothing,
    put,
    random_state,
    ruin,
    take_out,
)
from tests.planner.optimise.routing.problems import STAR, law, problems

DICE = st.integers(0, 1_000_000).map(Random)


def marks(problem: Orienteering, course: Course, dice: Random, most: int, way: int) -> set[int]:
    """The stops that one ruin marks."""
    marked = nothing(len(problem.stops))
    ruin(grounded(problem), course, random_state(dice.randrange(1 << 30)), most, marked, way)
    return {stop for stop in range(len(problem.stops)) if marked[stop]}


@law
@given(problem=problems(stops=7), dice=DICE, most=st.integers(1, 4))
@pytest.mark.parametrize("way", [STRING, RELATED, ADJACENT, FEW, SLICE])
def test_a_ruin_marks_served_stops_and_no_more_than_its_most(
    problem: Orienteering, dice: Random, most: int, way: int
) -> None:
    course = replay.filled(problem, grounded(problem), dice)
    found = marks(problem, course, dice, most, way)
    m = len(problem.routes)
    at_most = {ADJACENT: 3 * most, SLICE: m * -(-most // m)}.get(way, most)
    assert {int(course.route[stop]) >= 0 for stop in found} <= {True}
    assert len(found) <= at_most


@pytest.mark.parametrize("way", [STRING, RELATED, ADJACENT, FEW, SLICE])
def test_every_served_stop_is_marked_some_time(way: int) -> None:
    dice = Random(1)
    course = replay.filled(STAR, grounded(STAR), dice)
    served = {stop for stop in range(len(STAR.stops)) if course.route[stop] >= 0}
    assert len(served) == 4
    found: set[int] = set()
    for _ in range(300):
        found |= marks(STAR, course, dice, 3, way)
    assert found == served


@law
@given(problem=problems(stops=7), dice=DICE, most=st.integers(1, 4))
def test_a_string_is_a_run_of_one_route(problem: Orienteering, dice: Random, most: int) -> None:
    course = replay.filled(problem, grounded(problem), dice)
    found = marks(problem, course, dice, most, STRING)
    places = sorted(int(course.place[stop]) for stop in found)
    assert len({int(course.route[stop]) for stop in found}) <= 1
    assert places == list(range(places[0], places[0] + len(places))) if places else True


@law
@given(problem=problems(stops=7), dice=DICE, most=st.integers(0, 4))
def test_an_ejection_makes_room_for_its_stop(problem: Orienteering, dice: Random, most: int) -> None:
    ground = grounded(problem)
    course = replay.filled(problem, ground, dice)
    marked = nothing(len(problem.stops))
    stop, r, at = eject(ground, course, random_state(dice.randrange(1 << 30)), most, marked)
    gone = {other for other in range(len(problem.stops)) if marked[other]}
    if stop < 0:
        assert gone == set()
        return
    assert course.route[stop] < 0
    assert {int(course.route[other]) for other in gone} <= {r}
    assert len(gone) <= most
    take_out(ground, course, r, marked)
    assert put(ground, course, stop, r, at)
    replay.assert_consistent(problem, course)


def test_an_ejection_takes_out_what_is_worth_least() -> None:
    # Each stop lies 3 away from the depot and 6 from the others; a route has time for one of them.
    problem = Orienteering(
        ways=((0, 6, 6, 3), (6, 0, 6, 3), (6, 6, 0, 3), (3, 3, 3, 0)),
        stops=tuple(Stop(profit=profit, windows=(((0, 9),),)) for profit in (50, 5, 9)),
        routes=(Route(start=0, end=0, closes=6), Route(start=0, end=0, closes=6)),
    )
    ground, course, marked = grounded(problem), empty_course(problem), nothing(3)
    put(ground, course, 0, 0, 0)
    put(ground, course, 1, 1, 0)
    assert eject(ground, course, random_state(1), 3, marked) == (2, 1, 0)
    assert marked.tolist() == [0, 1, 0]


def test_an_ejection_gives_up_where_a_resource_has_no_room() -> None:
    problem = Orienteering(
        ways=((0, 1), (1, 0)),
        stops=(Stop(profit=1, windows=(((0, 9),),), takes=(2,)),),
        routes=(Route(start=0, end=0, closes=9),),
        room=(1,),
    )
    marked = nothing(1)
    assert eject(grounded(problem), empty_course(problem), random_state(1), 3, marked)[0] == -1
