from planner.stops import base_point, city_point, company_point, hotel_cities, region_by_city, route_of
from tests.builders import SUZHOU, WUXI, company
from tests.planner.audit.scene import plan_of, scene


def test_a_route_leads_from_base_over_visits_and_hotels_back() -> None:
    planned = scene()
    routes = route_of(plan_of(planned).trips[0], planned)
    assert [[point.name for point in route] for route in routes] == [
        ["常州", "a", "b", "无锡"],
        ["无锡", "c", "常州"],
    ]


def test_points_carry_name_city_and_coordinates() -> None:
    planned = scene()
    assert base_point(planned.home).lat == planned.home.site.lat
    point = company_point(planned.companies[2])
    assert (point.name, point.city, point.lat) == ("c", WUXI.adcode, WUXI.lat + 0.1)
    assert city_point(SUZHOU).city == SUZHOU.adcode


def test_hotel_cities_lie_in_the_region_and_have_a_company() -> None:
    assert [city.name for city in hotel_cities(scene(), "csj")] == ["苏州", "无锡"]
    assert [city.name for city in hotel_cities(scene(companies=(company("a"),), events=()), "csj")] == [
        "苏州"
    ]
    assert hotel_cities(scene(), "nowhere") == ()


def test_each_city_of_a_region_knows_it() -> None:
    assert region_by_city(scene()) == {SUZHOU.adcode: "csj", WUXI.adcode: "csj"}
