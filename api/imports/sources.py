"""The sheets of a workbook file or a folder of CSV files, each matched to what it is."""

from collections.abc import Mapping
from pathlib import Path

from api.imports import vocabulary
from api.imports.csv_folder import read_folder
from api.imports.grid import Grid
from api.imports.ledger import Ledger
from api.imports.parse.refusal import Refused
from api.imports.parse.text import key_of
from api.imports.rows import Rows
from api.imports.rule_list import title as list_title
from api.imports.sheets import SHEETS
from api.imports.spreadsheet import read_spreadsheet

_OURS = {list_title(), list_title("en")}


def sheets_in(path: Path, ledger: Ledger) -> Mapping[str, Rows]:
    """The sheets found, by key, their headings read; blames what is missing, notes what is not ours."""
    try:
        grids = _grids(path, ledger)
    except Refused as refused:
        ledger.blame(refused, refused.detail.get("file", path.name), path.name)
        return {}
    names = {key_of(name): sheet for sheet in SHEETS for name in vocabulary.sheet_names(sheet.key)}
    found: dict[str, Grid] = {}
    for grid in grids:
        sheet = names.get(key_of(grid.title))
        if sheet is None:
            if grid.rows and grid.title not in _OURS:
                ledger.remark(Refused("extra_sheet"), grid.title, grid.title)
        elif sheet.key in found:
            ledger.blame(Refused("sheet_twice", first=found[sheet.key].title), grid.title, grid.title)
        else:
            found[sheet.key] = grid
    for sheet in SHEETS:
        if sheet.key not in found and not sheet.optional:
            ledger.blame(Refused("missing_sheet", sheet=sheet.title()), path.name, sheet.title())
    return {sheet.key: Rows.found(sheet, found[sheet.key], ledger) for sheet in SHEETS if sheet.key in found}


def _grids(path: Path, ledger: Ledger) -> list[Grid]:
    if path.is_dir():
        return read_folder(path)
    if not path.is_file():
        raise Refused("file_not_found")
    if path.suffix.lower() == ".csv":
        raise Refused("single_csv")
    return read_spreadsheet(path, ledger.listener)
