"""A first plan in moments: the trip that brings most for its days, again and again.

No prices, no look ahead: what it finds lies some way behind the best, but it is a plan long before the bound.
"""

from collections.abc import Callable, Iterator

import numpy as np

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.generation import Candidate, candidates
from planner.optimise.market import Quote
from planner.optimise.prices import Prices
from planner.optimise.relaxation import Relaxation
from planner.optimise.reshape import usable
from planner.optimise.usage import Usage

A_ROUND = 8  # trips taken before all others are priced again for the companies that are left


class Greedy:
    """Takes trips by points a day until none that is left brings anything."""

    def __init__(self, relaxation: Relaxation, bounder: Bounder, going: Callable[[], bool]) -> None:
        self.relaxation, self.bounder, self.going, self.market = relaxation, bounder, going, bounder.market

    def run(self) -> list[Column]:
        """Columns that fit together."""
        usage, chosen = Usage(self.market.instance, self.market.limits), list[Column]()
        usage.free &= self.bounder.free
        prices = Prices.zero(self.market.instance, self.market.limits)
        while True:
            open_ = np.ones(len(self.market.instance.season.companies), dtype=np.bool_)
            open_[list(usage.met)] = False
            taken = self._round(self.market.quote(prices, open_), prices, usage)
            chosen += taken
            if not taken or not self.going():
                return chosen

    def _round(self, quote: Quote, prices: Prices, usage: Usage) -> list[Column]:
        """The best trips at one quote, as long as they share no company."""
        taken: list[Column] = []
        for column in self._offers(quote, prices, usage):
            if len(taken) == A_ROUND:
                break
            if not column.companies & usage.met and usage.fits(column):
                usage.take(column)
                taken.append(column)
        return taken

    def _offers(self, quote: Quote, prices: Prices, usage: Usage) -> Iterator[Column]:
        """Trips by points a day, each made exact only when it is looked at."""
        teams = tuple(t for t in self.market.teams.all if (usage.left[list(t.aboard)] > 0).all())
        quote.prepare(teams)
        found = candidates(quote, prices, usage.free, self.bounder.away_cost, teams, by_the_day=True)
        for offer in sorted(found, key=_by_the_day):
            aboard, span = list(offer.team.aboard), slice(offer.first, offer.first + offer.length)
            if not usage.free[aboard, span].all() or (usage.left[aboard] < offer.length).any():
                continue
            trip = quote.exact(offer.team, offer.stock, offer.first, offer.length)
            if trip is None:
                continue
            column = usable(self.market, offer.team, offer.stock, offer.first, trip.path)
            if column is not None and self.relaxation.true_points(column) > 0:
                yield column


def _by_the_day(offer: Candidate) -> tuple[float, int, int, int]:
    return (-offer.gain / offer.length, offer.first, offer.team.leader, offer.stock)
