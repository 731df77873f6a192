from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.quarter import Quarter


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2024, 1, 1), date(2024, 3, 31)),
        (2, date(2024, 4, 1), date(2024, 6, 30)),
        (3, date(2024, 7, 1), date(2024, 9, 30)),
        (4, date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_a_quarter_is_three_months(number: int, first: date, last: date) -> None:
    quarter = Quarter(year=2024, number=number)
    assert (quarter.first, quarter.last) == (first, last)


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_every_day_lies_in_the_quarter_of_it_alone(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.holds(day)
    assert Quarter.of(quarter.last + timedelta(days=1)).first == quarter.last + timedelta(days=1)
    assert not quarter.holds(quarter.last + timedelta(days=1))
