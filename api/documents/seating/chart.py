"""A seating plan as a picture. Every chart names its viewpoint, its custom and whose left is meant."""

from collections.abc import Sequence

from api.documents.palette import INK
from api.documents.seating.car import car_drawing
from api.documents.seating.frame import Drawing, framed
from api.documents.seating.hall import hall_drawing
from api.documents.seating.meeting import meeting_drawing
from api.documents.seating.rows import rows_drawing
from api.documents.seating.words import rules_name
from api.documents.svg import label
from api.texts import Language, say
from events.seating.attendee import Attendee
from events.seating.conventions import FIRST_AT_UPPER_HAND, TWO_IN_THE_MIDDLE
from events.seating.plan import Layout, SeatingPlan
from events.seating.rows import rostrum
from events.seating.rules import SeatingRules, Viewpoint


def chart_svg(
    plan: SeatingPlan, language: Language = "zh", viewpoint: Viewpoint = Viewpoint.AUDIENCE
) -> bytes:
    """The chart in UTF-8. ``viewpoint`` turns rows; tables and cars are drawn from above, as it says."""
    return framed([plan], drawing_of(plan, viewpoint, language), viewpoint, language)


def drawing_of(plan: SeatingPlan, viewpoint: Viewpoint, language: Language) -> Drawing:
    """What is inside the frame."""
    if plan.layout in {Layout.ROSTRUM, Layout.PHOTO}:
        return rows_drawing(plan, viewpoint, language)
    if plan.layout is Layout.MEETING:
        return meeting_drawing(plan, language)
    return hall_drawing(plan, language) if plan.layout is Layout.BANQUET else car_drawing(plan, language)


def preview_svg(
    title: str,
    attendees: Sequence[Attendee],
    conventions: Sequence[SeatingRules] = (TWO_IN_THE_MIDDLE, FIRST_AT_UPPER_HAND),
    language: Language = "zh",
    viewpoint: Viewpoint = Viewpoint.AUDIENCE,
) -> bytes:
    """The same rostrum by each custom, one below the other: for the office that must choose."""
    plans = [rostrum(title, attendees, rules) for rules in conventions]
    elements: list[str] = []
    width = y = 0.0
    for plan in plans:
        drawing = rows_drawing(plan, viewpoint, language)
        elements.append(label(0, y + 14, rules_name(plan.rules, language), INK, 14))
        elements.append(f'<g transform="translate(0 {y + 26:.1f})">' + "\n".join(drawing.elements) + "</g>")
        width, y = max(width, drawing.width), y + drawing.height + 56
    heading = say("seating.chart.preview", language, title=title)
    shown = [plan.model_copy(update={"title": heading}) for plan in plans]
    return framed(shown, Drawing(width, y - 30, tuple(elements)), viewpoint, language)
