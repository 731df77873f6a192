from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from planner.clock import ZONE, at, day_of, days_between, minute_of

DAY = date(2027, 3, 1)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_a_minute_of_a_day_is_an_instant_eight_hours_ahead_of_utc() -> None:
    assert at(DAY, 570) == datetime(2027, 3, 1, 1, 30, tzinfo=UTC)
    assert at(DAY, 570).utcoffset() == timedelta(hours=8)


def test_minutes_past_midnight_belong_to_the_next_day() -> None:
    # GTFS 25:30:00 is 01:30 of the day after.
    assert at(DAY, 1_530) == datetime(2027, 3, 2, 1, 30, tzinfo=ZONE)
    assert minute_of(at(DAY, 1_530), DAY) == 1_530
    assert minute_of(at(DAY, -30), DAY) == -30


def test_seconds_are_rounded_down() -> None:
    assert minute_of(at(DAY, 570) + timedelta(seconds=59), DAY) == 570
    assert minute_of(at(DAY, 0) - timedelta(seconds=1), DAY) == -1


def test_an_instant_given_in_another_zone_falls_on_its_day_in_china() -> None:
    # 23:00 in London is 07:00 of the next day in China.
    assert day_of(datetime(2027, 2, 28, 23, 0, tzinfo=timezone(timedelta(0)))) == DAY


def test_days_between_holds_both_ends() -> None:
    assert days_between(DAY, DAY) == (DAY,)
    assert days_between(date(2027, 2, 27), DAY) == (date(2027, 2, 27), date(2027, 2, 28), DAY)
    assert days_between(DAY, date(2027, 2, 28)) == ()


@given(DAYS, st.integers(-2_000, 4_000))
def test_minutes_and_instants_convert_both_ways(day: date, minute: int) -> None:
    assert minute_of(at(day, minute), day) == minute
    assert day_of(at(day, minute)) == day + timedelta(days=minute // 1_440)
