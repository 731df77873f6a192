"""Great-circle distance."""

from geopy.distance import great_circle  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from planner.travel.distance import great_circle_metres
from tests.planner.travel.feeds import untimed

LATS = st.floats(18, 54)
LONS = st.floats(73, 135)


@untimed
@given(LATS, LONS, LATS, LONS)
def test_distance_agrees_with_geopy_to_a_metre(
    lat: float, lon: float, other_lat: float, other_lon: float
) -> None:
    expected = great_circle((lat, lon), (other_lat, other_lon)).m
    assert abs(great_circle_metres(lat, lon, other_lat, other_lon) - expected) <= 1


def test_a_degree_of_latitude_is_a_three_hundred_sixtieth_of_the_circle() -> None:
    # 2 pi * 6,371,009 m / 360 = 111,195.08 m
    assert great_circle_metres(30.0, 110.0, 31.0, 110.0) == 111_195
