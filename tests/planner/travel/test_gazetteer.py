"""Places by name."""

import pytest

from planner.errors import UnknownPlace
from planner.place import Datum
from planner.travel.adcode import prefecture
from planner.travel.distance import great_circle_metres
from planner.travel.gazetteer import (
    REGIONS,
    airport,
    all_airports,
    all_cities,
    cities_of,
    city_at,
    find_city,
)


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("苏州", "320500"),
        ("苏州市", "320500"),
        ("江苏苏州", "320500"),
        ("江苏省苏州市", "320500"),
        (" 苏 州　", "320500"),
        ("上海浦东新区", "310115"),
        ("上海市浦东新区", "310115"),
        ("浦东", "310115"),
        ("北京朝阳区", "110105"),
        ("朝阳", "211300"),
        ("江津", "500116"),
        ("重庆市江津区", "500116"),
        ("昆山", "320583"),
        ("江苏省苏州市昆山市", "320583"),
        ("吉林", "220200"),
        ("吉林省吉林市", "220200"),
        ("恩施土家族苗族自治州", "422800"),
        ("台北", "710100"),
        ("南京鼓楼区", "320106"),
    ],
)
def test_a_name_as_people_write_it_is_found(text: str, adcode: str) -> None:
    assert find_city(text).adcode == adcode


def test_a_name_of_several_places_is_refused_with_the_candidates() -> None:
    with pytest.raises(UnknownPlace) as refused:
        find_city("朝阳区")
    (fault,) = refused.value.faults
    assert (fault.code, fault.value) == ("ambiguous_city", "朝阳区")
    assert fault.detail == {"candidates": "北京朝阳区、吉林长春朝阳区"}


def test_a_typing_error_is_refused_with_suggestions() -> None:
    with pytest.raises(UnknownPlace) as refused:
        find_city("苏洲")
    (fault,) = refused.value.faults
    assert fault.code == "unknown_city"
    assert "江苏苏州" in fault.detail["suggestions"].split("、")


@pytest.mark.parametrize("text", ["", "   ", "abc", "？"])
def test_what_is_like_no_name_is_refused_without_suggestions(text: str) -> None:
    with pytest.raises(UnknownPlace) as refused:
        find_city(text)
    assert [fault.code for fault in refused.value.faults] == ["no_such_place"]


def test_adcodes_are_unique_and_parents_exist() -> None:
    adcodes = [city.adcode for city in all_cities()]
    assert adcodes == sorted(set(adcodes))
    assert {city.parent for city in all_cities() if city.parent} <= set(adcodes)


def test_a_county_lies_in_the_prefecture_of_its_code() -> None:
    assert [c.name for c in all_cities() if c.parent and prefecture(c.adcode) != c.parent] == []


def test_every_airport_named_by_a_city_is_known_and_near() -> None:
    named = [(city, airport(city.airport)) for city in all_cities() if city.airport]
    assert all(gate is not None for _, gate in named)
    far = [
        city.name
        for city, gate in named
        if gate and great_circle_metres(city.lat, city.lon, gate.lat, gate.lon) > 120_000
    ]
    # The airports of these three prefectures, each larger than a province of the east, lie far from the seat.
    assert far == ["大兴安岭", "酒泉", "海西"]


def test_every_airport_serves_a_city_of_the_gazetteer() -> None:
    assert [gate.iata for gate in all_airports() if city_at(gate.city) is None] == []


def test_jiangjin_flies_from_chongqing() -> None:
    assert find_city("江津").airport == "CKG"


@pytest.mark.parametrize(
    ("region", "members"),
    [
        ("京津冀", ("北京", "天津", "石家庄", "海淀区")),
        ("csj", ("上海", "苏州", "杭州", "合肥", "浦东新区", "昆山市", "苏州工业园区")),
        ("珠三角", ("广州", "深圳", "湛江", "南山区")),
        ("闽台", ("福州", "厦门", "台北", "晋江市")),
    ],
)
def test_a_region_holds_its_cities_and_districts(region: str, members: tuple[str, ...]) -> None:
    assert set(members) <= {city.name for city in cities_of(region)}


def test_no_city_lies_in_two_regions() -> None:
    adcodes = [city.adcode for region in REGIONS for city in cities_of(region)]
    assert len(adcodes) == len(set(adcodes))


def test_an_unknown_region_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownPlace) as refused:
        cities_of("西北")
    assert refused.value.faults[0].detail == {"known": "京津冀、长三角、珠三角、闽台"}


def test_the_datum_of_mainland_cities_is_owned_to_be_unknown() -> None:
    assert {city.datum for city in all_cities() if city.province != "台湾"} == {Datum.UNKNOWN}


def test_all_urban_districts_of_chongqing_are_there() -> None:
    districts = {city.name for city in all_cities() if city.parent == "500000" and city.name.endswith("区")}
    assert len(districts) == 26
