"""What a solve tells while it runs."""

from collections.abc import Callable
from enum import StrEnum

from planner.value import Value


class Phase(StrEnum):
    """What the solver is doing."""

    COMPILE = "compile"
    TOURS = "tours"
    BOUND = "bound"
    DIVE = "dive"
    IMPROVE = "improve"
    STAFF = "staff"
    WRITE = "write"


class Progress(Value):
    """One step: the best value so far and the proven bound, in points; None while unknown."""

    phase: Phase
    best: int | None = None
    bound: int | None = None

    @property
    def gap_permille(self) -> int | None:
        """The proven gap in thousandths of the bound, rounded up."""
        return gap_permille(self.best, self.bound)


Listener = Callable[[Progress], None]


def gap_permille(value: int | None, bound: int | None) -> int | None:
    """``(bound - value) / bound`` in thousandths, rounded up; None while either is unknown or bound ≤ 0."""
    if value is None or bound is None or bound <= 0:
        return None
    return -((value - bound) * 1_000 // bound)
