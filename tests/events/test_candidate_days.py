from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.candidate_days import Demand, EventCalendar, candidate_days, is_next_to_holiday
from planner.errors import InvalidSeason
from planner.workdays import DayKind, DayOverride, Workdays

FIRST, LAST = date(2027, 3, 1), date(2027, 5, 31)
WORKDAYS = Workdays(FIRST, LAST)
APRIL = tuple(date(2027, 4, day) for day in range(1, 10))


def day(text: str) -> date:
    return date.fromisoformat(f"2027-{text}")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("04-02", True),  # Friday before 清明 (Saturday 3, Sunday 4, Monday 5 April)
        ("04-06", True),  # Tuesday after it
        ("04-01", False),
        ("04-07", False),
        ("03-05", False),  # a Friday before a plain weekend
        ("04-30", True),  # Friday before Saturday 1 May
    ],
)
def test_the_working_days_that_touch_a_holiday(text: str, near: bool) -> None:  # noqa: FBT001
    assert is_next_to_holiday(day(text), WORKDAYS) is near


def test_a_day_off_by_decision_is_a_holiday_too() -> None:
    workdays = Workdays(FIRST, LAST, (DayOverride(day=day("03-10"), kind=DayKind.REST_DAY),))
    assert is_next_to_holiday(day("03-09"), workdays)
    assert is_next_to_holiday(day("03-11"), workdays)


def test_each_condition_takes_its_days_away() -> None:
    # Of 1 to 9 April: 3, 4, 5 are rest days, 2 and 6 touch the holiday, 8 holds a joint meeting, and seven
    # days from 26 March end on 2 April: 1 is too early.
    calendar = EventCalendar(WORKDAYS, day("03-26"), frozenset({day("04-08")}))
    demand = Demand(among=APRIL, notice_days=7, next_to_holidays=False)
    assert candidate_days("会", demand, calendar) == (day("04-07"), day("04-09"))


def test_without_conditions_every_working_day_of_the_season() -> None:
    assert candidate_days("会", Demand(), EventCalendar(WORKDAYS)) == WORKDAYS.days


def test_no_day_is_refused_with_the_count_of_each_reason() -> None:
    demand = Demand(among=(day("04-03"), day("04-02"), day("06-01"), day("04-08")), next_to_holidays=False)
    calendar = EventCalendar(WORKDAYS, None, frozenset({day("04-08")}))
    with pytest.raises(InvalidSeason) as refused:
        candidate_days("会", demand, calendar)
    (fault,) = refused.value.faults
    assert (fault.code, fault.value) == ("event_without_day", "会")
    assert fault.detail == {
        "days": "4", "outside": "1", "rest": "1", "notice": "0", "holiday": "1", "meeting": "1",
        "notice_days": "0",
    }  # fmt: skip


@given(st.sets(st.dates(FIRST - timedelta(days=9), LAST + timedelta(days=9)), min_size=1), st.integers(0, 60))
def test_candidates_are_working_days_of_the_season_with_notice(among: set[date], notice: int) -> None:
    demand = Demand(among=tuple(among), notice_days=notice, next_to_holidays=False)
    try:
        days = candidate_days("会", demand, EventCalendar(WORKDAYS, FIRST))
    except InvalidSeason:
        days = ()
    fit = {
        item
        for item in among & set(WORKDAYS.days)
        if (item - FIRST).days >= notice and not is_next_to_holiday(item, WORKDAYS)
    }
    assert days == tuple(sorted(fit))
