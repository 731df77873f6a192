"""通知: what subordinate units are told: the event, how many names each owes, by which day, and the slip.

Practice: a 签约通知 names each unit's quota and the day its names are due (docs/documents.md).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from api.documents.content import OfficialPaper, Paragraph, Row, Section, Table
from api.documents.dates import dated, long_date
from api.documents.guests.event_facts import EventFacts
from api.documents.guests.reply_slip import slip_table
from api.documents.legible import one_line
from api.documents.numerals import heading_number
from api.texts import say
from planner.clock import day_of

_MOST_NAMED = 6
_SLIP_ROWS = 8
_COLUMNS = (("unit", 50), ("places", 36), ("whom", 30), ("due", 40))


class UnitQuota(NamedTuple):
    """What a unit owes: ``least`` to ``most`` names (None: no limit) of guests who are ``whom``, by ``due``.

    ``whom`` is empty where any guest will do, ``due`` None where no day was set.
    """

    unit: str
    least: int
    most: int | None
    whom: str = ""
    due: date | None = None


def unit_notice(facts: EventFacts, quotas: Sequence[UnitQuota], made_at: datetime) -> OfficialPaper:
    """The notice to all units of ``quotas``; ``paper_docx`` and ``paper_pdf`` print it."""
    language = facts.language
    chapters = [section for section in _chapters(facts, quotas) if section.blocks]
    numbered = (
        section.model_copy(update={"heading": heading_number(n, 1, language) + section.heading})
        for n, section in enumerate(chapters, start=1)
    )
    return OfficialPaper(
        title=say("letter.notice.title", language, event=one_line(facts.title)),
        footer="",
        made_at=made_at,
        language=language,
        sections=(_head(facts, quotas), *numbered, _foot(facts, made_at), _slip(facts)),
    )


def _head(facts: EventFacts, quotas: Sequence[UnitQuota]) -> Section:
    language = facts.language
    units = list(dict.fromkeys(one_line(quota.unit) for quota in quotas))
    separator = say("document.list.separator", language)
    named = separator.join(units) if len(units) <= _MOST_NAMED else say("letter.notice.all_units", language)
    to = say("letter.notice.to", language, units=named)
    opening = say("letter.notice.opening", language, event=one_line(facts.title))
    texts = (Paragraph(text=text) for text in facts.led_in(opening))
    return Section(heading="", blocks=(Paragraph(text=to, style="flush"), *texts))


def _chapters(facts: EventFacts, quotas: Sequence[UnitQuota]) -> Iterator[Section]:
    language = facts.language
    colon = say("mail.wording.colon", language)
    told = (("time", facts.time), ("venue", facts.venue))
    lines = [f"{say(f'letter.part.{key}', language)}{colon}{text}" for key, text in told if text]
    yield Section(
        heading=say("letter.notice.arrangement", language),
        blocks=tuple(Paragraph(text=line) for line in lines),
    )
    yield Section(heading=say("letter.part.agenda", language), blocks=_paragraphs(facts.agenda))
    yield Section(
        heading=say("letter.notice.quotas", language),
        blocks=(_quota_table(facts, quotas), Paragraph(text=say("letter.notice.hand_in", language))),
    )
    yield Section(heading=say("letter.part.costs", language), blocks=_paragraphs(facts.costs))
    yield Section(heading=say("letter.part.contact", language), blocks=_paragraphs(facts.contact))


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph(text=text),) if text else ()


def _quota_table(facts: EventFacts, quotas: Sequence[UnitQuota]) -> Table:
    language = facts.language
    rows = (
        (
            one_line(quota.unit),
            _places(facts, quota),
            one_line(quota.whom) or say("letter.notice.anybody", language),
            dated(quota.due, language) if quota.due else say("letter.notice.no_day", language),
        )
        for quota in quotas
    )
    return Table(
        header=tuple(say(f"letter.notice.{key}", language) for key, _ in _COLUMNS),
        widths_mm=tuple(width for _, width in _COLUMNS),
        centred=(1, 2, 3),
        rows=tuple(Row(cells=cells) for cells in rows),
    )


def _places(facts: EventFacts, quota: UnitQuota) -> str:
    words = {"least": quota.least, "most": quota.most}
    if quota.most is None:
        return say("letter.notice.at_least", facts.language, **words)
    if quota.least == quota.most:
        return say("letter.notice.exactly", facts.language, **words)
    return say("letter.notice.between" if quota.least else "letter.notice.at_most", facts.language, **words)


def _foot(facts: EventFacts, made_at: datetime) -> Section:
    lines = (one_line(facts.host), long_date(day_of(made_at), facts.language))
    annex = say("letter.notice.annex", facts.language)
    return Section(
        heading="",
        blocks=(
            Paragraph(text=annex),
            *(Paragraph(text=line, style="signature") for line in lines if line),
        ),
    )


def _slip(facts: EventFacts) -> Section:
    language = facts.language
    return Section(
        heading=say("letter.slip.title", language, event=one_line(facts.title)),
        new_page=True,
        blocks=(
            slip_table(_SLIP_ROWS, language),
            Paragraph(text=say("letter.slip.note", language), style="note"),
        ),
    )
