"""宴会 drawn: round tables from above, the head table alone in front, the door at the bottom."""

from collections.abc import Iterator
from math import cos, pi, sin
from typing import NamedTuple

from api.documents.palette import FAINT, INK, SUBTLE
from api.documents.season_board import fitted
from api.documents.seating.boxes import shrunk, tip
from api.documents.seating.frame import EMPTY_FILL, TEXT, Drawing, fills, sign
from api.documents.seating.words import mark_of, spaced_name
from api.documents.svg import disc, label, rectangle, with_tip
from api.texts import Language, say
from events.seating.plan import Seat, SeatGroup, SeatingPlan

CHIP, CHIP_HIGH, GAP = 60.0, 34.0, 26.0
MOST_A_LINE = 6


class _Spot(NamedTuple):
    """A table on the floor: its group and the middle of it."""

    group: SeatGroup
    x: float
    y: float


def hall_drawing(plan: SeatingPlan, language: Language) -> Drawing:
    """Every table with its chairs. 主陪 faces the door: his chair is the uppermost."""
    ring = max(_ring(len(group.seats)) for group in plan.groups)
    cell = 2 * ring + CHIP + GAP
    high = 2 * ring + CHIP_HIGH + GAP
    spots, width, height = _floor(plan, cell, high)
    elements = [element for spot in spots for element in _table(plan, spot, language)]
    elements.append(sign(width / 2 - 70, height, 140, say("seating.chart.door", language)))
    return Drawing(width, height + 26, tuple(elements))


def _ring(seats: int) -> float:
    """How far the chairs are from the middle so that their chips do not touch."""
    return max(78.0, seats * (CHIP + 13) / (2 * pi))


def _floor(plan: SeatingPlan, cell: float, high: float) -> tuple[list[_Spot], float, float]:
    head = [group for group in plan.groups if group.head]
    others = [group for group in plan.groups if not group.head]
    a_line = min(MOST_A_LINE, max(1, round((len(others) * 1.6) ** 0.5)))
    lines = [head] if head else []
    # The same number of lines, filled evenly.
    count = -(-len(others) // a_line)
    lines += [others[len(others) * k // count : len(others) * (k + 1) // count] for k in range(count)]
    width = max(len(line) for line in lines) * cell
    spots = [
        _Spot(group, (width - len(line) * cell) / 2 + (place + 0.5) * cell, (row + 0.5) * high)
        for row, line in enumerate(lines)
        for place, group in enumerate(line)
    ]
    return spots, width, len(lines) * high


def _table(plan: SeatingPlan, spot: _Spot, language: Language) -> Iterator[str]:
    group, ring = spot.group, _ring(len(spot.group.seats))
    edge = ring - CHIP_HIGH / 2 - 10
    yield disc(spot.x, spot.y, edge, "#EFE7DC" if group.head else "#F5F1EA", stroke=FAINT)
    number = say("seating.group.table", language, number=group.number)
    yield label(
        spot.x, spot.y + (2 if group.name or group.head else 6), number, INK, 16, text_anchor="middle"
    )
    below = fitted((group.name,), 2 * edge - 24, TEXT)
    if group.head and not below:
        below = say("seating.group.head_only", language)
    if below:
        yield label(spot.x, spot.y + 20, below, SUBTLE, 12, text_anchor="middle")
    for seat in group.seats:
        angle = 2 * pi * (seat.position - 1) / len(group.seats)
        yield _chip(plan, group, seat, spot.x + ring * sin(angle), spot.y - ring * cos(angle), language)


def _chip(plan: SeatingPlan, group: SeatGroup, seat: Seat, x: float, y: float, language: Language) -> str:
    """A chair: the name, and below it the role or the guest's number."""
    left, top = x - CHIP / 2, y - CHIP_HIGH / 2
    if seat.attendee is None:
        return rectangle(left, top, CHIP, CHIP_HIGH, EMPTY_FILL, rx=9, stroke=FAINT, stroke_dasharray="4 3")
    attendee = plan.by_id[seat.attendee]
    fill, edge = fills(attendee.side)
    name, size = shrunk(spaced_name(attendee.name), CHIP - 8, 13)
    mark = mark_of(plan, seat, language)
    words = say("seating.chart.chair", language, position=seat.position, mark=mark).strip()
    parts = (
        rectangle(left, top, CHIP, CHIP_HIGH, fill, rx=9, stroke=edge),
        label(x, top + 15.5, name, INK, size, text_anchor="middle"),
        label(x, top + 28, words, edge, 9, text_anchor="middle"),
    )
    return with_tip(tip(plan, group, seat, attendee, language), *parts)
