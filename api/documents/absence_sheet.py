"""外出: people by days, a picture in cells: trips coloured by region, events, days taken, days of rest."""

from datetime import date
from itertools import groupby

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from api.documents.dates import month_name
from api.documents.legible import one_line
from api.documents.palette import BUSY, EVENT, HOLIDAY, INK, REST, SUBTLE, region_colours
from api.documents.presence import Presence, presence_of
from api.documents.register import Register
from api.documents.sheet import FACE, GRID, Content, colour, filled, fit_to_width, put, put_heading
from api.texts import Language, say
from planner.person import Person
from planner.plan import Plan, Trip

FIRST_DAY_COLUMN = 5
HEAD_ROWS = 3
DAY_WIDTH = 3.3


def write_absences(sheet: Worksheet, register: Register, plan: Plan, language: Language) -> None:
    """A row a person in protocol order, a column a day; the days away are counted in front."""
    season = register.season
    days = season.days
    people = [person for _, at_base in register.by_base() for person in at_base]
    _write_days(sheet, register, days, language)
    presence = presence_of(season, plan)
    for row, person in enumerate(people, start=HEAD_ROWS + 1):
        _write_person(sheet, row, register, person, presence, language)
        _shade_days(sheet, row, register, person, presence)
        _write_trips(sheet, row, register, presence.trips.get(person.id, ()), language)
        _write_events(sheet, row, register, person, presence, language)
    _write_key(sheet, len(people) + HEAD_ROWS + 2, register, language)
    _lay_out(sheet, len(days))


def _column(register: Register, day: date) -> int:
    return FIRST_DAY_COLUMN + (day - register.season.first).days


def _write_days(sheet: Worksheet, register: Register, days: tuple[date, ...], language: Language) -> None:
    for number, name in enumerate(("name", "title", "base", "days"), start=1):
        put_heading(sheet, 1, number, say(f"document.absences.{name}", language))
        sheet.merge_cells(start_row=1, start_column=number, end_row=HEAD_ROWS, end_column=number)
    for _, month in groupby(days, key=lambda day: (day.year, day.month)):
        span = list(month)
        first, last = _column(register, span[0]), _column(register, span[-1])
        put_heading(sheet, 1, first, month_name(span[0], language))
        sheet.merge_cells(start_row=1, start_column=first, end_row=1, end_column=last)
    workdays = register.season.workdays()
    initials = say("document.weekday.initials", language)
    for day in days:
        for row, text in ((2, day.day), (3, initials[day.weekday()])):
            cell = put(sheet, row, _column(register, day), text)
            cell.alignment = Alignment(horizontal="center", vertical="center")
            cell.font = Font(name=FACE, size=8, color=colour(SUBTLE if row == HEAD_ROWS else INK))
            cell.border = GRID
            if not workdays.is_workday(day):
                cell.fill = filled(HOLIDAY if workdays.name_of(day) else REST)


def _write_person(
    sheet: Worksheet, row: int, register: Register, person: Person, presence: Presence, language: Language
) -> None:
    away = sum(len(trip.days) for trip in presence.trips.get(person.id, ()))
    words: tuple[Content, ...] = (
        one_line(person.name),
        one_line(register.title_of(person)),
        one_line(register.base(person.base).name),
        say("document.absences.of_days", language, away=away, most=person.most_days_away) if away else "",
    )
    for column, content in enumerate(words, start=1):
        cell = put(sheet, row, column, content)
        cell.border = GRID
        if column == 4:
            cell.alignment = Alignment(horizontal="center", vertical="center")


def _shade_days(sheet: Worksheet, row: int, register: Register, person: Person, presence: Presence) -> None:
    workdays = register.season.workdays()
    for day in register.season.days:
        cell = sheet.cell(row=row, column=_column(register, day))
        cell.border = GRID
        if day in presence.busy.get(person.id, ()):
            cell.fill = filled(BUSY)
        elif not workdays.is_workday(day):
            cell.fill = filled(HOLIDAY if workdays.name_of(day) else REST)


def _write_trips(
    sheet: Worksheet, row: int, register: Register, trips: tuple[Trip, ...], language: Language
) -> None:
    colours = region_colours(register.season)
    for trip in trips:
        first = _column(register, trip.dates[0])
        name = one_line(register.region(trip.region).name)
        key = "trip_short" if len(trip.days) == 1 else "trip"
        label = say(f"document.absences.{key}", language, region=name, companies=len(trip.visits))
        for offset in range(len(trip.days)):
            cell = put(sheet, row, first + offset, label if offset == 0 else None)
            cell.fill = filled(colours[trip.region])
        head = sheet.cell(row=row, column=first)
        head.font = Font(name=FACE, size=8, bold=True, color=colour("#FFFFFF"))
        head.alignment = Alignment(horizontal="left", vertical="center", shrink_to_fit=len(trip.days) == 1)
        if len(trip.days) > 1:
            last = first + len(trip.days) - 1
            sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _write_events(
    sheet: Worksheet, row: int, register: Register, person: Person, presence: Presence, language: Language
) -> None:
    for event in presence.events.get(person.id, ()):
        cell = put(
            sheet, row, _column(register, event.day), say(f"document.event_mark.{event.kind}", language)
        )
        cell.fill = filled(EVENT)
        cell.font = Font(name=FACE, size=8, bold=True, color=colour("#FFFFFF"))
        cell.alignment = Alignment(horizontal="center", vertical="center")


def _write_key(sheet: Worksheet, row: int, register: Register, language: Language) -> None:
    """What the colours mean, below the picture."""
    colours = region_colours(register.season)
    entries = [(one_line(region.name), colours[region.id], "#FFFFFF") for region in register.season.regions]
    entries += [
        (say("document.absences.event", language), EVENT, "#FFFFFF"),
        (say("document.absences.busy", language), BUSY, INK),
        (say("document.absences.rest", language), REST, INK),
        (say("document.absences.holiday", language), HOLIDAY, INK),
    ]
    for number, (text, fill, ink) in enumerate(entries):
        cell = put(sheet, row + number, 1, text)
        cell.fill = filled(fill)
        cell.font = Font(name=FACE, size=9, color=colour(ink))


def _lay_out(sheet: Worksheet, days: int) -> None:
    for letter, width in (("A", 12), ("B", 22), ("C", 16), ("D", 9)):
        sheet.column_dimensions[letter].width = width
    for number in range(days):
        sheet.column_dimensions[get_column_letter(FIRST_DAY_COLUMN + number)].width = DAY_WIDTH
    sheet.freeze_panes = sheet.cell(row=HEAD_ROWS + 1, column=FIRST_DAY_COLUMN).coordinate
    fit_to_width(sheet)
    sheet.print_title_rows = f"1:{HEAD_ROWS}"
