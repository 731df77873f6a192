"""Every rule of a seated banquet looked at again in plain Python; it never sees the solver."""

from collections import Counter
from collections.abc import Iterator

from events.seating.attendee import Side, chain_neighbours
from events.seating.banquet import Banquet
from events.seating.head_table import party_tables
from events.seating.plan import GroupKind, Role, SeatGroup, SeatingPlan
from events.seating.seated import Seated, Standing
from events.seating.table_terms import table_terms
from planner.value import Value


class SeatingViolation(Value):
    """A broken rule of a seating: its name and whom or what it concerns (ids, table numbers)."""

    rule: str
    about: tuple[str, ...] = ()


def audit_banquet(banquet: Banquet, seated: Seated) -> tuple[SeatingViolation, ...]:
    """What is wrong with ``seated`` as an answer to ``banquet``; nothing if all is well.

    Of an answer without a plan only that it gives a reason: that nothing is possible is not recomputed here.
    """
    plan = seated.plan
    if plan is None:
        refused = seated.standing in {Standing.INFEASIBLE, Standing.UNDECIDED}
        return () if refused and seated.reasons else (SeatingViolation(rule="no_plan_without_reason"),)
    table_of = {str(placed.seat.attendee): placed.group.number for placed in plan.occupied()}
    found = [*_everybody(banquet, plan), *_tables(banquet, plan)]
    if found:
        return tuple(found)
    return (
        *_pairs(banquet, table_of),
        *_settled(banquet, table_of),
        *_principals(plan),
        *_figures(banquet, seated, table_of),
    )


def audit_tables(banquet: Banquet, table_of: dict[str, int]) -> tuple[SeatingViolation, ...]:
    """What is wrong with an assignment (attendee id -> table number) of a change on the day.

    Chairs, pairs and pins are looked at; who sits at the head table is left as it was, whatever the ranks.
    """
    asked = {attendee.id for attendee in banquet.attendees}
    wrong = tuple(sorted(asked ^ set(table_of)))
    if wrong:
        return (SeatingViolation(rule="everybody_once", about=wrong),)
    held = Counter(table_of.values())
    seats = {table.number: table.seats for table in banquet.tables}
    overfull = tuple(str(number) for number, count in sorted(held.items()) if count > seats.get(number, 0))
    pinned = tuple(name for name, number in banquet.pinned.items() if table_of[name] != number)
    return (
        *(SeatingViolation(rule="chairs", about=(number,)) for number in overfull),
        *_pairs(banquet, table_of),
        *(SeatingViolation(rule="pinned", about=(name,)) for name in pinned),
    )


def _everybody(banquet: Banquet, plan: SeatingPlan) -> Iterator[SeatingViolation]:
    seated = Counter(str(placed.seat.attendee) for placed in plan.occupied())
    asked = Counter(attendee.id for attendee in banquet.attendees)
    wrong = tuple(sorted((seated - asked) + (asked - seated)))
    if wrong:
        yield SeatingViolation(rule="everybody_once", about=wrong)


def _tables(banquet: Banquet, plan: SeatingPlan) -> Iterator[SeatingViolation]:
    asked = [(table.number, table.seats, table.head) for table in banquet.tables]
    laid = [(group.number, len(group.seats), group.head) for group in plan.groups]
    if sorted(asked) != sorted(laid) or any(group.kind is not GroupKind.TABLE for group in plan.groups):
        yield SeatingViolation(rule="tables_as_they_are")
    for group in plan.groups:
        if [seat.position for seat in group.seats] != list(range(1, len(group.seats) + 1)):
            yield SeatingViolation(rule="chairs_clockwise", about=(str(group.number),))


def _pairs(banquet: Banquet, table_of: dict[str, int]) -> Iterator[SeatingViolation]:
    for one, other in banquet.apart:
        if table_of[one] == table_of[other]:
            yield SeatingViolation(rule="apart", about=(one, other))
    for one, other in banquet.together:
        if table_of[one] != table_of[other]:
            yield SeatingViolation(rule="together", about=(one, other))


def _settled(banquet: Banquet, table_of: dict[str, int]) -> Iterator[SeatingViolation]:
    for name, number in party_tables(banquet).items():
        if table_of[name] != number:
            yield SeatingViolation(rule="pinned_or_by_rank", about=(name, str(number)))


def _principals(plan: SeatingPlan) -> Iterator[SeatingViolation]:
    """At every table the highest host faces the door, the second sits opposite."""
    for group in plan.groups:
        hosts = [
            (plan.by_id[seat.attendee].precedence, seat)
            for seat in group.seats
            if seat.attendee and plan.by_id[seat.attendee].side is Side.HOST
        ]
        wanted = ((Role.PRINCIPAL_HOST, 1), (Role.SECOND_HOST, len(group.seats) // 2 + 1))
        ranks = sorted(rank for rank, _ in hosts)
        for (role, position), rank in zip(wanted, ranks, strict=False):
            if not any(seat.role is role and seat.position == position and at == rank for at, seat in hosts):
                yield SeatingViolation(rule="principals_by_rank", about=(str(group.number), role.value))


def _figures(banquet: Banquet, seated: Seated, table_of: dict[str, int]) -> Iterator[SeatingViolation]:
    terms = table_terms(banquet, table_of)
    if seated.terms != terms:
        yield SeatingViolation(rule="terms", about=(str(terms.points),))
    if seated.bound_points is not None and seated.bound_points < terms.points:
        yield SeatingViolation(rule="bound", about=(str(seated.bound_points), str(terms.points)))
    if seated.standing is Standing.BEST and seated.bound_points != terms.points:
        yield SeatingViolation(rule="best_is_proven", about=(str(terms.points),))
    if seated.plan is not None and seated.neighbours != sum(
        neighbours(seated.plan, group) for group in seated.plan.groups
    ):
        yield SeatingViolation(rule="neighbours")


def neighbours(plan: SeatingPlan, group: SeatGroup) -> int:
    """How many pairs of adjacent chairs of a table hold people of different links of one chain."""
    people = [plan.by_id[seat.attendee] if seat.attendee else None for seat in group.seats]
    following = people[1:] + people[:1] if len(people) > 2 else people[1:]
    return sum(
        one is not None and other is not None and chain_neighbours(one, other)
        for one, other in zip(people, following, strict=False)
    )
