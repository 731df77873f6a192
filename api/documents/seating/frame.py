"""The frame of every seating chart: title, viewpoint, custom, source; below, what the colours mean."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.documents.legible import one_line
from api.documents.palette import FAINT, INK, PAPER, RULE, SUBTLE
from api.documents.seating.words import convention_words, source_words, ties_words, viewpoint_words
from api.documents.svg import label, picture, rectangle, text_width
from api.texts import Language, say
from events.seating.attendee import Side
from events.seating.plan import SeatingPlan
from events.seating.rules import Viewpoint

MARGIN = 28.0
LEAST_WIDTH = 620.0
TITLE, TEXT, NOTE = 22.0, 13.0, 11.5
HOST_FILL, HOST_EDGE = "#F7E9E9", "#B4474B"
GUEST_FILL, GUEST_EDGE = "#E9F0F6", "#2B6CA3"
EMPTY_FILL = PAPER
KEY_HEIGHT = 34.0


class Drawing(NamedTuple):
    """What stands inside the frame: elements about an origin at its top left, and its size in pixels."""

    width: float
    height: float
    elements: tuple[str, ...]


def fills(side: Side) -> tuple[str, str]:
    """The fill and edge of a seat by whose it is."""
    return (HOST_FILL, HOST_EDGE) if side is Side.HOST else (GUEST_FILL, GUEST_EDGE)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """``text`` in lines that fit ``width``, broken between ideographs and between words."""
    lines, current = [], ""
    for word in _words(one_line(text)):
        if current and text_width(current + word.rstrip(), size) > width:
            lines.append(current.rstrip())
            current = ""
        current += word
    return [*lines, current.rstrip()] if current.strip() else lines


# Closing punctuation stays with what it closes, opening punctuation with what follows; a word with its space.
_UNBROKEN = re.compile(r"[（《「“]*(?:[!-~]+|.)[，。；：、）》」！？”]* ?")


def _words(text: str) -> list[str]:
    """What a line is broken between."""
    return _UNBROKEN.findall(text)


def framed(plans: Sequence[SeatingPlan], drawing: Drawing, viewpoint: Viewpoint, language: Language) -> bytes:
    """The whole file, UTF-8. All ``plans`` seat the same people; the custom of each is named."""
    plan = plans[0]
    width = max(drawing.width, LEAST_WIDTH)
    head, y = _head(plans, width, viewpoint, language)
    shift = (width - drawing.width) / 2 + MARGIN
    body = f'<g transform="translate({shift:.1f} {y:.1f})">' + "\n".join(drawing.elements) + "</g>"
    height = y + drawing.height + KEY_HEIGHT + MARGIN
    key = _key(plan, y + drawing.height + KEY_HEIGHT / 2, language)
    elements = [rectangle(0, 0, width + 2 * MARGIN, height, PAPER), *head, body, *key]
    return picture(width + 2 * MARGIN, height, plan.title, elements).encode()


def _head(
    plans: Sequence[SeatingPlan], width: float, viewpoint: Viewpoint, language: Language
) -> tuple[list[str], float]:
    """The lines above the drawing, and where it begins."""
    texts = [(plans[0].title, INK, TITLE), (viewpoint_words(plans[0], viewpoint, language), INK, TEXT)]
    for plan in plans:
        texts.append((convention_words(plan, language), INK, TEXT))
        texts.append((source_words(plan, language), SUBTLE, NOTE))
    texts.append((ties_words(plans[0], language), HOST_EDGE, NOTE))
    lines = [(line, colour, size) for text, colour, size in texts for line in wrapped(text, width, size)]
    elements, y = [], MARGIN
    for text, colour, size in lines:
        y += size * 1.5
        elements.append(label(MARGIN, y - size * 0.45, text, colour, size))
    return elements, y + 16


def _key(plan: SeatingPlan, y: float, language: Language) -> Iterator[str]:
    sides = [side for side in (Side.HOST, Side.GUEST) if any(p.side is side for p in plan.attendees)]
    entries: list[tuple[str, str, str]] = [
        (say(f"seating.chart.{side}", language), *fills(side)) for side in sides
    ]
    if any(seat.attendee is None for group in plan.groups for seat in group.seats):
        entries.append((say("seating.chart.empty", language), EMPTY_FILL, FAINT))
    x = MARGIN
    for text, fill, edge in entries:
        yield rectangle(x, y, 14, 11, fill, rx=3, stroke=edge)
        yield label(x + 20, y + 10, text, SUBTLE, NOTE)
        x += 20 + text_width(text, NOTE) + 20
    count = say("seating.chart.people", language, count=len(plan.attendees))
    yield label(x, y + 10, count, SUBTLE, NOTE)


def sign(x: float, y: float, width: float, text: str) -> str:
    """A bar with a word: the audience, the camera, the door, the table."""
    bar = rectangle(x, y, width, 26, "#F1F3F5", rx=4, stroke=RULE)
    return bar + label(x + width / 2, y + 17.5, text, SUBTLE, TEXT, text_anchor="middle")
