"""A bound over listed tours and what others can bring is one for the season of all companies."""

from datetime import date
from random import Random

import numpy as np
import pytest

from planner.optimise.bound import Bounder
from planner.optimise.compiling import compiled_market
from planner.optimise.instance import Instance
from planner.optimise.land import lands
from planner.optimise.market import Market
from planner.optimise.outside import Outside
from planner.optimise.pinned import fixed_points
from planner.optimise.prices import Prices
from planner.optimise.shortlist import Promise
from planner.plan import Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from tests.builders import MONDAY, WUXI
from tests.planner.optimise.markets import random_prices
from tests.planner.optimise.week import HEAD, TUESDAY, prospect, rules, week
from tests.tiny_seasons import tiny_season

SEEDS = range(400, 440)


def _listed(season: Season, listed: frozenset[int]) -> tuple[Bounder, Outside]:
    """The bound over the tours of some companies, and what the others can bring."""
    network = Network(season)
    instance = Instance(season, network)
    market = compiled_market(instance, every=False, regions=lands(instance, listed))
    bounder = Bounder(market, float(fixed_points(season, network, None)))
    return bounder, Outside(market, Promise(instance), listed)


def _some(season: Season, dice: Random) -> frozenset[int]:
    """One open company of every region in which one could be met, and others by chance."""
    instance = Instance(season, Network(season))
    promise = Promise(instance)
    by_region: dict[str, list[int]] = {}
    for number, openings in enumerate(instance.openings):
        region = promise.limits.region_of.get(season.companies[number].site.city)
        if openings and region is not None:
            by_region.setdefault(region, []).append(number)
    one = {dice.choice(inside) for inside in by_region.values()}
    must = promise.adjust.pinned.keys()
    return frozenset({*one, *must, *(n for n in range(len(season.companies)) if dice.random() < 0.3)})


@pytest.mark.parametrize("seed", SEEDS)
def test_no_prices_give_a_bound_below_the_best_plan_of_all_companies(seed: int) -> None:
    season, dice = tiny_season(seed), Random(seed)
    plan = solve(season)
    if plan.status is Status.INFEASIBLE:
        return
    for _ in range(3):
        bounder, outside = _listed(season, _some(season, dice))
        for _ in range(4):
            prices = random_prices(dice, bounder.instance, bounder.limits)
            assert bounder.evaluate(prices, outside=outside).value >= plan.objective.total - 1e-6


def _at_no_prices(season: Season, listed: frozenset[int]) -> tuple[float, float]:
    """The bound over listed companies alone, and with the others."""
    bounder, outside = _listed(season, listed)
    zero = Prices.zero(bounder.instance, bounder.limits)
    return bounder.evaluate(zero).value, bounder.evaluate(zero, outside=outside).value


def _two(b_on: date, most_visits: int) -> Season:
    """Company a, worth 100, on Monday, and b, worth 30."""
    companies = prospect("a", 100, MONDAY), prospect("b", 30, b_on, city=WUXI)
    return week(*companies, people=(HEAD,), rules=rules(most_visits_a_day=most_visits))


def test_a_day_with_a_company_not_listed_counts_both() -> None:
    season = _two(MONDAY, 2)
    assert _at_no_prices(season, frozenset({0})) == (100, 130)
    assert solve(season).objective.total == 130


def test_one_not_listed_that_is_open_on_another_day_makes_a_longer_trip() -> None:
    season = _two(TUESDAY, 1)
    assert _at_no_prices(season, frozenset({0})) == (100, 130)


def test_a_price_on_one_not_listed_is_collected_and_taken_off_its_visit() -> None:
    bounder, outside = _listed(_two(MONDAY, 4), frozenset({0}))
    prices = Prices.zero(bounder.instance, bounder.limits)
    prices.company[1] = 50
    assert bounder.evaluate(prices, outside=outside).value == 150


def test_with_all_companies_listed_nothing_is_added() -> None:
    season = tiny_season(405)
    dice = Random(1)
    bounder, outside = _listed(season, frozenset(range(len(season.companies))))
    prices = random_prices(dice, bounder.instance, bounder.limits)
    assert bounder.evaluate(prices, outside=outside).value == bounder.evaluate(prices).value


def test_a_listed_company_is_not_met_again_after_one_that_is_not() -> None:
    # a, c, a would bring 210, a, c, c, a too; a, c, c, c brings 130.
    many = [prospect(f"c{k}", 10, MONDAY) for k in range(10)]
    season = week(prospect("a", 100, MONDAY), *many, people=(HEAD,))
    _, both = _at_no_prices(season, frozenset({0}))
    assert both == 130


def _market_of(season: Season) -> Market:
    instance = Instance(season, Network(season))
    return compiled_market(instance, every=False)


def test_listed_lands_are_those_of_the_season_without_the_others() -> None:
    season = _two(MONDAY, 4)
    instance = Instance(season, Network(season))
    (land,) = lands(instance, frozenset({1}))
    (whole,) = (stock.land for stock in _market_of(season).stocks)
    assert (land.companies, whole.companies) == ((1,), (0, 1))
    assert np.array_equal(land.arrive(0)[0, 0], whole.arrive(0)[1, 1])
