"""The agenda of a joint meeting, and its minutes: the form they are written on, and what was written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from api.documents.content import Block, Field, Form, FormRow, OfficialPaper, Paragraph, Row, Section, Table
from api.documents.dates import dated, short_date
from api.documents.legible import one_line
from api.documents.numerals import heading_number
from api.documents.run_sheet_papers import clock
from api.texts import Language, say
from events.agenda import Agenda, AgendaItem, Matter
from events.minutes import Decision, Minutes

DECISION_HEIGHT_MM = 28


class MeetingPapers(NamedTuple):
    """What agenda and minutes are made from; ``names`` of units, people and projects by id.

    ``minutes`` are those taken of this ``agenda``, None while the form is empty.
    """

    title: str
    agenda: Agenda
    names: Mapping[str, str]
    start_minute: int
    venue: str
    made_at: datetime
    language: Language = "zh"
    minutes: Minutes | None = None

    def say(self, key: str, **words: object) -> str:
        """The wording of ``key`` in the papers' language."""
        return say(key, self.language, **words)

    def name(self, identity: str | None) -> str:
        """The name of an id; the id itself if nobody told its name, nothing for None."""
        return one_line(self.names.get(identity, identity)) if identity is not None else ""


def agenda_paper(papers: MeetingPapers) -> OfficialPaper:
    """议程: items with owner and day, units that must attend, what there is no time for."""
    agenda = papers.agenda
    parts = [
        ("joint_meeting.agenda.items_heading", agenda.items),
        ("joint_meeting.agenda.beyond_heading", agenda.beyond),
    ]
    sections: list[tuple[str, Block]] = [(key, _table(papers, items)) for key, items in parts if items]
    if not agenda.items:
        sections = [
            ("joint_meeting.agenda.items_heading", Paragraph(text=papers.say("joint_meeting.agenda.nothing")))
        ]
    if agenda.units:
        units = say("document.list.separator", papers.language).join(papers.name(u) for u in agenda.units)
        text = papers.say("joint_meeting.agenda.units", units=units, count=len(agenda.units))
        sections.append(("joint_meeting.agenda.units_heading", Paragraph(text=text)))
    return _paper(
        papers,
        "joint_meeting.agenda.title",
        tuple(
            Section(heading=heading_number(k, 1, papers.language) + papers.say(key), blocks=(block,))
            for k, (key, block) in enumerate(sections, start=1)
        ),
    )


def minutes_paper(papers: MeetingPapers) -> OfficialPaper:
    """纪要: who was there, and for each item what was decided, by whom, until when; else a box to fill in.

    Items that there was no time for stand in the minutes if something was decided of them all the same.
    """
    taken = papers.minutes.taken if papers.minutes is not None else None
    present = papers.minutes.presence if papers.minutes is not None else _nobody
    also = [item.unit for item in taken.present if item.unit not in papers.agenda.units] if taken else []
    attendance = Table(
        header=tuple(papers.say(f"joint_meeting.minutes.{name}") for name in ("unit", "person", "signature")),
        widths_mm=(66, 50, 40),
        rows=tuple(
            Row(cells=(papers.name(unit), one_line(present(unit)), ""), height_mm=9)
            for unit in (*papers.agenda.units, *also)
        ),
    )
    signing = Form(
        rows=(
            FormRow(
                fields=tuple(
                    _field(papers, f"joint_meeting.minutes.{key}", one_line(getattr(taken, key, "")))
                    for key in ("recorder", "issuer")
                )
            ),
        )
    )
    numbers = (heading_number(k, 1, papers.language) for k in (1, 2, 3))
    sections = (
        Section(
            heading=next(numbers) + papers.say("joint_meeting.minutes.attendance_heading"),
            blocks=(attendance,),
        ),
        Section(
            heading=next(numbers) + papers.say("joint_meeting.minutes.items_heading"),
            blocks=tuple(_decisions(papers)),
        ),
        Section(heading=next(numbers) + papers.say("joint_meeting.minutes.end_heading"), blocks=(signing,)),
    )
    return _paper(papers, "joint_meeting.minutes.title", sections)


def _paper(papers: MeetingPapers, key: str, sections: tuple[Section, ...]) -> OfficialPaper:
    subtitle = papers.say(
        "joint_meeting.agenda.subtitle",
        date=dated(papers.agenda.day, papers.language),
        start=clock(papers.start_minute, papers.language),
        venue=one_line(papers.venue),
    )
    return OfficialPaper(
        title=papers.say(key, title=one_line(papers.title)),
        subtitle=subtitle.strip(" ,　"),
        footer=papers.say("joint_meeting.agenda.footer"),
        made_at=papers.made_at,
        language=papers.language,
        sections=sections,
    )


def _table(papers: MeetingPapers, items: Sequence[AgendaItem]) -> Table:
    columns = ("number", "matter", "text", "owner", "due", "minutes")
    return Table(
        header=tuple(papers.say(f"joint_meeting.column.{name}") for name in columns),
        widths_mm=(12, 24, 54, 32, 22, 12),
        centred=(0, 4, 5),
        rows=tuple(
            Row(
                cells=(
                    str(item.number),
                    papers.say(f"joint_meeting.matter.{item.matter.value}"),
                    _text(papers, item),
                    _owner(papers, item),
                    _due(papers, item),
                    str(item.minutes),
                )
            )
            for item in items
        ),
    )


def _text(papers: MeetingPapers, item: AgendaItem) -> str:
    if item.matter in {Matter.OVERDUE_START, Matter.DUE_START}:
        return papers.say("joint_meeting.agenda.start_of_works", project=papers.name(item.subject))
    return one_line(item.text)


def _owner(papers: MeetingPapers, item: AgendaItem) -> str:
    return "\n".join(name for name in (papers.name(item.unit), papers.name(item.person)) if name) or "—"


def _due(papers: MeetingPapers, item: AgendaItem) -> str:
    if item.due is None:
        return papers.say("joint_meeting.agenda.no_day")
    return (
        papers.say("joint_meeting.agenda.late", due=_day(papers, item.due), days=item.days_late)
        if item.days_late
        else _day(papers, item.due)
    )


def _day(papers: MeetingPapers, day: date) -> str:
    return short_date(day, papers.language)


def _field(papers: MeetingPapers, key: str, value: str = "") -> Field:
    return Field(label=papers.say(key), value=value)


def _nobody(_unit: str) -> str:
    """Who came while nobody has written it down."""
    return ""


def _decisions(papers: MeetingPapers) -> Iterator[Paragraph | Form]:
    decided = {} if papers.minutes is None else {item.number: item for item in papers.minutes.taken.decisions}
    items = (*papers.agenda.items, *(item for item in papers.agenda.beyond if item.number in decided))
    if not items:
        yield Paragraph(text=papers.say("joint_meeting.agenda.nothing"))
    for item in items:
        yield Paragraph(
            text=papers.say("joint_meeting.minutes.item", number=item.number, text=_text(papers, item))
        )
        yield _decision(papers, item, decided.get(item.number))


def _decision(papers: MeetingPapers, item: AgendaItem, decision: Decision | None) -> Form:
    state = papers.say(f"joint_meeting.matter.{item.matter.value}")
    moved = "" if decision is None or decision.new_due is None else _day(papers, decision.new_due)
    told = "" if decision is None else one_line(decision.text)
    return Form(
        rows=(
            FormRow(
                fields=(
                    _field(papers, "joint_meeting.minutes.owner", _owner(papers, item)),
                    _field(papers, "joint_meeting.minutes.state", state),
                )
            ),
            FormRow(
                fields=(
                    _field(papers, "joint_meeting.minutes.due", _due(papers, item)),
                    _field(papers, "joint_meeting.minutes.new_due", moved),
                )
            ),
            FormRow(
                fields=(_field(papers, "joint_meeting.minutes.decision", told),), height_mm=DECISION_HEIGHT_MM
            ),
        )
    )
