from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.documents.guests.guest_list import GuestNames, guest_list_workbook
from events.check_in import Seat
from events.invitation.invitation_list import InvitationList
from tests.api.documents.guests.sample import GUESTS, LIST, MADE_AT, NAMES, SEATS
from tests.api.documents.hostile import EVERYTHING, FORMULAS


def _rows(value: InvitationList, sheet: int = 0) -> list[dict[str, object]]:
    book = load_workbook(BytesIO(guest_list_workbook(value, SEATS, NAMES, MADE_AT)))
    heading, *rows = book.worksheets[sheet].values
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def test_ids_are_told_by_their_names() -> None:
    [_, row, *_] = _rows(LIST)
    told = {
        name: row[name] for name in ("姓名", "环节", "产业链", "邀请单位", "状态", "桌", "座", "随行人数")
    }
    assert told == {
        "姓名": "赵一鸣",
        "环节": "上游",
        "产业链": "智能农机",
        "邀请单位": "德感工业园管委会",
        "状态": "参加",
        "桌": "10",
        "座": "2",
        "随行人数": 1,
    }


def test_the_list_is_in_the_order_of_sending_whatever_the_order_it_is_kept_in() -> None:
    turned = LIST.model_copy(update={"invitations": LIST.invitations[::-1]})
    assert [row["姓名"] for row in _rows(turned)][:3] == ["钱教授", "赵一鸣", "孙晓"]


def test_a_colleague_is_told_with_whom_he_replaces() -> None:
    found = {row["姓名"]: row["代替"] for row in _rows(LIST)}
    assert {name: other for name, other in found.items() if other} == {"陈代": "冯唐"}


def test_quotas_are_told_by_their_own_names() -> None:
    assert [row["名额"] for row in _rows(LIST)][:2] == ["专家", None]


def test_states_are_counted() -> None:
    assert {row["状态"]: row["人数"] for row in _rows(LIST, 1)} == {
        "已发出": 3,
        "参加": 3,
        "不参加": 1,
        "待定": 1,
        "委派同事": 1,
        "已撤回": 1,
    }


@pytest.mark.parametrize("text", [*FORMULAS, EVERYTHING])
def test_no_cell_becomes_a_formula(text: str) -> None:
    fields = dict.fromkeys(("name", "organisation", "post", "mail", "phone", "unit", "chain", "region"), text)
    item = LIST.invitations[0].model_copy(update={"guest": GUESTS[0].model_copy(update=fields)})
    names = GuestNames({text: text}, {text: text}, {})
    value = LIST.model_copy(update={"invitations": (item,), "title": text})
    seats = {"g0": Seat(table=text, seat=text)}
    book = load_workbook(BytesIO(guest_list_workbook(value, seats, names, MADE_AT)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
