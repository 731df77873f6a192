"""One seat drawn: a box with the name, what stands small beside it, and what it says when pointed at."""

from api.documents.legible import one_line
from api.documents.palette import FAINT, INK, SUBTLE
from api.documents.season_board import fitted
from api.documents.seating.frame import EMPTY_FILL, fills, wrapped
from api.documents.seating.words import captions, mark_of, post_caption, seat_words, spaced_name
from api.documents.svg import label, rectangle, stacked, text_width, with_tip
from api.texts import Language
from events.seating.attendee import Attendee
from events.seating.plan import Placed, Seat, SeatGroup, SeatingPlan

WIDE, HIGH = 116.0, 84.0
NARROW, LEAST_TALL, MOST_TALL = 38.0, 104.0, 190.0
NAME, CAPTION, MARK = 17.0, 10.5, 10.5
LEAST_SIZE = 8.0


def shrunk(text: str, width: float, size: float) -> tuple[str, float]:
    """``text`` at the largest size that fits ``width``, at most ``size``; cut if even the least does not."""
    natural = text_width(text, size)
    fits = size if natural <= width else max(LEAST_SIZE, int(size * width / natural * 10) / 10)
    return fitted((text,), width, fits), fits


def tip(plan: SeatingPlan, group: SeatGroup, seat: Seat, attendee: Attendee, language: Language) -> str:
    """Everything about a seat, for the pointer."""
    where = seat_words(plan, Placed(group=group, seat=seat), language)
    return " ".join((where, one_line(attendee.name), *captions(attendee)))


def seat_box(plan: SeatingPlan, group: SeatGroup, seat: Seat, x: float, y: float, language: Language) -> str:
    """A seat as a box of ``WIDE`` x ``HIGH``: number or role, name, organisation, post."""
    if seat.attendee is None:
        return rectangle(x, y, WIDE, HIGH, EMPTY_FILL, rx=6, stroke=FAINT, stroke_dasharray="4 3")
    attendee = plan.by_id[seat.attendee]
    fill, edge = fills(attendee.side)
    middle, room = x + WIDE / 2, WIDE - 10
    name, size = shrunk(spaced_name(attendee.name), room, NAME)
    lines = _caption_lines(attendee, room)
    # The block of name and captions stands in the middle of what the mark leaves.
    top = y + (HIGH + 8 - NAME - 12.5 * len(lines)) / 2
    parts = [
        rectangle(x, y, WIDE, HIGH, fill, rx=6, stroke=edge),
        label(x + 6, y + 13, mark_of(plan, seat, language), edge, MARK, font_weight="600"),
        label(middle, top + NAME * 0.86, name, INK, size, text_anchor="middle"),
    ]
    for row, (words, caption) in enumerate(lines, start=1):
        baseline = top + NAME + 12.5 * row
        parts.append(label(middle, baseline, words, SUBTLE, caption, text_anchor="middle"))
    return with_tip(tip(plan, group, seat, attendee, language), *parts)


def _caption_lines(attendee: Attendee, room: float) -> list[tuple[str, float]]:
    """Organisation on up to two lines, then the post, each with its size."""
    organisation = wrapped(attendee.organisation, room, CAPTION)
    if len(organisation) > 2:
        rest = one_line(attendee.organisation).removeprefix(organisation[0])
        organisation = [organisation[0], rest.lstrip()]
    return [shrunk(text, room, CAPTION) for text in (*organisation, post_caption(attendee)) if text]


def strip_height(plan: SeatingPlan) -> float:
    """How tall strips must be for the longest of a plan's names, within reason."""
    longest = max(text_width(spaced_name(attendee.name), NAME) for attendee in plan.attendees)
    return min(MOST_TALL, max(LEAST_TALL, 42 + longest))


def seat_strip(
    plan: SeatingPlan, group: SeatGroup, seat: Seat, x: float, y: float, language: Language
) -> str:
    """A seat as a strip, ``NARROW`` wide, its name written downward: for long rows."""
    tall = strip_height(plan)
    if seat.attendee is None:
        return rectangle(x, y, NARROW, tall, EMPTY_FILL, rx=5, stroke=FAINT, stroke_dasharray="4 3")
    attendee = plan.by_id[seat.attendee]
    fill, edge = fills(attendee.side)
    name, size = shrunk(spaced_name(attendee.name), tall - 40, NAME)
    parts = (
        rectangle(x, y, NARROW, tall, fill, rx=5, stroke=edge),
        label(
            x + NARROW / 2,
            y + 15,
            mark_of(plan, seat, language),
            edge,
            MARK,
            text_anchor="middle",
            font_weight="600",
        ),
        stacked(x + NARROW / 2, y + 28, name, INK, size),
    )
    return with_tip(tip(plan, group, seat, attendee, language), *parts)
