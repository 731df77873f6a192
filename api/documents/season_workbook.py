"""The season as a workbook: summary, trips, visits, who is away when, events, what was left out, cautions."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from api.documents.absence_sheet import write_absences
from api.documents.archive import repacked
from api.documents.legible import one_line
from api.documents.list_sheets import write_cautions, write_events, write_left_out, write_trips, write_visits
from api.documents.register import Register
from api.documents.summary_sheet import write_summary
from api.texts import Language, say
from planner.plan import Plan
from planner.season import Season

PROGRAM = "zhaoshang"


def season_workbook(
    season: Season, plan: Plan, language: Language = "zh", audit_text: str | None = None
) -> bytes:
    """season.xlsx; equal seasons, plans and audits make equal bytes.

    Raises :class:`planner.errors.InvalidPlan` if the plan names what the season lacks.
    """
    register = Register(season)
    book = Workbook()
    summary = book.worksheets[0]
    summary.title = say("document.sheet.summary", language)
    write_summary(summary, register, plan, language, audit_text)
    for name, write in (
        ("trips", write_trips),
        ("visits", write_visits),
        ("absences", write_absences),
        ("events", write_events),
        ("left_out", write_left_out),
        ("cautions", write_cautions),
    ):
        write(book.create_sheet(say(f"document.sheet.{name}", language)), register, plan, language)
    return packed(book, plan.made_at, one_line(season.title))


def packed(book: Workbook, made_at: datetime, title: str) -> bytes:
    """The bytes, dated ``made_at``: ``Workbook.save`` would write the clock into them."""
    stamp = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, PROGRAM, PROGRAM
    properties.created = properties.modified = stamp
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        ExcelWriter(book, archive).save()
    return repacked(buffer.getvalue())
