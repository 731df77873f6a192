from typing import Any

from planner.clock import at
from planner.plan import Mode, Plan, Ride
from planner.season import Season
from planner.timetable import Call, Flight, Service, Station, Timetable, Train
from tests.builders import MONDAY, SUZHOU, WUXI
from tests.planner.audit.scene import broken_by_plan, broken_by_season, plan_of, rules_broken, scene, shifted
from tests.plans import car, replaced
from tests.tiny_seasons import CHANGZHOU

# Monday: 07:00 home to a, 08:25; 10:30 a to b, 11:05; 14:30 b to the hotel at the same spot.
MONDAY_LEGS = ("trips", 0, "days", 0, "legs")
EVERY_DAY = (True,) * 7


def test_legs_lead_over_the_visits_and_hotels() -> None:
    elsewhere = {"lat": SUZHOU.lat + 0.01, "lon": SUZHOU.lon}
    moved = replaced(scene(), ("companies", 0, "site"), lambda site: site.model_copy(update=elsewhere))
    # Written for the old door, the legs to and from a miss the new one.
    assert rules_broken(moved, plan_of(moved)) == set()
    assert rules_broken(moved, plan_of(scene())) == {"leg_ends"}


def test_a_leg_takes_at_least_its_time() -> None:
    # 81 minutes from 07:00 end at 08:21, on the grid 08:25; the car is there at 08:25 at the latest.
    later = replaced(plan_of(scene()), (*MONDAY_LEGS, 0, "depart"), shifted(4))
    later = replaced(later, (*MONDAY_LEGS, 0, "rides", 0, "depart"), shifted(4))
    assert rules_broken(scene(), later) == set()
    too_late = replaced(later, (*MONDAY_LEGS, 0, "depart"), shifted(6))
    too_late = replaced(too_late, (*MONDAY_LEGS, 0, "rides", 0, "depart"), shifted(6))
    assert rules_broken(scene(), too_late) == {"leg_time"}


def test_a_leg_arrives_on_the_grid() -> None:
    assert broken_by_plan(*MONDAY_LEGS, 0, "arrive", to=shifted(5)) == set()
    assert broken_by_plan(*MONDAY_LEGS, 0, "arrive", to=shifted(3)) == {"leg_grid"}


def test_a_leg_inside_the_region_is_not_too_long() -> None:
    # a to b takes 35 minutes on the grid; the 85 minutes from home to a are not bound.
    assert broken_by_season("rules", "hours", "most_leg_minutes", to=35) == set()
    assert broken_by_season("rules", "hours", "most_leg_minutes", to=34) == {"leg_length"}


def test_rides_connect_in_place_and_time() -> None:
    leg = plan_of(scene()).trips[0].days[0].legs[1]
    half = leg.origin.model_copy(update={"name": "半路", "lat": 31.4, "lon": 120.45})
    middle = at(MONDAY, 645)
    there, onward = car(leg.origin, half, leg.depart, middle), car(half, leg.destination, middle, leg.arrive)

    def ridden(*rides: Ride) -> set[str]:
        return broken_by_plan(*MONDAY_LEGS, 1, "rides", to=rides)

    assert ridden(there, onward) == set()
    assert ridden(there) == {"rides"}
    assert ridden(onward) == {"rides"}
    assert ridden() == {"rides"}
    assert ridden(there, onward.model_copy(update={"depart": at(MONDAY, 640)})) == {"rides"}
    assert ridden(there, onward.model_copy(update={"arrive": at(MONDAY, 666)})) == {"rides"}
    assert ridden(there.model_copy(update={"depart": at(MONDAY, 629)}), onward) == {"rides"}


def test_a_leg_to_the_same_spot_needs_no_ride() -> None:
    assert plan_of(scene()).trips[0].days[0].legs[2].rides == ()


def _timetabled(*services: Service) -> Season:
    """A train from 苏州 at 10:40 to 无锡 at 10:55, that started at 23:00 the day before."""
    stations = tuple(
        Station(id=city.adcode, name=city.name, lat=city.lat, lon=city.lon)
        for city in (CHANGZHOU, SUZHOU, WUXI)
    )
    # Minutes of the day it starts on: 1,440 + 640 and 1,440 + 655.
    calls = (Call(0, 1_380, 1_380), Call(1, 2_078, 2_080), Call(2, 2_095, 2_097))
    train = Train(number="G7001", service="daily", calls=calls)
    return scene(timetable=Timetable(stations=stations, services=services, trains=(train,)))


def _by_train(planned: Season, **fields: Any) -> Plan:
    leg = plan_of(planned).trips[0].days[0].legs[1]
    train = car(leg.origin, leg.destination, at(MONDAY, 640), at(MONDAY, 655))
    ridden = train.model_copy(update={"mode": Mode.RAIL, "number": "G7001", "estimated": False} | fields)
    plan: Plan = replaced(plan_of(planned), (*MONDAY_LEGS, 1, "rides"), (ridden,))
    return plan


def test_a_train_runs_that_day_at_these_times() -> None:
    daily = Service(
        id="daily", weekdays=EVERY_DAY, first=MONDAY.replace(month=1), last=MONDAY.replace(month=12)
    )
    planned = _timetabled(daily)
    late = {"timetable"}
    assert rules_broken(planned, _by_train(planned)) == set()
    assert rules_broken(planned, _by_train(planned, number="G7002")) == late
    assert rules_broken(planned, _by_train(planned, depart=at(MONDAY, 641))) == late
    assert rules_broken(planned, _by_train(planned, arrive=at(MONDAY, 654))) == late
    assert rules_broken(scene(), _by_train(scene())) == late
    # It starts on Sundays; running on Mondays alone it never calls on a Monday morning.
    mondays = daily.model_copy(update={"weekdays": (True, False, False, False, False, False, False)})
    assert rules_broken(_timetabled(mondays), _by_train(planned)) == late


def test_a_train_is_not_ridden_backwards() -> None:
    daily = Service(
        id="daily", weekdays=EVERY_DAY, first=MONDAY.replace(month=1), last=MONDAY.replace(month=12)
    )
    planned = _timetabled(daily)
    back = replaced(planned, ("timetable", "trains", 0, "calls"), lambda calls: tuple(reversed(calls)))
    assert rules_broken(back, _by_train(planned)) == {"timetable"}


def test_an_estimated_train_says_so() -> None:
    assert rules_broken(scene(), _by_train(scene(), number="", estimated=True)) == set()
    assert rules_broken(scene(), _by_train(scene(), number="", estimated=False)) == {"timetable"}


def test_a_flight_is_in_the_table_on_that_weekday() -> None:
    flight = Flight(
        number="CA1", origin=SUZHOU.adcode, destination=WUXI.adcode, depart_minute=640, arrive_minute=655
    )
    tuesdays = (False, True, False, False, False, False, False)
    flown = _by_train(scene(), mode=Mode.FLIGHT, number="CA1")
    assert rules_broken(scene(flights=(flight,)), flown) == set()
    assert rules_broken(scene(flights=(flight.model_copy(update={"weekdays": tuesdays}),)), flown) == {
        "timetable"
    }
    assert rules_broken(scene(flights=(flight.model_copy(update={"arrive_minute": 660}),)), flown) == {
        "timetable"
    }
