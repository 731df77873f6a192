"""Seat a banquet: people to tables, then around each table, audited before it is handed out."""

from events.seating.around import around
from events.seating.attendee import ties_by_side
from events.seating.audit import audit_banquet, neighbours
from events.seating.banquet import Banquet, check_readable
from events.seating.head_table import passed_over
from events.seating.obstacles import obstacles
from events.seating.optimise.assign import assign
from events.seating.plan import GroupKind, Layout, SeatGroup, SeatingPlan
from events.seating.seated import Seated, Standing
from events.seating.table_terms import table_terms
from planner.errors import Fault, RejectedPlan
from planner.options import Options


def seat_banquet(banquet: Banquet, options: Options | None = None) -> Seated:
    """The best seating found; equal banquets and options give equal answers.

    ``options.effort`` counts rounds of 50,000 exchanges. Raises InvalidSeating if the banquet cannot be read,
    and RejectedPlan (``seating_rejected``) if the audit disagrees with the solver: a defect of ours.
    """
    check_readable(banquet)
    seated = _seated(banquet, options or Options())
    violations = audit_banquet(banquet, seated)
    if violations:
        faults = (Fault(code="seating_rejected", place=v.rule, value=", ".join(v.about)) for v in violations)
        raise RejectedPlan(faults)
    return seated


def _seated(banquet: Banquet, options: Options) -> Seated:
    plain = obstacles(banquet)
    if plain:
        return Seated(standing=Standing.INFEASIBLE, reasons=plain)
    assigned = assign(banquet, options)
    if assigned.table_of is None:
        standing = Standing.INFEASIBLE if assigned.proven else Standing.UNDECIDED
        return Seated(standing=standing, reasons=assigned.reasons)
    plan = laid_out(banquet, assigned.table_of)
    return Seated(
        standing=Standing.BEST if assigned.proven else Standing.FEASIBLE,
        plan=plan,
        terms=table_terms(banquet, assigned.table_of),
        bound_points=assigned.bound_points,
        neighbours=sum(neighbours(plan, group) for group in plan.groups),
        passed_over=passed_over(banquet),
    )


def laid_out(banquet: Banquet, table_of: dict[str, int]) -> SeatingPlan:
    """The plan of an assignment (attendee id -> table number), each table in its order."""
    groups = []
    for table in sorted(banquet.tables, key=lambda table: table.number):
        people = [attendee for attendee in banquet.attendees if table_of[attendee.id] == table.number]
        groups.append(
            SeatGroup(
                kind=GroupKind.TABLE,
                number=table.number,
                name=table.name,
                head=table.head,
                seats=around(people, table.seats, banquet.rules, head=table.head),
            )
        )
    at_head = [a for a in banquet.attendees if any(g.head and g.number == table_of[a.id] for g in groups)]
    return SeatingPlan(
        layout=Layout.BANQUET,
        title=banquet.title,
        rules=banquet.rules,
        attendees=banquet.attendees,
        groups=tuple(groups),
        ties=ties_by_side(at_head),
    )
