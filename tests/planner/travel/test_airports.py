"""The airports of a season."""

from planner.place import City
from planner.timetable import Flight
from planner.travel.airports import Airports
from planner.travel.assumptions import Assumptions
from planner.travel.gazetteer import find_city
from tests.builders import HOME_CITY, season


def airports_of(*cities: City, flights: tuple[Flight, ...] = ()) -> Airports:
    """The airports of a season of these cities and home."""
    return Airports(season(cities=(HOME_CITY, *cities), regions=(), flights=flights), Assumptions())


def names(airports: Airports) -> list[str]:
    return [point.name for point in airports.points]


def test_an_airport_lies_where_the_gazetteer_has_it() -> None:
    (gate,) = airports_of().points
    assert (gate.name, gate.lat, gate.lon) == ("重庆江北机场", 29.7192, 106.642)


def test_cities_that_share_an_airport_share_one_point() -> None:
    assert names(airports_of(find_city("重庆"))) == ["重庆江北机场"]


def test_a_city_without_an_airport_has_the_two_nearest() -> None:
    assert names(airports_of(find_city("苏州")))[1:] == ["苏南硕放机场", "上海虹桥机场"]


def test_an_airport_the_gazetteer_has_not_lies_at_the_centre_of_its_city() -> None:
    city = find_city("苏州").model_copy(update={"airport": "QQQ"})
    assert (airports_of(city).points[1].lat, names(airports_of(city))[1]) == (city.lat, "苏州机场")


def test_a_city_that_a_flight_names_has_an_airport_even_outside_the_season() -> None:
    flight = Flight(number="X1", origin="500116", destination="540100", depart_minute=600, arrive_minute=760)
    airports = airports_of(flights=(flight,))
    assert names(airports) == ["重庆江北机场", "拉萨贡嘎机场"]
    assert airports.pair(flight) == (0, 1)


def test_the_sea_lies_between_two_landmasses() -> None:
    airports = airports_of(find_city("厦门"), find_city("台北"))
    assert airports.over_water(1, 2)
    assert not airports.over_water(0, 1)
