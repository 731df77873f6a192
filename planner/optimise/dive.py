"""From fractions to trips: dive through the relaxation, trip by trip, pricing new columns on the way."""

from collections.abc import Callable, Collection, Iterable

import numpy as np

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.generation import priced
from planner.optimise.relaxation import Relaxation
from planner.optimise.teams import Team
from planner.optimise.usage import Usage

CERTAIN = 0.999
LIKELY = 0.75
TRACE = 1e-5


class Dive:
    """Fixes columns of a relaxation until what is left of it is whole."""

    def __init__(self, relaxation: Relaxation, bounder: Bounder, going: Callable[[], bool]) -> None:
        self.relaxation, self.bounder, self.going = relaxation, bounder, going
        self.market = bounder.market
        self.teams = self._teams_worth_pricing()
        self._fixed: set[int] = set()
        self._blocked: set[int] = set()
        self._usage = self._fresh_usage()

    def run(self, kept: Collection[Column], pricings: int) -> list[Column]:
        """Complete ``kept`` to a whole solution; when time is up, with what columns there are."""
        relaxation = self.relaxation
        relaxation.add(kept)
        self._fixed, self._blocked, self._usage = set(), set(), self._fresh_usage()
        self._fix([relaxation.index[column.key] for column in kept])
        try:
            while relaxation.solve():
                for _ in range(pricings if self.going() else 0):
                    if not self._price():
                        break
                    self._block(self.relaxation.columns[number] for number in self._fixed)
                    if not relaxation.solve():
                        break
                chosen = self._chosen()
                if not chosen:
                    break
                self._fix(chosen)
            return [relaxation.columns[number] for number in sorted(self._fixed)]
        finally:
            self._release()

    def _teams_worth_pricing(self) -> tuple[Team, ...]:
        """Leaders alone, and the pairs that some column of the relaxation has."""
        pairs = {column.team for column in self.relaxation.columns if column.team.second is not None}
        return tuple(team for team in self.market.teams.all if team.second is None or team in pairs)

    def _fresh_usage(self) -> Usage:
        usage = Usage(self.market.instance, self.market.limits)
        usage.free &= self.bounder.free
        return usage

    def _fix(self, numbers: Iterable[int]) -> None:
        """Take these columns for good, and rule out what no longer fits beside them."""
        chosen = [number for number in numbers if number not in self._fixed]
        for number in chosen:
            self._usage.take(self.relaxation.columns[number])
        self._fixed.update(chosen)
        self.relaxation.limit({}, dict.fromkeys(chosen, 1.0))
        self._block(self.relaxation.columns[number] for number in chosen)

    def _block(self, taken: Iterable[Column]) -> None:
        """Rule out the columns that do not fit and meet one of ``taken`` in time or in a person."""
        near = list(taken)
        people = {person for column in near for person in column.team.aboard}
        days = {day for column in near for day in column.span}
        shared = bool(self.market.limits.kinds or self.market.limits.budgets)
        blocked = [
            number
            for number, column in enumerate(self.relaxation.columns)
            if number not in self._fixed
            and number not in self._blocked
            and (shared or not people.isdisjoint(column.team.aboard) or not days.isdisjoint(column.span))
            and not self._usage.fits(column)
        ]
        self._blocked.update(blocked)
        self.relaxation.limit(dict.fromkeys(blocked, 0.0), {})

    def _release(self) -> None:
        self.relaxation.limit(
            dict.fromkeys(sorted(self._blocked), float("inf")), dict.fromkeys(sorted(self._fixed), 0.0)
        )

    def _chosen(self) -> list[int]:
        """The columns to fix next: those that are whole or nearly so, else the largest fraction."""
        values, columns = self.relaxation.values, self.relaxation.columns
        open_ = [number for number in np.flatnonzero(values > TRACE).tolist() if number not in self._fixed]
        if not open_:
            return []
        whole = [number for number in open_ if values[number] >= CERTAIN]
        ranked = sorted(open_, key=lambda n: (-values[n], -columns[n].points, n))
        if not self.going():
            return self._together(ranked)
        likely = [n for n in ranked if LIKELY <= values[n] < CERTAIN]
        return self._together(whole + likely) or self._together(ranked)[:1]

    def _together(self, ranked: list[int]) -> list[int]:
        """Of ``ranked``, greedily those that fit together and meet no company twice; the first if it fits."""
        usage, columns, chosen = self._usage.copy(), self.relaxation.columns, list[int]()
        for number in ranked:
            if usage.fits(columns[number]) and not (chosen and columns[number].companies & usage.met):
                usage.take(columns[number])
                chosen.append(number)
        return chosen

    def _price(self) -> bool:
        """Add columns that fit beside the fixed ones; whether there were any."""
        usage, open_ = self._usage, np.ones(len(self.market.instance.season.companies), dtype=np.bool_)
        open_[list(usage.met)] = False
        teams = tuple(team for team in self.teams if (usage.left[list(team.aboard)] > 0).all())
        prices = self.relaxation.prices()
        quote = self.market.quote(prices, open_)
        columns = priced(quote, prices, usage.free, self.bounder.away_cost, teams)
        return self.relaxation.add(columns) > 0
