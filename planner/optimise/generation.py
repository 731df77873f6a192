"""Column generation: from prices to new columns, from columns to prices, with a proof at every step.

Wentges smoothing (1997): the bound is evaluated, and columns are priced, at a mixture of the best prices so
far and the relaxation's; the trips of the Lagrangian's own schedules become columns too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.boards import NEVER
from planner.optimise.bound import Bounder, spans, staff_cost
from planner.optimise.columns import Column, column_of
from planner.optimise.elementary import NODES
from planner.optimise.market import Quote
from planner.optimise.prices import Floats, Prices
from planner.optimise.relaxation import Relaxation
from planner.optimise.reshape import usable
from planner.optimise.subsets import violated
from planner.optimise.teams import Team

WEEK = 5
WORTHWHILE = 0.1
PER_WEEK = 3
SHARE_OF_NEW = 0.3
SHARE_OF_SHARPER = 0.6  # with subset rows: the prices are near the best already
WARM_STEPS = 40
FEW_NODES = 8  # while the bound is far from the relaxation
NEAR_PERMILLE = 30.0
ROWS_AT_ONCE = 120
ROUNDS_A_SET = 16
MANY_NODES = 5_000  # charges of subset rows take more branching than companies met twice
SHARP_PERMILLE = 0.2
SLIGHT_PERMILLE = 0.05


@dataclass
class Proof:
    """The best bound so far and the prices that gave it."""

    value: float
    prices: Prices


class Reach(NamedTuple):
    """How far pricing looks for columns.

    ``each``: of so many trips of a team, a region and a week those of no use are passed over; ``a_week``: so
    many columns of a leader and a week; ``least``: what a column gains at least (below 0: what it may lack).
    """

    each: int = 1
    a_week: int = PER_WEEK
    least: float = WORTHWHILE


NARROW = Reach()


class Candidate(NamedTuple):
    """A trip that may be worth a column: what it gains at most, who, where, when."""

    gain: float
    team: Team
    stock: int
    first: int
    length: int


def priced(
    quote: Quote,
    prices: Prices,
    free: NDArray[np.bool_],
    away_cost: Floats,
    teams: tuple[Team, ...],
    reach: Reach = NARROW,
) -> list[Column]:
    """New columns of positive reduced cost: for each leader and week the most promising trips, made exact."""
    by_week: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in candidates(quote, prices, free, away_cost, teams, reach=reach):
        by_week.setdefault((candidate.team.leader, candidate.first // WEEK), []).append(candidate)
    found: list[Column] = []
    for offers in by_week.values():
        ranked = sorted(offers, key=lambda c: -c.gain)[: reach.a_week * reach.each]
        made = (_made_exact(quote, offer, reach.least) for offer in ranked)
        found += islice(filter(None, made), reach.a_week)
    return found


def _made_exact(quote: Quote, offer: Candidate, least: float) -> Column | None:
    """The trip itself; None if it is not worth a column, or of no use."""
    gain, team, stock, first, length = offer
    trip = quote.exact(team, stock, first, length)
    if not trip or gain - quote.trips(team, stock)[first, length - 1] + trip.value <= least:
        return None
    return usable(quote.market, team, stock, first, trip.path)


def candidates(
    quote: Quote,
    prices: Prices,
    free: NDArray[np.bool_],
    away_cost: Floats,
    teams: tuple[Team, ...],
    by_the_day: bool = False,
    reach: Reach = NARROW,
) -> Iterator[Candidate]:
    """For every team, region and week some trips that gain most at ``prices``, in all or by the day."""
    market = quote.market
    for team in teams:
        cost = day_cost(quote, prices, away_cost, team)
        open_ = free[list(team.aboard)].all(axis=0)
        charge = spans(np.where(open_, cost, -NEVER), market.run_end, market.instance.rules.most_trip_days)
        for stock, item in enumerate(market.stocks):
            if team.base not in item.land.bases:
                continue
            gains = quote.trips(team, stock) - charge
            yield from _best_of_weeks(gains, team, stock, by_the_day, reach)


def _best_of_weeks(
    gains: Floats, team: Team, stock: int, by_the_day: bool, reach: Reach
) -> Iterator[Candidate]:
    """The best of every week that are worth a column."""
    days, longest = gains.shape
    weeks = -(-days // WEEK)
    part = np.full((weeks * WEEK, longest), NEVER)
    part[:days] = gains
    wanted = (part / np.arange(1, longest + 1) if by_the_day else part).reshape(weeks, -1)
    chosen = np.argsort(-wanted, axis=1, kind="stable")[:, : reach.each]
    value = np.take_along_axis(part.reshape(weeks, -1), chosen, axis=1)
    for week, rank in np.argwhere(value > reach.least).tolist():
        day, k = divmod(int(chosen[week, rank]), longest)
        yield Candidate(float(value[week, rank]), team, stock, week * WEEK + day, k + 1)


def day_cost(quote: Quote, prices: Prices, away_cost: Floats, team: Team) -> Floats:
    """``[day]``: what a day of this team costs at ``prices``."""
    market, aboard = quote.market, list(team.aboard)
    member = market.limits.away_member[:, aboard].sum(axis=1)
    cost = prices.day[aboard].sum(axis=0) + prices.stay[aboard].sum() + away_cost[aboard].sum(axis=0)
    cost = cost + member @ prices.away
    return np.asarray(cost + staff_cost(market.instance, prices, team))


def warm_prices(bounder: Bounder, steps: int, going: Callable[[], bool]) -> Prices:
    """Prices to start from: subgradient steps on the price of each company (Held, Wolfe and Crowder 1974).

    Each step raises the price of what several heads want and lowers that of what nobody wants.
    """
    prices = Prices.zero(bounder.instance, bounder.limits)
    worth = bounder.instance.worth.astype(np.float64)
    prices.company[:] = 0.5 * worth
    best, kept, scale = float("inf"), prices.company.copy(), 1.0
    for _ in range(steps):
        if not going():
            break
        bounded = bounder.evaluate(prices, loosely=True)
        if bounded.value < best:
            best, kept = bounded.value, prices.company.copy()
        else:
            scale *= 0.85
        wanted = np.zeros(len(worth))
        for trip in bounded.trips:
            column = column_of(bounder.market, trip.team, trip.stock, trip.day, trip.found.path)
            wanted[list(column.companies)] += 1.0
        excess = np.where((wanted < 1) & (prices.company <= 0), 0.0, wanted - 1.0)
        norm = float(excess @ excess)
        if norm == 0.0:
            break
        step = scale * 0.05 * abs(bounded.value) / norm
        prices.company[:] = np.clip(prices.company + step * excess, 0.0, 1.5 * worth)
    prices.company[:] = kept
    return prices


class Generation:
    """Alternates relaxation and bound until they meet within ``close_permille``.

    The first prices come from ``warm``, a bounder over fewer tours of the same season, if there is one.
    """

    def __init__(self, relaxation: Relaxation, bounder: Bounder, warm: Bounder | None = None) -> None:
        self.relaxation, self.bounder, self.market = relaxation, bounder, bounder.market
        self.warm = warm or bounder
        self.proof = Proof(float("inf"), Prices.zero(bounder.instance, bounder.limits))
        self.stopped = False
        self._prices, self._nodes = self.proof.prices, FEW_NODES
        self._rounds = iter(range(0))

    def run(
        self,
        rounds: int,
        close_permille: float,
        tell: Callable[[float], bool],
        going: Callable[[], bool] = lambda: True,
    ) -> None:
        """Generate for at most ``rounds``; ``tell`` gets the bound and answers whether to go on.

        However soon it is stopped, the relaxation has been solved once and there is a bound.
        """
        self._prices = warm_prices(self.warm, WARM_STEPS, going)
        self._rounds = iter(range(rounds))
        self.go_on(close_permille, tell)

    def go_on(self, close_permille: float, tell: Callable[[float], bool]) -> None:
        """Go on where :meth:`run` was told to stop; ``stopped`` says whether there is anything left."""
        self.stopped = False
        for number in self._rounds:
            self._prove(self._prices, self._nodes)
            self.stopped = not tell(self.proof.value)
            if not self.relaxation.solve():
                self.stopped = False
                return
            gap = self.gap_permille
            if number > 2 and gap <= close_permille:
                self.stopped = False
                return
            if gap <= NEAR_PERMILLE:
                self._nodes = NODES
            self._prices = self._next_prices(number)
            if self.stopped:
                return

    def sharpen(self, tell: Callable[[float], bool]) -> bool:
        """Forbid what only fractions can do, and generate until bound and relaxation meet again.

        ``tell`` as for :meth:`run`. Whether another set of rows is worth while: False if no row is broken, or
        this set brought next to nothing.
        """
        relaxation, before = self.relaxation, self.proof.value
        rows = violated(relaxation.columns, relaxation.values, relaxation.subsets, ROWS_AT_ONCE)
        relaxation.forbid(rows)
        more = relaxation.solve() and bool(rows)
        for number in range(ROUNDS_A_SET):
            if not more or (number > 2 and self.gap_permille <= SHARP_PERMILLE):
                break
            self._prove(self._next_prices(number, SHARE_OF_SHARPER), MANY_NODES)
            more = tell(self.proof.value)
            more = relaxation.solve() and more
        return more and before - self.proof.value > SLIGHT_PERMILLE / 1_000 * abs(before)

    @property
    def gap_permille(self) -> float:
        """How far the bound lies above the relaxation, in thousandths of the bound."""
        gap = self.proof.value - self.relaxation.value - self._offset()
        return 1_000 * gap / max(1.0, abs(self.proof.value))

    def _next_prices(self, number: int, usual: float = SHARE_OF_NEW) -> Prices:
        """Prices between the best so far and the relaxation's, at times the relaxation's alone."""
        share = 1.0 if number % 8 == 7 else usual
        return self.proof.prices.mixed(self.relaxation.prices(), share)

    def _offset(self) -> float:
        """Points of the bound that the relaxation does not hold: what is fixed, and events."""
        zero = Prices.zero(self.bounder.instance, self.bounder.limits)
        steps = sum(sum(group.steps[: len(group.companies)]) for group in self.bounder.limits.coverage)
        return self.bounder.constant(zero) - steps

    def _prove(self, prices: Prices, nodes: int) -> None:
        bounded = self.bounder.evaluate(prices, most_nodes=nodes)
        if bounded.value < self.proof.value:
            self.proof = Proof(bounded.value, prices)
        market = self.market
        quote = bounded.quote
        drawn = [usable(market, t.team, t.stock, t.day, t.found.path) for t in bounded.trips]
        columns = [column for column in drawn if column is not None]
        columns += priced(quote, prices, self.bounder.free, self.bounder.away_cost, market.teams.all)
        self.relaxation.add(columns)
