"""Day tours of the companies and days that are still open: the few that a residual problem prices."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.optimise.boards import Small, Stock
from planner.optimise.doors import Array
from planner.optimise.market import Market
from planner.travel.compiled import compiled

Flags = NDArray[np.bool_]


def thinned(market: Market, open_: Flags, days: Flags) -> Market:
    """The market without tours that meet a company not ``open_`` or lie on a day that is not among ``days``.

    ``open_`` is by company of the season, ``days`` by working day. Every set of companies has tours of its
    own, so that nothing is lost but what those would have met.
    """
    stocks = tuple(_thin(stock, open_[list(stock.land.companies)], days) for stock in market.stocks)
    return market.with_stocks(stocks)


@compiled
def _kept(members: Small, begin: Array, day_begin: Array, open_: Flags, days: Flags) -> Flags:
    """The records that lie on a day that is there and meet open companies only."""
    kept = np.zeros(members.shape[0], np.bool_)
    for day in np.flatnonzero(days):
        for r in range(begin[day_begin[day]], begin[day_begin[day + 1]]):
            kept[r] = (
                open_[members[r, 0]]
                and open_[members[r, 1]]
                and open_[members[r, 2]]
                and open_[members[r, 3]]
            )
    return kept


def _thin(stock: Stock, open_: Flags, days: Flags) -> Stock:
    return only(stock, _kept(stock.members, stock.begin, stock.day_begin, np.append(open_, True), days))


def only(stock: Stock, kept: Flags) -> Stock:
    """The stock with the records that are ``kept``, and the segments that still have one."""
    before = np.concatenate(([0], np.cumsum(kept)))[stock.begin]
    there = np.diff(before) > 0
    segments = np.concatenate(([0], np.cumsum(there)))
    return replace(
        stock,
        members=stock.members[kept],
        fare=stock.fare[kept],
        minutes=stock.minutes[kept],
        begin=np.append(before[:-1][there], before[-1]).astype(np.int64),
        day_begin=segments[stock.day_begin].astype(np.int64),
        start=stock.start[there],
        last=stock.last[there],
        ends=stock.ends[there],
        rank=stock.rank[there],
        heads=stock.heads[there],
    )
