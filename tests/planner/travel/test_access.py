"""Stations and airports in reach of a place."""

from planner.plan import Point
from planner.travel.access import airport_access, gates_of, station_access
from planner.travel.adcode import landmass, prefecture
from planner.travel.assumptions import Assumptions
from planner.travel.road import pace_of
from tests.planner.travel.feeds import point

ASSUMED = Assumptions()
PACE = pace_of(ASSUMED.road)


def stations_of(here: Point, *stations: Point) -> tuple[int, ...]:
    """Indices of the stations in reach, nearest first."""
    return station_access(here, stations, PACE, ASSUMED).gate


def test_a_county_lies_in_its_prefecture_and_a_district_in_its_municipality() -> None:
    assert prefecture("320583") == "320500"
    assert prefecture("500116") == "500000"
    assert prefecture("310115") == "310000"


def test_only_islands_are_a_land_of_their_own() -> None:
    assert landmass("710100", ("46", "71")) == "71"
    assert landmass("350200", ("46", "71")) == ""


def test_stations_of_the_own_city_are_used_however_many_and_others_only_near_by() -> None:
    # Suzhou centre: own stations 0 and 15 km off; Wuxi's 36 km of great circle, more than 40 by road.
    assert stations_of(point("苏州"), point("无锡"), point("苏州", north_km=15), point("苏州")) == (2, 1)


def test_a_station_of_the_next_city_near_by_is_used_too() -> None:
    # From 18 km west of Suzhou's centre Wuxi's lies about 20 km off: 28 km by road.
    here = point("苏州", north_km=10, east_km=-15)
    assert set(stations_of(here, point("无锡"), point("苏州"))) == {0, 1}


def test_a_city_without_a_station_uses_those_within_ninety_kilometres() -> None:
    assert stations_of(point("无锡"), point("苏州"), point("南京")) == (0,)


def test_nobody_drives_to_a_station_across_the_sea() -> None:
    # 厦门 and 金门 are 10 km apart; a Taiwan code has no road to the mainland.
    island = Point(name="岛", city="710500", lat=24.45, lon=118.35)
    assert stations_of(point("厦门"), island) == ()


def test_two_airports_are_used_the_nearest_first() -> None:
    airports = [point("南京"), point("上海"), point("无锡"), point("苏州", north_km=60)]
    assert airport_access(point("苏州"), airports, PACE, ASSUMED).gate == (2, 3)


def test_gates_of_many_places_stand_one_after_another() -> None:
    first = station_access(point("苏州"), [point("苏州"), point("苏州", north_km=15)], PACE, ASSUMED)
    none = station_access(point("江津"), [point("苏州")], PACE, ASSUMED)
    gates = gates_of([first, none, first])
    assert gates.ptr.tolist() == [0, 2, 2, 4]
    assert gates.gate.tolist() == [0, 1, 0, 1]
