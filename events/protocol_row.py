"""A row in the order of protocol: the first in the middle, the others to both sides of him in turn."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def from_the_middle(ranked: Sequence[T], *, second_right: bool) -> tuple[T, ...]:
    """``ranked`` (the highest first) as the audience sees them, from its left to its right.

    The second is on the audience's right of the first if ``second_right``: of seven ``7 5 3 1 2 4 6``, of
    eight ``7 5 3 1 2 4 6 8``; otherwise the mirror image, ``6 4 2 1 3 5 7`` and ``8 6 4 2 1 3 5 7``. Whoever
    faces the audience has his left hand on its right.
    """
    odd, even = ranked[0::2], ranked[1::2]
    return (*reversed(odd), *even) if second_right else (*reversed(even), *odd)
