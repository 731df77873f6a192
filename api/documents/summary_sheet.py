"""总览: what the season brings at a glance, every term of the objective, the bound, what the audit says."""

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from api.documents.amounts import investment
from api.documents.dates import date_range, long_date
from api.documents.legible import legible, one_line
from api.documents.palette import INK, SUBTLE, region_colours
from api.documents.register import Register
from api.documents.sheet import BELOW, FACE, Content, colour, filled, fit_to_width, put, put_heading
from api.texts import Language, say
from planner.clock import day_of
from planner.plan import Plan, Trip

WIDTHS = (20, 13, 13, 16, 16, 16, 30)
GAINS = ("companies", "coverage", "attendance", "events")
LOSSES = ("fares", "lodging", "travel_time", "trips", "load", "changes")
COUNT = "#,##0"
SIGNED = "+#,##0;-#,##0;0"


class Tile(NamedTuple):
    """A figure with what it counts."""

    label: str
    figure: Content
    number_format: str = COUNT


def write_summary(
    sheet: Worksheet, register: Register, plan: Plan, language: Language, audit_text: str | None
) -> None:
    """Fill the sheet from top to bottom."""
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _write_head(sheet, register, plan, language)
    _write_tiles(sheet, 4, _tiles(register, plan, language))
    row = _write_regions(sheet, 7, register, plan, language)
    row = _write_objective(sheet, row + 1, plan, language)
    _write_audit(sheet, row + 1, audit_text, language)
    fit_to_width(sheet)
    sheet.print_title_rows = None
    sheet.freeze_panes = "A4"


def _write_head(sheet: Worksheet, register: Register, plan: Plan, language: Language) -> None:
    season = register.season
    title = put(sheet, 1, 1, one_line(season.title))
    title.font = Font(name=FACE, size=18, bold=True, color=colour(INK))
    sheet.row_dimensions[1].height = 32
    words = {
        "dates": date_range(season.first, season.last, language),
        "version": plan.version,
        "date": long_date(day_of(plan.made_at), language),
        "status": say(f"document.status.{plan.status}", language),
    }
    below = put(sheet, 2, 1, say("document.sheet.subtitle", language, **words))
    below.font = Font(name=FACE, size=10, color=colour(SUBTLE))


def _tiles(register: Register, plan: Plan, language: Language) -> tuple[Tile, ...]:
    met = [register.company(visit.company) for trip in plan.trips for visit in trip.visits]
    invested = sum(company.expected_investment_cny for company in met)
    gap = None if plan.gap_permille is None else plan.gap_permille / 1_000
    unknown = say("document.sheet.unknown", language)
    return (
        Tile(say("document.tile.trips", language), len(plan.trips)),
        Tile(say("document.tile.companies", language), f"{len(met)} / {len(register.season.companies)}"),
        Tile(say("document.tile.investment", language), investment(invested, language) or unknown),
        Tile(say("document.tile.value", language), plan.objective.total),
        Tile(say("document.tile.bound", language), unknown if plan.bound is None else plan.bound),
        Tile(say("document.tile.gap", language), unknown if gap is None else gap, "0.0%"),
    )


def _write_tiles(sheet: Worksheet, row: int, tiles: Sequence[Tile]) -> None:
    for column, tile in enumerate(tiles, start=1):
        label = put(sheet, row, column, tile.label)
        label.font = Font(name=FACE, size=9, color=colour(SUBTLE))
        figure = put(sheet, row + 1, column, tile.figure, tile.number_format)
        figure.font = Font(name=FACE, size=15, bold=True, color=colour(INK))
        figure.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    sheet.row_dimensions[row + 1].height = 26


def _heads(sheet: Worksheet, row: int, topic: str, names: Sequence[str], language: Language) -> None:
    for column, name in enumerate(names, start=1):
        put_heading(sheet, row, column, say(f"document.{topic}.{name}", language))
    sheet.row_dimensions[row].height = 22


def _line(sheet: Worksheet, row: int, contents: Sequence[Content], formats: Sequence[str] = ()) -> None:
    for column, content in enumerate(contents, start=1):
        shown = formats[column - 1] if formats else ""
        put(sheet, row, column, content, shown).border = BELOW


def _region_line(register: Register, name: str, trips: Sequence[Trip], language: Language) -> list[Content]:
    met = [register.company(visit.company) for trip in trips for visit in trip.visits]
    invested = sum(company.expected_investment_cny for company in met)
    money = (sum(trip.fares_cny for trip in trips), sum(trip.lodging_cny for trip in trips))
    return [name, len(trips), len(met), investment(invested, language), *money]


def _write_regions(sheet: Worksheet, row: int, register: Register, plan: Plan, language: Language) -> int:
    """The table by region; returns the row after it."""
    _heads(
        sheet, row, "by_region", ("region", "trips", "companies", "investment", "fares", "lodging"), language
    )
    colours = region_colours(register.season)
    formats = ("", COUNT, COUNT, "", COUNT, COUNT)
    for row, region in enumerate(register.season.regions, start=row + 1):  # noqa: B020, PLR1704  (the row goes on)
        trips = [trip for trip in plan.trips if trip.region == region.id]
        _line(sheet, row, _region_line(register, one_line(region.name), trips, language), formats)
        sheet.cell(row=row, column=1).font = Font(name=FACE, size=10, bold=True, color=colour("#FFFFFF"))
        sheet.cell(row=row, column=1).fill = filled(colours[region.id])
    everything = say("document.by_region.all", language)
    _line(sheet, row + 1, _region_line(register, everything, plan.trips, language), formats)
    return row + 2


def _write_objective(sheet: Worksheet, row: int, plan: Plan, language: Language) -> int:
    """Every term with its sign and its meaning; returns the row after them."""
    _heads(sheet, row, "objective", ("term", "points"), language)
    put_heading(sheet, row, 3, say("document.objective.meaning", language))
    sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=6)
    for name in (*GAINS, *LOSSES):
        row += 1
        points = getattr(plan.objective, name)
        signed = points if name in GAINS else -points
        words: list[Content] = [
            say(f"document.objective.{name}", language),
            signed,
            say(f"document.meaning.{name}", language),
        ]
        _line(sheet, row, words, ("", SIGNED, ""))
    total: list[Content] = [say("document.objective.total", language), plan.objective.total]
    _line(sheet, row + 1, total, ("", SIGNED))
    for column in (1, 2):
        sheet.cell(row=row + 1, column=column).font = Font(name=FACE, size=11, bold=True, color=colour(INK))
    return row + 2


def _write_audit(sheet: Worksheet, row: int, audit_text: str | None, language: Language) -> None:
    put_heading(sheet, row, 1, say("document.sheet.audit", language))
    text = say("document.sheet.no_audit", language) if audit_text is None else legible(audit_text)
    for number, line in enumerate(text.strip().split("\n"), start=row + 1):
        put(sheet, number, 1, line)
