"""轿车: which seat of a car is the best one depends on who drives."""

from collections.abc import Sequence

from events.seating.attendee import Attendee, in_protocol_order, undecided_ties
from events.seating.errors import InvalidSeating
from events.seating.plan import GroupKind, Layout, Seat, SeatGroup, SeatingPlan
from events.seating.rules import CarSeat, SeatingRules
from planner.errors import Fault

_POSITIONS = {CarSeat.FRONT: 1, CarSeat.REAR_LEFT: 2, CarSeat.REAR_MIDDLE: 3, CarSeat.REAR_RIGHT: 4}


def car(
    title: str, attendees: Sequence[Attendee], rules: SeatingRules, *, host_drives: bool = False
) -> SeatingPlan:
    """The passengers of one car, the highest on the best seat.

    Raises InvalidSeating (``seating_car_full``) if there are more passengers than seats.
    """
    people, order = in_protocol_order(attendees), rules.car_host_drives if host_drives else rules.car_driven
    if len(people) > len(order):
        detail = {"people": str(len(people)), "seats": str(len(order))}
        raise InvalidSeating(Fault(code="seating_car_full", value=title, detail=detail))
    seats = (
        Seat(position=_POSITIONS[seat], number=number, attendee=person.id, car_seat=seat)
        for number, (person, seat) in enumerate(zip(people, order, strict=False), start=1)
    )
    return SeatingPlan(
        layout=Layout.CAR,
        title=title,
        rules=rules,
        attendees=people,
        groups=(SeatGroup(kind=GroupKind.CAR, seats=tuple(sorted(seats, key=lambda seat: seat.position))),),
        ties=undecided_ties(people),
        host_drives=host_drives,
    )
