from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.documents.guests.message_table import message_table, message_text
from tests.api.documents.guests.sample import ENGLISH, FACTS, GUESTS, LINK, MADE_AT, RECIPIENTS
from tests.api.documents.hostile import EVERYTHING, FORMULAS

WHO = RECIPIENTS[0]


def test_a_message_is_signed_and_ends_with_the_link() -> None:
    assert message_text(FACTS, WHO) == (
        "【江津区招商投资局】尊敬的钱教授：诚邀您出席5月18日举办的智能农机企业家联谊会，"
        f"请于4月8日18:00前点此回复 {LINK}"
    )
    assert message_text(ENGLISH, WHO._replace(answer_by=None)) == (
        "[Jiangjin Bureau of Investment Promotion] Dear 钱教授, you are invited to "
        f"Forum on Smart Farm Machinery on 18 May. Please reply: {LINK}"
    )
    unsigned = FACTS.model_copy(update={"host": ""})
    assert message_text(unsigned, WHO).startswith("尊敬的钱教授：")


def test_the_table_counts_what_is_paid() -> None:
    [_, row, *_] = load_workbook(BytesIO(message_table(FACTS, [WHO], MADE_AT))).worksheets[0].values
    text = message_text(FACTS, WHO)
    assert row == ("钱教授", "西南大学", "13800000001", text, len(text), 2, LINK)
    assert 70 < len(text) <= 134


@pytest.mark.parametrize("text", [*FORMULAS, EVERYTHING])
def test_no_cell_becomes_a_formula(text: str) -> None:
    guest = GUESTS[0].model_copy(update={"name": text, "organisation": text, "phone": text})
    hostile = FACTS.model_copy(update={"title": text, "host": ""})
    book = load_workbook(BytesIO(message_table(hostile, [WHO._replace(guest=guest)], MADE_AT)))
    [_, row] = book.worksheets[0].iter_rows()
    assert "f" not in {cell.data_type for cell in row}
    assert all(cell.quotePrefix for cell in row[:3]) or text == EVERYTHING
