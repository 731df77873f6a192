from io import BytesIO

from docx import Document
from docx.shared import Mm

from api.documents.seating.seat_list import MOST_CHART_HEIGHT_MM, seat_list_docx, seat_table
from tests.api.documents.reading import text_of_docx
from tests.api.documents.seating.plans import MADE_AT, plans


def test_the_table_lists_everybody_in_seat_order_with_his_place() -> None:
    table = seat_table(plans()["rostrum"])
    assert sum(table.widths_mm) == 156
    assert [row.cells for row in table.rows][2:5] == [
        ("3", "主席台 3座", "3", "陈群", "示例区人民政府", "副区长"),
        ("4", "主席台 4座", "1", "周明远", "中共示例区委", "书记"),
        ("5", "主席台 5座", "2", "林致和", "示例区人民政府", "区长"),
    ]


def test_at_a_banquet_the_list_tells_roles_and_guests_by_their_number() -> None:
    marks = {row.cells[3]: row.cells[2] for row in seat_table(plans()["banquet"]).rows[:12]}
    assert (marks["周明远"], marks["林致和"], marks["何清"]) == ("主陪", "副主陪", "")
    assert sorted(mark for mark in marks.values() if mark.startswith("宾")) == [f"宾{k}" for k in range(1, 8)]


def test_the_word_file_names_viewpoint_and_custom_and_lists_everybody() -> None:
    text = text_of_docx(seat_list_docx(plans()["rostrum"], MADE_AT)).splitlines()
    assert text[:4] == [
        "示例区2027年一季度集中签约仪式座次表",
        "视角：观众视角（从观众席面向主席台看）",
        "座次：左为上，双数时1、2号同居中；左右以主席台就座者为准（主席台视角）",
        "序号 | 座位 | 座次 | 姓名 | 单位 | 职务",
    ]
    assert len(text) == 4 + 8


def test_the_chart_fits_the_page() -> None:
    for name in ("rostrum", "banquet"):
        document = Document(BytesIO(seat_list_docx(plans()[name], MADE_AT)))
        [picture] = document.inline_shapes
        assert picture.width <= Mm(156)
        assert picture.height <= Mm(MOST_CHART_HEIGHT_MM) + 1
