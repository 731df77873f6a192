"""One more or one fewer in a row: as the custom orders, or moving as few others as possible.

Chairs of a row are counted from that of the first: where an odd number of chairs becomes an even one, the row
is shifted as a whole and nobody has to get up for it.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import chain

from events.seating.attendee import Attendee, undecided_ties
from events.seating.change import Change, moved_between
from events.seating.errors import InvalidSeating
from events.seating.plan import GroupKind, Seat, SeatGroup, SeatingPlan
from events.seating.rows import row
from events.seating.rules import EvenConvention, Hand, SeatingRules
from planner.errors import Fault


class Keep(StrEnum):
    """What matters more when somebody comes or goes."""

    ORDER = "order"
    """Rank: everybody below moves one place on, to the other hand."""
    CHAIRS = "chairs"
    """Peace: a side moves up or makes room; on each hand rank still falls outward."""


def without_in_row(plan: SeatingPlan, attendee: str, keep: Keep = Keep.ORDER) -> Change:
    """``plan`` without ``attendee`` (id): his row closes up, other rows stay as they are.

    Raises InvalidSeating (``seating_unknown_person``) for somebody who is in no row of it, and
    (``seating_nothing_to_seat``) for the last one.
    """
    placed = plan.place_of(attendee)
    if placed is None or placed.group.kind is not GroupKind.ROW:
        raise InvalidSeating(Fault(code="seating_unknown_person", place=plan.title, value=attendee))
    people = tuple(person for person in plan.attendees if person.id != attendee)
    if not people:
        raise InvalidSeating(Fault(code="seating_nothing_to_seat", value=plan.title))
    left = [person for person in _by_number(plan, placed.group) if person.id != attendee]
    return _changed(plan, placed.group, _seats(plan, placed.group, left, keep), people)


def with_in_row(plan: SeatingPlan, attendee: Attendee, number: int = 1, keep: Keep = Keep.ORDER) -> Change:
    """``plan`` with ``attendee`` in row ``number``, other rows as they are.

    Raises InvalidSeating (``seating_doubled``) for somebody who sits already, and (``seating_unknown_row``)
    for a row the plan does not have.
    """
    if plan.place_of(attendee.id) is not None:
        raise InvalidSeating(Fault(code="seating_doubled", place=plan.title, value=attendee.id))
    group = next((g for g in plan.groups if g.kind is GroupKind.ROW and g.number == number), None)
    if group is None:
        raise InvalidSeating(Fault(code="seating_unknown_row", place=plan.title, value=str(number)))
    people = (*plan.attendees, attendee)
    ordered = _by_number(plan, group)
    place = sum(person.precedence <= attendee.precedence for person in ordered)
    seated = [*ordered[:place], attendee, *ordered[place:]]
    return _changed(plan, group, _seats(plan, group, seated, keep), people)


def _seats(plan: SeatingPlan, group: SeatGroup, people: list[Attendee], keep: Keep) -> tuple[Seat, ...]:
    if keep is Keep.CHAIRS and people:
        return _keeping_chairs(plan, group, people)
    return row(group.number, people, 1, plan.rules).seats


def _by_number(plan: SeatingPlan, group: SeatGroup) -> list[Attendee]:
    seats = sorted(group.seats, key=lambda seat: seat.number or 0)
    return [plan.by_id[str(seat.attendee)] for seat in seats]


def _surplus(rules: SeatingRules, count: int) -> int:
    """How many more sit at the upper hand of the first than at the other, of ``count`` by the custom."""
    if count % 2:
        return 0
    return 1 if rules.even is EvenConvention.TWO_IN_THE_MIDDLE else -1


def _keeping_chairs(plan: SeatingPlan, group: SeatGroup, people: list[Attendee]) -> tuple[Seat, ...]:
    """``people``, the highest first, on two hands of the customary lengths so that the fewest change chairs.

    By dynamic programming over how many of the first k sit at the upper hand: on a hand everybody sits beyond
    those above him, so that number and k say on which chair.
    """
    upper_side = 1 if plan.rules.upper_hand_of_seated is Hand.LEFT else -1
    old = {name: upper_side * chair for name, (_, chair) in _row_chairs(group)}
    others = people[1:]
    wanted = (len(others) + _surplus(plan.rules, len(people))) // 2
    states: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for k, person in enumerate(others):
        grown: dict[int, tuple[int, tuple[int, ...]]] = {}
        for upper, (moves, chairs) in states.items():
            for count, chair in ((upper + 1, upper + 1), (upper, upper - k - 1)):
                total = moves + (old.get(person.id, chair) != chair)
                if count not in grown or total < grown[count][0]:
                    grown[count] = (total, (*chairs, chair))
        states = grown
    chairs = (0, *states[wanted][1])
    line = sorted(
        zip(chairs, range(1, len(people) + 1), people, strict=True), key=lambda seat: upper_side * seat[0]
    )
    return tuple(
        Seat(position=position, number=number, attendee=person.id)
        for position, (_, number, person) in enumerate(line, start=1)
    )


def _changed(
    plan: SeatingPlan, group: SeatGroup, seats: tuple[Seat, ...], people: tuple[Attendee, ...]
) -> Change:
    """The plan with new seats in one row: rows renumbered from the front, people from the first."""
    rows: list[SeatGroup] = []
    before = 0
    for old in plan.groups:
        chosen = seats if old == group else old.seats
        least = min((seat.number or 0 for seat in chosen), default=1)
        shifted = tuple(
            seat.model_copy(update={"number": (seat.number or 0) - least + 1 + before}) for seat in chosen
        )
        if shifted:
            rows.append(old.model_copy(update={"number": len(rows) + 1, "seats": shifted}))
        before += len(shifted)
    after = plan.reseated(tuple(rows), people, undecided_ties(people))
    return Change(plan=after, moved=moved_between(dict(_chairs(plan)), dict(_chairs(after))))


def _chairs(plan: SeatingPlan) -> Iterator[tuple[str, tuple[int, int]]]:
    """Everybody's row and chair, counted from the chair of its first."""
    return chain.from_iterable(_row_chairs(group) for group in plan.groups)


def _row_chairs(group: SeatGroup) -> Iterator[tuple[str, tuple[int, int]]]:
    first = min(group.seats, key=lambda seat: seat.number or 0).position
    for seat in group.seats:
        yield str(seat.attendee), (group.number, seat.position - first)
