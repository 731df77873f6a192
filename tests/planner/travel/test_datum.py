"""Map datums of China."""

import pytest
from geopy.distance import great_circle  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from planner.place import Datum
from planner.travel.datum import from_wgs84, to_wgs84

LATS = st.floats(20, 50)
LONS = st.floats(80, 130)


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        # Pairs published with the library eviltransform.
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
    ],
)
def test_gcj02_equals_the_published_values(wgs84: tuple[float, float], gcj02: tuple[float, float]) -> None:
    assert from_wgs84(*wgs84, Datum.GCJ02) == pytest.approx(gcj02, abs=1e-9)


def test_gcj02_lies_four_hundred_sixty_five_metres_off_in_suzhou() -> None:
    assert round(great_circle((31.30, 120.58), from_wgs84(31.30, 120.58, Datum.GCJ02)).m) == 466


def test_gcj02_lies_five_hundred_fifty_five_metres_off_in_beijing() -> None:
    there = from_wgs84(39.9042, 116.4074, Datum.GCJ02)
    assert great_circle((39.9042, 116.4074), there).m == pytest.approx(555, abs=3)


@given(LATS, LONS, st.sampled_from([Datum.GCJ02, Datum.BD09]))
def test_there_and_back_is_within_a_metre(lat: float, lon: float, datum: Datum) -> None:
    assert great_circle((lat, lon), to_wgs84(*from_wgs84(lat, lon, datum), datum)).m < 1


def test_bd09_lies_north_east_of_gcj02() -> None:
    # About 0.006 degrees north and 0.0065 east, turned a little.
    gcj02, bd09 = from_wgs84(31.3, 120.58, Datum.GCJ02), from_wgs84(31.3, 120.58, Datum.BD09)
    assert (bd09[0] - gcj02[0], bd09[1] - gcj02[1]) == pytest.approx((0.0060, 0.0065), abs=0.0005)


@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.UNKNOWN])
def test_wgs84_and_unknown_are_left_as_they_are(datum: Datum) -> None:
    assert to_wgs84(31.3, 120.58, datum) == (31.3, 120.58)
    assert from_wgs84(31.3, 120.58, datum) == (31.3, 120.58)


def test_outside_china_gcj02_is_wgs84() -> None:
    assert from_wgs84(48.85, 2.35, Datum.GCJ02) == (48.85, 2.35)
