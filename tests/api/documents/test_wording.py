from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from api.documents.amounts import investment, yuan
from api.documents.dates import clock_time, date_range, dated, month_name, time_range
from api.documents.legible import legible, one_line
from api.documents.numerals import chinese_numeral, heading_number
from api.texts import Language
from planner.clock import at

DAY = date(2027, 3, 2)


def test_dates_and_times_are_written_as_offices_write_them() -> None:
    assert dated(DAY, "zh") == "2027年3月2日（星期二）"
    assert time_range(at(DAY, 540), at(DAY, 630), "zh") == "9:00—10:30"
    assert clock_time(at(DAY, 1_470), DAY, "zh") == "次日0:30"
    assert month_name(DAY, "en") == "March"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (DAY, DAY, "2027年3月2日"),
        (DAY, date(2027, 3, 4), "2027年3月2日—4日"),
        (DAY, date(2027, 4, 1), "2027年3月2日—4月1日"),
        (date(2027, 12, 31), date(2028, 1, 2), "2027年12月31日—2028年1月2日"),
    ],
)
def test_a_range_of_days_repeats_only_what_changes(first: date, last: date, words: str) -> None:
    assert date_range(first, last, "zh") == words


@pytest.mark.parametrize(
    ("amount_cny", "language", "words"),
    [
        (1_250_000_000, "zh", "12.5亿元"),
        (100_000_000, "zh", "1亿元"),
        (35_000_000, "zh", "3,500万元"),
        (9_999, "zh", "9,999元"),
        (0, "zh", ""),
        # 123,456,789 / 100,000,000 = 1.2346, to two decimals 1.23
        (123_456_789, "zh", "1.23亿元"),
        (1_250_000_000, "en", "CNY 1.25 billion"),
        (35_000_000, "en", "CNY 35 million"),
    ],
)
def test_an_investment_is_told_in_the_largest_unit_it_reaches(
    amount_cny: int, language: Language, words: str
) -> None:
    assert investment(amount_cny, language) == words


def test_money_of_a_trip_is_told_in_yuan() -> None:
    assert yuan(12_340, "zh") == "12,340元"


def test_numerals_of_headings() -> None:
    assert [chinese_numeral(number) for number in (1, 10, 11, 20, 21, 99)] == [
        "一", "十", "十一", "二十", "二十一", "九十九",
    ]  # fmt: skip
    assert [heading_number(3, 1, "zh"), heading_number(3, 2, "zh"), heading_number(3, 2, "en")] == [
        "三、", "（三）", "(3) ",
    ]  # fmt: skip
    with pytest.raises(ValueError, match=r"1\.\.99"):
        chinese_numeral(100)


@given(st.text())
def test_legible_text_is_what_xml_can_hold_and_stays_as_it_is(text: str) -> None:
    clean = legible(text)
    assert legible(clean) == clean
    element = etree.Element("a")
    element.text = clean
    assert etree.fromstring(etree.tostring(element)).text == (clean or None)


def test_a_name_is_one_line() -> None:
    assert one_line(" 甲\r\n乙\t丙\x00\u202e ") == "甲 乙 丙"
