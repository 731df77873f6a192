"""Whoever watches an import hears how far it is."""

from pathlib import Path

from api.imports.check import check
from api.imports.reading import EVERY_ROWS, Reading
from api.imports.workbook import write_workbook
from tests.api.imports.workbooks import GOOD


def test_a_listener_hears_of_every_few_hundred_rows_read_and_understood(tmp_path: Path) -> None:
    firms = [
        {"id": f"C{number}", "name": f"企业{number}", "city": "苏州"} for number in range(2 * EVERY_ROWS)
    ]
    path = tmp_path / "big.xlsx"
    write_workbook(path, {**GOOD, "企业": firms})
    heard: list[Reading] = []
    assert check(path, listener=heard.append).faults == ()
    # Twice each: when its cells are read, headings and notes among them, and when they are understood.
    assert heard == 2 * [Reading("企业", EVERY_ROWS), Reading("企业", 2 * EVERY_ROWS)]


def test_who_does_not_listen_gets_the_same(tmp_path: Path) -> None:
    path = tmp_path / "small.xlsx"
    write_workbook(path, GOOD)
    assert check(path) == check(path, listener=lambda _: None)
