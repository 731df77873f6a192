"""Sheets out of a folder of CSV files, one a sheet, in UTF-8 (with or without BOM) or GB18030."""

import csv
import io
from pathlib import Path

from api.imports.grid import MOST_COLUMNS, Grid
from api.imports.parse.refusal import Refused

MOST_FILE_BYTES = 64 * 2**20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_folder(folder: Path) -> list[Grid]:
    """Every ``*.csv`` of the folder, its name without the ending for a title.

    Raises Refused: folder_without_csv, workbook_too_large, wrong_encoding, damaged_csv; each names the file.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.is_file())
    if not files:
        raise Refused("folder_without_csv")
    return [read_file(path) for path in files]


def read_file(path: Path) -> Grid:
    """One CSV file, its name without the ending for a title; raises Refused as :func:`read_folder`."""
    if path.stat().st_size > MOST_FILE_BYTES:
        raise Refused("workbook_too_large", most=f"{MOST_FILE_BYTES // 2**20} MiB")
    grid = Grid(path.stem)
    text = _decoded(path.read_bytes(), path.name)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if not grid.add(number, dict(enumerate(cells[:MOST_COLUMNS]))):
                break
    except csv.Error as error:
        raise Refused("damaged_csv", file=path.name) from error
    return grid


def _decoded(content: bytes, name: str) -> str:
    if content.startswith(_UTF16) or b"\0" in content:
        raise Refused("wrong_encoding", file=name)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("wrong_encoding", file=name)
