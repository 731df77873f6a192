"""The commands that read a workbook: template, check, import."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from api.cli.files import read_season
from api.cli.importing import imported
from api.cli.terminal import Terminal
from api.imports.reading import EVERY_ROWS
from api.imports.workbook import write_workbook
from api.sample.workbook import rows, write_sample
from tests.api.cli.runs import Shell
from tests.api.imports.workbooks import GOOD

WORKBOOK = "示例.xlsx"


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A folder with the sample workbook and its timetable."""
    write_sample(tmp_path)
    return tmp_path


def test_the_template_is_written_once(shell: Shell, tmp_path: Path) -> None:
    assert shell("template", "empty.xlsx").status == 0
    before = (tmp_path / "empty.xlsx").read_bytes()
    run = shell("template", "empty.xlsx")
    assert run.status == 1
    assert "文件已存在" in run.err
    assert (tmp_path / "empty.xlsx").read_bytes() == before


def test_the_sample_is_clean_and_check_writes_nothing(shell: Shell, stored: Path) -> None:
    before = sorted(path.name for path in stored.iterdir())
    run = shell("check", WORKBOOK)
    assert run.status == 0
    assert "企业 150 家，人员 46 人，活动 7 项" in run.out
    assert sorted(path.name for path in stored.iterdir()) == before


def test_the_sample_becomes_a_season(shell: Shell, stored: Path) -> None:
    assert shell("import", WORKBOOK).status == 0
    season = read_season(stored / "season.json")
    assert (len(season.companies), len(season.people), len(season.events)) == (150, 46, 7)
    assert (len(season.units), len(season.chains), len(season.outposts)) == (14, 6, 5)
    # The 20th of March 2027 is a Saturday: the joint meeting moves to the Friday before it.
    days = {event.id: event.candidate_days for event in season.events}
    assert days["joint-2027-03"][0].isoformat() == "2027-03-19"
    assert len(season.timetable.trains) == 3_124


def test_a_fault_has_its_row_in_the_table_and_stops_the_import(shell: Shell, tmp_path: Path) -> None:
    sheets = {name: [dict(row) for row in table] for name, table in rows().items()}
    sheets["企业"][2]["city"] = "亚特兰蒂斯"
    sheets["规则"] = [row for row in sheets["规则"] if row["key"] != "timetable_file"]
    write_workbook(tmp_path / WORKBOOK, sheets)
    checked = shell("check", WORKBOOK)
    # Row 1 holds headings, row 2 notes, so the third company stands in row 5.
    assert (checked.status, "企业!C5" in checked.out, "亚特兰蒂斯" in checked.out) == (1, True, True)
    listed = json.loads(shell("check", WORKBOOK, "--json").out)
    assert [(fault["place"], fault["value"]) for fault in listed["faults"]] == [("企业!C5", "亚特兰蒂斯")]
    imported = shell("import", WORKBOOK)
    assert (imported.status, imported.out) == (1, "")
    assert "企业!C5" in imported.err
    assert [path.name for path in tmp_path.iterdir()] == [WORKBOOK]


def test_a_missing_workbook_is_said(shell: Shell) -> None:
    run = shell("check", "nothing.xlsx")
    assert (run.status, "Traceback" in run.err) == (1, False)


def test_a_person_sees_how_far_an_import_is_and_a_pipe_hears_nothing(tmp_path: Path) -> None:
    firms = [{"id": f"C{number}", "name": f"企业{number}", "city": "苏州"} for number in range(EVERY_ROWS)]
    path = tmp_path / WORKBOOK
    write_workbook(path, {**GOOD, "企业": firms})
    for is_person in (True, False):
        stream = io.StringIO()
        console = Console(file=stream, force_terminal=is_person, width=80)
        imported(Terminal("zh", console, console), path)
        assert (f"正在读取「企业」：{EVERY_ROWS} 行" in stream.getvalue()) == is_person
