"""Where things stand in the picture of a season: rows of people, columns of days, in pixels."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from api.documents.legible import one_line
from api.documents.presence import Presence
from api.documents.register import Register
from api.documents.svg import text_width
from api.texts import Language
from planner.person import Person
from planner.plan import Plan

MARGIN = 20.0
NAMES = 190.0
DAY = 15.0
ROW = 27.0
TITLE_HEIGHT = 62.0
CALENDAR_HEIGHT = 42.0
SMALL, MIDDLE, LARGE = 10.5, 12.0, 20.0


class Line(NamedTuple):
    """A row of the picture: a person, or the heading of a base."""

    heading: str
    person: Person | None


class Board(NamedTuple):
    """What is drawn and where: the season by id, who is where, the rows, the height of the lot."""

    register: Register
    plan: Plan
    presence: Presence
    rows: tuple[Line, ...]
    language: Language

    @property
    def top(self) -> float:
        """Where the calendar begins."""
        return MARGIN + TITLE_HEIGHT

    @property
    def first_row(self) -> float:
        """Where the events' lane begins; the people stand below it."""
        return self.top + CALENDAR_HEIGHT

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.first_row + (len(self.rows) + 1) * ROW

    @property
    def width(self) -> float:
        """Of the whole picture."""
        return 2 * MARGIN + NAMES + DAY * len(self.register.season.days)

    def x(self, day: date) -> float:
        """The left edge of ``day``."""
        return MARGIN + NAMES + DAY * (day - self.register.season.first).days

    def y(self, row: int) -> float:
        """The upper edge of a row; row 0 is the events' lane."""
        return self.first_row + row * ROW


def rows_of(register: Register, presence: Presence) -> Iterator[Line]:
    """Those who travel or attend; an outpost's people stand below its name."""
    for base, people in register.by_base():
        shown = [person for person in people if person.id in presence.trips or person.id in presence.events]
        if shown and base != register.season.home:
            yield Line(one_line(base.name), None)
        yield from (Line("", person) for person in shown)


def fitted(candidates: tuple[str, ...], width: float, size: float) -> str:
    """The first candidate that fits; else the last one cut to what fits; nothing if that is one letter."""
    for text in candidates:
        if text_width(text, size) <= width:
            return text
    cut = candidates[-1]
    while cut and text_width(cut + "…", size) > width:
        cut = cut[:-1]
    return cut + "…" if len(cut) > 1 else ""
