"""How far scores lie below the best values known, one by one and together."""

from collections.abc import Iterable
from typing import NamedTuple


class Gaps(NamedTuple):
    """Gaps of some cases, in percent of the best known value; a gain counts as a negative gap."""

    cases: int
    mean: float
    mean_gains_as_zero: float
    worst: float
    worst_case: str
    reached: int  # at or above the best known
    above: int


def gap_percent(score: float, best: float) -> float:
    """How far ``score`` lies below ``best``, in percent of it; negative if above."""
    return 100.0 * (best - score) / best


def gaps_of(scored: Iterable[tuple[str, float, float]]) -> Gaps:
    """The gaps of (name, score, best known value). Raises ValueError if there are none."""
    gaps = [(gap_percent(score, best), name) for name, score, best in scored]
    if not gaps:
        raise ValueError("no case, no gap")
    worst, worst_case = max(gaps, key=lambda item: item[0])
    return Gaps(
        cases=len(gaps),
        mean=sum(gap for gap, _ in gaps) / len(gaps),
        mean_gains_as_zero=sum(max(0.0, gap) for gap, _ in gaps) / len(gaps),
        worst=worst,
        worst_case=worst_case,
        reached=sum(gap <= 0.0 for gap, _ in gaps),
        above=sum(gap < 0.0 for gap, _ in gaps),
    )
