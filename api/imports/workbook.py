"""Write a filled workbook from rows of fields: equal rows make equal bytes."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from api.imports import vocabulary
from api.imports.columns import Column, Kind, Sheet
from api.imports.formula import neutral
from api.imports.package import timeless
from api.imports.rule_list import add_rule_list, keys_range
from api.imports.sheets import SHEETS, sheet_of
from api.texts import Language
from planner.rules import Rules

Row = Mapping[str, Any]
LAST_VALIDATED_ROW = 2_000
_FIRST_ROW = 3  # below headings and notes
_ON_SHEET = {"bases": "places", "regions": "places"}
_FONT = "等线"
_HEADING = PatternFill("solid", start_color="FF1F4E79")
_REQUIRED = PatternFill("solid", start_color="FFC00000")
_NOTE = PatternFill("solid", start_color="FFF2F2F2")
_LINE = Border(bottom=Side(style="thin", color="FFBFBFBF"))
_CHOICES = {
    Kind.YES_NO: "yes_no",
    Kind.STAGE: "stage",
    Kind.DATUM: "datum",
    Kind.EVENT_KIND: "event_kind",
    Kind.PLACE_KIND: "place_kind",
}
_FORMATS = {
    Kind.DAY: 'yyyy"年"m"月"d"日"',
    Kind.PAST_DAY: 'yyyy"年"m"月"d"日"',
    Kind.TIME: "h:mm",
    Kind.COUNT: "0",
    Kind.DEGREES: "0.000000",
}


def write_workbook(path: Path, rows: Mapping[str, Sequence[Row]], *, language: Language = "zh") -> None:
    """Write ``rows`` (sheet name -> rows of field -> value) as a workbook that the import reads.

    Sheet names are those of ``language`` (企业, 人员, ...), fields those of :mod:`api.imports.sheets`. A
    missing sheet is written empty, a missing field as an empty cell. Lists are joined by 、; days and times
    stay what they are; True and False become 是 and 否; a rule's key may be its name in the code. The bytes
    depend on the rows alone.

    Raises KeyError for a sheet or a field that does not exist.
    """
    path.write_bytes(packed(rows, language=language))


def packed(rows: Mapping[str, Sequence[Row]], *, examples: bool = False, language: Language = "zh") -> bytes:
    """The bytes of :func:`write_workbook`; with ``examples`` each sheet begins with a marked example."""
    titles = {sheet.title(language) for sheet in SHEETS}
    if unknown := set(rows) - titles:
        raise KeyError(f"no such sheet: {', '.join(sorted(unknown))}")
    book = Workbook()
    del book[book.sheetnames[0]]
    for sheet in SHEETS:
        page = book.create_sheet(sheet.title(language))
        _write_head(page, sheet, language)
        below = _FIRST_ROW
        if examples:
            _write_row(page, sheet, _example(sheet, language), language, below)
            for cell in page[below]:
                cell.font = Font(name=_FONT, italic=True, color="FF7F7F7F")
            below += 1
        for number, row in enumerate(rows.get(sheet.title(language), ()), start=below):
            _write_row(page, sheet, row, language, number)
        _add_choices(page, sheet, language)
    add_rule_list(book, language, _FONT)
    book.properties.creator = "zhaoshang"
    buffer = io.BytesIO()
    book.save(buffer)
    return timeless(buffer.getvalue())


def _write_head(page: Worksheet, sheet: Sheet, language: Language) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        head = page.cell(1, number, sheet.heading(column, language))
        head.font = Font(name=_FONT, bold=True, color="FFFFFFFF")
        head.fill = _REQUIRED if column.required else _HEADING
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        words = vocabulary.note(sheet.key, column.field, language)
        words = (vocabulary.mark("required", language) if column.required else "") + words
        note = page.cell(2, number)
        note.value = (vocabulary.mark("note", language) if number == 1 else "") + words
        note.font = Font(name=_FONT, size=9, italic=True, color="FF7F7F7F")
        note.fill = _NOTE
        note.alignment = Alignment(vertical="top", wrap_text=True)
        note.border = _LINE
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.row_dimensions[1].height = 24
    page.row_dimensions[2].height = 78
    page.freeze_panes = f"{get_column_letter(1 + _name_column(sheet))}3"


def _name_column(sheet: Sheet) -> int:
    """The number of columns that stay in sight: up to the name."""
    fields = [column.field for column in sheet.columns]
    return fields.index("name") + 1 if "name" in fields else 1


def _example(sheet: Sheet, language: Language) -> Row:
    row = {column.field: vocabulary.example(sheet.key, column.field) for column in sheet.columns}
    first = sheet.columns[0].field
    return row | {first: vocabulary.mark("example", language) + str(row[first] or "")}


def _write_row(page: Worksheet, sheet: Sheet, row: Row, language: Language, number: int) -> None:
    if unknown := set(row) - {column.field for column in sheet.columns}:
        raise KeyError(f"no such field in {sheet.title(language)}: {', '.join(sorted(unknown))}")
    for position, column in enumerate(sheet.columns, start=1):
        value = _written(row.get(column.field), column, language)
        if value is not None:
            _write_cell(page.cell(number, position), value, column)


def _write_cell(cell: Cell | MergedCell, value: str | float | date | time, column: Column) -> None:
    if isinstance(value, str):
        cell.value = neutral(value)
        cell.data_type = "s"  # never a formula, whatever the text begins with
        cell.number_format = "@"
    else:
        cell.value = value
        cell.number_format = _number_format(value, column)
    cell.font = Font(name=_FONT)
    cell.alignment = Alignment(vertical="top", wrap_text=column.width >= 24)


def _number_format(value: float | date | time, column: Column) -> str:
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm"
    if isinstance(value, date):
        return _FORMATS[Kind.DAY]
    if isinstance(value, time):
        return _FORMATS[Kind.TIME]
    return _FORMATS.get(column.kind, "General")


def _written(value: Any, column: Column, language: Language) -> str | float | date | time | None:
    """What stands in the cell for ``value``."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return vocabulary.words("yes_no")["yes" if value else "no"][0]
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, int | float | date | time):
        return value
    if isinstance(value, str):
        known = column.kind is Kind.RULE_KEY and value in vocabulary.rule_keys()
        return vocabulary.rule_title(value, language) if known else value
    if isinstance(value, Iterable):
        return "、".join(str(item) for item in value)
    raise TypeError(f"{column.field}: cannot write {value!r}")


def _add_choices(page: Worksheet, sheet: Sheet, language: Language) -> None:
    """Drop-downs and, on selecting a cell, the column's note; other wordings stay possible."""
    for number, column in enumerate(sheet.columns, start=1):
        choices = _choices(column, language)
        text = vocabulary.note(sheet.key, column.field, language)
        if not (choices or text):
            continue
        rule = DataValidation(type="list" if choices else None, formula1=choices or None, allow_blank=True)
        rule.showErrorMessage = False
        rule.showInputMessage = bool(text)
        rule.promptTitle, rule.prompt = sheet.heading(column, language)[:32], text[:255] or None
        letter = get_column_letter(number)
        rule.add(f"{letter}3:{letter}{LAST_VALIDATED_ROW}")
        page.add_data_validation(rule)


def _choices(column: Column, language: Language) -> str:
    """The formula of a drop-down: a list of words, or the names on the sheet that is referred to."""
    if column.kind is Kind.RULE_KEY:
        return keys_range(language)
    if column.kind in _CHOICES:
        return _quoted([options[0] for options in vocabulary.words(_CHOICES[column.kind]).values()])
    if column.kind is Kind.RANK:
        return _quoted(list(Rules().rank_names))
    if column.refers_to and column.kind is not Kind.LIST:
        target = sheet_of(_ON_SHEET.get(column.refers_to, column.refers_to))
        letter = get_column_letter([item.field for item in target.columns].index("name") + 1)
        return f"'{target.title(language)}'!${letter}$3:${letter}${LAST_VALIDATED_ROW}"
    return ""


def _quoted(options: Sequence[str]) -> str:
    return '"' + ",".join(options) + '"'
