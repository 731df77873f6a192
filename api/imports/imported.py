"""What an import gives: a season, or faults; never half of one."""

from dataclasses import dataclass

from planner.errors import Fault
from planner.season import Season


@dataclass(frozen=True)
class Imported:
    """``season`` is None if there is any fault.

    ``notes`` stop nothing: possible duplicates, columns passed over, what was taken for granted, companies
    that nobody can meet. Places read as ``企业!C7``; ``api.texts.sentences`` has the words.
    """

    season: Season | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
