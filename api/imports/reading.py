"""How far an import has come: told while it reads, for whoever watches."""

from collections.abc import Callable
from typing import NamedTuple


class Reading(NamedTuple):
    """Where an import is: in which sheet, and how many of its rows it has read or understood."""

    sheet: str
    rows: int


Listener = Callable[[Reading], None]
EVERY_ROWS = 200  # between two words about one sheet


def nobody(_reading: Reading) -> None:
    """A listener who is not there."""
