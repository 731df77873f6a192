"""签到表: the door without a network: everybody who may come, by table and seat, with a box to tick."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from openpyxl import Workbook

from api.documents.content import OfficialPaper, Paragraph, Row, Section, Table
from api.documents.dates import clock_time
from api.documents.guests.event_facts import EventFacts, moment
from api.documents.legible import one_line
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from api.texts.person_name import post_beside
from events.check_in import WALK_IN, Arrival, CheckIn, Seat
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import PENDING, State
from planner.clock import day_of

# Expected, or perhaps coming all the same; of others only those who have come.
_MAY_COME = PENDING | {State.ACCEPTED, State.WAITING, State.NO_ANSWER}
_PRINTED = (
    ("box", 14), ("table", 12), ("seat", 16), ("name", 28), ("organisation", 56), ("plus_ones", 14),
    ("tail", 16),
)  # fmt: skip
# Where somebody has other seats besides his chair, or a seat that is told in words.
_PRINTED_WIDE = (
    ("box", 14), ("table", 12), ("seat", 42), ("name", 22), ("organisation", 42), ("plus_ones", 10),
    ("tail", 14),
)  # fmt: skip
_SHORT_SEAT = 4  # characters: 12号座
_COLUMNS = (
    ("box", 10), ("table", 8), ("seat", 30), ("name", 14), ("firm", 30), ("post", 16),
    ("plus_ones", 8), ("tail", 12), ("state", 14), ("arrived", 10),
)  # fmt: skip
_WALK_IN_ROWS = 12
_BOX, _TICK = "□", "√"
_DIGITS = re.compile(r"(\d+)")


class AtDoor(NamedTuple):
    """A line of the list. ``tail`` are the last four digits of his telephone, which tell namesakes apart.

    ``state`` is None for a walk-in, ``arrival`` None for who has not come.
    """

    table: str
    seat: str
    name: str
    organisation: str
    post: str
    plus_ones: int
    tail: str
    state: State | None
    arrival: Arrival | None

    @property
    def expected(self) -> bool:
        """Whether he has said that he comes."""
        return self.state is State.ACCEPTED


def at_door(invitations: InvitationList, seats: Mapping[str, Seat], here: CheckIn) -> tuple[AtDoor, ...]:
    """By table, seat and name.

    Table 2 stands before table 10. Names are in the order of GB 18030, which for the commoner characters is
    that of their sound (GB/T 2312-1980, level 1).
    """
    came = {item.guest: item for item in here.arrivals}
    known = {item.guest.id for item in invitations.invitations}
    lines = [
        _line(item, seats.get(item.guest.id, Seat()), came.get(item.guest.id))
        for item in invitations.invitations
        if item.state in _MAY_COME or item.guest.id in came
    ]
    lines += [_walk_in(item) for item in here.arrivals if item.guest not in known]
    return tuple(sorted(lines, key=lambda line: seat_order(line.table, line.seat, line.name)))


def _line(item: Invitation, seat: Seat, arrival: Arrival | None) -> AtDoor:
    guest = item.guest
    digits = re.sub(r"\D", "", guest.phone)
    return AtDoor(
        table=one_line(seat.table),
        seat=one_line(seat.seat),
        name=one_line(guest.name),
        organisation=one_line(guest.organisation),
        post=one_line(guest.post),
        plus_ones=item.plus_ones,
        tail=digits[-4:],
        state=item.state,
        arrival=arrival,
    )


def _walk_in(arrival: Arrival) -> AtDoor:
    return AtDoor("", "", one_line(arrival.name), "", "", 0, "", None, arrival)


def seat_order(table: str, seat: str, name: str) -> tuple[object, ...]:
    """What a list is sorted by; who has no seat stands at the end."""
    sound = name.encode("gb18030", errors="replace")
    return (not table, _natural(table), not seat, _natural(seat), sound)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Table 2 before table 10."""
    parts = _DIGITS.split(text)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def check_in_workbook(
    title: str, lines: Sequence[AtDoor], made_at: datetime, language: Language = "zh"
) -> bytes:
    """The list as a workbook, to be sorted and filtered at the door. Equal data, equal bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("letter.door.sheet", language)
    columns = [Column(say(f"letter.door.{key}", language), width) for key, width in _COLUMNS]
    write_list(sheet, columns, (_row(line, language) for line in lines))
    return packed(book, made_at, one_line(title))


def _row(line: AtDoor, language: Language) -> list[Content]:
    return [
        _TICK if line.arrival else _BOX,
        line.table,
        line.seat,
        line.name,
        line.organisation,
        line.post,
        line.plus_ones,
        line.tail,
        _state(line, language),
        _came_at(line, language),
    ]


def _state(line: AtDoor, language: Language) -> str:
    key = f"state.{line.state}" if line.state else f"outcome.{WALK_IN}"
    return say(f"invitation.{key}", language)


def _came_at(line: AtDoor, language: Language) -> str:
    if line.arrival is None:
        return ""
    return clock_time(line.arrival.at, day_of(line.arrival.at), language)


def check_in_paper(
    facts: EventFacts, lines: Sequence[AtDoor], made_at: datetime, language: Language = "zh"
) -> OfficialPaper:
    """The list for print: who is expected, who else was invited, and room for who was not.

    ``made_at`` is told on paper: it is the instant the list stands for. ``paper_pdf`` prints it.
    """
    return OfficialPaper(
        title=say("letter.door.title", language, event=one_line(facts.title)),
        subtitle="",
        footer=say("letter.door.as_of", language, moment=moment(made_at, language)),
        made_at=made_at,
        language=language,
        sections=tuple(_sections(facts, lines, language)),
    )


def _sections(facts: EventFacts, lines: Sequence[AtDoor], language: Language) -> Iterator[Section]:
    where = [facts.time, one_line(facts.venue)]
    yield Section(
        heading="", blocks=(Paragraph(text="　".join(text for text in where if text), style="note"),)
    )
    columns = _PRINTED_WIDE if any(len(line.seat) > _SHORT_SEAT for line in lines) else _PRINTED
    groups = {
        "expected": [line for line in lines if line.expected],
        "others": [line for line in lines if not line.expected],
    }
    for key, group in groups.items():
        heads = sum(1 + line.plus_ones for line in group)
        heading = say(f"letter.door.{key}", language, count=len(group), heads=heads)
        rows = tuple(_printed(line, language) for line in group)
        yield Section(heading=heading, blocks=(_table(rows, columns, language),) if rows else ())
    empty = Row(cells=("",) * len(_PRINTED), height_mm=10)
    walk_ins = _table((empty,) * _WALK_IN_ROWS, columns, language)
    yield Section(heading=say("letter.door.walk_ins", language), blocks=(walk_ins,))


def _table(rows: tuple[Row, ...], columns: tuple[tuple[str, int], ...], language: Language) -> Table:
    return Table(
        header=tuple(say(f"letter.door.{key}", language) for key, _ in columns),
        widths_mm=tuple(width for _, width in columns),
        centred=(0, 1, 2, 5, 6),
        rows=rows,
    )


def _printed(line: AtDoor, language: Language) -> Row:
    box = f"{_TICK}\n{_came_at(line, language)}" if line.arrival else _BOX
    whence = "　".join(text for text in (line.organisation, post_beside(line.name, line.post)) if text)
    told = [whence] if line.expected else [whence, _state(line, language)]
    plus_ones = f"+{line.plus_ones}" if line.plus_ones else ""
    below = "\n".join(text for text in told if text)
    return Row(cells=(box, line.table, line.seat, line.name, below, plus_ones, line.tail))
