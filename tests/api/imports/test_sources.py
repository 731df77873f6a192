"""Files that are no workbook, folders that are: everything said before a cell is read."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from api.imports.check import check
from api.imports.package import HARMLESS_BYTES
from api.texts.sentences import sentence
from tests.api.imports.workbooks import Rows, checked, found, noted, written

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def folder_of(path: Path, encoding: str = "utf-8") -> Path:
    """The sheets of a workbook as a folder of CSV files."""
    folder = path.parent / f"csv-{encoding}"
    folder.mkdir()
    for page in load_workbook(path):
        text = io.StringIO()
        csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in page.values])
        (folder / f"{page.title}.csv").write_bytes(text.getvalue().encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_folder_of_csv_files_is_the_same_season(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path)
    assert check(folder_of(path, encoding)).season == check(path).season


def test_a_fault_in_a_csv_file_has_its_cell(tmp_path: Path) -> None:
    folder = folder_of(written(tmp_path))
    text = (folder / "企业.csv").read_text(encoding="utf-8")
    (folder / "企业.csv").write_text(text.replace("苏州", "苏洲"), encoding="utf-8")
    assert found(check(folder)) == [("unknown_city", "企业!C3", "苏洲")]


def test_a_csv_in_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    folder = folder_of(written(tmp_path), "utf-16")
    first = min(path.name for path in folder.iterdir())
    assert found(check(folder)) == [("wrong_encoding", first, folder.name)]


def test_a_csv_whose_quotes_do_not_pair_is_refused(tmp_path: Path) -> None:
    folder = folder_of(written(tmp_path))
    (folder / "企业.csv").write_text('编号,企业名称,城市\nC1,"甲"乙,苏州\n', encoding="utf-8")
    assert found(check(folder)) == [("damaged_csv", "企业.csv", folder.name)]


def test_a_folder_without_csv_and_a_single_csv(tmp_path: Path) -> None:
    assert found(check(tmp_path)) == [("folder_without_csv", tmp_path.name, tmp_path.name)]
    single = tmp_path / "企业.csv"
    single.write_text("编号,企业名称,城市\n", encoding="utf-8")
    assert found(check(single)) == [("single_csv", "企业.csv", "企业.csv")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLE + bytes(512), "old_workbook"),
        (OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "locked_workbook"),
        (b"", "not_a_workbook"),
        (b"<html>not a zip</html>", "not_a_workbook"),
        (b"PK\x03\x04 cut off", "not_a_workbook"),
    ],
)
def test_what_is_no_xlsx_is_told_apart(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "名单.xls"
    path.write_bytes(content)
    imported = check(path)
    assert found(imported) == [(code, "名单.xls", "名单.xls")]
    assert imported.season is None


def test_an_old_workbook_is_told_to_be_saved_as_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "名单.xls"
    path.write_bytes(OLE + bytes(512))
    assert "另存为" in sentence(check(path).faults[0]).remedy


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert found(check(tmp_path / "无.xlsx")) == [("file_not_found", "无.xlsx", "无.xlsx")]


def test_another_zip_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert found(check(path))[0][0] == "not_a_workbook"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(HARMLESS_BYTES + 1))
    assert found(check(path)) == [("zip_bomb", "bomb.xlsx", "bomb.xlsx")]


def test_entities_that_swell_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    swollen = tmp_path / "entities.xlsx"
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(swollen, "w") as target:
        for name in source.namelist():
            target.writestr(name, bomb if name.endswith("sheet1.xml") else source.read(name))
    assert found(check(swollen))[0][0] == "damaged_workbook"


def test_a_workbook_with_a_broken_sheet_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path)
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if name.endswith("sheet1.xml") else content)
    assert found(check(broken))[0][:2] == ("damaged_workbook", "broken.xlsx")


def test_missing_and_unknown_sheets(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "统计"
    page.append(["总数", 3])
    path = tmp_path / "other.xlsx"
    book.save(path)
    imported = check(path)
    assert [value for code, _, value in found(imported) if code == "missing_sheet"] == [
        "企业", "人员", "单位", "区域与驻点", "规则",
    ]  # fmt: skip
    assert noted(imported) == [("extra_sheet", "统计")]


def test_chains_events_and_calendars_may_be_missing(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["企业"][0]["chain"] = ""
        for name in ("产业链", "活动", "日程占用"):
            rows[name] = []

    path = written(tmp_path, spoil)
    book = load_workbook(path)
    for name in ("产业链", "活动", "日程占用"):
        del book[name]
    book.save(path)
    imported = check(path)
    assert imported.faults == ()
    assert imported.season is not None
    assert imported.season.events == ()


def test_an_empty_sheet_and_one_without_rows(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book["人员"].delete_rows(1, 100)
    book["企业"].delete_rows(3, 100)
    book.save(path)
    assert found(check(path))[:2] == [("sheet_without_rows", "企业", ""), ("empty_sheet", "人员", "")]


def test_ten_thousand_like_faults_are_gathered(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["企业"] = [{"id": f"C{k}", "name": f"示例{k}厂", "city": "苏洲"} for k in range(1_000)]

    imported = checked(tmp_path, spoil)
    # Twenty of them, and one line for the other 980, from row 23 to row 1002.
    assert len(imported.faults) == 21
    last = imported.faults[-1]
    assert (last.code, last.place, last.detail) == (
        "more_alike", "企业!C23", {"count": "980", "last": "企业!C1002"},
    )  # fmt: skip
