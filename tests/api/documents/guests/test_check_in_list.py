from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.documents.content import Paragraph, Table
from api.documents.guests.check_in_list import at_door, check_in_paper, check_in_workbook, seat_order
from api.documents.official_paper import paper_pdf
from events.check_in import CheckIn, Seat
from events.invitation.state import State
from tests.api.documents.guests.sample import FACTS, GUESTS, HERE, LIST, MADE_AT, SEATS
from tests.api.documents.hostile import EVERYTHING, FORMULAS
from tests.api.documents.reading import NEEDS_POPPLER, missing_in_order, text_of_pdf, without_space

NOBODY = CheckIn(event=LIST.event)


def test_the_list_is_by_table_and_seat_and_then_by_the_sound_of_names() -> None:
    assert [line.name for line in at_door(LIST, SEATS, NOBODY)] == [
        "陈代", "孙晓", "赵一鸣",  # 2/3, 2/11, 10/2
        "李四", "钱教授", "吴天", "郑重",  # li, qian, wu, zheng
    ]  # fmt: skip


def test_numbers_are_ordered_by_size_wherever_they_stand() -> None:
    tables = ["10", "2", "主桌", "A2", "A10", ""]
    assert sorted(tables, key=lambda table: seat_order(table, "", "")) == ["2", "10", "A2", "A10", "主桌", ""]


def test_who_may_come_is_on_it_and_who_will_not_is_not() -> None:
    states = {line.name: line.state for line in at_door(LIST, SEATS, NOBODY)}
    assert set(states.values()) == {State.ACCEPTED, State.SENT, State.TENTATIVE}
    # declined, withdrawn, a colleague comes instead
    assert not {"周全", "王五", "冯唐"} & set(states)


def test_who_has_come_all_the_same_is_on_it_with_a_tick_and_the_time() -> None:
    lines = {line.name: line for line in at_door(LIST, SEATS, HERE)}
    assert {name for name, line in lines.items() if line.arrival} == {"孙晓", "王五", "朱来"}
    rows = load_workbook(BytesIO(check_in_workbook("会", list(lines.values()), MADE_AT))).worksheets[0].values
    found = {row[3]: (row[0], row[8], row[9]) for row in rows}
    assert found["孙晓"] == ("√", "参加", "9:10")
    assert found["王五"] == ("√", "已撤回", "9:30")
    assert found["朱来"] == ("√", "名单外来宾", "9:30")
    assert found["陈代"] == ("□", "参加", None)


def test_the_last_digits_tell_namesakes_apart() -> None:
    tails = {line.name: line.tail for line in at_door(LIST, SEATS, NOBODY)}
    assert (tails["钱教授"], tails["郑重"], tails["李四"]) == ("0001", "1111", "")


def test_the_paper_counts_heads_and_leaves_room_for_walk_ins() -> None:
    page = check_in_paper(FACTS, at_door(LIST, SEATS, HERE), MADE_AT)
    assert [section.heading for section in page.sections] == [
        "",
        "答复出席（3位嘉宾，含随行4人）",
        "其他受邀及到场嘉宾（6位）",
        "现场登记",
    ]
    assert page.footer == "数据截至2026年4月2日（星期四）10:20"
    tables = [block for section in page.sections for block in section.blocks if isinstance(block, Table)]
    assert [sum(table.widths_mm) for table in tables] == [156, 156, 156]
    assert len(tables[-1].rows) == 12
    [when] = [block for block in page.sections[0].blocks if isinstance(block, Paragraph)]
    assert when.text == "2026年5月18日（星期一）9:30—12:30　江津区团结湖会议中心二楼"


def test_a_list_of_nobody_is_a_paper_all_the_same() -> None:
    page = check_in_paper(FACTS, [], MADE_AT)
    assert [len(section.blocks) for section in page.sections] == [1, 0, 0, 1]


@NEEDS_POPPLER
def test_the_pdf_has_everybody_in_order() -> None:
    lines = at_door(LIST, SEATS, HERE)
    names = [line.name for line in (*filter(lambda line: line.expected, lines),)]
    names += [line.name for line in lines if not line.expected]
    text = text_of_pdf(paper_pdf(check_in_paper(FACTS, lines, MADE_AT)))
    assert missing_in_order([without_space(name) for name in names], text) == []


@pytest.mark.parametrize("text", [*FORMULAS, EVERYTHING])
def test_hostile_words_stay_words(text: str) -> None:
    guest = GUESTS[1].model_copy(update={"name": text, "organisation": text, "post": text, "phone": text})
    item = LIST.invitations[1].model_copy(update={"guest": guest})
    arrival = HERE.arrivals[1].model_copy(update={"name": text, "at": MADE_AT + timedelta(hours=1)})
    lines = at_door(
        LIST.model_copy(update={"invitations": (item,)}),
        {"g1": Seat(table=text, seat=text)},
        HERE.model_copy(update={"arrivals": (arrival,)}),
    )
    book = load_workbook(BytesIO(check_in_workbook(text, lines, MADE_AT)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    hostile = FACTS.model_copy(update={"title": text, "venue": text})
    assert paper_pdf(check_in_paper(hostile, lines, MADE_AT)).startswith(b"%PDF")


@pytest.mark.parametrize(("seat", "width_mm"), [("12号座", 16), ("12号座；主席台（观众视角）左起第3座", 42)])
def test_seats_that_are_told_in_words_have_room(seat: str, width_mm: int) -> None:
    lines = at_door(LIST, {"g1": Seat(table="1", seat=seat)}, NOBODY)
    tables = [b for part in check_in_paper(FACTS, lines, MADE_AT).sections for b in part.blocks]
    widths = {table.widths_mm for table in tables if isinstance(table, Table)}
    assert {(sum(each), each[2]) for each in widths} == {(156, width_mm)}
