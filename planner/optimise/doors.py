"""What a day offers the enumeration: its hours, the companies open, the delegations free."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int64]
Shorts = NDArray[np.int16]
Masks = NDArray[np.uint64]
FAR = 30_000


class Clockwork(NamedTuple):
    """The hours of a day as plain numbers, all in minutes."""

    leave_base: int
    leave_hotel: int
    back_at_base: int
    at_hotel: int
    lunch_open: int
    lunch_close: int
    lunch_minutes: int
    buffer: int
    most_leg: int
    grid: int


class Doors(NamedTuple):
    """Companies open on a day, by position: point, hotel point, starts ``[company, window]``, stay, needs.

    ``latest`` is the last start of all; ``least[a, b]`` the least minutes the leg from
    one company to another takes, ``nearest`` the least of any leg to it.
    ``rank`` is the lowest rank a leader may have, ``heads`` a bit mask of head groups.
    """

    point: Array
    hotel: Array
    first: Array
    last: Array
    latest: Array
    least: Array
    nearest: Array
    stay: Array
    rank: Array
    heads: NDArray[np.uint64]


class Able(NamedTuple):
    """What the delegations free on the day can offer: leader's rank and the head groups aboard."""

    rank: Array
    heads: NDArray[np.uint64]
