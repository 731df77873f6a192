"""Flights of a day."""

from planner.timetable import Flight
from planner.travel.airports import Airports
from planner.travel.assumptions import Air, Assumptions
from planner.travel.flight import NEVER, Schedule, day_pattern, flying, schedule_of
from planner.travel.gazetteer import find_city
from tests.builders import HOME_CITY, season

NEVER_FLOWN = (NEVER, NEVER, -1)


def schedule(*flights: Flight) -> Schedule:
    """What flies between Chongqing (0) and Wuxi (1) on a Monday."""
    cities = (HOME_CITY, find_city("无锡"))
    airports = Airports(season(cities=cities, regions=(), flights=flights), Assumptions())
    return schedule_of(airports, Air(), day_pattern(airports.flights, 0))


def imported(number: str, depart: int, arrive: int, **fields: object) -> Flight:
    """A flight from home to Wuxi."""
    values = {"number": number, "origin": "500116", "destination": "320200"}
    return Flight.model_validate(values | {"depart_minute": depart, "arrive_minute": arrive} | fields)


def test_an_estimated_flight_leaves_when_one_is_ready() -> None:
    # Kerb at 08:00, 90 minutes of overhead: 09:30 = 570. 1,333 km at 750 km/h = 106.7 -> 107 min, and 30.
    assert flying(schedule(), 0, 1, 480) == (570, 707, -1)


def test_an_estimated_flight_waits_for_the_morning_and_does_not_leave_by_night() -> None:
    assert flying(schedule(), 0, 1, 120) == (420, 557, -1)
    # 20:00 and 90 minutes: 21:30, the last; a minute later none.
    assert flying(schedule(), 0, 1, 1_200)[0] == 1_290
    assert flying(schedule(), 0, 1, 1_201) == NEVER_FLOWN


def test_imported_flights_replace_the_estimate_of_their_direction() -> None:
    table = schedule(imported("A", 600, 740), imported("B", 900, 1_040))
    assert flying(table, 0, 1, 510) == (600, 740, 0)
    assert flying(table, 0, 1, 511) == (900, 1_040, 1)
    assert flying(table, 0, 1, 811) == NEVER_FLOWN
    assert flying(table, 1, 0, 510)[2] == -1


def test_a_flight_that_a_later_one_beats_is_never_taken() -> None:
    table = schedule(imported("slow", 600, 900), imported("fast", 660, 800))
    assert flying(table, 0, 1, 480) == (660, 800, 1)


def test_a_flight_flies_on_its_weekdays() -> None:
    tuesdays = (False, True, False, False, False, False, False)
    table = schedule(imported("A", 600, 740, weekdays=tuesdays))
    assert flying(table, 0, 1, 480) == NEVER_FLOWN


def test_a_flight_that_lands_after_four_is_left_out() -> None:
    assert flying(schedule(imported("A", 1_380, 1_681)), 0, 1, 480) == NEVER_FLOWN


def test_nothing_is_estimated_below_five_hundred_kilometres() -> None:
    airports = Airports(season(cities=(HOME_CITY, find_city("成都")), regions=()), Assumptions())
    assert flying(schedule_of(airports, Air(), ()), 0, 1, 480) == NEVER_FLOWN


def test_over_water_even_a_short_flight_is_estimated() -> None:
    airports = Airports(
        season(cities=(HOME_CITY, find_city("厦门"), find_city("台北")), regions=()), Assumptions()
    )
    # 351 km at 750 km/h: 28.1 -> 29 min, and 30.
    assert flying(schedule_of(airports, Air(), ()), 1, 2, 480) == (570, 629, -1)
