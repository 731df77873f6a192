"""短信、企业微信: a short text with his link for each guest, as a table that bulk-message services take."""

from collections.abc import Iterable
from datetime import datetime

from openpyxl import Workbook

from api.documents.dates import clock_time, short_date
from api.documents.guests.event_facts import EventFacts
from api.documents.guests.letter import Recipient
from api.documents.guests.sms import message_length, message_parts
from api.documents.legible import one_line
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from planner.clock import day_of

_COLUMNS = (
    ("name", 14, False), ("organisation", 30, False), ("phone", 18, False), ("content", 70, True),
    ("length", 8, False), ("parts", 8, False), ("link", 64, False),
)  # fmt: skip


_ROW_POINTS = 48


def message_text(facts: EventFacts, who: Recipient) -> str:
    """The text, signed as carriers demand (【host】), the link at its end so that telephones recognise it."""
    language = facts.language
    words = {
        "signature": say("letter.message.signature", language, host=one_line(facts.host))
        if facts.host
        else "",
        "guest": one_line(who.guest.name),
        "day": short_date(day_of(facts.start), language),
        "event": one_line(facts.title),
        "link": who.link,
    }
    if who.answer_by is None:
        return say("letter.message.text_open", language, **words)
    return say("letter.message.text", language, **words, deadline=_short(who.answer_by, language))


def _short(instant: datetime, language: Language) -> str:
    """4月8日18:00: every character may cost a message."""
    day = day_of(instant)
    words = {"day": short_date(day, language), "time": clock_time(instant, day, language)}
    return say("letter.moment", language, **words)


def message_table(
    facts: EventFacts, recipients: Iterable[Recipient], made_at: datetime, language: Language = "zh"
) -> bytes:
    """The workbook: texts in the language of ``facts``, headings in ``language``. Equal data, equal bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    title = say("letter.message.sheet", language)
    sheet.title = title
    columns = [
        Column(say(f"letter.message.{key}", language), width, wrap=wrap) for key, width, wrap in _COLUMNS
    ]
    lines = [_line(facts, who) for who in recipients]
    write_list(sheet, columns, lines)
    for row in range(2, len(lines) + 2):  # not every program makes room for lines that wrap
        sheet.row_dimensions[row].height = _ROW_POINTS
    return packed(book, made_at, title)


def _line(facts: EventFacts, who: Recipient) -> list[Content]:
    text = message_text(facts, who)
    guest = who.guest
    named = [one_line(part) for part in (guest.name, guest.organisation, guest.phone)]
    return [*named, text, message_length(text), message_parts(text), who.link]
