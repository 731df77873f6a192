"""Rows that face an audience: who sits where by rank, the middle first, the upper hand before the other."""

from collections.abc import Sequence

from events.protocol_row import from_the_middle
from events.seating.attendee import Attendee, in_protocol_order, undecided_ties
from events.seating.errors import InvalidSeating
from events.seating.plan import GroupKind, Layout, Seat, SeatGroup, SeatingPlan
from events.seating.rules import EvenConvention, Hand, SeatingRules
from planner.errors import Fault


def places_in_row(count: int, rules: SeatingRules) -> tuple[int, ...]:
    """The places 1…``count`` in the order of protocol, from the audience's left to its right.

    Left is upper as seen from the rostrum, ``count`` = 7: ``7 5 3 1 2 4 6``. Of eight, ``7 5 3 1 2 4 6 8``
    if two share the middle, ``8 6 4 2 1 3 5 7`` if 1 sits at the upper hand of it.
    """
    first_is_beside = count % 2 == 0 and rules.even is EvenConvention.FIRST_AT_UPPER_HAND
    # The left hand of those who face the audience is at its right; 1 beside the middle takes it himself.
    second_right = (rules.upper_hand_of_seated is Hand.LEFT) != first_is_beside
    return from_the_middle(range(1, count + 1), second_right=second_right)


def row_sizes(count: int, most_a_row: int, front: int | None = None) -> tuple[int, ...]:
    """How many sit in each row, the front one first.

    ``front`` fixes the front row; the rest is spread evenly over as few rows as hold it, the fuller ones
    behind, where people stand closer.

    Raises InvalidSeating (``seating_row_too_small``) if a row may hold nobody or ``front`` is not between 1
    and ``most_a_row``.
    """
    if most_a_row < 1 or (front is not None and not 1 <= front <= most_a_row):
        given = str(most_a_row if front is None else front)
        raise InvalidSeating(
            Fault(code="seating_row_too_small", value=given, detail={"most": str(max(most_a_row, 1))})
        )
    if count <= (front or most_a_row):
        return (count,) if count else ()
    first = () if front is None else (front,)
    rest = count - sum(first)
    rows = -(-rest // most_a_row)
    small, extra = divmod(rest, rows)
    return (*first, *(small + (row >= rows - extra) for row in range(rows)))


def row(number: int, people: Sequence[Attendee], first: int, rules: SeatingRules) -> SeatGroup:
    """One row of ``people`` in the order of protocol; the first of them is number ``first`` of the plan."""
    seats = tuple(
        Seat(position=position, number=first + place - 1, attendee=people[place - 1].id)
        for position, place in enumerate(places_in_row(len(people), rules), start=1)
    )
    return SeatGroup(kind=GroupKind.ROW, number=number, seats=seats)


def rostrum(
    title: str, attendees: Sequence[Attendee], rules: SeatingRules, sizes: tuple[int, ...] | None = None
) -> SeatingPlan:
    """主席台: one row, or the rows of ``sizes`` from the front, filled by rank.

    Raises InvalidSeating (``seating_rows_do_not_fit``) if ``sizes`` do not add up to the people.
    """
    people = in_protocol_order(attendees)
    return SeatingPlan(
        layout=Layout.ROSTRUM,
        title=title,
        rules=rules,
        attendees=people,
        groups=filled_rows(people, (len(people),) if sizes is None else sizes, rules),
        ties=undecided_ties(people),
    )


def filled_rows(
    people: Sequence[Attendee], sizes: tuple[int, ...], rules: SeatingRules
) -> tuple[SeatGroup, ...]:
    """``people`` in their order, row by row from the front."""
    if sum(sizes) != len(people) or any(size < 1 for size in sizes):
        detail = {"people": str(len(people)), "seats": str(sum(sizes))}
        raise InvalidSeating(
            Fault(code="seating_rows_do_not_fit", value=" + ".join(map(str, sizes)), detail=detail)
        )
    rows, start = [], 0
    for number, size in enumerate(sizes, start=1):
        rows.append(row(number, people[start : start + size], start + 1, rules))
        start += size
    return tuple(rows)
