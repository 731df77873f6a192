"""The best trip at any prices, by boards and paths, against every trip there is."""

from random import Random

import numpy as np
import pytest

from planner.optimise.columns import Column
from planner.optimise.complete import Complete, TooMany
from planner.optimise.market import Market
from planner.optimise.prices import Prices
from planner.optimise.subsets import enters
from planner.optimise.teams import Team
from tests.builders import MONDAY
from tests.planner.optimise.markets import market_of, random_prices
from tests.planner.optimise.week import TUESDAY, WEDNESDAY, prospect, rules, week, weights
from tests.tiny_seasons import tiny_season

PLENTY = 10**6


def _at(market: Market, prices: Prices, column: Column) -> float:
    """A column's points at ``prices``: less its companies and subsets, and what budgets add to its money."""
    net = market.company_prices(prices)
    dearer = market.money(prices, column.region) - 1.0
    charged = sum(charge for subset, charge in prices.subsets.items() if enters(column, subset))
    return column.points - dearer * column.money_cny - float(net[list(column.companies)].sum()) - charged


@pytest.mark.parametrize("seed", range(500, 515))
def test_the_best_trip_of_a_team_is_the_best_of_all_its_trips(seed: int) -> None:
    market, dice = market_of(tiny_season(seed)), Random(seed)
    every: dict[tuple[Team, int, int, int], list[Column]] = {}
    for column in Complete(market, PLENTY).columns():
        every.setdefault((column.team, column.stock, column.first, column.length), []).append(column)
    for prices in (
        Prices.zero(market.instance, market.limits),
        random_prices(dice, market.instance, market.limits),
    ):
        quote = market.quote(prices)
        for (team, stock, first, length), columns in every.items():
            found = quote.exact(team, stock, first, length)
            assert found is not None
            assert found.exact
            assert found.value == pytest.approx(max(_at(market, prices, column) for column in columns))
            assert quote.trips(team, stock)[first, length - 1] >= found.value - 1e-6


@pytest.mark.parametrize("seed", range(515, 525))
def test_however_few_nodes_are_allowed_no_trip_is_worth_more_than_is_said(seed: int) -> None:
    market, dice = market_of(tiny_season(seed)), Random(seed)
    prices, every = random_prices(dice, market.instance, market.limits), Complete(market, PLENTY).columns()
    for nodes in (1, 2, 5):
        quote = market.quote(prices, most_nodes=nodes)
        for column in every:
            found = quote.exact(column.team, column.stock, column.first, column.length)
            assert found is not None
            assert found.value >= _at(market, prices, column) - 1e-6


def test_prepared_records_are_those_worked_out_one_purse_at_a_time() -> None:
    market = market_of(tiny_season(500))
    prices = random_prices(Random(1), market.instance, market.limits)
    for threads in (1, 2):
        prepared, asked = market.quote(prices), market.quote(prices)
        prepared.prepare(market.teams.all, threads)
        for team in market.teams.all:
            for stock, item in enumerate(market.stocks):
                if team.base in item.land.bases:
                    assert np.array_equal(prepared.trips(team, stock), asked.trips(team, stock))


def test_a_company_is_met_once_on_a_trip_though_it_is_open_every_day() -> None:
    # Alone worth the trip of three days; counted daily it would be worth 300.
    season = week(
        prospect("a", 100, MONDAY, TUESDAY, WEDNESDAY),
        prospect("b", 5, TUESDAY),
        rules=rules(weights=weights(points_per_trip=10)),
    )
    market = market_of(season)
    quote = market.quote(Prices.zero(market.instance, market.limits))
    (team,) = market.teams.all
    values = [quote.exact(team, 0, 0, length) for length in (1, 2, 3)]
    assert [found.value for found in values if found] == [90, 95, 95]
    assert quote.trips(team, 0)[0, 2] == 295


def test_a_season_with_too_many_trips_says_so() -> None:
    market = market_of(tiny_season(500))
    with pytest.raises(TooMany):
        Complete(market, 1).columns()


def test_prices_mix_by_their_share() -> None:
    market = market_of(tiny_season(500))
    one, two = (random_prices(Random(seed), market.instance, market.limits) for seed in (1, 2))
    mixed = one.mixed(two, 0.25)
    for (name, mine), (_, first), (_, second) in zip(mixed.arrays(), one.arrays(), two.arrays(), strict=True):
        assert np.allclose(mine, 0.75 * first + 0.25 * second), name
    one.subsets, two.subsets = {(0, 1, 2): 8.0}, {(0, 1, 2): 4.0, (1, 2, 3): 4.0}
    assert one.mixed(two, 0.25).subsets == {(0, 1, 2): 7.0, (1, 2, 3): 1.0}
