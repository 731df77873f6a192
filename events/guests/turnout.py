"""How many will come: the exact distribution of a sum of unequal chances, and how many more to invite."""

from collections.abc import Iterable, Sequence
from math import fsum

from planner.value import Value


def distribution(chances: Iterable[float]) -> list[float]:
    """The chance of exactly 0, 1, … n guests coming, each independently with his own chance.

    The Poisson binomial distribution by the direct convolution (Hong, Computational Statistics & Data
    Analysis 59, 2013, §2.1): n²/2 products of positive numbers, so no cancellation; exact to rounding.
    """
    exactly = [1.0]
    for chance in chances:
        stays, comes = 1.0 - chance, chance
        grown = [share * stays for share in exactly]
        grown.append(0.0)
        for k, share in enumerate(exactly):
            grown[k + 1] += share * comes
        exactly = grown
    return exactly


class Turnout(Value):
    """What to expect of so many ``invited``: the mean, and the chance that fewer than ``least`` come."""

    invited: int
    expected: float
    least: int
    chance_to_fall_short: float


def turnout(chances: Sequence[float], least: int) -> Turnout:
    """The turnout of guests who come with these ``chances``, against a minimum of ``least``."""
    return Turnout(
        invited=len(chances),
        expected=fsum(chances),
        least=least,
        chance_to_fall_short=_short(distribution(chances), least),
    )


def _short(exactly: Sequence[float], least: int) -> float:
    return min(1.0, fsum(exactly[: max(0, least)]))


def more_to_invite(
    chances: Sequence[float], reserve: Sequence[float], least: int, most_chance: float
) -> int | None:
    """How many of ``reserve``, in its order, to invite so that falling short has at most ``most_chance``.

    None if even all of them are not enough.
    """
    exactly = distribution(chances)
    for count in range(len(reserve) + 1):
        if _short(exactly, least) <= most_chance:
            return count
        if count < len(reserve):
            exactly = [
                share * (1.0 - reserve[count]) + before * reserve[count]
                for share, before in zip([*exactly, 0.0], [0.0, *exactly], strict=True)
            ]
    return None
