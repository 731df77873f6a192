from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.parse.text import Cell, folded, items, key_of, tidy


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("\u3000苏州\u00a0 示范\u200b公司 \ufeff", "苏州 示范公司"),
        (" 第一行 \r\n 第二行 ", "第一行\n第二行"),
        (12.0, "12"),
        (0.1, "0.1"),
        (1e21, "1000000000000000000000"),
        (13_800_000_000, "13800000000"),
        (True, "1"),
        (datetime(2027, 3, 5), "2027-03-05"),
        (date(2027, 3, 5), "2027-03-05"),
        ("'=not run", "=not run"),
        ("O'Neill", "O'Neill"),
    ],
)
def test_a_cell_becomes_text_without_what_nobody_sees(cell: Cell, text: str) -> None:
    assert tidy(cell) == text


def test_folding_makes_one_writing_of_many() -> None:
    assert folded("３月５日　９：００—１１：３０；全天。") == "3月5日9:00-11:30;全天;"
    assert folded("3月1日～3月5日") == folded("3月1日 至 3月5日") == "3月1日至3月5日"


def test_spellings_of_one_name_share_a_key() -> None:
    assert key_of("张　三") == key_of("张三") == key_of(" 张 三\u200b")
    assert key_of("ＡＢＣ") == key_of("abc")


def test_a_list_is_split_at_every_usual_separator() -> None:
    assert items("甲、乙，丙;丁；戊/己\n庚|辛, 、") == ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛")


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once or once.startswith("'")
