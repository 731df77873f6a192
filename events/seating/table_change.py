"""One more, one fewer or a table less at a banquet on the day, moving as few others as possible."""

from collections.abc import Iterator
from itertools import pairwise

from events.seating.around import neighbour_score, seats_of
from events.seating.attendee import Attendee, Side, in_protocol_order
from events.seating.audit import audit_tables
from events.seating.banquet import Banquet, check_readable
from events.seating.change import Change, moved_between
from events.seating.errors import InvalidSeating
from events.seating.optimise.fewest_moves import fewest_moves
from events.seating.plan import SeatGroup, SeatingPlan
from events.seating.table_terms import table_terms
from planner.errors import Fault, RejectedPlan


def without_at_table(banquet: Banquet, plan: SeatingPlan, attendee: str) -> Change:
    """``plan`` of ``banquet`` without ``attendee`` (id): his chair stays empty.

    Only where he was 主陪 or 副主陪 does the next host of the table take his chair, so that nobody faces the
    door but a host; at most two people move. Raises InvalidSeating (``seating_unknown_person``).
    """
    placed = plan.place_of(attendee)
    if placed is None:
        raise InvalidSeating(Fault(code="seating_unknown_person", place=banquet.title, value=attendee))
    chairs = dict(_chairs(plan))
    del chairs[attendee]
    chairs |= _succession(plan, placed.group, attendee)
    people = tuple(person for person in plan.attendees if person.id != attendee)
    return _changed(plan, people, chairs)


def _succession(plan: SeatingPlan, group: SeatGroup, gone: str) -> dict[str, tuple[int, int]]:
    """Who takes the chair of a host that has gone: id -> (table, chair)."""
    at = {seat.attendee: seat.position for seat in group.seats if seat.attendee}
    hosts = in_protocol_order(plan.by_id[name] for name in at if plan.by_id[name].side is Side.HOST)
    names = [host.id for host in hosts]
    if gone not in names or names.index(gone) > 1:
        return {}
    heirs = names[names.index(gone) :][:3]
    honoured = {1, len(group.seats) // 2 + 1}
    return {heir: (group.number, at[before]) for before, heir in pairwise(heirs) if at[before] in honoured}


def with_at_table(banquet: Banquet, plan: SeatingPlan, attendee: Attendee) -> Change | None:
    """``plan`` with ``attendee`` on an empty chair; None if there is none that keeps what must be kept.

    ``banquet`` already holds him, his pairs and, if his table is prescribed, his pin; everybody else's rules
    hold as before, except that the head table keeps those who sit there and takes a newcomer only if he is
    pinned to it. Nobody moves where a chair is free at a table without anybody at odds with him; else CP-SAT
    finds the fewest people who change tables. Of equally quiet ways the one of most points is taken,
    of its chairs the best neighbours'. Raises InvalidSeating (``seating_doubled``, and as
    :func:`check_readable`), and RejectedPlan if the audit refuses the solver's answer.
    """
    check_readable(banquet)
    if plan.place_of(attendee.id) is not None:
        raise InvalidSeating(Fault(code="seating_doubled", place=banquet.title, value=attendee.id))
    table_of = {name: number for name, (number, _) in _chairs(plan)}
    people = (*plan.attendees, attendee)
    direct = [table_of | {attendee.id: number} for number in _quiet_tables(banquet, table_of, attendee.id)]
    if direct:
        chosen, proven = max(direct, key=lambda tables: table_terms(banquet, tables).points), True
    else:
        found = fewest_moves(banquet, table_of)
        if found is None:
            return None
        chosen, proven = found.table_of, found.proven
    _refuse_broken(banquet, chosen)
    return _changed(plan, people, _reseated(banquet, plan, chosen), fewest=proven)


def without_table(banquet: Banquet, plan: SeatingPlan, number: int) -> Change | None:
    """``plan`` of ``banquet`` without table ``number``: its people sit elsewhere; None if there is no way.

    The fewest of those at the other tables move, found by CP-SAT; pins to the lost table are void, and the
    head table, unless it is the lost one, keeps those who sit there and takes nobody. Everybody of the lost
    table is ``moved``. Raises InvalidSeating (``seating_unknown_table``, for the only table
    ``seating_nothing_to_seat``), and RejectedPlan if the audit refuses the solver's answer.
    """
    if number not in {table.number for table in banquet.tables}:
        raise InvalidSeating(Fault(code="seating_unknown_table", place=banquet.title, value=str(number)))
    left = banquet_without_table(banquet, number)
    if not left.tables:
        raise InvalidSeating(Fault(code="seating_nothing_to_seat", value=banquet.title))
    before = dict(_chairs(plan))
    found = fewest_moves(left, {name: table for name, (table, _) in before.items() if table != number})
    if found is None:
        return None
    _refuse_broken(left, found.table_of)
    groups = tuple(group for group in plan.groups if group.number != number)
    remaining = plan.model_copy(update={"groups": groups})
    change = _changed(
        remaining, plan.attendees, _reseated(left, remaining, found.table_of), fewest=found.proven
    )
    return change.model_copy(update={"moved": moved_between(before, dict(_chairs(change.plan)))})


def banquet_without_table(banquet: Banquet, number: int) -> Banquet:
    """``banquet`` without that table and the pins to it."""
    return banquet.model_copy(
        update={
            "tables": tuple(table for table in banquet.tables if table.number != number),
            "pinned": {name: table for name, table in banquet.pinned.items() if table != number},
        }
    )


def _refuse_broken(banquet: Banquet, table_of: dict[str, int]) -> None:
    violations = audit_tables(banquet, table_of)
    if violations:
        faults = (Fault(code="seating_rejected", place=v.rule, value=", ".join(v.about)) for v in violations)
        raise RejectedPlan(faults)


def _quiet_tables(banquet: Banquet, table_of: dict[str, int], newcomer: str) -> Iterator[int]:
    """The tables where the newcomer can sit down at once."""
    odds = {one for pair in banquet.apart if newcomer in pair for one in pair} - {newcomer}
    friends = {one for pair in banquet.together if newcomer in pair for one in pair} - {newcomer}
    pin = banquet.pinned.get(newcomer)
    for table in banquet.tables:
        there = {name for name, number in table_of.items() if number == table.number}
        prescribed = table.number == pin if pin is not None else not table.head
        if prescribed and len(there) < table.seats and not odds & there and friends <= there:
            yield table.number


def _reseated(banquet: Banquet, plan: SeatingPlan, table_of: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Those who stay at their table keep their chairs; the others take the best empty ones of theirs."""
    people = {attendee.id: attendee for attendee in banquet.attendees}
    chairs = {name: place for name, place in _chairs(plan) if table_of[name] == place[0]}
    sizes = {table.number: table.seats for table in banquet.tables}
    for name, number in table_of.items():
        if name in chairs:
            continue
        taken = {chair: people[other] for other, (at, chair) in chairs.items() if at == number}
        count = sizes[number]

        def score(
            chair: int, name: str = name, taken: dict[int, Attendee] = taken, count: int = count
        ) -> int:
            sides = (taken.get((chair - 2) % count + 1), taken.get(chair % count + 1))
            return sum(neighbour_score(people[name], side) for side in sides)

        free = [chair for chair in range(1, count + 1) if chair not in taken]
        chairs[name] = (number, max(free, key=lambda chair: (score(chair), -chair)))
    return chairs


def _chairs(plan: SeatingPlan) -> Iterator[tuple[str, tuple[int, int]]]:
    for placed in plan.occupied():
        yield str(placed.seat.attendee), (placed.group.number, placed.seat.position)


def _changed(
    plan: SeatingPlan,
    people: tuple[Attendee, ...],
    chairs: dict[str, tuple[int, int]],
    *,
    fewest: bool = True,
) -> Change:
    by_id = {person.id: person for person in people}
    sitting = {place: by_id[name] for name, place in chairs.items()}
    groups = tuple(_group(group, sitting, people) for group in plan.groups)
    ties = tuple(kept for tie in plan.ties if len(kept := tuple(name for name in tie if name in by_id)) > 1)
    after = plan.reseated(groups, people, ties)
    return Change(plan=after, moved=moved_between(dict(_chairs(plan)), dict(_chairs(after))), fewest=fewest)


def _group(
    group: SeatGroup, sitting: dict[tuple[int, int], Attendee], people: tuple[Attendee, ...]
) -> SeatGroup:
    """The table with its chairs as they are taken now, roles and guests' numbers told anew."""
    taken = [sitting.get((group.number, seat.position)) for seat in group.seats]
    return group.model_copy(update={"seats": seats_of(taken, people)})
