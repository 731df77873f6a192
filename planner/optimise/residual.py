"""What is left of a relaxation once some trips are fixed: columns that fit beside them, and further ones."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

import numpy as np

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.fitting import Fitting
from planner.optimise.generation import NARROW, Reach, priced
from planner.optimise.market import Market
from planner.optimise.relaxation import Relaxation
from planner.optimise.teams import Team
from planner.optimise.thinning import thinned
from planner.optimise.usage import Usage

LEAN_COLUMNS = 5_000


def lean(relaxation: Relaxation, settled: Bounder) -> Relaxation:
    """A relaxation for diving: only the columns that the last prices find promising, events on their days."""
    smaller = Relaxation(settled.market, settled.away_cost, settled.free)
    columns = relaxation.most_promising(LEAN_COLUMNS)
    smaller.forbid(relaxation.subsets)
    smaller.add(c for c in columns if settled.free[list(c.team.aboard), c.span.start : c.span.stop].all())
    return smaller


class Residual:
    """A relaxation with ``fixed`` columns (numbers); between uses it is the whole relaxation again.

    New columns are made of the tours of ``near`` (None: of all).
    """

    def __init__(
        self,
        relaxation: Relaxation,
        bounder: Bounder,
        going: Callable[[], bool],
        near: Market | None = None,
    ) -> None:
        self.relaxation, self.bounder, self.going = relaxation, bounder, going
        self.market = bounder.market
        self.near = near or self.market
        self.teams = relaxation.teams()
        self.fixed: set[int] = set()
        self.usage = self._fresh_usage()
        self._blocked: set[int] = set()
        self._open, self._stale = self.near, True
        self._fitting = Fitting(self.market.instance, self.market.limits)

    @contextmanager
    def beside(self, kept: Collection[Column]) -> Iterator[None]:
        """Fix ``kept``, and let everything go in the end."""
        self.relaxation.add(kept)
        self.usage = self._fresh_usage()
        try:
            self.fix([self.relaxation.index[column.key] for column in kept])
            if kept:
                self.relaxation.forget()
            yield
        finally:
            self._release()

    def fitting(self, columns: Iterable[Column]) -> list[Column]:
        """Of ``columns``, one after another those that fit beside the ones before."""
        usage, found = self._fresh_usage(), list[Column]()
        for column in columns:
            if usage.fits(column):
                usage.take(column)
                found.append(column)
        return found

    def _fresh_usage(self) -> Usage:
        usage = Usage(self.market.instance, self.market.limits)
        usage.free &= self.bounder.free
        return usage

    def fix(self, numbers: Iterable[int]) -> None:
        """Take these columns for good, and rule out what no longer fits beside them."""
        chosen = [number for number in numbers if number not in self.fixed]
        for number in chosen:
            self.usage.take(self.relaxation.columns[number])
        self.fixed.update(chosen)
        self._stale = True
        self.relaxation.limit(dict.fromkeys(chosen, 1.0), dict.fromkeys(chosen, 1.0))
        self._block()

    def _block(self) -> None:
        """Rule out the columns that no longer fit beside the fixed ones."""
        self._fitting.add(self.relaxation.columns[len(self._fitting) :])
        unfit = np.flatnonzero(~self._fitting.of(self.usage)).tolist()
        fresh = [number for number in unfit if number not in self.fixed and number not in self._blocked]
        self._blocked.update(fresh)
        self.relaxation.limit(dict.fromkeys(fresh, 0.0), {})

    def _release(self) -> None:
        self.relaxation.limit(
            dict.fromkeys(self._blocked | self.fixed, float("inf")), dict.fromkeys(self.fixed, 0.0)
        )
        self.fixed, self._blocked, self._open, self._stale = set(), set(), self.near, True

    def price(self, reach: Reach = NARROW) -> bool:
        """Add columns that fit beside the fixed ones; whether there were any."""
        usage = self.usage
        teams = tuple(team for team in self.teams if (usage.left[list(team.aboard)] > 0).all())
        prices = self.relaxation.prices()
        quote = self._market(teams).quote(prices)
        quote.prepare(teams, threads=1)  # other rounds run beside this one
        columns = priced(quote, prices, usage.free, self.bounder.away_cost, teams, reach)
        if not self.relaxation.add(columns):
            return False
        self._block()
        return True

    def _market(self, teams: tuple[Team, ...]) -> Market:
        """What can still be met on days on which one of ``teams`` is free."""
        if self._stale:
            open_ = np.ones(len(self.market.instance.season.companies), dtype=np.bool_)
            open_[list(self.usage.met)] = False
            aboard = sorted({team.leader for team in teams})
            days = np.asarray(self.usage.free[aboard].any(axis=0))
            self._open, self._stale = thinned(self._open, open_, days), False
        return self._open
