"""A seating somebody has settled on: as it was proposed, or after he exchanged people by hand."""

from collections.abc import Iterator

from events.seating.audit import audit_tables
from events.seating.banquet import Banquet, check_readable
from events.seating.errors import InvalidSeating
from events.seating.plan import Layout, SeatingPlan
from planner.errors import Fault
from planner.value import Value


class SettledSeating(Value):
    """The ``plan``, and for a banquet what it must keep when people come and go.

    ``told_at_door``: whether guests are shown to these seats when they arrive; a photograph's are not.
    """

    plan: SeatingPlan
    banquet: Banquet | None = None
    told_at_door: bool = True


def check_settled(seating: SettledSeating) -> None:
    """Refuse a seating that breaks what must be kept.

    Who sits at the head table and in what order is the office's to decide; pairs, pins, chairs and tables of
    the banquet must stand. Raises InvalidSeating (``seating_without_banquet``, ``seating_not_of_banquet``,
    ``seating_breaks``, and as :func:`check_readable`).
    """
    if seating.banquet is not None:
        check_readable(seating.banquet)
    faults = tuple(_faults(seating))
    if faults:
        raise InvalidSeating(faults)


def _faults(seating: SettledSeating) -> Iterator[Fault]:
    plan, banquet = seating.plan, seating.banquet
    if (plan.layout is Layout.BANQUET) is not (banquet is not None):
        yield Fault(code="seating_without_banquet", place="banquet", value=plan.layout.value)
        return
    if banquet is None:
        return
    laid = sorted((group.number, len(group.seats), group.head) for group in plan.groups)
    if laid != sorted((table.number, table.seats, table.head) for table in banquet.tables):
        yield Fault(code="seating_not_of_banquet", place="plan.groups", value=plan.title)
        return
    table_of = {str(placed.seat.attendee): placed.group.number for placed in plan.occupied()}
    for violation in audit_tables(banquet, table_of):
        people = {person.id: person.name for person in (*plan.attendees, *banquet.attendees)}
        about = ", ".join(people.get(name, name) for name in violation.about)
        yield Fault(code="seating_breaks", place="plan", value=about, detail={"rule": violation.rule})
