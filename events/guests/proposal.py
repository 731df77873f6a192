"""A proposed guest list: who, who next, what it is worth, and why the others are not on it."""

from collections.abc import Mapping
from enum import StrEnum

from events.guest import Guest, Segment
from events.guests.worth import ListWorth
from planner.errors import Fault
from planner.progress import gap_permille
from planner.value import Value


class ListStatus(StrEnum):
    """How good a list is known to be."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Reason(StrEnum):
    """Why a candidate is not chosen, the first that holds."""

    MUST_NOT = "must_not"
    OTHER_CHAIN = "other_chain"
    SAME_PERSON = "same_person"
    ORGANISATION_FULL = "organisation_full"
    QUOTA_FULL = "quota_full"
    LIST_FULL = "list_full"
    ADDS_NOTHING = "adds_nothing"


class NotChosen(Value):
    """A candidate (id) who is not on the list.

    ``points`` is what he would add to the list as it stands. ``detail`` tells more: the reason given, the
    quota that is full, the one he may be the same person as. ``reserve`` is his place in the reserve of his
    segment, from 1; None if he is not in it.
    """

    guest: str
    reason: Reason
    points: int = 0
    detail: Mapping[str, str] = {}
    reserve: int | None = None


class Reserve(Value):
    """The guests of a segment in the order in which they are invited when one of the list declines."""

    segment: Segment
    guests: tuple[Guest, ...]


class Proposal(Value):
    """The list and all that is known of it.

    ``chosen`` is in order of segment, then points. ``bound`` is proven: no list that keeps the rules is worth
    more. ``obstacles`` says of an infeasible one why. ``notes`` are for the person who decides.
    """

    status: ListStatus
    chosen: tuple[Guest, ...] = ()
    reserve: tuple[Reserve, ...] = ()
    worth: ListWorth = ListWorth()
    bound: int = 0
    not_chosen: tuple[NotChosen, ...] = ()
    obstacles: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()

    @property
    def gap_permille(self) -> int | None:
        """The proven gap in thousandths of the bound, rounded up."""
        return gap_permille(self.worth.total, self.bound)
