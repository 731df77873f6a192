from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.documents.guests.reply_slip import reply_slip_workbook, slip_form, slip_table
from events.invitation.invitation_list import InvitationList
from events.invitation.reply import ReplyForm
from events.invitation.state import State
from tests.api.documents.guests.sample import GUESTS, LIST, MADE_AT
from tests.api.documents.hostile import EVERYTHING, FORMULAS


def _rows(value: InvitationList, sheet: int = 0) -> list[dict[str, object]]:
    heading, *rows = load_workbook(BytesIO(reply_slip_workbook(value, MADE_AT))).worksheets[sheet].values
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def test_the_blank_table_asks_what_practice_asks_and_fills_the_width_of_the_text() -> None:
    table = slip_table(3, "zh")
    assert table.header == (
        "单位", "姓名", "性别", "职务", "手机", "到达/返程车次", "住宿", "民族/忌口", "车牌", "是否发言",
    )  # fmt: skip
    assert (sum(table.widths_mm), len(table.rows)) == (156, 3)


def test_a_blank_slip_knows_its_guest() -> None:
    fields = {field.label: field.value for row in slip_form(GUESTS[0], "zh").rows for field in row.fields}
    assert {name: value for name, value in fields.items() if value} == {
        "单位": "西南大学",
        "姓名": "钱教授",
        "职务": "教授",
        "手机": "13800000001",
    }


def test_who_answered_is_listed_with_how_and_when() -> None:
    found = {row["姓名"]: (row["答复"], row["答复方式"]) for row in _rows(LIST)}
    assert found == {
        "赵一鸣": ("参加", "回执链接"),
        "孙晓": ("参加", "电话"),
        "周全": ("不参加", "日历"),
        "吴天": ("待定", "回执链接"),
        "冯唐": ("委派同事", "回执链接"),
        "陈代": ("参加", "回执链接"),
    }


def test_the_slip_of_who_does_not_come_feeds_no_kitchen() -> None:
    # 周全 had said yes and no seafood, then no.
    [declined] = [row for row in _rows(LIST) if row["姓名"] == "周全"]
    assert (declined["忌口"], declined["到达车次"], declined["随行人数"]) == (None, None, None)
    totals = {row["项目"]: row["数量"] for row in _rows(LIST, 1)}
    # 赵一鸣 with one companion, 孙晓, 陈代: 3 guests, 4 heads
    assert totals == {
        "确认出席的嘉宾": 3,
        "出席人数（含随行）": 4,
        "候补嘉宾": 0,
        "住宿间夜（每位嘉宾一间）": 1,
        "自驾车辆": 1,
        "愿意发言": 1,
        "民族：回族": 1,
        "忌口：清真": 1,
    }


def test_plus_ones_are_those_granted() -> None:
    cut = [item.model_copy(update={"plus_ones": 0}) for item in LIST.invitations if item.guest.id == "g1"]
    [row] = _rows(LIST.model_copy(update={"invitations": tuple(cut)}))
    assert row["随行人数"] == 0


@pytest.mark.parametrize("text", [*FORMULAS, EVERYTHING])
def test_no_cell_becomes_a_formula(text: str) -> None:
    fields = ("ethnicity", "dietary", "arrival_train", "car_plate", "speech_title", "remark")
    given = ReplyForm().model_dump() | dict.fromkeys(fields, text) | {"companions": (text,)}
    slip = ReplyForm.model_construct(**given)
    guest = GUESTS[0].model_copy(update={"name": text, "organisation": text, "post": text, "phone": text})
    item = LIST.invitations[1].model_copy(update={"guest": guest, "reply": slip, "state": State.ACCEPTED})
    value = LIST.model_copy(update={"invitations": (item,)})
    book = load_workbook(BytesIO(reply_slip_workbook(value, MADE_AT)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert sum(bool(cell.quotePrefix) for cell in cells) >= (8 if text in FORMULAS else 0)
