"""What is left of a relaxation beside fixed trips: the same as asked one by one, and all of it afterwards."""

from random import Random

import numpy as np
import pytest

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.complete import Complete
from planner.optimise.fitting import Fitting
from planner.optimise.generation import Reach
from planner.optimise.market import Market
from planner.optimise.pinned import fixed_points
from planner.optimise.prices import Prices
from planner.optimise.relaxation import Relaxation
from planner.optimise.residual import Residual
from planner.optimise.thinning import thinned
from planner.optimise.usage import Usage
from planner.season import Season
from planner.travel.network import Network
from tests.planner.optimise.markets import market_of, random_prices
from tests.tiny_seasons import tiny_season

SEEDS = range(12)
FAR, FAR_POINTS = Reach(each=40, a_week=40), 20_000.0
POSSIBLE = [0, 5, 6, 8, 11, 12, 13, 14, 21, 22, 29, 30]  # tiny seasons in which a trip can be made
PAYING = [0, 6, 8, 11, 13, 14, 21, 22, 30]  # and in which one pays
RICH = [0, 8, 13, 14, 22, 30]  # and in which there are more trips than gain anything


def _columns(season: Season) -> tuple[Market, list[Column]]:
    market = market_of(season)
    return market, [column for column in Complete(market, 10**6).columns() if column.companies]


def _taken(market: Market, columns: list[Column], dice: Random) -> Usage:
    """A few trips that fit together, taken."""
    usage = Usage(market.instance, market.limits)
    for column in dice.sample(columns, min(len(columns), 6)):
        if usage.fits(column):
            usage.take(column)
    return usage


@pytest.mark.parametrize("seed", SEEDS)
def test_many_columns_fit_as_each_does_alone(seed: int) -> None:
    market, columns = _columns(tiny_season(seed))
    fitting, dice = Fitting(market.instance, market.limits), Random(seed)
    fitting.add(columns[: len(columns) // 2])
    fitting.of(Usage(market.instance, market.limits))
    fitting.add(columns[len(columns) // 2 :])
    assert len(fitting) == len(columns)
    for _ in range(5):
        usage = _taken(market, columns, dice)
        assert fitting.of(usage).tolist() == [usage.fits(column) for column in columns]


@pytest.mark.parametrize("seed", SEEDS)
def test_thinned_tours_are_worth_what_all_are_with_the_others_forbidden(seed: int) -> None:
    market = market_of(tiny_season(seed))
    instance, dice = market.instance, Random(seed)
    open_ = np.array([dice.random() < 0.6 for _ in instance.season.companies], dtype=np.bool_)
    days = np.array([dice.random() < 0.7 for _ in instance.days], dtype=np.bool_)
    prices = random_prices(dice, instance, market.limits)
    few, all_ = thinned(market, open_, days).quote(prices), market.quote(prices, open_)
    for team in market.teams.all:
        for stock, item in enumerate(market.stocks):
            if team.base in item.land.bases:
                assert np.array_equal(few.boards(team, stock)[0][days], all_.boards(team, stock)[0][days])
                assert (few.boards(team, stock)[0][~days] < -1e14).all()


def _residual(season: Season) -> Residual:
    market = market_of(season, every=False)
    bounder = Bounder(market, float(fixed_points(season, Network(season), None)))
    relaxation = Relaxation(market, bounder.away_cost, bounder.free)
    relaxation.add(column for column in Complete(market, 10**6).columns() if column.companies)
    return Residual(relaxation, bounder, lambda: True)


def _one_that_fits(residual: Residual, seed: int) -> Column:
    usage = Usage(residual.market.instance, residual.market.limits)
    return Random(seed).choice([c for c in residual.relaxation.columns if usage.fits(c)])


@pytest.mark.parametrize("seed", POSSIBLE)
def test_beside_a_trip_only_what_fits_has_a_share_and_afterwards_everything_again(seed: int) -> None:
    residual = _residual(tiny_season(seed))
    relaxation = residual.relaxation
    assert relaxation.solve()
    whole = relaxation.value
    kept = _one_that_fits(residual, seed)
    with residual.beside([kept]):
        assert relaxation.solve()
        assert relaxation.value <= whole + 1e-6
        shares = relaxation.values
        assert shares[relaxation.index[kept.key]] == 1.0
        for number in np.flatnonzero(shares > 1e-9).tolist():
            column = relaxation.columns[number]
            assert column is kept or residual.usage.fits(column)
    assert relaxation.solve()
    assert relaxation.value == pytest.approx(whole)


@pytest.mark.parametrize("seed", POSSIBLE)
def test_new_columns_fit_and_meet_nobody_who_is_met(seed: int) -> None:
    residual = _residual(tiny_season(seed))
    relaxation = residual.relaxation
    kept = _one_that_fits(residual, seed)
    with residual.beside([kept]):
        assert relaxation.solve()
        before = len(relaxation.columns)
        residual.price()
        for column in relaxation.columns[before:]:
            assert residual.usage.fits(column)
            assert not column.companies & kept.companies


@pytest.mark.parametrize("seed", PAYING)
def test_new_columns_are_made_of_the_tours_near_the_best_alone(seed: int) -> None:
    whole = _residual(tiny_season(seed))
    closed = np.zeros(len(whole.market.instance.season.companies), dtype=np.bool_)
    nothing = thinned(whole.market, closed, np.ones(len(whole.market.instance.days), dtype=np.bool_))
    residual = Residual(_priced_low(whole.market), whole.bounder, lambda: True, near=nothing)
    assert residual.relaxation.solve()
    assert not residual.price()
    assert Residual(_priced_low(whole.market), whole.bounder, lambda: True).price()


def _priced_low(market: Market) -> Relaxation:
    """A relaxation without columns, so that every trip seems a gain."""
    bounder = Bounder(market, 0.0)
    relaxation = Relaxation(market, bounder.away_cost, bounder.free)
    assert relaxation.solve()
    return relaxation


@pytest.mark.parametrize("seed", RICH)
def test_once_nothing_gains_pricing_further_finds_trips_that_lack_no_more_than_said(seed: int) -> None:
    market = market_of(tiny_season(seed), every=False)
    residual = Residual(_priced_low(market), Bounder(market, 0.0), lambda: True)
    relaxation = residual.relaxation
    while residual.price(FAR):
        assert relaxation.solve()
    lack, before = relaxation.lack(), len(relaxation.columns)
    assert residual.price(FAR._replace(least=-FAR_POINTS))
    found = [lack(column) for column in relaxation.columns[before:]]
    assert max(found) <= FAR_POINTS


def test_prices_before_any_solve_are_nothing() -> None:
    residual = _residual(tiny_season(8))
    prices, zero = residual.relaxation.prices(), Prices.zero(residual.market.instance, residual.market.limits)
    for (name, one), (_, two) in zip(prices.arrays(), zero.arrays(), strict=True):
        assert np.array_equal(one, two), name
