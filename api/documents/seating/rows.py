"""主席台 and 合影 drawn: rows that face an audience, from either side."""

from api.documents.palette import SUBTLE
from api.documents.seating.boxes import HIGH, NARROW, WIDE, seat_box, seat_strip, strip_height
from api.documents.seating.frame import TEXT, Drawing, sign
from api.documents.seating.words import group_words
from api.documents.svg import label
from api.texts import Language, say
from events.seating.plan import Layout, SeatingPlan
from events.seating.rules import Viewpoint

GAP, ROW_GAP, ROW_NAMES = 8.0, 22.0, 76.0
# Longer rows are drawn as strips with names written downward.
MOST_BOXES = 13


def rows_drawing(plan: SeatingPlan, viewpoint: Viewpoint, language: Language) -> Drawing:
    """From the audience the front row is lowest and the audience below it; from the rostrum all is turned."""
    longest = max(len(group.seats) for group in plan.groups)
    strips = longest > MOST_BOXES
    wide, high = (NARROW, strip_height(plan)) if strips else (WIDE, HIGH)
    draw = seat_strip if strips else seat_box
    from_audience = viewpoint is Viewpoint.AUDIENCE
    names = ROW_NAMES if len(plan.groups) > 1 else 0.0
    width = names * 2 + longest * (wide + GAP) - GAP
    height = len(plan.groups) * (high + ROW_GAP) + 26
    shown = sorted(plan.groups, key=lambda group: group.number, reverse=from_audience)
    first_row = 0.0 if from_audience else 26 + ROW_GAP
    elements = []
    for line, group in enumerate(shown):
        y = first_row + line * (high + ROW_GAP)
        if names:
            words = group_words(plan, group, language)
            elements.append(label(0, y + high / 2 + 5, words, SUBTLE, TEXT))
        seats = sorted(group.seats, key=lambda seat: seat.position, reverse=not from_audience)
        left = (width - len(seats) * (wide + GAP) + GAP) / 2
        for number, seat in enumerate(seats):
            elements.append(draw(plan, group, seat, left + number * (wide + GAP), y, language))
    words = say(f"seating.chart.{'camera' if plan.layout is Layout.PHOTO else 'audience'}", language)
    bar = min(width, 420.0)
    elements.append(sign((width - bar) / 2, height - 26 if from_audience else 0, bar, words))
    return Drawing(width, height, tuple(elements))
