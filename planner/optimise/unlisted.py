"""Reasons for companies whose tours were not listed (:mod:`planner.optimise.shortlist`).

A roster's trips are tried for them as for any other (:mod:`planner.optimise.insertion`), some hundred at a
time, over tours of these companies and of those met on the day; two of them are never met together.
"""

from collections.abc import Collection

from planner.optimise.boards import Stock, stock_of
from planner.optimise.enumeration import all_tours, clockwork
from planner.optimise.land import compile_land
from planner.optimise.market import Market
from planner.optimise.plan_columns import no_tours
from planner.optimise.roster import Rostered

A_BATCH = 400  # their legs are looked up at once


def batches(market: Market, numbers: Collection[int]) -> list[tuple[int, list[int]]]:
    """``numbers`` by region (the number of its stock), so many at a time; without those of no region here."""
    regions = {stock.land.region: k for k, stock in enumerate(market.stocks)}
    inside: dict[int, list[int]] = {}
    for number in sorted(numbers):
        city = market.instance.season.companies[number].site.city
        region = market.limits.region_of.get(city)
        if region in regions:
            inside.setdefault(regions[region], []).append(number)
    return [
        (stock, found[first : first + A_BATCH])
        for stock, found in sorted(inside.items())
        for first in range(0, len(found), A_BATCH)
    ]


def market_for(market: Market, rostered: Rostered, stock: int, batch: list[int]) -> Market:
    """The market with tours of ``batch``, of one region, beside what the roster meets there day by day."""
    instance, mine = market.instance, [s.column for s in rostered.trips if s.column.stock == stock]
    met_on = {c: column.first + k for column in mine for k, day in enumerate(column.days) for c in day}
    land = compile_land(instance, market.stocks[stock].land.region, {*batch, *met_on}, apart=frozenset(batch))
    assert land is not None  # noqa: S101  (a company of the batch is open, or it would need no trip tried)
    tours = all_tours(
        instance, market.teams, land, False, lambda: None,
        open_on=lambda company, day: met_on.get(company, day) == day,
    )  # fmt: skip
    clock = clockwork(instance)
    others = [no_tours() for _ in instance.days]
    stocks: list[Stock] = [stock_of(item.land, others, clock) for item in market.stocks]
    stocks[stock] = stock_of(land, tours, clock)
    return market.with_stocks(tuple(stocks))
