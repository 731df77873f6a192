"""Sheets out of an .xlsx file."""

import io
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from api.imports.grid import MOST_COLUMNS, Grid
from api.imports.package import inspect
from api.imports.parse.refusal import Refused
from api.imports.reading import EVERY_ROWS, Listener, Reading, nobody

MOST_FILE_BYTES = 64 * 2**20


def read_spreadsheet(path: Path, listener: Listener = nobody) -> list[Grid]:
    """Every sheet of the file, formulas as formulas.

    Raises Refused: workbook_too_large, what :func:`api.imports.package.inspect` refuses, damaged_workbook.
    """
    if path.stat().st_size > MOST_FILE_BYTES:
        raise Refused("workbook_too_large", most=f"{MOST_FILE_BYTES // 2**20} MiB")
    package = path.read_bytes()
    inspect(package)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drop-downs of newer Excels, styles: nothing that we read
            book = load_workbook(io.BytesIO(package), read_only=True, data_only=False, keep_links=False)
            return [_grid(page.title, page.iter_rows(values_only=True), listener) for page in book.worksheets]
    except (
        Exception
    ) as error:  # openpyxl lets anything through: KeyError, ParseError, ValueError, struct.error...
        raise Refused("damaged_workbook", reason=type(error).__name__) from error


def _grid(title: str, rows: Iterable[tuple[Any, ...]], listener: Listener) -> Grid:
    grid = Grid(title)
    for number, cells in enumerate(rows, start=1):
        if number % EVERY_ROWS == 0:
            listener(Reading(title, number))
        if not grid.add(number, dict(enumerate(cells[:MOST_COLUMNS]))):
            break
    return grid
