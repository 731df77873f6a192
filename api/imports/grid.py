"""A sheet as it was read: rows of cells, numbered as in the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl.utils import get_column_letter

from api.imports.formula import is_formula
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, tidy

_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"}
MOST_ROWS = 20_000
MOST_COLUMNS = 200


@dataclass
class Grid:
    """The cells of a sheet, blank rows left out: row number (from 1) -> column index (from 0) -> value.

    ``cut`` says that the sheet has more rows than are read.
    """

    title: str
    rows: dict[int, dict[int, Any]] = field(default_factory=dict)
    cut: bool = False

    def add(self, number: int, cells: dict[int, Any]) -> bool:
        """Take a row in; False when the sheet is full."""
        filled = {index: cell for index, cell in cells.items() if index < MOST_COLUMNS and not _blank(cell)}
        if filled and len(self.rows) >= MOST_ROWS:
            self.cut = True
            return False
        if filled:
            self.rows[number] = filled
        return True

    def place(self, number: int, index: int) -> str:
        """Where a cell stands, as ``企业!C7``."""
        return f"{self.title}!{get_column_letter(index + 1)}{number}"

    def __iter__(self) -> Iterator[tuple[int, dict[int, Any]]]:
        """Rows by their number."""
        return iter(self.rows.items())


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not tidy(cell))


def refuse_defects(cell: Any) -> None:
    """Refuse what makes a cell unreadable in itself.

    Raises Refused: formula_cell, error_cell.
    """
    if not isinstance(cell, str | int | float | bool | date | datetime | time | timedelta):
        raise Refused("formula_cell")  # array formulas and data tables arrive as objects of openpyxl
    if isinstance(cell, str):
        if tidy(cell) in _ERRORS:
            raise Refused("error_cell")
        if is_formula(cell):
            raise Refused("formula_cell")


def shown(cell: Any) -> str:
    """A cell's value as a fault shows it."""
    return tidy(cell) if isinstance(cell, Cell) else str(getattr(cell, "text", "") or "=")
