"""What comes of seating a banquet: tables with their value and bound, or the reasons why none can be."""

from enum import StrEnum

from events.seating.plan import SeatingPlan
from planner.value import Value


class Standing(StrEnum):
    """How good the answer is known to be."""

    BEST = "best"
    """Proven: no assignment to tables is worth more."""
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    """Proven: no assignment keeps what must be kept."""
    UNDECIDED = "undecided"
    """Neither an assignment nor a proof that there is none was found within the effort."""


class Obstacle(StrEnum):
    """Why nothing can be done."""

    TOO_FEW_SEATS = "too_few_seats"
    PARTY_TOO_LARGE = "party_too_large"
    PARTY_AT_ODDS = "party_at_odds"
    PARTY_PINNED_APART = "party_pinned_apart"
    TABLE_OVERFULL = "table_overfull"
    SETTLED_AT_ODDS = "settled_at_odds"
    ALL_AT_ODDS = "all_at_odds"
    PROVEN_TOGETHER = "proven_together"
    NOT_FOUND = "not_found"


class SeatingReason(Value):
    """Why, as data; ``api.texts`` words it.

    ``people`` (ids) are those it is about: a party too large, a party with two at odds (these two first), a
    pair settled at the table ``table``, people of whom every two must not share a table, or for
    ``PROVEN_TOGETHER`` those of the pairs that together leave no way. ``count`` and ``most`` are what there
    is and what there may be: people and seats, or people at odds and tables.
    """

    obstacle: Obstacle
    people: tuple[str, ...] = ()
    table: int | None = None
    count: int = 0
    most: int = 0


class TableTerms(Value):
    """What the assignment to tables counts, and the points it comes to (``chain_points`` less the rest)."""

    region_pairs: int = 0
    host_pairs: int = 0
    empty_pairs: int = 0
    chain_pairs: int = 0
    points: int = 0


class Seated(Value):
    """The answer. ``plan`` is None unless the standing is BEST or FEASIBLE.

    ``bound_points`` is proven: no assignment to tables comes to more points. The order around each table is
    good, not proven best: ``neighbours`` counts adjacent chairs whose people stand at different links of one
    chain, for which there is no bound. ``passed_over`` are people (ids) whom rank alone would have put at the
    head table.
    """

    standing: Standing
    plan: SeatingPlan | None = None
    terms: TableTerms = TableTerms()
    bound_points: int | None = None
    neighbours: int = 0
    passed_over: tuple[str, ...] = ()
    reasons: tuple[SeatingReason, ...] = ()
