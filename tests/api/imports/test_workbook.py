import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.imports import template, vocabulary
from api.imports.check import check
from api.imports.sheets import SHEETS
from api.imports.workbook import write_workbook
from tests.api.imports.workbooks import GOOD, found, noted, written


def test_equal_rows_make_equal_bytes(tmp_path: Path) -> None:
    first = written(tmp_path).read_bytes()
    assert written(tmp_path).read_bytes() == first


def test_the_package_holds_no_moment_but_the_fixed_ones(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_a_sheet_shows_headings_notes_and_rows(tmp_path: Path) -> None:
    page = load_workbook(written(tmp_path))["企业"]
    head, note, first = ([cell.value for cell in row] for row in page.iter_rows(1, 3))
    assert head[:3] == ["编号", "企业名称", "城市"]
    assert str(note[0]).startswith("说明：")
    assert first[:3] == ["C1", "澄泽精密机械有限公司", "苏州"]
    assert page.freeze_panes == "C3"


def test_values_keep_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    company = {
        "name": "甲",
        "kinds": ("500强", "链主"),
        "needs_chief": True,
        "last_met_on": date(2026, 9, 10),
        "lat": 31.5,
        "contact_phone": "+86 000-0000",
    }
    write_workbook(path, {"企业": [company], "规则": [{"key": "as_of", "value": datetime(2027, 2, 22, 9)}]})
    book = load_workbook(path)
    cells = {head.value: cell for head, cell in zip(book["企业"][1], book["企业"][3], strict=True)}
    assert cells["类别"].value == "500强、链主"
    assert cells["须链长参加"].value == "是"
    assert cells["上次拜访日期"].value == datetime(2026, 9, 10)
    assert (cells["纬度"].value, cells["联系电话"].value) == (31.5, "+86 000-0000")
    assert [cell.value for cell in book["规则"][3]][:3] == ["数据截止时间", None, datetime(2027, 2, 22, 9)]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(path, {"企业": [{"name": text}]})
    cell = load_workbook(path)["企业"]["B3"]
    assert (cell.data_type, cell.value) == ("s", f"'{text}")


def test_sheets_and_fields_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_workbook(tmp_path / "book.xlsx", {"公司": []})
    with pytest.raises(KeyError):
        write_workbook(tmp_path / "book.xlsx", {"企业": [{"nmae": "甲"}]})


def test_an_english_workbook_is_read_like_a_chinese_one(tmp_path: Path) -> None:
    rows = {sheet.title("en"): GOOD[sheet.title()] for sheet in SHEETS}
    path = tmp_path / "english.xlsx"
    write_workbook(path, rows, language="en")
    assert load_workbook(path)["Companies"]["B1"].value == "Company"
    assert check(path).season == check(written(tmp_path)).season


def test_the_template_has_lists_notes_and_an_example_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    template.write(path)
    book = load_workbook(path)
    assert book.sheetnames == [*(sheet.title() for sheet in SHEETS), "规则一览"]
    for sheet in SHEETS:
        page = book[sheet.title()]
        assert [cell.value for cell in page[1]] == [sheet.heading(column) for column in sheet.columns]
        assert str(page["A3"].value).startswith("【示例】")
        assert page.max_row == 3
    rules = book["人员"].data_validations.dataValidation
    lists = {str(rule.sqref): rule.formula1 for rule in rules}
    assert lists["E3:E2000"] == '"正职,副职,部门主要负责人,部门副职,干部"'
    assert lists["D3:D2000"] == "'单位'!$B$3:$B$2000"


def test_the_template_is_the_same_every_time(tmp_path: Path) -> None:
    template.write(tmp_path / "a.xlsx")
    template.write(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_empty_template_is_refused_for_what_it_lacks_and_its_examples_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    template.write(path)
    imported = check(path)
    assert ("sheet_without_rows", "规则", "") in found(imported)
    assert ("example_row", "规则!A3") in noted(imported)


def test_the_examples_of_the_template_would_import(tmp_path: Path) -> None:
    examples = {
        sheet.title(): {column.field: vocabulary.example(sheet.key, column.field) for column in sheet.columns}
        for sheet in SHEETS
    }
    rows = {name: [*GOOD[name], examples[name]] for name in ("企业", "人员", "单位", "日程占用")}
    rows["产业链"] = [examples["产业链"]]
    rows["活动"] = [examples["活动"]]
    rows["区域与驻点"] = [GOOD["区域与驻点"][0], examples["区域与驻点"]]
    rows["规则"] = [
        *GOOD["规则"][:1],
        examples["规则"],
        *GOOD["规则"][2:3],
        {"key": "last", "value": "2027-5-31"},
    ]
    path = tmp_path / "examples.xlsx"
    write_workbook(path, rows)
    assert found(check(path)) == []
