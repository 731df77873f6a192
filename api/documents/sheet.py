"""One sheet of a workbook: text that stays text, headings, widths, filters.

A cell that begins like a formula may attack whoever opens the file (CWE-1236): every string is stored as a
string, and one that begins so also carries Excel's quote prefix, so that it stays text when it is edited.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from api.documents.legible import legible
from api.documents.palette import INK, RULE

FACE = "微软雅黑"
MOST_CHARACTERS = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
TEXT_FORMAT = "@"

Content = str | int | float | date | datetime | None


class Column(NamedTuple):
    """A column of a list: its heading, its width in characters, and how its numbers are shown."""

    heading: str
    width: int
    number_format: str = ""
    wrap: bool = False


def colour(hexadecimal: str) -> str:
    """#2B6CA3 as openpyxl wants it."""
    return "FF" + hexadecimal.removeprefix("#")


def filled(hexadecimal: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", start_color=colour(hexadecimal))


THIN = Side(style="thin", color=colour(RULE))
BELOW = Border(bottom=THIN)
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def put(sheet: Worksheet, row: int, column: int, content: Content, number_format: str = "") -> Cell:
    """Write one cell; a string is stored as a string whatever it begins with."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # noqa: S101  (merged cells are written before they are merged)
    cell.font = Font(name=FACE, size=10, color=colour(INK))
    # An indent keeps a text from touching the number in the cell before it.
    cell.alignment = Alignment(
        vertical="center", horizontal="left" if isinstance(content, str) else "right", indent=1
    )
    if isinstance(content, str):
        text = legible(content)
        text = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
        cell.value = text
        cell.data_type = "s"
        if text.lstrip().startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    else:
        cell.value = content
    if number_format:
        cell.number_format = number_format
    return cell


def put_heading(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A column's heading: white on ink."""
    cell = put(sheet, row, column, text)
    cell.font = Font(name=FACE, size=10, bold=True, color=colour("#FFFFFF"))
    cell.fill = filled(INK)
    cell.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)
    return cell


def write_list(sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Content]]) -> None:
    """A list with headings that stay in view, filters, widths, and thin rules between its rows."""
    for number, column in enumerate(columns, start=1):
        put_heading(sheet, 1, number, column.heading)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = 1
    for last, row in enumerate(rows, start=2):
        for number, (column, content) in enumerate(zip(columns, row, strict=True), start=1):
            cell = put(sheet, last, number, content, column.number_format)
            cell.border = BELOW
            if column.wrap:
                cell.alignment = Alignment(vertical="center", horizontal="left", indent=1, wrap_text=True)
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    fit_to_width(sheet)


def fit_to_width(sheet: Worksheet) -> None:
    """Print across A4 landscape, as many pages long as it takes, the headings on each."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
