"""The rows of a sheet with their cells read: field -> value, and where each stood."""

import re
from dataclasses import dataclass, field
from typing import Any

from api.imports import vocabulary
from api.imports.columns import Column, Kind, Sheet
from api.imports.frame import Frame
from api.imports.grid import Grid, refuse_defects, shown
from api.imports.headings import Headings, find_headings
from api.imports.ledger import Ledger
from api.imports.parse import PARSERS
from api.imports.parse.bounds import most_characters, unwanted_character
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, key_of, tidy
from api.imports.reading import EVERY_ROWS, Reading
from api.texts import Language

_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_MARKS = {
    key_of(vocabulary.mark(name, language)): name for name in ("note", "example") for language in _LANGUAGES
}
_NUMBER = re.compile(r"\s*[-+]?\d[\d,]*(\.\d+)?\s*")
_UNIT_KINDS = {Kind.AMOUNT, Kind.MINUTES}


@dataclass
class Row:
    """A row of a sheet: what its cells hold, by field, and the place of each cell as ``企业!C7``.

    ``sound`` is False once any of its cells was refused.
    """

    sheet: Sheet
    number: int
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    sound: bool = True

    def get(self, name: str, default: Any = None) -> Any:
        """The value in a column, ``default`` for an empty cell."""
        return self.values.get(name, default)

    def given(self, **paths: str) -> dict[str, Any]:
        """Keyword -> value for those columns that hold one."""
        return {name: self.values[column] for name, column in paths.items() if column in self.values}

    def place(self, name: str = "") -> str:
        """Where a column's cell stands; the row's first cell if the sheet has no such column."""
        return self.places.get(name) or f"{self.title}!A{self.number}"


@dataclass
class Rows:
    """A sheet found in the workbook, its headings and its grid; read by :meth:`read`."""

    sheet: Sheet
    grid: Grid
    headings: Headings

    @classmethod
    def found(cls, sheet: Sheet, grid: Grid, ledger: Ledger) -> "Rows":
        """The sheet's headings; blames a sheet without any, and what required columns it lacks."""
        rows = cls(sheet, grid, find_headings(grid, sheet))
        title = grid.title
        if not grid.rows and not sheet.optional:
            ledger.blame(Refused("empty_sheet"), title)
        elif grid.rows and not rows.headings.columns:
            ledger.blame(Refused("no_headings", headings=_required(sheet)), title)
        elif grid.rows:
            for column in rows.headings.missing(sheet):
                ledger.blame(
                    Refused("missing_column", heading=sheet.heading(column)), title, sheet.heading(column)
                )
        for index, text in rows.headings.extra.items():
            ledger.remark(Refused("extra_column"), grid.place(rows.headings.last_row, index), text)
        for index, column in rows.headings.repeated.items():
            place = grid.place(rows.headings.last_row, index)
            ledger.blame(
                Refused("repeated_column", heading=sheet.heading(column)), place, sheet.heading(column)
            )
        if grid.cut:
            ledger.blame(Refused("too_many_rows", most=len(grid.rows)), title)
        return rows

    def read(self, frame: Frame, ledger: Ledger) -> list[Row]:
        """Every row below the headings, notes and examples passed over, each fault blamed with its place."""
        found: list[Row] = []
        columns = self.headings.columns
        for number, cells in self.grid:
            mapped = {index: cell for index, cell in cells.items() if index in columns}
            if number <= self.headings.last_row or not mapped:
                continue
            if (marked := _marked(cells)) is not None:
                if marked == "example":
                    ledger.remark(Refused("example_row"), self.grid.place(number, min(cells)))
                continue
            found.append(self._read_row(number, mapped, frame, ledger))
            if len(found) % EVERY_ROWS == 0:
                ledger.listener(Reading(self.grid.title, len(found)))
        if not found and columns and not self.sheet.optional:
            ledger.blame(Refused("sheet_without_rows"), self.grid.title)
        return found

    def _read_row(self, number: int, cells: dict[int, Any], frame: Frame, ledger: Ledger) -> Row:
        row = Row(self.sheet, number, self.grid.title, sound=not self.headings.missing(self.sheet))
        for index, column in self.headings.columns.items():
            row.places[column.field] = self.grid.place(number, index)
            if index in cells:
                row.raw[column.field] = shown(cells[index])
            elif not column.required:
                continue
            try:
                row.values[column.field] = self._value(cells.get(index), column, frame)
            except Refused as refused:
                row.sound = False
                ledger.blame(refused, row.places[column.field], row.raw.get(column.field, ""))
        return row

    def _value(self, cell: Any, column: Column, frame: Frame) -> Any:
        """What a cell holds.

        Raises Refused: empty_cell, formula_cell, error_cell, text_too_long, text_with_control_character and
        what the kind's parser raises.
        """
        if cell is None:
            raise Refused("empty_cell", heading=self.sheet.heading(column))
        refuse_defects(cell)
        value = PARSERS[column.kind](self._with_unit(cell, column), frame)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                _refuse_unfit(text, most_characters(column.field))
        return value

    def _with_unit(self, cell: Cell, column: Column) -> Cell:
        """A bare number under a heading that names a unit, 预计投资（万元）, is written out with it."""
        unit = self.headings.units.get(column.field, "")
        if not unit or column.kind not in _UNIT_KINDS or not isinstance(cell, str | int | float):
            return cell
        text = tidy(cell)
        return text + unit.removeprefix("单位").strip(":： ") if _NUMBER.fullmatch(text) else cell


def _refuse_unfit(text: str, most: int) -> None:
    """Refuse what the API would refuse in a body: nobody could change such a record afterwards."""
    if len(text) > most:
        raise Refused("text_too_long", length=len(text), most=most)
    if (character := unwanted_character(text)) is not None:
        raise Refused("text_with_control_character", character=character)


def _marked(cells: dict[int, Any]) -> str | None:
    """``note`` or ``example`` for a row that the template brought along."""
    first = cells[min(cells)]
    text = key_of(first) if isinstance(first, str) else ""
    return next((name for start, name in _MARKS.items() if text.startswith(start)), None)


def _required(sheet: Sheet) -> str:
    return "、".join(sheet.heading(column) for column in sheet.columns if column.required)
