"""Putting stops back: the best position of one, and whatever fits in the end."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.routing.chance import State
from planner.optimise.routing.compile import empty_course, grounded
from planner.optimise.routing.ground import Course
from planner.optimise.routing.recreate import BLINK, PUSH, TRAVEL, WAITING, Bench, Taste
from planner.orienteering import Orienteering, Route, Stop, first_nights
from tests.planner.optimise.routing import replay
from tests.planner.optimise.routing.doors import cheapest, nothing, random_state, rebuild
from tests.planner.optimise.routing.problems import law, problems
from tests.planner.optimise.routing.test_chance import plain

DICE = st.integers(0, 1_000_000).map(Random)
METRIC = ("calendars", "resources", "unlike_routes")


def unblinking(seed: int, draws: int = 8) -> State:
    """A state whose next draws pass no position over."""
    while True:
        state, numbers = int(random_state(seed)[0]), []
        for _ in range(draws):
            state, number = plain(state)
            numbers.append(number)
        if min(numbers) >= BLINK:
            return random_state(seed)
        seed += 1


def scanned(problem: Orienteering, course: Course, stop: int, r: int, cost: int) -> tuple[int, int] | None:
    """The least cost of a stop in a route and its first position, each position replayed."""
    places, found = replay.row(course, r), []
    for p in replay.fitting(problem, course, stop, r):
        longer = [*places[: p + 1], stop, *places[p + 1 :]]
        before, after = replay.clocked(problem, r, places), replay.clocked(problem, r, longer)
        arrival = before[p] + replay.leg(problem, places[p], stop)
        travel = (
            problem.ways[places[p]][stop]
            + problem.ways[stop][places[p + 1]]
            - problem.ways[places[p]][places[p + 1]]
        )
        away = after[p + 1] + replay.leg(problem, stop, places[p + 1])
        costs = {
            TRAVEL: travel,
            WAITING: travel + after[p + 1] - arrival,
            PUSH: max(away - before[p + 1], 0) + travel // 4,
        }
        found.append((costs[cost], p))
    return min(found, default=None)


@law
@given(
    problem=problems(*METRIC, stops=6) | problems(*METRIC, "two_windows", stops=6),
    dice=DICE,
    cost=st.sampled_from((TRAVEL, WAITING, PUSH)),
)
def test_the_best_position_is_that_of_a_plain_scan(problem: Orienteering, dice: Random, cost: int) -> None:
    ground = grounded(problem)
    course = replay.filled(problem, ground, dice)
    for stop in range(len(problem.stops)):
        for r in range(len(problem.routes)):
            if course.route[stop] < 0:
                added, spot = cheapest(ground, course, stop, r, cost, unblinking(dice.randrange(1 << 30)))
                assert ((added, spot) if spot >= 0 else None) == scanned(problem, course, stop, r, cost)


@law
@given(problem=problems(), dice=DICE, cost=st.sampled_from((TRAVEL, WAITING, PUSH)))
def test_a_position_found_is_in_time_even_if_ways_break_the_triangle_inequality(
    problem: Orienteering, dice: Random, cost: int
) -> None:
    ground = grounded(problem)
    course = replay.filled(problem, ground, dice)
    for stop in range(len(problem.stops)):
        for r in range(len(problem.routes)):
            if course.route[stop] < 0:
                _, spot = cheapest(ground, course, stop, r, cost, random_state(dice.randrange(1 << 30)))
                assert spot in {-1, *replay.fitting(problem, course, stop, r)}


def test_now_and_then_a_position_is_passed_over() -> None:
    problem = Orienteering(
        ways=((0, 1), (1, 0)),
        stops=(Stop(profit=1, windows=(((0, 9),),)),),
        routes=(Route(start=0, end=0, closes=9),),
    )
    ground, course, state = grounded(problem), empty_course(problem), random_state(3)
    spots = [cheapest(ground, course, 0, 0, TRAVEL, state)[1] for _ in range(2_000)]
    assert set(spots) == {-1, 0}
    assert 5 <= spots.count(-1) <= 60


def begun(problem: Orienteering, dice: Random) -> Course:
    """A course with stops in it, or an empty one."""
    if dice.random() < 0.5:
        return replay.filled(problem, grounded(problem), dice)
    return empty_course(problem, first_nights(problem) or ())


def rebuilt(problem: Orienteering, course: Course, state: State, *, noise: float = 0.0) -> None:
    """Put back whatever fits, every stop being tried in every route."""
    n, m = len(problem.stops), len(problem.routes)
    bench = Bench(nothing(n), np.zeros((n, m)), np.zeros((n, m), np.int64))
    taste = Taste(int(state[0]) % 3, int(state[0]) % 4, noise, 0.1)
    rebuild(grounded(problem), course, state, bench, np.ones(n, np.int64), np.ones(m, np.int64), taste)


@law
@given(problem=problems(stops=7), dice=DICE, noise=st.sampled_from((0.0, 0.6)))
def test_a_course_rebuilt_is_consistent(problem: Orienteering, dice: Random, noise: float) -> None:
    course = begun(problem, dice)
    before = int(course.tally[0])
    rebuilt(problem, course, random_state(dice.randrange(1 << 30)), noise=noise)
    replay.assert_consistent(problem, course)
    assert course.tally[0] >= before


@law
@given(problem=problems(*METRIC, stops=7), dice=DICE)
def test_in_the_end_nothing_more_fits(problem: Orienteering, dice: Random) -> None:
    course = begun(problem, dice)
    state = random_state(dice.randrange(1 << 30))
    for _ in range(5):  # a position passed over is found the next time
        rebuilt(problem, course, state)
    for stop in range(len(problem.stops)):
        if course.route[stop] < 0 and replay.has_room(problem, course, stop):
            fits = [list(replay.fitting(problem, course, stop, r)) for r in range(len(problem.routes))]
            assert not any(fits)


@pytest.mark.parametrize(("profits", "served"), [((9, 5), [0]), ((5, 9), [1])])
def test_what_is_worth_most_for_its_cost_goes_in_first(profits: tuple[int, int], served: list[int]) -> None:
    # Both stops lie 3 away on either side: there is time for one.
    problem = Orienteering(
        ways=((0, 6, 3), (6, 0, 3), (3, 3, 0)),
        stops=tuple(Stop(profit=profit, windows=(((0, 9),),)) for profit in profits),
        routes=(Route(start=0, end=0, closes=6),),
    )
    course = empty_course(problem)
    rebuilt(problem, course, unblinking(1))
    assert replay.row(course, 0)[1:-1] == served


def test_a_stop_not_marked_is_tried_in_dirty_routes_only() -> None:
    problem = Orienteering(
        ways=((0, 1), (1, 0)),
        stops=(Stop(profit=1, windows=(((0, 9),),)),),
        routes=(Route(start=0, end=0, closes=9), Route(start=0, end=0, closes=9)),
    )
    course, bench = empty_course(problem), Bench(nothing(1), np.zeros((1, 2)), np.zeros((1, 2), np.int64))
    dirty = np.array([0, 1])
    rebuild(grounded(problem), course, unblinking(1), bench, nothing(1), dirty, Taste(0, 0, 0.0, 0.1))
    assert [int(course.route[0]), dirty.tolist()] == [1, [0, 1]]
