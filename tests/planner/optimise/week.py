"""A working week in which nothing costs anything: a plan's value is what its companies are worth.

Home is 常州. Who leaves it at 07:00 is in 无锡 at 08:20, in 苏州 at 08:45; between the two it takes 65
minutes outside the rush hours. 苏州 and 无锡 are the region ``east``, 南京 and 镇江 ``west``. The head
travels alone unless a test says otherwise.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from planner.company import Company, Stage
from planner.person import Person, Rank, Unit
from planner.place import City, Site
from planner.plan import Plan
from planner.rules import DayHours, LodgingLimit, Rules, TravelCosts, Weights
from planner.season import Base, Season
from tests.builders import HOME_CITY, MONDAY, SUZHOU, WUXI, company, person, season
from tests.tiny_seasons import CHANGZHOU, EAST, NANJING, WEST, ZHENJIANG

Solved = Callable[..., Plan]
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=k) for k in range(1, 7))
NEXT_MONDAY, NEXT_TUESDAY = (MONDAY + timedelta(days=k) for k in (7, 8))
HEAD, DEPUTY = person("head", Rank.PRINCIPAL), person("deputy", Rank.DEPUTY)
ANN, BOB, CAT = person("ann"), person("bob"), person("cat")
NOTHING = (0, 0, 0, 0, 0)
FREE = TravelCosts(
    rail_milli_cny_per_km=0,
    flight_milli_cny_per_km=0,
    flight_fee_cny=0,
    road_milli_cny_per_km=0,
    lodging=(LodgingLimit(city="*", limits_cny=NOTHING),),
)


def weights(**fields: Any) -> Weights:
    """Nothing but the worth of companies, without the premium for the chief of their chain."""
    plain: dict[str, Any] = {
        "least_company_points": 0,
        "chief_fit_percent": 100,
        "region_coverage": (),
        "chain_coverage": (),
        "attendance": NOTHING,
        "points_per_travel_minute": 0,
        "points_per_trip": 0,
        "load_steps": (),
        "change_visit_dropped": 0,
        "change_visit_moved": 0,
        "change_event_moved": 0,
        "change_person_day": 0,
    }
    return Weights(**plain | fields)


def rules(hours: dict[str, int] | None = None, **fields: Any) -> Rules:
    """Rules that limit nothing beyond the hours of the day, and cost nothing."""
    return Rules(**{"hours": DayHours(**hours or {}), "costs": FREE, "weights": weights()} | fields)


def base(name: str = "home", city: City = CHANGZHOU, **fields: Any) -> Base:
    """A base in the centre of a city that sends leaders without staff."""
    site = Site(city=city.adcode, lat=city.lat, lon=city.lon)
    return Base(**{"id": name, "name": name, "site": site, "least_staff": 0} | fields)


def prospect(name: str, points: int, *days: Any, city: City = SUZHOU, **fields: Any) -> Company:
    """A company in the centre of ``city`` worth exactly ``points``, open all of ``days``.

    25,000 yuan x 400 permille (negotiating) x 100 points / 10^9 are one point.
    """
    worth = {"expected_investment_cny": 25_000 * points, "stage": Stage.NEGOTIATING, "visit_minutes": 60}
    return company(name, *days, city=city, **worth | fields)


def week(*companies: Company, people: tuple[Person, ...] = (HEAD,), **fields: Any) -> Season:
    """Monday 2027-03-01 to Tuesday of the week after, the head alone at home."""
    plain: dict[str, Any] = {
        "last": NEXT_TUESDAY,
        "home": base(),
        "cities": (HOME_CITY, CHANGZHOU, SUZHOU, WUXI, NANJING, ZHENJIANG),
        "regions": (EAST, WEST),
        "units": (Unit(id="bureau", name="招商投资局"), Unit(id="park", name="园区")),
        "rules": rules(),
    }
    return season(companies=companies, people=people, **plain | fields)


def met(plan: Plan) -> str:
    """The companies met, in order of time, by name."""
    visits = sorted((visit.start, visit.company) for trip in plan.trips for visit in trip.visits)
    return "".join(company for _, company in visits)
