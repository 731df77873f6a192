"""The pool: a set of stops and kind once, and whole when it is full."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.routing.compile import empty_course, grounded
from planner.optimise.routing.ground import Course, Ground
from planner.optimise.routing.pool import Pool, empty_pool
from planner.orienteering import Orienteering, Route, Stop
from tests.planner.optimise.routing import replay
from tests.planner.optimise.routing.doors import keep, put
from tests.planner.optimise.routing.problems import law, problems

DICE = st.integers(0, 1_000_000).map(Random)


def easy(stops: int) -> Orienteering:
    """Stops at one place, worth 1, 2, 3, …; two routes of one kind and one of another."""
    routes = (
        Route(start=0, end=0, closes=9),
        Route(start=0, end=0, closes=9),
        Route(start=0, end=0, closes=8),
    )
    return Orienteering(
        ways=((0,) * (stops + 1),) * (stops + 1),
        stops=tuple(Stop(profit=k + 1, windows=(((0, 9),),)) for k in range(stops)),
        routes=routes,
    )


def course_with(problem: Orienteering, ground: Ground, r: int, *stops: int) -> Course:
    course = empty_course(problem)
    for p, stop in enumerate(stops):
        put(ground, course, stop, r, p)
    return course


def kept(pool: Pool) -> list[tuple[int, int, list[int]]]:
    """Kind, profit and stops of the routes in a pool."""
    size = int(pool.size[0])
    return [
        (int(pool.kind[k]), int(pool.profit[k]), pool.stops[pool.first[k] : pool.first[k + 1]].tolist())
        for k in range(size)
    ]


def test_a_set_is_kept_once_whatever_its_order_and_route() -> None:
    problem = easy(4)
    ground, pool = grounded(problem), empty_pool(4, 2, 10, 1)
    for r, stops in ((0, (2, 1)), (0, (1, 2)), (1, (1, 2)), (2, (1, 2)), (0, (1,)), (0, ())):
        keep(ground, course_with(problem, ground, r, *stops), r, pool)
    assert kept(pool) == [(0, 5, [2, 1]), (1, 5, [1, 2]), (0, 2, [1])]


def test_a_full_pool_stays_whole() -> None:
    problem = easy(4)
    ground, pool = grounded(problem), empty_pool(4, 2, 2, 1)
    for stop in range(4):
        keep(ground, course_with(problem, ground, 0, stop), 0, pool)
    assert kept(pool) == [(0, 1, [0]), (0, 2, [1])]


def test_a_pool_without_space_for_a_route_stays_whole() -> None:
    # One route has space for twenty stops.
    problem = easy(21)
    ground, pool = grounded(problem), empty_pool(21, 2, 1, 1)
    keep(ground, course_with(problem, ground, 0, *range(21)), 0, pool)
    assert kept(pool) == []
    keep(ground, course_with(problem, ground, 0, *range(20)), 0, pool)
    assert kept(pool) == [(0, 210, list(range(20)))]


@law
@given(problem=problems("unlike_routes", stops=7), dice=DICE)
def test_a_pool_holds_exactly_the_sets_it_was_shown(problem: Orienteering, dice: Random) -> None:
    ground = grounded(problem)
    pool = empty_pool(len(problem.stops), 1 + int(ground.kind.max()), 200, 1)
    shown = set()
    for _ in range(20):
        course = replay.filled(problem, ground, dice)
        for r in range(len(problem.routes)):
            keep(ground, course, r, pool)
            stops = replay.row(course, r)[1:-1]
            if stops:
                profit = sum(problem.stops[stop].profit for stop in stops)
                shown.add((int(ground.kind[r]), profit, frozenset(stops)))
    found = [(kind, profit, frozenset(stops)) for kind, profit, stops in kept(pool)]
    assert len(found) == len(set(found))
    assert set(found) == shown
