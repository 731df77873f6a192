"""The two real feeds, whole."""

import pytest

from planner.travel.station_city import city_of_station
from planner.travel.trim import busiest_cities, trim
from tests.planner.travel.feeds import EMU, HSR, real_feed


@pytest.mark.parametrize(
    ("name", "stations", "trains", "calls"), [(EMU, 146, 5_328, 21_377), (HSR, 672, 4_402, 34_311)]
)
def test_a_real_feed_reads_whole(name: str, stations: int, trains: int, calls: int) -> None:
    table = real_feed(name)
    assert len(table.stations) == stations
    assert len(table.trains) == trains
    assert sum(len(train.calls) for train in table.trains) == calls


def test_every_stop_of_the_city_feed_has_its_city() -> None:
    table = real_feed(EMU)
    assert [station.name for station in table.stations if station.city is None] == []
    assert {s.name: s.city for s in table.stations}["重庆"] == "500000"


def test_stations_go_to_the_cities_whose_name_they_bear_or_that_are_near() -> None:
    city_of = {station.name: station.city for station in real_feed(HSR).stations}
    assert city_of["上海虹桥"] == "310000"
    assert city_of["苏州北"] == "320500"
    assert city_of["昆山南"] == "320500"  # Kunshan belongs to Suzhou
    assert city_of["安亭北"] == "310000"  # in Jiading
    assert [name for name, city in city_of.items() if city is None] == ["柳园南", "清水北"]


def test_a_namesake_far_away_is_not_taken_for_the_city() -> None:
    # 朝阳 in Liaoning is 380 km from a station of that name in Beijing's Chaoyang district.
    assert city_of_station("朝阳", 39.945, 116.508) == "110000"


def test_a_station_in_the_desert_serves_no_city() -> None:
    assert city_of_station("无人区", 41.0, 90.5) is None


def test_trimming_keeps_the_cities_and_trains_that_still_call_twice() -> None:
    table = real_feed(EMU)
    cut = trim(table, ["320500", "310115", "110108"])
    assert [station.name for station in cut.stations] == ["上海", "北京", "苏州"]
    assert {len(train.calls) for train in cut.trains} == {2, 3}
    # Every run of the whole feed that calls at two of the three stands in the cut one, and no other.
    kept = {"上海", "北京", "苏州"}
    expected = [
        train.number
        for train in table.trains
        if sum(table.stations[call.station].name in kept for call in train.calls) >= 2
    ]
    assert [train.number for train in cut.trains] == expected


def test_the_busiest_cities_are_hubs() -> None:
    assert set(busiest_cities(real_feed(EMU), 8)) >= {"110000", "310000", "320100", "420100"}
