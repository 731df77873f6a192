"""What must agree inside a season: ids are unique, references resolve, needs do not go in circles."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planner.errors import Fault, InvalidSeason

if TYPE_CHECKING:
    from planner.season import Season


def inconsistencies(season: "Season") -> "Season":
    """Return ``season``; raise :class:`InvalidSeason` with every fault found."""
    return season
