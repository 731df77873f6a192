"""轿车 drawn: two rows of seats, the car's front at the top."""

from api.documents.palette import FAINT, SUBTLE
from api.documents.seating.boxes import HIGH, WIDE, seat_box
from api.documents.seating.frame import TEXT, Drawing, sign
from api.documents.svg import label, rectangle
from api.texts import Language, say
from events.seating.plan import SeatingPlan
from events.seating.rules import CarSeat

GAP = 12.0
_PLACES = {
    CarSeat.FRONT: (2, 0),
    CarSeat.REAR_LEFT: (0, 1),
    CarSeat.REAR_MIDDLE: (1, 1),
    CarSeat.REAR_RIGHT: (2, 1),
}


def car_drawing(plan: SeatingPlan, language: Language) -> Drawing:
    """The seats that are taken, and the driver's."""
    width = 3 * (WIDE + GAP) + GAP
    height = 2 * (HIGH + GAP) + GAP
    elements = [
        sign(width / 2 - 70, 0, 140, say("seating.chart.front_of_car", language)),
        rectangle(0, 34, width, height, "#FAFAF8", rx=22, stroke=FAINT),
        rectangle(GAP, 34 + GAP, WIDE, HIGH, "#F1F3F5", rx=6, stroke=FAINT),
        label(
            GAP + WIDE / 2,
            34 + GAP + HIGH / 2 + 5,
            say(f"seating.chart.{'host_driver' if plan.host_drives else 'driver'}", language),
            SUBTLE,
            TEXT,
            text_anchor="middle",
        ),
    ]
    for group in plan.groups:
        for seat in group.seats:
            if seat.car_seat is not None:
                column, row = _PLACES[seat.car_seat]
                x, y = GAP + column * (WIDE + GAP), 34 + GAP + row * (HIGH + GAP)
                elements.append(seat_box(plan, group, seat, x, y, language))
    return Drawing(width, 34 + height, tuple(elements))
