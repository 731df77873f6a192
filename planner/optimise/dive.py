"""From fractions to trips: dive through the relaxation, trip by trip, pricing new columns on the way."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from planner.optimise.columns import Column
from planner.optimise.reshape import without
from planner.optimise.residual import Residual

CERTAIN = 0.999
LIKELY = 0.6
TRACE = 1e-5
Kind = tuple[float, int]  # the share from which a column is fixed, the steps from one pricing to the next
Turn = tuple[tuple[Kind, ...], ...]  # what every thread dives, one after another
DIVES: tuple[Turn, ...] = ((((0.4, 1),), ((0.45, 1),)), (((0.5, 1),), ((0.7, 2),)))


class Dive:
    """Fixes columns of a relaxation, from a share of ``likely`` on, until what is left of it is whole."""

    def __init__(self, residual: Residual, likely: float = LIKELY) -> None:
        self.likely = likely
        self.residual, self.relaxation, self.going = residual, residual.relaxation, residual.going

    def run(self, kept: Collection[Column], every: int) -> list[Column]:
        """Complete ``kept`` to a whole solution, pricing at ``every`` such step (never if 0).

        When time is up it is completed with what columns there are.
        """
        relaxation, residual, step = self.relaxation, self.residual, 0
        with residual.beside(kept):
            while relaxation.solve():
                step += 1
                if every and step % every == 0 and self.going() and residual.price():
                    relaxation.solve()
                chosen = self._chosen()
                if not chosen:
                    break
                residual.fix(chosen)
            return [relaxation.columns[number] for number in sorted(residual.fixed)]

    def _chosen(self) -> list[int]:
        """The columns to fix next: those that are whole or nearly so, else the largest fraction."""
        values, columns = self.relaxation.values, self.relaxation.columns
        fixed = self.residual.fixed
        open_ = [number for number in np.flatnonzero(values > TRACE).tolist() if number not in fixed]
        if not open_:
            return []
        whole = [number for number in open_ if values[number] >= CERTAIN]
        ranked = sorted(open_, key=lambda n: (-values[n], -columns[n].points, n))
        if not self.going():
            return self._together(ranked)
        likely = [n for n in ranked if self.likely <= values[n] < CERTAIN]
        return self._together(whole + likely) or self._together(ranked)[:1]

    def _together(self, ranked: list[int]) -> list[int]:
        """Of ``ranked``, greedily those that fit together and meet no company twice.

        The first may meet some that are met already: it goes without them, if it can.
        """
        usage, columns, chosen = self.residual.usage.copy(), self.relaxation.columns, list[int]()
        for number in ranked:
            if not usage.fits(columns[number]) or (chosen and columns[number].companies & usage.met):
                continue
            alone = self._without_met(number)
            if alone is not None:
                usage.take(columns[alone])
                chosen.append(alone)
        return chosen

    def _without_met(self, number: int) -> int | None:
        """The number of the column without what fixed trips meet; None if nothing is left of it."""
        column, met = self.relaxation.columns[number], self.residual.usage.met
        twice = set(column.companies & met)
        if not twice:
            return number
        thin = without(self.residual.market, column, twice)
        if thin is None or self.relaxation.true_points(thin) <= 0.0:
            return None
        self.relaxation.add((thin,))
        return self.relaxation.index[thin.key]


def side_by_side(
    residuals: Sequence[Residual], kept: Collection[Column], turn: Turn
) -> Iterator[list[Column]]:
    """What the dives of a turn come to, each completing ``kept``: threads beside each other."""

    def one_after_another(task: tuple[Residual, tuple[Kind, ...]]) -> list[list[Column]]:
        residual, kinds = task
        return [Dive(residual, likely).run(kept, every) for likely, every in kinds]

    with ThreadPoolExecutor(len(residuals)) as pool:
        for found in pool.map(one_after_another, zip(residuals, turn, strict=False)):
            yield from found
