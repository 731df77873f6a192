from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.workdays import DayKind, DayOverride, Workdays

# The State Council's notice for 2025: 春节 1月28日 to 2月4日, worked on 1月26日 and 2月8日.
NEW_YEAR_2025 = Workdays(date(2025, 1, 20), date(2025, 2, 10))


def test_weekends_and_holidays_are_no_working_days() -> None:
    assert not NEW_YEAR_2025.is_workday(date(2025, 1, 25))  # Saturday
    assert not NEW_YEAR_2025.is_workday(date(2025, 1, 29))  # Wednesday, 春节
    assert NEW_YEAR_2025.is_workday(date(2025, 2, 5))  # Wednesday after


def test_make_up_days_are_working_days() -> None:
    assert NEW_YEAR_2025.is_workday(date(2025, 1, 26))  # Sunday
    assert NEW_YEAR_2025.is_workday(date(2025, 2, 8))  # Saturday


def test_the_working_days_of_a_horizon_are_listed_in_order() -> None:
    # 20 to 24 and 26, 27 January; 5 to 8 and 10 February.
    january = [date(2025, 1, day) for day in (20, 21, 22, 23, 24, 26, 27)]
    february = [date(2025, 2, day) for day in (5, 6, 7, 8, 10)]
    assert NEW_YEAR_2025.days == (*january, *february)


def test_an_override_has_the_last_word() -> None:
    rest = DayOverride(day=date(2025, 2, 5), kind=DayKind.REST_DAY, note="区里决定")
    work = DayOverride(day=date(2025, 1, 29), kind=DayKind.WORKDAY)
    overridden = Workdays(date(2025, 1, 20), date(2025, 2, 10), (rest, work))
    assert not overridden.is_workday(date(2025, 2, 5))
    assert overridden.is_workday(date(2025, 1, 29))
    assert overridden.name_of(date(2025, 2, 5)) == "区里决定"


def test_a_holiday_has_its_name() -> None:
    assert NEW_YEAR_2025.name_of(date(2025, 1, 29)) == "春节"
    assert NEW_YEAR_2025.name_of(date(2025, 2, 6)) == ""


def test_a_year_whose_make_up_days_nobody_announced_is_named() -> None:
    assert NEW_YEAR_2025.unannounced_years == ()
    far = Workdays(date(2090, 3, 1), date(2090, 5, 31))
    assert far.unannounced_years == (2090,)
    made_up = DayOverride(day=date(2090, 4, 8), kind=DayKind.WORKDAY, note="国办发明电")
    assert Workdays(far.first, far.last, (made_up,)).unannounced_years == ()
    # A rest day alone announces nothing.
    rest = DayOverride(day=date(2090, 4, 3), kind=DayKind.REST_DAY)
    assert Workdays(far.first, far.last, (rest,)).unannounced_years == (2090,)


def test_a_horizon_of_holidays_alone_has_no_working_day() -> None:
    assert Workdays(date(2025, 1, 28), date(2025, 2, 4)).days == ()


def test_the_nearest_working_day_is_found_both_ways() -> None:
    # 20 April 2025 is a Sunday.
    calendar = Workdays(date(2025, 4, 1), date(2025, 4, 30))
    assert calendar.on_or_before(date(2025, 4, 20)) == date(2025, 4, 18)
    assert calendar.on_or_after(date(2025, 4, 20)) == date(2025, 4, 21)
    assert calendar.on_or_before(date(2025, 4, 18)) == date(2025, 4, 18)


@given(st.dates(date(2024, 1, 10), date(2026, 12, 20)))
def test_the_nearest_working_days_have_only_rest_between_them(day: date) -> None:
    calendar = Workdays(day, day)
    before, after = calendar.on_or_before(day), calendar.on_or_after(day)
    between = [before + timedelta(days=k) for k in range(1, (after - before).days)]
    assert calendar.is_workday(before)
    assert calendar.is_workday(after)
    assert [item for item in between if calendar.is_workday(item)] == []


# The notice of 2025-11-04 for 2026: six days at weekends are worked.
WORKED_2026 = tuple(date(2026, *day) for day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)))


def test_exactly_six_days_at_weekends_are_worked_in_2026() -> None:
    year = Workdays(date(2026, 1, 1), date(2026, 12, 31))
    assert tuple(day for day in year.days if day.weekday() >= 5) == WORKED_2026
    assert year.unannounced_years == ()


@pytest.mark.parametrize("day", WORKED_2026)
def test_a_worked_weekend_day_needs_not_be_left(day: date) -> None:
    year = Workdays(date(2026, 1, 1), date(2026, 12, 31))
    assert (year.on_or_before(day), year.on_or_after(day)) == (day, day)
