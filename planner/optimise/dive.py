"""From fractions to trips: dive through the relaxation, one trip at a time, pricing new columns on the way."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.generation import priced
from planner.optimise.relaxation import Relaxation
from planner.optimise.teams import Team
from planner.optimise.usage import Usage

CERTAIN = 0.999
LIKELY = 0.75
TRACE = 1e-5


@dataclass(frozen=True)
class Room:
    """What fixed trips leave over: free days ``[person, day]``, companies still to be met, days left."""

    free: NDArray[np.bool_]
    open: NDArray[np.bool_]
    teams: tuple[Team, ...]


class Dive:
    """Fixes columns of a relaxation until what is left of it is whole."""

    def __init__(self, relaxation: Relaxation, bounder: Bounder, going: Callable[[], bool]) -> None:
        self.relaxation, self.bounder, self.going = relaxation, bounder, going
        self.market = bounder.market

    def run(self, kept: Collection[Column], pricings: int) -> list[Column]:
        """Complete ``kept`` to a whole solution; when time is up, with what columns there are."""
        relaxation = self.relaxation
        relaxation.add(kept)
        fixed = {relaxation.index[column.key] for column in kept}
        self._bound(fixed)
        try:
            while relaxation.solve():
                for _ in range(pricings if self.going() else 0):
                    if not self._price(fixed):
                        break
                    self._bound(fixed)
                    if not relaxation.solve():
                        break
                chosen = self._chosen(fixed)
                if not chosen:
                    break
                self._fix(fixed, chosen)
            return [relaxation.columns[number] for number in sorted(fixed)]
        finally:
            self._release()

    def _bound(self, fixed: set[int]) -> None:
        usage, columns = self._usage(fixed), self.relaxation.columns
        blocked = [n for n, column in enumerate(columns) if n not in fixed and not usage.fits(column)]
        self.relaxation.limit(dict.fromkeys(blocked, 0.0), dict.fromkeys(sorted(fixed), 1.0))

    def _usage(self, fixed: Iterable[int]) -> Usage:
        usage = Usage(self.market.instance, self.market.limits)
        usage.free &= self.bounder.free
        for number in sorted(fixed):
            usage.take(self.relaxation.columns[number])
        return usage

    def _fix(self, fixed: set[int], chosen: list[int]) -> None:
        fixed.update(chosen)
        self._bound(fixed)

    def _release(self) -> None:
        numbers = range(len(self.relaxation.columns))
        self.relaxation.limit(dict.fromkeys(numbers, float("inf")), dict.fromkeys(numbers, 0.0))

    def _chosen(self, fixed: set[int]) -> list[int]:
        """The columns to fix next: those that are whole or nearly so, else the largest fraction."""
        values, columns = self.relaxation.values, self.relaxation.columns
        open_ = [number for number in np.flatnonzero(values > TRACE).tolist() if number not in fixed]
        if not open_:
            return []
        whole = [number for number in open_ if values[number] >= CERTAIN]
        ranked = sorted(open_, key=lambda n: (-values[n], -columns[n].points, n))
        if not self.going():
            return self._together(fixed, ranked)
        likely = [n for n in ranked if LIKELY <= values[n] < CERTAIN]
        return self._together(fixed, whole + likely) or self._together(fixed, ranked)[:1]

    def _together(self, fixed: set[int], ranked: list[int]) -> list[int]:
        """Of ``ranked``, greedily those that fit together and meet no company twice; the first if it fits."""
        usage, columns, chosen = self._usage(fixed), self.relaxation.columns, list[int]()
        for number in ranked:
            if usage.fits(columns[number]) and not (chosen and columns[number].companies & usage.met):
                usage.take(columns[number])
                chosen.append(number)
        return chosen

    def _price(self, fixed: set[int]) -> bool:
        """Add columns that fit beside the fixed ones; whether there were any."""
        room = self._room(fixed)
        prices = self.relaxation.prices()
        quote = self.market.quote(prices, room.open)
        columns = priced(quote, prices, room.free, self.bounder.away_cost, room.teams)
        return self.relaxation.add(columns) > 0

    def _room(self, fixed: set[int]) -> Room:
        usage, open_ = self._usage(fixed), np.ones(len(self.market.instance.season.companies), dtype=np.bool_)
        open_[list(usage.met)] = False
        teams = tuple(team for team in self.market.teams.all if (usage.left[list(team.aboard)] > 0).all())
        return Room(usage.free, open_, teams)
