from pathlib import Path

from openpyxl import load_workbook

from api.imports.rule_book import RULES
from tests.api.imports.workbooks import checked, written


def test_every_rule_is_listed_with_what_holds_by_default(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path))
    rows = book["规则一览"].iter_rows(2, values_only=True)
    listed = {str(row[0]): (row[1] or "", str(row[2] or "")) for row in rows}
    assert len(listed) == len(RULES)
    assert listed["拜访最早开始"] == ("", "9:00")
    assert listed["开始日期"] == ("", "（必填）")
    assert listed["铁路每公里票价"] == ("", "0.46")
    assert listed["总预算"] == ("", "（不限）")
    assert listed["联席会议遇休息日提前"] == ("", "是")
    assert listed["工作人员职级"] == ("", "部门副职")
    assert listed["住宿限额"] == ("城市，或「其他」", "480、480、350、350、350")
    assert listed["阶段把握"][1].startswith("线索 50‰、接洽 100‰")


def test_the_list_offers_the_rules_in_a_drop_down(tmp_path: Path) -> None:
    rules = load_workbook(written(tmp_path))["规则"].data_validations.dataValidation
    assert {str(rule.sqref): rule.formula1 for rule in rules}[
        "A3:A2000"
    ] == f"'规则一览'!$A$2:$A${1 + len(RULES)}"


def test_the_import_passes_the_list_over(tmp_path: Path) -> None:
    assert "extra_sheet" not in {note.code for note in checked(tmp_path).notes}
