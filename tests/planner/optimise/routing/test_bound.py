"""Bounds of orienteering problems: never below the optimum of a brute force that shares no code with them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audit.tours import audit_tours
from planner.optimise.routing.bound import Bounding, Proven, proven_bound
from planner.optimise.routing.budget import Budget
from planner.optimise.routing.compile import grounded
from planner.optimise.routing.knapsack import knapsack_bound
from planner.optimise.routing.packing import Columns
from planner.orienteering import Orienteering, Proof, Route, Stop, Tour, Tours
from planner.stop import Never
from tests.brute_force.tours import best_profit
from tests.planner.optimise.routing.problems import KINDS, law, problems, tiny_problem

SEEDS = range(12)


def bound_of(
    problem: Orienteering, incumbent: int = 0, columns: Columns | None = None, steps: int = 2_000_000
) -> Proven:
    return proven_bound(problem, grounded(problem), incumbent, columns, steps=steps)


def alone(problem: Orienteering) -> Columns:
    """A pool of the routes that serve one stop, whether they can be run or not."""
    n, kinds = len(problem.stops), 1 + int(grounded(problem).kind.max())
    stops = np.tile(np.arange(n), kinds)
    profit = np.array([stop.profit for stop in problem.stops] * kinds)
    return Columns(stops, np.arange(len(stops) + 1), profit, np.repeat(np.arange(kinds), n))


@law
@given(problems(), st.integers(0, 40))
def test_no_bound_is_below_the_optimum_whatever_is_known(problem: Orienteering, known: int) -> None:
    best = best_profit(problem)
    assert bound_of(problem, min(known, best)).bound >= best


@law
@given(problems("windows"))
def test_no_bound_over_a_pool_of_routes_is_below_the_optimum(problem: Orienteering) -> None:
    assert bound_of(problem, 0, alone(problem)).bound >= best_profit(problem)


@law
@given(problems(), st.integers(2, 7))
def test_profits_that_come_in_steps_have_bounds_in_steps(problem: Orienteering, step: int) -> None:
    stops = tuple(stop.model_copy(update={"profit": step * stop.profit}) for stop in problem.stops)
    stepped = problem.model_copy(update={"stops": stops})
    best = best_profit(stepped)
    for bound in (knapsack_bound(stepped), bound_of(stepped).bound):
        assert bound >= best
        assert bound % step == 0


@pytest.mark.parametrize(
    "kinds", [("windows",), ("two_windows", "resources"), ("calendars", "unlike_routes")]
)
def test_a_bound_by_column_generation_holds_and_is_mostly_the_optimum(kinds: tuple[str, ...]) -> None:
    tight = 0
    for seed in SEEDS:
        problem = tiny_problem(seed, *kinds)
        best = best_profit(problem)
        bound = bound_of(problem, best, alone(problem)).bound
        assert bound >= best
        tight += bound == best
    assert tight >= len(SEEDS) * 3 // 4


@law
@given(problems("windows").filter(lambda problem: len(problem.routes) > 0), st.integers(0, 5))
def test_the_bound_of_one_route_is_its_optimum(problem: Orienteering, short: int) -> None:
    one = problem.model_copy(update={"routes": problem.routes[:1]})
    best = best_profit(one)
    assert bound_of(one, max(0, best - short)).bound == best


@pytest.mark.parametrize("kinds", [("windows",), ("two_windows", "resources"), ("crooked", "two_windows")])
def test_a_way_that_is_news_can_be_run_and_is_worth_the_bound(kinds: tuple[str, ...]) -> None:
    news = 0
    for seed in range(60):
        problem = tiny_problem(seed, *kinds, stops=7)
        one = problem.model_copy(update={"routes": problem.routes[:1]})
        proof = bound_of(one)
        if proof.way is not None:
            tour = Tour(start=one.routes[0].start, stops=proof.way, end=one.routes[0].end)
            assert audit_tours(one, Tours(tours=(tour,), profit=proof.bound, bound=proof.bound)) == ()
            news += proof.bound == best_profit(one)
    assert news >= 10


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("steps", [0, 300, 3_000])
def test_a_bound_cut_short_is_still_one(kind: str, steps: int) -> None:
    for seed in SEEDS:
        problem = tiny_problem(seed, kind)
        best = best_profit(problem)
        assert knapsack_bound(problem) >= bound_of(problem, 0, steps=steps).bound >= best


def test_a_day_may_lead_over_a_stop_that_is_worth_nothing() -> None:
    # Day one: the stop of profit 9, to the second hotel. From there the end is near by way of stop 0 alone.
    near = {(0, 3): 1, (0, 5): 1, (1, 5): 1, (1, 3): 1, (3, 4): 1, (2, 4): 8, (2, 3): 8}
    ways = tuple(
        tuple(0 if a == b else near.get((min(a, b), max(a, b)), 100) for b in range(6)) for a in range(6)
    )
    day = ((0, 50),)
    problem = Orienteering(
        ways=ways,
        stops=(
            Stop(profit=0, windows=(day, day)),
            Stop(profit=9, windows=(day, ())),
            Stop(profit=3, windows=(day, day)),
        ),
        routes=(Route(start=0, end=0, closes=20), Route(start=0, end=0, closes=20, calendar=1)),
        hotels=(1, 2),
    )
    assert best_profit(problem) == 9
    assert bound_of(problem).bound == 9


@law
@given(problems("hotels", "crooked", "short_days"), st.integers(0, 40))
def test_no_bound_of_days_with_detours_is_below_the_optimum(problem: Orienteering, known: int) -> None:
    best = best_profit(problem)
    assert bound_of(problem, min(known, best)).bound >= best


@law
@given(problems("hotels"))
def test_a_bound_of_days_from_hotel_to_hotel_holds(problem: Orienteering) -> None:
    best = best_profit(problem)
    assert bound_of(problem, best).bound >= best


def test_equal_work_gives_equal_bounds() -> None:
    problem = tiny_problem(7, "resources", "hotels")
    assert bound_of(problem) == bound_of(problem)


def test_without_work_the_knapsack_says_it_and_with_enough_labels_do() -> None:
    problem = tiny_problem(42, "two_windows", stops=7)
    problem = problem.model_copy(update={"routes": problem.routes[:1]})
    best, packed = best_profit(problem), knapsack_bound(problem)
    assert packed > best > 0
    assert bound_of(problem, steps=0) == Proven(packed, Proof.KNAPSACK)
    assert bound_of(problem, best) == Proven(best, Proof.LABELS)


class Fading:
    """A stop of so many seconds, of which each look takes one, and that says so when they are over."""

    def __init__(self, seconds: float) -> None:
        self.left, self.looks = seconds, 0

    def stopped(self) -> bool:
        return self.left <= 0.0

    def remaining_seconds(self) -> float:
        self.looks += 1
        self.left = max(0.0, self.left - 1.0)
        return self.left


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seconds", [0.0, 3.0, 9.0, 30.0, 300.0])
def test_a_bound_stopped_at_any_moment_is_still_one(kind: str, seconds: float) -> None:
    for seed in range(6):
        problem = tiny_problem(seed, kind)
        proven = proven_bound(problem, grounded(problem), 0, stop=Fading(seconds), seconds=seconds)
        assert knapsack_bound(problem) >= proven.bound >= best_profit(problem)


@pytest.mark.parametrize("seed", [4954, 8472])
def test_moments_longer_than_the_legs_do_not_mix_up_who_came_first(seed: int) -> None:
    # So long a day is cut into moments in which several stops are met: labels come to a stop out of order.
    # Of thousands of problems these two tell whether times are compared.
    problem = tiny_problem(seed, "crooked", stops=8)
    one = problem.model_copy(update={"routes": (problem.routes[0].model_copy(update={"closes": 60_000}),)})
    best = best_profit(one)
    assert bound_of(one, best - 1).bound >= best


def test_labels_left_open_by_the_clock_are_still_hoped_for() -> None:
    cut = 0
    for seed in range(60):
        problem = tiny_problem(seed, "two_windows", stops=7)
        one = problem.model_copy(update={"routes": problem.routes[:1]})
        bounding = Bounding(one, grounded(one), knapsack_bound(one), 0, Budget(Never(), None, 10**9))
        (line,) = bounding.lagrangian.explored(bounding.free)
        whole = line.refine(bounding.memory, 0.0, 10**9, lambda: True)
        assert max(0.0, line.upper) >= best_profit(one)
        cut += not whole
    assert cut >= 30


def test_profits_of_billions_lose_nothing_to_rounding() -> None:
    for seed in range(20):
        problem = tiny_problem(seed, "windows", "resources")
        stops = tuple(
            stop.model_copy(update={"profit": stop.profit * 10**11 + 7 * k})
            for k, stop in enumerate(problem.stops)
        )
        large = problem.model_copy(update={"stops": stops})
        best = best_profit(large)
        assert bound_of(large, max(0, best - 1)).bound >= best
