"""Column generation: from prices to new columns, from columns to prices, with a proof at every step.

Wentges smoothing (1997): the bound is evaluated, and columns are priced, at a mixture of the best prices so
far and the relaxation's; the trips of the Lagrangian's own schedules become columns too.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimise.boards import NEVER
from planner.optimise.bound import Bounder, spans
from planner.optimise.columns import Column, column_of
from planner.optimise.market import Quote
from planner.optimise.prices import Floats, Prices
from planner.optimise.relaxation import Relaxation
from planner.optimise.teams import Team

WEEK = 5
WORTHWHILE = 1.0
SHARE_OF_NEW = 0.3


@dataclass
class Proof:
    """The best bound so far and the prices that gave it."""

    value: float
    prices: Prices


def priced(
    quote: Quote, prices: Prices, free: NDArray[np.bool_], away_cost: Floats, teams: tuple[Team, ...]
) -> list[Column]:
    """New columns of positive reduced cost: for every team and region the best trip of each week."""
    market, found = quote.market, []
    for team in teams:
        cost = day_cost(quote, prices, away_cost, team)
        open_ = free[list(team.aboard)].all(axis=0)
        charge = spans(np.where(open_, cost, -NEVER), market.run_end, market.instance.rules.most_trip_days)
        for stock, item in enumerate(market.stocks):
            if team.base in item.land.bases:
                gains = quote.trips(team, stock) - charge
                found += _best_of_weeks(quote, team, stock, gains)
    return found


def day_cost(quote: Quote, prices: Prices, away_cost: Floats, team: Team) -> Floats:
    """``[day]``: what a day of this team costs at ``prices``."""
    market, aboard = quote.market, list(team.aboard)
    member = market.limits.away_member[:, aboard].sum(axis=1)
    cost = prices.day[aboard].sum(axis=0) + prices.stay[aboard].sum() + away_cost[aboard].sum(axis=0)
    cost = cost + member @ prices.away
    return np.asarray(cost + market.instance.base(team.base).least_staff * prices.staff[team.base])


def _best_of_weeks(quote: Quote, team: Team, stock: int, gains: Floats) -> list[Column]:
    found = []
    for week in range(0, gains.shape[0], WEEK):
        part = gains[week : week + WEEK]
        day, k = np.unravel_index(int(part.argmax()), part.shape)
        if part[day, k] <= WORTHWHILE:
            continue
        first, length = week + int(day), int(k) + 1
        trip = quote.exact(team, stock, first, length)
        if trip is not None and part[day, k] - quote.trips(team, stock)[first, k] + trip.value > WORTHWHILE:
            found.append(column_of(quote.market, team, stock, first, trip.path))
    return found


class Generation:
    """Alternates relaxation and bound until they meet within ``close_permille``."""

    def __init__(self, relaxation: Relaxation, bounder: Bounder) -> None:
        self.relaxation, self.bounder, self.market = relaxation, bounder, bounder.market
        start = Prices.zero(bounder.instance, bounder.limits)
        start.company[:] = 0.5 * bounder.instance.worth
        self.proof = Proof(float("inf"), start)

    def run(self, rounds: int, close_permille: float, tell: Callable[[float], bool]) -> None:
        """Generate for at most ``rounds``; ``tell`` gets the bound and answers whether to go on."""
        prices = self.proof.prices
        for number in range(rounds):
            self._prove(prices)
            if not tell(self.proof.value):
                return
            if not self.relaxation.solve():
                return
            gap = self.proof.value - self.relaxation.value - self._offset()
            if number > 2 and gap <= close_permille / 1_000 * abs(self.proof.value):
                return
            fresh = self.relaxation.prices()
            share = 1.0 if number % 8 == 7 else SHARE_OF_NEW
            prices = self.proof.prices.mixed(fresh, share)

    def _offset(self) -> float:
        """Points of the bound that the relaxation does not hold: what is fixed, and events."""
        zero = Prices.zero(self.bounder.instance, self.bounder.limits)
        steps = sum(
            sum(group.steps[: len(group.companies)]) for group in self.bounder.limits.coverage
        )
        return self.bounder.constant(zero) - steps

    def _prove(self, prices: Prices) -> None:
        bounded = self.bounder.evaluate(prices)
        if bounded.value < self.proof.value:
            self.proof = Proof(bounded.value, prices)
        market = self.market
        quote = bounded.quote
        columns = [column_of(market, t.team, t.stock, t.day, t.found.path) for t in bounded.trips]
        columns += priced(quote, prices, self.bounder.free, self.bounder.away_cost, market.teams.all)
        self.relaxation.add(columns)
