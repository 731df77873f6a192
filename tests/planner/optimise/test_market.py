"""The best trip at any prices, by boards and paths, against every trip there is."""

from random import Random

import numpy as np
import pytest

from planner.optimise.columns import Column
from planner.optimise.complete import Complete, TooMany
from planner.optimise.market import Market
from planner.optimise.prices import Prices
from planner.optimise.teams import Team
from tests.builders import MONDAY
from tests.planner.optimise.markets import market_of, random_prices
from tests.planner.optimise.week import TUESDAY, WEDNESDAY, prospect, rules, week, weights
from tests.tiny_seasons import tiny_season

PLENTY = 10**6


def _at(market: Market, prices: Prices, column: Column) -> float:
    """A column's points at ``prices``: less its companies, and what budgets add to its money."""
    net = market.company_prices(prices)
    dearer = market.money(prices, column.region) - 1.0
    return column.points - dearer * column.money_cny - float(net[list(column.companies)].sum())


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
    for name in mixed.__dataclass_fields__:
        expected = 0.75 * getattr(one, name) + 0.25 * getattr(two, name)
        assert np.allclose(getattr(mixed, name), expected)
