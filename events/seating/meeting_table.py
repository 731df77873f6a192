"""会谈: two sides of a table, the guests facing the door, principals opposite each other in the middle."""

from collections.abc import Iterator, Sequence

from events.seating.attendee import Attendee, Side, in_protocol_order, ties_by_side
from events.seating.errors import InvalidSeating
from events.seating.plan import GroupKind, Layout, Role, Seat, SeatGroup, SeatingPlan
from events.seating.rules import Hand, SeatingRules
from planner.errors import Fault


def meeting_table(
    title: str, attendees: Sequence[Attendee], rules: SeatingRules, *, guests_face_door: bool = True
) -> SeatingPlan:
    """Hosts and guests along their sides, the highest in the middle, the others outward by rank.

    With ``guests_face_door`` (横桌, 面门为上) the guests sit at the far side; otherwise the table points at
    the door (竖桌), the guests sit at the right of whoever comes in, and ``position`` 1 is farthest from him.

    Raises InvalidSeating (``seating_side_without_principal``) if a side has nobody but interpreters.
    """
    people = in_protocol_order(attendees)
    groups: list[SeatGroup] = []
    for side in (Side.GUEST, Side.HOST):
        delegates = [person for person in people if person.side is side and not person.interpreter]
        interpreters = [person for person in people if person.side is side and person.interpreter]
        if not delegates:
            raise InvalidSeating(Fault(code="seating_side_without_principal", value=side.value))
        groups += _side(side, delegates, interpreters, rules)
    return SeatingPlan(
        layout=Layout.MEETING,
        title=title,
        rules=rules,
        attendees=people,
        groups=tuple(groups),
        ties=ties_by_side(person for person in people if not person.interpreter),
        guests_face_door=guests_face_door,
    )


def outward(upper: int) -> Iterator[int]:
    """Offsets from the middle: one to the upper hand, one to the other, two to the upper hand, and so on."""
    step = 1
    while True:
        yield upper * step
        yield -upper * step
        step += 1


def _side(
    side: Side, delegates: list[Attendee], interpreters: list[Attendee], rules: SeatingRules
) -> list[SeatGroup]:
    guests = side is Side.GUEST
    # Guests face the door, so from there their right hand is at the left; hosts turn their backs to it.
    right = -1 if guests else 1
    chairs: dict[int, Seat] = {}
    role = Role.PRINCIPAL_GUEST if guests else Role.PRINCIPAL_HOST
    chairs[0] = Seat(position=1, number=1, attendee=delegates[0].id, role=role)
    behind: list[Attendee] = []
    if rules.interpreter_hand is None:
        behind = interpreters
    else:
        hand = right if rules.interpreter_hand is Hand.RIGHT else -right
        for k, person in enumerate(interpreters):
            chairs[_interpreters_offset(k, hand)] = Seat(
                position=1, attendee=person.id, role=Role.INTERPRETER
            )
    offsets = outward(right if rules.meeting_upper is Hand.RIGHT else -right)
    for number, person in enumerate(delegates[1:], start=2):
        offset = next(offset for offset in offsets if offset not in chairs)
        chairs[offset] = Seat(position=1, number=number, attendee=person.id)
    leftmost = min(chairs)
    centre = 1 - leftmost
    seats = tuple(
        chairs[offset].model_copy(update={"position": offset + centre}) for offset in sorted(chairs)
    )
    found = [
        SeatGroup(kind=GroupKind.GUEST_SIDE if guests else GroupKind.HOST_SIDE, seats=seats, centre=centre)
    ]
    if behind:
        kind = GroupKind.GUEST_BEHIND if guests else GroupKind.HOST_BEHIND
        places = tuple(
            Seat(position=k, attendee=person.id, role=Role.INTERPRETER)
            for k, person in enumerate(behind, start=1)
        )
        found.append(SeatGroup(kind=kind, seats=places, centre=(len(places) + 1) // 2))
    return found


def _interpreters_offset(number: int, hand: int) -> int:
    """The first interpreter at the principal's ``hand``, a second one at the other hand, more beyond."""
    step = number // 2 + 1
    return hand * step if number % 2 == 0 else -hand * step
