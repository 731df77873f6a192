"""The bound is one at any prices."""

from random import Random

import numpy as np
import pytest

from planner.optimise.boards import NEVER
from planner.optimise.bound import Bounder, next_starts, spans
from planner.optimise.instance import Instance
from planner.optimise.market import Market
from planner.optimise.pinned import fixed_points
from planner.optimise.prices import Prices
from planner.plan import Plan, Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from tests.builders import MONDAY
from tests.planner.optimise.markets import market_of, random_prices
from tests.planner.optimise.week import DEPUTY, FRIDAY, HEAD, prospect, rules, week
from tests.tiny_seasons import tiny_season

SEEDS = range(400, 416)


def _bounder(season: Season, market: Market, published: Plan | None = None) -> Bounder:
    return Bounder(market, float(fixed_points(season, Network(season), published)))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_prices_give_a_bound_below_the_best_plan(seed: int) -> None:
    season, dice = tiny_season(seed), Random(seed)
    plan = solve(season)
    market = market_of(season, every=False)
    bounder = _bounder(season, market)
    if plan.status is Status.INFEASIBLE:
        return
    for _ in range(12):
        prices = random_prices(dice, market.instance, market.limits)
        assert bounder.evaluate(prices).value >= plan.objective.total - 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_nor_do_they_against_a_published_plan(seed: int) -> None:
    season, other, dice = tiny_season(seed), tiny_season(seed), Random(seed)
    published = solve(other.model_copy(update={"companies": other.companies[1:], "pins": week().pins}))
    if published.status is Status.INFEASIBLE:
        return
    plan = solve(season, published=published)
    if plan.status is Status.INFEASIBLE:
        return
    market = market_of(season, published, every=False)
    bounder = _bounder(season, market, published)
    for _ in range(6):
        prices = random_prices(dice, market.instance, market.limits)
        assert bounder.evaluate(prices).value >= plan.objective.total - 1e-6


def test_at_no_prices_the_bound_counts_a_company_once_for_every_head() -> None:
    # Two heads, each of whom would meet a for 100.
    both = week(prospect("a", 100, MONDAY), people=(HEAD, DEPUTY))
    market = market_of(both)
    zero = Prices.zero(market.instance, market.limits)
    assert _bounder(both, market).evaluate(zero).value == 200
    zero.company[0] = 100
    assert _bounder(both, market).evaluate(zero).value == 100


def test_spans_add_up_consecutive_days_of_a_run() -> None:
    # Days 0 and 1 are one run, day 2 stands alone.
    found = spans(np.array([1.0, 2.0, 4.0]), np.array([1, 1, 2]), 2)
    assert found[0].tolist() == [1.0, 3.0]
    assert (found[1, 0], found[2, 0]) == (2.0, 4.0)
    assert (abs(found[1, 1]) > 1e12, abs(found[2, 1]) > 1e12) == (True, True)


def test_spans_lose_nothing_beside_a_day_that_is_not_free() -> None:
    # Day 0 is not free: the sums of the days after it are as exact as without it.
    found = spans(np.array([-NEVER, 0.1, 0.2, -NEVER, 0.3]), np.array([4, 4, 4, 4, 4]), 2)
    assert found[1].tolist() == pytest.approx([0.1, 0.3], abs=1e-9)
    assert found[4, 0] == pytest.approx(0.3, abs=1e-9)
    assert [bool(found[day, 0] > 1e12) for day in range(5)] == [True, False, False, True, False]


@pytest.mark.parametrize(
    ("rest", "starts"), [(0, [1, 2, 3, 4, 5, 6, 7]), (1, [2, 3, 4, 5, 5, 7, 7]), (2, [3, 4, 5, 5, 5, 7, 7])]
)
def test_the_next_trip_starts_after_the_rest(rest: int, starts: list[int]) -> None:
    # Monday to Friday are days 0 to 4, Monday and Tuesday after them 5 and 6; 7 is beyond the season.
    season = week(prospect("a", 100, FRIDAY), rules=rules(rest_days_between_trips=rest))
    assert next_starts(Instance(season, Network(season))).tolist() == starts
