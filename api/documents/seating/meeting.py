"""会谈 drawn: the table, its two sides, the door at the bottom."""

from collections.abc import Iterable

from api.documents.palette import SUBTLE
from api.documents.seating.boxes import HIGH, WIDE, seat_box
from api.documents.seating.frame import TEXT, Drawing, sign
from api.documents.seating.words import group_words
from api.documents.svg import label, rectangle
from api.texts import Language, say
from events.seating.plan import GroupKind, SeatGroup, SeatingPlan

GAP, TABLE = 10.0, 74.0
_FAR = (GroupKind.GUEST_BEHIND, GroupKind.GUEST_SIDE)
_NEAR = (GroupKind.HOST_SIDE, GroupKind.HOST_BEHIND)


def meeting_drawing(plan: SeatingPlan, language: Language) -> Drawing:
    """The guests at the top facing the door, or at the right of a table that points at it."""
    return _across(plan, language) if plan.guests_face_door else _lengthwise(plan, language)


def _ordered(plan: SeatingPlan, kinds: Iterable[GroupKind]) -> list[SeatGroup]:
    return [group for kind in kinds for group in plan.groups if group.kind is kind]


def _reach(plan: SeatingPlan) -> tuple[int, int]:
    """How many seats lie before and after the middle of the longest side."""
    centres = [(group.centre or 1, len(group.seats)) for group in plan.groups]
    return max(centre - 1 for centre, _ in centres), max(seats - centre for centre, seats in centres)


def _across(plan: SeatingPlan, language: Language) -> Drawing:
    before, after = _reach(plan)
    width = (before + after + 1) * (WIDE + GAP) - GAP
    elements: list[str] = []
    y = 0.0
    for kinds in (_FAR, _NEAR):
        for group in _ordered(plan, kinds):
            elements.append(label(0, y + 12, group_words(plan, group, language), SUBTLE, TEXT))
            for seat in group.seats:
                x = (before + seat.position - (group.centre or 1)) * (WIDE + GAP)
                elements.append(seat_box(plan, group, seat, x, y + 20, language))
            y += 20 + HIGH + GAP
        if kinds is _FAR:
            elements.append(rectangle(0, y, width, TABLE, "#EFE7DC", rx=8))
            middle = say("seating.chart.table", language)
            elements.append(label(width / 2, y + TABLE / 2 + 5, middle, SUBTLE, TEXT, text_anchor="middle"))
            y += TABLE + GAP
    elements.append(sign(width / 2 - 70, y + 8, 140, say("seating.chart.door", language)))
    return Drawing(width, y + 34, tuple(elements))


def _lengthwise(plan: SeatingPlan, language: Language) -> Drawing:
    before, after = _reach(plan)
    length = (before + after + 1) * (HIGH + GAP) - GAP
    elements: list[str] = []
    x, table_x = 0.0, 0.0
    # From the left: behind the hosts, hosts, the table, guests, behind the guests.
    for kinds in (_NEAR[::-1], _FAR[::-1]):
        for group in _ordered(plan, kinds):
            elements.append(label(x, 12, group_words(plan, group, language), SUBTLE, TEXT))
            for seat in group.seats:
                y = 20 + (before + seat.position - (group.centre or 1)) * (HIGH + GAP)
                elements.append(seat_box(plan, group, seat, x, y, language))
            x += WIDE + GAP
        if kinds[0] is GroupKind.HOST_BEHIND:
            table_x, x = x, x + TABLE + GAP
    elements.append(rectangle(table_x, 20, TABLE, length, "#EFE7DC", rx=8))
    middle = table_x + TABLE / 2
    words = say("seating.chart.table", language)
    elements.append(label(middle, 20 + length / 2, words, SUBTLE, TEXT, text_anchor="middle"))
    elements.append(sign(middle - 70, length + 38, 140, say("seating.chart.door", language)))
    return Drawing(x - GAP, length + 64, tuple(elements))
