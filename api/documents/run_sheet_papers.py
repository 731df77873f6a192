"""A run sheet as a paper (Word, PDF) and as a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook

from api.documents.content import OfficialPaper, Paragraph, Row, Section, Table
from api.documents.dates import dated, long_date
from api.documents.legible import one_line
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from events.reception import ReceptionRule, ReceptionWarning
from events.run_sheet.clashes import Clash, clashes
from events.run_sheet.line import RunLine, RunSheet
from planner.clock import DAY_MINUTES

COLUMNS = ("time", "minutes", "what", "who", "where", "material", "remark")


def run_sheet_paper(
    sheet: RunSheet,
    names: Mapping[str, str],
    made_at: datetime,
    language: Language = "zh",
    warnings: Sequence[ReceptionWarning] = (),
) -> OfficialPaper:
    """The run sheet, what clashes in it, and warnings; ``names`` of people by id."""
    table = Table(
        header=tuple(say(f"run_sheet.column.{name}", language) for name in COLUMNS if name != "minutes"),
        widths_mm=(28, 36, 34, 26, 20, 12),
        centred=(0,),
        rows=tuple(Row(cells=_cells(line, names, language)) for line in sheet.lines),
    )
    told = (
        ("clashes_heading", tuple(clash_text(item, names, language) for item in clashes(sheet))),
        ("warnings_heading", tuple(warning_text(item, language) for item in warnings)),
    )
    more = (
        Section(
            heading=say(f"run_sheet.paper.{key}", language),
            blocks=tuple(Paragraph(text=text) for text in texts),
        )
        for key, texts in told
        if texts
    )
    return OfficialPaper(
        title=_title(sheet, language),
        subtitle=dated(sheet.day, language),
        footer=say("run_sheet.paper.footer", language),
        made_at=made_at,
        language=language,
        sections=(Section(heading="", blocks=(table,)), *more),
    )


def run_sheet_workbook(
    sheet: RunSheet, names: Mapping[str, str], made_at: datetime, language: Language = "zh"
) -> bytes:
    """run-sheet.xlsx: a row a line, to be sorted and filtered; equal sheets make equal bytes."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = say("run_sheet.paper.sheet", language)
    widths = (14, 8, 44, 60, 20, 26, 24)
    columns = [
        Column(say(f"run_sheet.column.{name}", language), width, wrap=name in {"what", "who", "material"})
        for name, width in zip(COLUMNS, widths, strict=True)
    ]
    write_list(page, columns, _rows(sheet, names, language))
    return packed(book, made_at, one_line(_title(sheet, language)))


def step_text(line: RunLine, language: Language) -> str:
    """What happens in a line: its own title, else the sentence of its step."""
    return one_line(line.title) or say(f"run_sheet.step.{line.step.value}", language, **line.words)


def warning_text(warning: ReceptionWarning, language: Language) -> str:
    """A warning with where its rule stands and since when."""
    words = dict(warning.detail)
    separator = say("document.list.separator", language)
    if warning.rule is ReceptionRule.WELCOME:
        places = (say(f"reception.place.{place}", language) for place in words["places"].split(","))
        words["places"] = separator.join(places)
    return say(
        "reception.warning.source",
        language,
        warning=say(f"reception.warning.{warning.rule.value}", language, **words),
        source=warning.source,
        date=long_date(warning.in_force_from, language),
    )


def clock(minute: int, language: Language) -> str:
    """9:05, or 次日0:30 past midnight."""
    text = f"{minute % DAY_MINUTES // 60}:{minute % 60:02d}"
    return text if minute < DAY_MINUTES else say("document.date.next_day", language, time=text)


def _title(sheet: RunSheet, language: Language) -> str:
    key = "rehearsal_title" if sheet.rehearsal else "title"
    return say(f"run_sheet.paper.{key}", language, title=one_line(sheet.title))


def _times(line: RunLine, language: Language) -> str:
    return f"{clock(line.start_minute, language)}—{clock(line.end_minute, language)}"


def _words(line: RunLine, names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    separator = say("document.list.separator", language)
    return (
        step_text(line, language),
        separator.join(one_line(names.get(name, name)) for name in line.people),
        one_line(line.where),
        separator.join(say(f"run_sheet.material.{item.value}", language) for item in line.materials),
        one_line(line.remark),
    )


def _cells(line: RunLine, names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    return (_times(line, language), *_words(line, names, language))


def _rows(sheet: RunSheet, names: Mapping[str, str], language: Language) -> Iterator[list[Content]]:
    for line in sheet.lines:
        yield [_times(line, language), line.minutes, *_words(line, names, language)]


def late_text(line: RunLine, starts_at: int, language: Language) -> str:
    """A pick-up that is there only after the programme starts at the minute ``starts_at``."""
    words = {"time": clock(line.end_minute, language), "start": clock(starts_at, language)}
    return say("run_sheet.paper.late", language, what=step_text(line, language), **words)


def clash_text(clash: Clash, names: Mapping[str, str], language: Language) -> str:
    """Who is wanted twice at a time, by what."""
    return say(
        "run_sheet.paper.clash",
        language,
        person=one_line(names.get(clash.person, clash.person)),
        first_time=_times(clash.first, language),
        first=step_text(clash.first, language),
        second_time=_times(clash.second, language),
        second=step_text(clash.second, language),
    )
