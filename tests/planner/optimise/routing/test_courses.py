"""Courses made of routes, and tours read off them."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.routing.compile import grounded
from planner.optimise.routing.courses import course_of, tours_of
from planner.orienteering import Orienteering, Route, Stop, Tour
from tests.planner.optimise.routing import replay
from tests.planner.optimise.routing.problems import law, problems

DICE = st.integers(0, 1_000_000).map(Random)
# Two stops at 2 and 8 from the depot on a line; a short route and a long one on one calendar.
LINE = Orienteering(
    ways=((0, 6, 2), (6, 0, 8), (2, 8, 0)),
    stops=(
        Stop(profit=1, windows=(((0, 5),),), takes=(1,)),
        Stop(profit=2, windows=(((0, 30),),), takes=(1,)),
    ),
    routes=(Route(start=0, end=0, closes=4), Route(start=0, end=0, closes=16)),
    room=(2,),
)


def stops_of(problem: Orienteering, *routes: tuple[int, list[int]]) -> list[tuple[int, ...]]:
    course = course_of(problem, grounded(problem), list(routes))
    replay.assert_consistent(problem, course)
    return [tour.stops for tour in tours_of(problem, course)]


def test_a_route_is_given_to_a_free_one_of_its_kind() -> None:
    assert stops_of(LINE, (1, [0, 1])) == [(), (0, 1)]
    twice = LINE.model_copy(update={"routes": LINE.routes * 2})
    assert stops_of(twice, (1, [1]), (1, [0])) == [(), (1,), (), (0,)]


def test_a_second_visit_is_dropped() -> None:
    assert stops_of(LINE, (0, [0]), (1, [0, 1])) == [(0,), (1,)]


def test_a_stop_that_is_late_is_passed_over() -> None:
    assert stops_of(LINE, (0, [1, 0])) == [(0,), ()]
    assert stops_of(LINE, (1, [1, 0])) == [(), (1,)]


def test_a_stop_without_room_is_passed_over() -> None:
    assert stops_of(LINE.model_copy(update={"room": (1,)}), (1, [0, 1])) == [(), (0,)]


@law
@given(problem=problems("unlike_routes", "calendars", "resources"), dice=DICE)
def test_the_routes_of_a_course_make_its_like(problem: Orienteering, dice: Random) -> None:
    ground = grounded(problem)
    course = replay.filled(problem, ground, dice)
    tours = tours_of(problem, course)
    n = len(problem.stops)
    assert [[n + t.start, *t.stops, n + t.end] for t in tours] == [
        replay.row(course, r) for r in range(len(problem.routes))
    ]
    routes = [(int(ground.kind[r]), list(tour.stops)) for r, tour in enumerate(tours)]
    again = course_of(problem, ground, dice.sample(routes, len(routes)))
    replay.assert_consistent(problem, again)
    assert again.tally.tolist() == course.tally.tolist()


def test_a_tour_names_its_depots() -> None:
    there = LINE.model_copy(
        update={
            "ways": ((0, 6, 2, 4), (6, 0, 8, 2), (2, 8, 0, 6), (4, 2, 6, 0)),
            "routes": (Route(start=1, end=0, closes=30),),
        }
    )
    course = course_of(there, grounded(there), [(0, [1, 0])])
    assert tours_of(there, course) == (Tour(start=1, stops=(1,), end=0),)
