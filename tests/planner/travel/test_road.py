"""Ways by road."""

from hypothesis import given
from hypothesis import strategies as st

from planner.travel.assumptions import Road
from planner.travel.road import drive, is_driven, pace_of, road_metres
from planner.travel.road_table import empty_table, minutes_of
from tests.planner.travel.feeds import untimed

PACE = pace_of(Road())
METRES = st.integers(0, 490_000)
MINUTES = st.integers(0, 1_439)


def test_circuity_is_marginal_by_tier() -> None:
    # 20 km * 1.4 + 80 km * 1.28 + 50 km * 1.2 = 28 + 102.4 + 60 = 190.4 km, up to 500 m: 190.5 km
    assert road_metres(150_000, PACE) == 190_500


def test_a_short_way_is_rounded_up_to_a_hundred_metres() -> None:
    # 1,001 m * 1.4 = 1,401.4 m
    assert road_metres(1_001, PACE) == 1_500


def test_town_in_the_ordinary_day_takes_thirty_kilometres_an_hour() -> None:
    # 10 km at 30 km/h = 20 min, and 5 min of parking, from 12:00
    assert drive(10_000, PACE, 720) == 745


def test_town_in_the_peak_is_slower_and_by_night_faster() -> None:
    # 10 km at 20 km/h = 30 min; at 38 km/h = 15 min 47 s, rounded up with the 5 of parking to 21
    assert drive(10_000, PACE, 430) == 465
    assert drive(10_000, PACE, 120) == 141


def test_a_drive_through_a_change_of_pace_takes_each_speed_for_its_part() -> None:
    # 10 km from 06:45, driving from 06:50: 10 min at 30 km/h are 5 km, the other 5 at 20 km/h take 15 min
    assert drive(10_000, PACE, 405) == 435


def test_a_long_way_uses_every_class_of_road() -> None:
    # 132 km at noon: 14 km at 30 (28 min), 26 km at 56 (27.86 min), 92 km at 92 (60 min), 5 min of parking
    assert drive(132_000, PACE, 720) == 720 + 121


def test_a_drive_past_midnight_goes_on() -> None:
    # 10 km from 23:50: 5 min of parking, 15 min 47 s
    assert drive(10_000, PACE, 1_430) == 1_451


@untimed
@given(METRES, MINUTES, st.integers(1, 300))
def test_leaving_later_never_arrives_earlier(metres: int, depart: int, later: int) -> None:
    assert drive(metres, PACE, depart) <= drive(metres, PACE, depart + later)


@untimed
@given(METRES, st.integers(1, 5_000), MINUTES)
def test_farther_never_arrives_earlier(metres: int, more: int, depart: int) -> None:
    assert drive(metres, PACE, depart) <= drive(metres + more, PACE, depart)


def test_the_longest_way_takes_six_hours_at_the_ordinary_pace() -> None:
    # 5 min of parking, 28 and 27.86 min on the slower classes leave 299.14 min at 92 km/h: 458.7 km, and 40
    assert is_driven(498_500, PACE)
    assert not is_driven(499_000, PACE)


@untimed
@given(st.integers(0, 380_000), MINUTES)
def test_the_table_equals_the_drive(straight: int, minute: int) -> None:
    metres = road_metres(straight, PACE)
    assert minute + minutes_of(TABLE, metres, PACE)[minute] == drive(metres, PACE, minute)


TABLE = empty_table(PACE)
