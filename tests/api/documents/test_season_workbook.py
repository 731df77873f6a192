from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from api.documents.season_workbook import season_workbook
from api.documents.sheet import put
from planner.plan import Objective, Plan, Status
from tests.api.documents.hostile import EVERYTHING, FORMULAS, hostile_season
from tests.api.documents.sample import PLAN, SEASON

AUDIT = "审核通过\n目标合计258,490分，与方案一致"


@cache
def _book(audit_text: str | None = AUDIT) -> Workbook:
    return load_workbook(BytesIO(season_workbook(SEASON, PLAN, audit_text=audit_text)))


def _sheet(name: str) -> Worksheet:
    sheet: Worksheet = _book()[name]
    return sheet


def _rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_the_sheets_stand_in_order() -> None:
    assert _book().sheetnames == ["总览", "行程", "拜访", "外出", "活动", "未安排企业", "提示"]


def test_the_summary_shows_what_was_reached_and_how_sure_that_is() -> None:
    rows = _rows(_sheet("总览"))
    assert rows[0][0] == "2027年春季招商季"
    # 1,250 + 600 + 320 + 80 + 900 + 450 + 0 + 700 + 380 + 150 = 4,830 million
    assert rows[4][:6] == (5, "10 / 14", "48.3亿元", 258_490, 262_000, 0.014)


def test_the_terms_of_the_objective_carry_their_sign_and_sum_to_the_total() -> None:
    rows = _rows(_sheet("总览"))
    names = [row[0] for row in rows]
    first, last = names.index("企业价值"), names.index("合计", names.index("企业价值"))
    points = [row[1] for row in rows[first:last]]
    assert points == [301_500, 24_000, 29_000, 0, -61_240, -17_140, -12_330, -5_000, -300, 0]
    assert sum(points) == rows[last][1] == PLAN.objective.total


def test_the_audit_stands_below_line_by_line_and_its_absence_is_said() -> None:
    assert [row[0] for row in _rows(_sheet("总览"))][-3:] == ["审核结论", *AUDIT.split("\n")]
    assert _rows(_book(None)["总览"])[-1][0] == "未附审核结论"


def test_trips_are_listed_in_order_of_time() -> None:
    first = _rows(_sheet("行程"))[1]
    assert first == (
        "t01", "长三角", datetime(2027, 3, 9), datetime(2027, 3, 11), 3, "江津", "周明远（区委书记）",
        "郭晓东、吴敏、秦川、苏婉", "苏州、无锡", 4, 22.5, 12_250, 3_800, None,
    )  # fmt: skip
    assert [row[0] for row in _rows(_sheet("行程"))[1:]] == ["t01", "t02", "t03", "t04", "t05"]
    assert _rows(_sheet("行程"))[5][13] == "是"


def test_visits_say_how_one_gets_there_and_what_is_estimated() -> None:
    first, *rest = _rows(_sheet("拜访"))[1:]
    assert first[3] == "示例·锐锋精机有限公司"
    assert first[11] == "汽车（估算）、航班（估算）、G7202"
    assert len(rest) == 9


def test_phones_are_text() -> None:
    cell = _sheet("拜访")["O2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("13900000001", "s", "@")


def test_absences_draw_each_trip_over_its_days_in_the_colour_of_its_region() -> None:
    sheet = _sheet("外出")
    assert [sheet.cell(row=4, column=column).value for column in range(1, 5)] == [
        "周明远", "区委书记", "江津", "3 / 12",
    ]  # fmt: skip
    # The first day, 1 March, is column 5: 9 March is column 13.
    cell = sheet.cell(row=4, column=13)
    assert (cell.value, cell.fill.start_color.rgb) == ("长三角 4家", "FF2B6CA3")
    assert "M4:O4" in {str(area) for area in sheet.merged_cells.ranges}
    # 联席会议 on 19 March
    assert (sheet.cell(row=4, column=23).value, sheet.cell(row=4, column=23).fill.start_color.rgb) == (
        "联",
        "FF6B5CA5",
    )
    # 陈立群 is busy on 24 March, column 28; 清明, 5 April, is column 40.
    assert sheet.cell(row=6, column=28).fill.start_color.rgb == "FFC3CAD1"
    assert sheet.cell(row=4, column=40).fill.start_color.rgb == "FFFBF3E4"


def test_what_was_left_out_has_its_reason_in_words_and_its_price() -> None:
    rows = _rows(_sheet("未安排企业"))[1:]
    assert [(row[0], row[5], row[6], row[7]) for row in rows] == [
        (
            "示例·明川泵业",
            "可以安排，但要放弃示例·海岳新材料股份有限公司、示例·同德汽配，少得37分",
            37,
            "准确",
        ),
        ("示例·远山农机", "够条件的人在其可接待日都不能外出", None, None),
        (
            "示例·长风纺织",
            "可以安排，但所得抵不上外出的花费；若改为安排，约少得1,250分（估算）",
            1_250,
            "估算",
        ),
        ("=示例·链接科技", "本季没有一个工作日的可访时段容得下拜访", None, None),
    ]


def test_cautions_are_sentences() -> None:
    assert [row[0] for row in _rows(_sheet("提示"))] == ["序号", 1, 2]
    assert str(_sheet("提示")["B2"].value).startswith("2027 年的调休安排尚未公布")


@pytest.mark.parametrize("name", ["行程", "拜访", "活动", "未安排企业", "提示"])
def test_lists_keep_their_headings_in_view_and_can_be_filtered(name: str) -> None:
    sheet = _sheet(name)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_begins_like_a_formula_is_text_and_stays_so_when_edited(text: str) -> None:
    cell = put(Workbook().worksheets[0], 1, 1, text)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_no_cell_of_a_hostile_season_is_a_formula() -> None:
    for text in ("=1+1", EVERYTHING):
        book = load_workbook(BytesIO(season_workbook(hostile_season(text), PLAN, audit_text=text)))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_an_impossible_season_makes_a_workbook_too() -> None:
    plan = Plan(season=SEASON.id, made_at=SEASON.as_of, status=Status.INFEASIBLE, objective=Objective())
    rows = _rows(load_workbook(BytesIO(season_workbook(SEASON, plan)))["总览"])
    assert rows[4][:6] == (0, "0 / 14", "—", 0, "—", "—")
    assert "无解" in rows[1][0]


def test_the_file_is_dated_by_the_plan() -> None:
    properties = _book().properties
    # 2027-02-20 10:00 in Shanghai is 02:00 UTC.
    assert properties.created == properties.modified == datetime(2027, 2, 20, 2, 0)
    with ZipFile(BytesIO(season_workbook(SEASON, PLAN))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_heading_is_written_in_english_too() -> None:
    book = load_workbook(BytesIO(season_workbook(SEASON, PLAN, "en")))
    assert book.sheetnames == ["Summary", "Trips", "Visits", "Absences", "Events", "Left out", "Cautions"]
