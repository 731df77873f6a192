"""The estimate of rail time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.travel.estimate import rail_minutes
from tests.planner.travel.feeds import untimed


@pytest.mark.parametrize(("metres", "minutes"), [(0, 3), (2_320, 4), (100_000, 47), (1_000_000, 435)])
def test_a_train_runs_two_and_a_third_kilometres_a_minute(metres: int, minutes: int) -> None:
    # 100,000 / 2,320 = 43.1, rounded up to 44, and 3; 1,000,000 / 2,320 = 431.03 -> 432, and 3.
    assert rail_minutes(metres) == minutes


@untimed
@given(st.integers(0, 4_000_000), st.integers(0, 100_000))
def test_farther_takes_no_less(metres: int, more: int) -> None:
    assert rail_minutes(metres) <= rail_minutes(metres + more)
