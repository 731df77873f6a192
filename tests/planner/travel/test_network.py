"""The laws of the network, and ways worked out by hand."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.clock import at, minute_of
from planner.errors import UnknownPlace
from planner.plan import Caution, Mode, Point
from planner.rules import DayHours, Rules
from planner.timetable import Flight, Service, Timetable
from planner.travel.gazetteer import find_city
from planner.travel.network import UNREACHABLE, Network
from tests.builders import company
from tests.planner.travel.feeds import MONDAY, network, point, timetable, train
from tests.planner.travel.timetables import CITIES, timetables

TUESDAY = date(2027, 3, 2)
laws = settings(deadline=None, max_examples=20)
FAR = ("江津", "北京", "台北", "海口")
"""Cities without a station in the random timetables: by plane, by estimated train, or not at all."""

places = st.builds(point, st.sampled_from(CITIES + FAR), st.floats(-30, 30), st.floats(-30, 30))
minutes = st.integers(0, 1_439)
networks = timetables().map(lambda table: network(CITIES + FAR, table))


@laws
@given(networks, places, places, minutes, st.integers(1, 600))
def test_leaving_later_never_arrives_earlier(
    roads: Network, origin: Point, destination: Point, depart: int, later: int
) -> None:
    first = roads.arrival(origin, destination, MONDAY, depart)
    assert first <= roads.arrival(origin, destination, MONDAY, depart + later)


@laws
@given(networks, places, places, minutes)
def test_nobody_arrives_before_leaving_or_off_the_grid_or_after_four(
    roads: Network, origin: Point, destination: Point, depart: int
) -> None:
    arrive = roads.arrival(origin, destination, MONDAY, depart)
    assert arrive == UNREACHABLE or (depart <= arrive <= 1_680 and arrive % 5 == 0)


@laws
@given(networks, st.lists(places, min_size=2, max_size=6))
def test_tables_equal_the_single_look_ups(roads: Network, points: list[Point]) -> None:
    tables = roads.tables(points, MONDAY)
    n = len(points)
    assert tables.arrive.shape == (n, n, 288)
    for i, origin in enumerate(points):
        for j, destination in enumerate(points):
            looked_up = [roads.arrival(origin, destination, MONDAY, 5 * k) for k in range(288)]
            assert tables.arrive[i, j].tolist() == looked_up
            nominal = roads.nominal(origin, destination)
            assert (tables.minutes[i, j], tables.fare_cny[i, j]) == (nominal.minutes, nominal.fare_cny)


@laws
@given(timetables(), st.lists(st.tuples(places, places), max_size=40))
def test_legs_learnt_together_cost_what_each_costs_alone(
    table: Timetable, legs: list[tuple[Point, Point]]
) -> None:
    together, alone = network(CITIES + FAR, table), network(CITIES + FAR, table)
    together.learn(legs)
    assert [together.nominal(*leg) for leg in legs] == [alone.nominal(*leg) for leg in legs]


@laws
@given(networks, places, places)
def test_nominal_minutes_are_the_least_between_seven_and_nineteen(
    roads: Network, origin: Point, destination: Point
) -> None:
    spans = [roads.arrival(origin, destination, MONDAY, minute) - minute for minute in range(420, 1_145, 5)]
    least = min(spans)
    assert roads.nominal(origin, destination).minutes == (UNREACHABLE if least > 1_680 else least)


@laws
@given(networks, places, places, minutes)
def test_a_journey_is_a_chain_of_rides_that_ends_when_the_arrival_says(
    roads: Network, origin: Point, destination: Point, depart: int
) -> None:
    if roads.arrival(origin, destination, MONDAY, depart) == UNREACHABLE:
        with pytest.raises(UnknownPlace):
            roads.journey(origin, destination, MONDAY, depart)
        return
    journey = roads.journey(origin, destination, MONDAY, depart)
    assert journey.arrive_minute == roads.arrival(origin, destination, MONDAY, depart)
    here, now = origin, at(MONDAY, depart)
    for ride in journey.rides:
        assert ride.origin == here
        assert now <= ride.depart <= ride.arrive
        here, now = ride.destination, ride.arrive
    assert here == destination or not journey.rides
    # Rounded up to the grid of five minutes.
    assert -(-minute_of(now, MONDAY) // 5) * 5 == journey.arrive_minute


@laws
@given(networks, places, places, minutes, st.integers(0, 400))
def test_the_latest_departure_arrives_in_time_and_the_next_does_not(
    roads: Network, origin: Point, destination: Point, earliest: int, slack: int
) -> None:
    arrive = roads.arrival(origin, destination, MONDAY, earliest)
    if arrive == UNREACHABLE:
        return
    latest = roads.latest_departure(origin, destination, MONDAY, earliest, arrive + slack)
    assert latest >= earliest
    assert latest == earliest or latest % 5 == 0
    assert roads.arrival(origin, destination, MONDAY, latest) <= arrive + slack
    following = (latest // 5 + 1) * 5
    assert following > 1_439 or roads.arrival(origin, destination, MONDAY, following) > arrive + slack


@laws
@given(networks, places, minutes)
def test_the_same_place_is_reached_at_once(roads: Network, here: Point, depart: int) -> None:
    assert roads.arrival(here, here, MONDAY, depart) == -(-depart // 5) * 5
    assert roads.journey(here, here, MONDAY, depart).rides == ()
    assert (roads.nominal(here, here).minutes, roads.nominal(here, here).fare_cny) == (0, 0)


def test_a_drive_in_town_at_noon() -> None:
    # 5 km * 1.4 = 7 km at 30 km/h = 14 min, and 5 of parking: 12:19, on the grid 12:20.
    # 7.0 km * 0.4 yuan = 2.8, rounded to 3 yuan.
    roads = network(["苏州"])
    origin, destination = point("苏州"), point("苏州", north_km=4.99)
    assert roads.arrival(origin, destination, MONDAY, 720) == 740
    nominal = roads.nominal(origin, destination)
    assert (nominal.minutes, nominal.fare_cny, nominal.mode) == (20, 3, Mode.ROAD)


def test_a_train_is_reached_by_road_and_through_the_station() -> None:
    roads = network(["苏州", "南京"], timetable(["苏州", "南京"], train("G1", (0, 600, 600), (1, 660, 660))))
    origin, destination = point("苏州"), point("南京")
    # Left at 09:30: 5 min of parking, 25 to the platform: the train at 10:00; at 11:00 there, 10 to the kerb,
    # 5 in the car: 11:15.
    journey = roads.journey(origin, destination, MONDAY, 570)
    assert [(ride.mode, ride.number, ride.estimated) for ride in journey.rides] == [
        (Mode.ROAD, "", True),
        (Mode.RAIL, "G1", False),
        (Mode.ROAD, "", True),
    ]
    assert journey.arrive_minute == 675
    # One minute later the train is gone, and the car takes longer: 185.7 km * circuity = 235.5 km.
    assert roads.journey(origin, destination, MONDAY, 571).rides[0].mode is Mode.ROAD
    assert roads.nominal(origin, destination).mode is Mode.RAIL


def test_without_a_timetable_trains_are_estimated_and_say_so() -> None:
    roads = network(["苏州", "南京"])
    (_, ride, _) = roads.journey(point("苏州"), point("南京"), MONDAY, 480).rides
    assert (ride.mode, ride.number, ride.estimated) == (Mode.RAIL, "", True)
    assert roads.cautions == (Caution(code="no_timetable"),)


def test_a_city_without_a_station_uses_a_near_citys() -> None:
    table = timetable(["苏州", "徐州"], train("G1", (0, 600, 600), (1, 720, 720)))
    roads = network(["苏州", "徐州", "无锡"], table)
    rides = roads.journey(point("无锡"), point("徐州"), MONDAY, 480).rides
    assert [(ride.mode, ride.number, ride.origin.name) for ride in rides][1] == (Mode.RAIL, "G1", "苏州")


def test_cities_that_somebody_goes_to_are_cautioned_if_they_have_no_trains() -> None:
    table = timetable(["苏州", "南京"], train("G1", (0, 600, 600), (1, 660, 660)))
    visited = tuple(company(name, MONDAY, city=find_city(name)) for name in ("无锡", "徐州", "南京"))
    roads = network(["苏州", "南京", "无锡", "徐州", "扬州"], table, companies=visited)
    assert roads.cautions == (
        Caution(code="trains_from_near_city", detail={"city": "无锡", "stations": "苏州"}),
        Caution(code="city_without_trains", detail={"city": "徐州", "stations": ""}),
    )


def test_a_county_too_far_from_the_stations_of_its_city_is_cautioned() -> None:
    table = timetable(["重庆", "成都"], train("G1", (0, 600, 600), (1, 660, 660)))
    visited = (company("山", MONDAY, city=find_city("巫山县")),)
    roads = network(["江津", "巫山县"], table, companies=visited)
    assert roads.cautions == (Caution(code="city_without_trains", detail={"city": "巫山县", "stations": ""}),)


def test_a_grid_of_a_quarter_of_an_hour_rounds_up_to_it() -> None:
    rules = Rules(hours=DayHours(grid_minutes=15))
    roads = network(["苏州", "南京"], rules=rules)
    origin, destination = point("苏州"), point("南京")
    tables = roads.tables([origin, destination], MONDAY)
    assert tables.arrive.shape == (2, 2, 96)
    looked_up = [roads.arrival(origin, destination, MONDAY, 15 * k) for k in range(96)]
    assert tables.arrive[0, 1].tolist() == looked_up
    assert {minute % 15 for minute in looked_up if minute != UNREACHABLE} == {0}


def test_an_island_is_reached_by_plane_alone() -> None:
    roads = network(["厦门", "台北"])
    rides = roads.journey(point("厦门"), point("台北"), MONDAY, 480).rides
    assert [ride.mode for ride in rides] == [Mode.ROAD, Mode.FLIGHT, Mode.ROAD]
    assert all(ride.estimated for ride in rides)
    assert (rides[1].origin.name, rides[1].destination.name) == ("厦门高崎机场", "台北松山机场")


def test_an_imported_flight_replaces_the_estimate_of_its_pair() -> None:
    flight = Flight(
        number="3U8888",
        origin="500116",
        destination="110000",
        depart_minute=840,
        arrive_minute=1_000,
        weekdays=(False, True, True, True, True, True, True),
    )
    roads = network(["江津", "北京"], flights=(flight,))
    origin, destination = point("江津"), point("北京")
    ride = roads.journey(origin, destination, TUESDAY, 480).rides[1]
    assert (ride.mode, ride.number, ride.estimated) == (Mode.FLIGHT, "3U8888", False)
    assert (ride.depart, ride.arrive) == (at(TUESDAY, 840), at(TUESDAY, 1_000))
    # On Mondays it does not fly, and nothing is made up in its place: the estimated train is left.
    assert roads.journey(origin, destination, MONDAY, 480).rides[1].mode is Mode.RAIL
    assert roads.day_type(MONDAY) != roads.day_type(TUESDAY)
    # The other way no flight was imported: estimated.
    assert roads.journey(destination, origin, TUESDAY, 480).rides[1].estimated


def test_a_flight_of_a_city_nobody_knows_is_cautioned() -> None:
    flight = Flight(number="X1", origin="999999", destination="110000", depart_minute=600, arrive_minute=700)
    roads = network(["江津", "北京"], flights=(flight,))
    assert roads.cautions[0] == Caution(code="flight_city_unknown", detail={"city": "999999"})


def test_days_on_which_the_same_trains_run_are_of_one_type() -> None:
    weekdays = Service(
        id="WORK",
        weekdays=(True, True, True, True, True, False, False),
        first=date(2027, 1, 1),
        last=date(2027, 12, 31),
    )
    trains = train("G1", (0, 600, 600), (1, 660, 660), service="WORK")
    roads = network(["苏州", "南京"], timetable(["苏州", "南京"], trains, services=(weekdays,)))
    assert roads.day_type(TUESDAY) == roads.day_type(date(2027, 3, 3))
    # A Saturday has no train; a Monday follows a day without one.
    assert roads.day_type(TUESDAY) != roads.day_type(date(2027, 3, 6))
    assert roads.day_type(TUESDAY) != roads.day_type(MONDAY)
    pair = (point("苏州"), point("南京"))
    assert roads.journey(*pair, TUESDAY, 480).rides[1].number == "G1"
    assert roads.journey(*pair, date(2027, 3, 6), 480).rides[0].mode is Mode.ROAD


def test_nominal_costs_are_of_an_ordinary_day_on_every_day() -> None:
    weekend = Service(
        id="END",
        weekdays=(False, False, False, False, False, True, True),
        first=date(2027, 1, 1),
        last=date(2027, 12, 31),
    )
    trains = train("G1", (0, 600, 600), (1, 620, 620), service="END")
    roads = network(["苏州", "南京"], timetable(["苏州", "南京"], trains, services=(weekend,)))
    points = [point("苏州"), point("南京")]
    weekday, saturday = roads.tables(points, TUESDAY), roads.tables(points, date(2027, 3, 6))
    assert np.array_equal(weekday.minutes, saturday.minutes)
    assert roads.nominal(*points).mode is Mode.ROAD


def test_pairs_that_are_not_asked_for_are_unreachable() -> None:
    roads = network(["苏州", "南京"])
    points = [point("苏州"), point("南京")]
    asked = np.array([[False, True], [False, False]])
    tables = roads.tables(points, MONDAY, asked)
    assert (tables.arrive[1, 0] == UNREACHABLE).all()
    assert tables.minutes[1, 0] == UNREACHABLE
    assert np.array_equal(tables.arrive[0, 1], roads.tables(points, MONDAY).arrive[0, 1])


def test_a_latest_departure_that_is_too_late_is_refused() -> None:
    roads = network(["苏州", "南京"])
    with pytest.raises(ValueError, match="cannot be done"):
        roads.latest_departure(point("苏州"), point("南京"), MONDAY, 480, 481)


def test_a_place_out_of_reach_is_told_with_both_ends() -> None:
    roads = network(["苏州", "南京"], Timetable())
    with pytest.raises(UnknownPlace) as refused:
        roads.journey(point("苏州"), Point(name="火星", city="460100", lat=-80.0, lon=10.0), MONDAY, 480)
    (fault,) = refused.value.faults
    assert (fault.code, fault.value) == ("unreachable", "火星")
    assert fault.detail == {"origin": "苏州+0+0", "day": "2027-03-01", "minute": "480"}
