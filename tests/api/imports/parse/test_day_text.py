from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.parse.day_text import day, past_day
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell
from tests.api.imports.parse.frames import FIRST, LAST, SPRING

WIDE = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
IN_SEASON = st.dates(FIRST, LAST)
WRITINGS = (
    "{d.year}-{d.month}-{d.day}",
    "{d.year}/{d.month:02}/{d.day:02}",
    "{d.year}.{d.month}.{d.day}",
    "{d.year}年{d.month}月{d.day}日",
    "{d.year} 年 {d.month} 月 {d.day} 日",
    "{d:%Y%m%d}",
    "{d.month}月{d.day}日",
    "{d.month}月{d.day}号",
    "{d.month}/{d.day}",
    "{d:%Y-%m-%d} 00:00:00",
)


@given(IN_SEASON, st.sampled_from(WRITINGS), st.sampled_from(({}, WIDE)))
def test_every_writing_of_a_day_is_read(expected: date, writing: str, width: dict[int, int]) -> None:
    assert day(writing.format(d=expected).translate(width), SPRING) == expected


@given(IN_SEASON)
def test_excel_gives_dates_instants_and_numbers(expected: date) -> None:
    serial = (expected - date(1899, 12, 30)).days
    assert day(expected, SPRING) == expected
    assert day(datetime.combine(expected, datetime.min.time()), SPRING) == expected
    assert day(serial, SPRING) == expected
    assert day(str(serial), SPRING) == expected


def test_a_day_without_a_year_lies_in_the_season_or_as_near_as_can_be() -> None:
    assert day("5月31日", SPRING) == date(2027, 5, 31)
    assert day("6月1日", SPRING) == date(2027, 6, 1)
    assert day("12月31日", SPRING) == date(2026, 12, 31)


def test_a_day_behind_us_is_the_last_one_before_the_data_s_moment() -> None:
    # The data stand for 22 February 2027.
    assert past_day("2月22日", SPRING) == date(2027, 2, 22)
    assert past_day("2月23日", SPRING) == date(2026, 2, 23)
    assert past_day("2024-2-29", SPRING) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2月30日", "no_such_day"),
        ("2027-13-1", "no_such_day"),
        ("1999-12-31", "no_such_day"),
        ("3月5日（周四）", "weekday_mismatch"),
        (3.1, "fraction_for_a_day"),
        ("下周", "not_a_day"),
        ("3月", "not_a_day"),
        ("3月1日-3月5日", "not_a_day"),
        ("5日", "day_without_month"),
    ],
)
def test_what_is_no_day_is_refused(cell: Cell, code: str) -> None:
    with pytest.raises(Refused) as refused:
        day(cell, SPRING)
    assert refused.value.code == code


def test_a_weekday_beside_its_day_is_checked() -> None:
    assert day("2027-3-5（周五）", SPRING) == date(2027, 3, 5)


@given(st.text(alphabet="0123456789年月日-/. 周一", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = day(text, SPRING)
    except Refused:
        return
    assert date(2000, 1, 1) <= found <= date(2100, 12, 31)
