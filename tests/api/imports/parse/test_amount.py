from datetime import time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.parse.amount import amount_cny, count, decimal, degrees, minutes
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell


@pytest.mark.parametrize(
    ("cell", "cny"),
    [
        ("3.5亿", 350_000_000),
        ("8000万", 80_000_000),
        ("1亿2000万", 120_000_000),
        ("１２００万元", 12_000_000),
        ("2千万", 20_000_000),
        ("5百万元", 5_000_000),
        ("1万2千", 12_000),
        ("￥1,200,000", 1_200_000),
        ("人民币 3 亿元整", 300_000_000),
        ("约3亿", 300_000_000),
        (35_000, 35_000),
        (12_345.5, 12_346),
        ("0", 0),
    ],
)
def test_amounts_as_people_write_them(cell: Cell, cny: int) -> None:
    assert amount_cny(cell) == cny


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1-2亿", "not_an_amount"),
        ("2000万1亿", "not_an_amount"),
        ("-5万", "not_an_amount"),
        ("面议", "not_an_amount"),
        ("万", "not_an_amount"),
        ("3亿美元", "amount_currency"),
        ("$5", "amount_currency"),
        ("99999999亿", "amount_too_large"),
    ],
)
def test_what_is_no_amount_in_yuan_is_refused(cell: Cell, code: str) -> None:
    with pytest.raises(Refused) as refused:
        amount_cny(cell)
    assert refused.value.code == code


@given(st.integers(0, 9_999), st.integers(0, 9_999), st.integers(0, 9_999))
def test_hundred_millions_ten_thousands_and_yuan_add_up(yi: int, wan: int, yuan: int) -> None:
    assert amount_cny(f"{yi}亿{wan}万{yuan}元") == yi * 10**8 + wan * 10**4 + yuan


@given(st.decimals(0, 9_999, places=4))
def test_decimals_of_ten_thousands_are_exact(wan: Decimal) -> None:
    assert amount_cny(f"{wan}万") == int(wan * 10_000)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("90", 90), (90.0, 90), ("90分钟", 90), ("1.5小时", 90), ("1小时30分", 90), ("1个半小时", 90),
     ("半小时", 30), ("2h", 120), (time(1, 30), 90), (timedelta(minutes=45), 45)],
)  # fmt: skip
def test_lengths_of_time(cell: Cell, expected: int) -> None:
    assert minutes(cell) == expected


@pytest.mark.parametrize("text", ["", "很久", "1.51小时", "-30"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        minutes(text)


def test_counts_take_their_counting_words() -> None:
    assert [count(cell) for cell in ("30家", "5 人", "1,200", 12.0, "10天")] == [30, 5, 1_200, 12, 10]
    with pytest.raises(Refused):
        count("2.5")


def test_degrees_and_numbers() -> None:
    assert [degrees(cell) for cell in ("31.317", "北纬31.317°", "120.7E")] == [31.317, 31.317, 120.7]
    assert [decimal(cell) for cell in ("0.46元/公里", "70%", "700‰", 1.2)] == [
        Decimal("0.46"), Decimal("0.7"), Decimal("0.7"), Decimal("1.2"),
    ]  # fmt: skip
    with pytest.raises(Refused):
        degrees("31°19′")
    with pytest.raises(Refused):
        decimal("很多")
