"""Small seasons for tests: two cities an hour's drive apart, a home, a few people, defaults everywhere."""

from datetime import date
from typing import Any

from planner.clock import at
from planner.company import Company, Needs
from planner.person import Person, Rank, Unit
from planner.place import City, Datum, Region, Site
from planner.season import Base, Season
from planner.window import Busy, Window

MONDAY = date(2027, 3, 1)
HOME_CITY = City(adcode="500116", name="江津", province="重庆", lat=29.29, lon=106.26, airport="CKG")
SUZHOU = City(adcode="320500", name="苏州", province="江苏", lat=31.30, lon=120.58, datum=Datum.WGS84)
WUXI = City(adcode="320200", name="无锡", province="江苏", lat=31.49, lon=120.31, airport="WUX")
EAST = Region(id="csj", name="长三角", cities=(SUZHOU.adcode, WUXI.adcode))


def window(day: date, opens: int = 540, closes: int = 1_080) -> Window:
    """A window on ``day`` between two minutes of it."""
    return Window(start=at(day, opens), end=at(day, closes))


def busy(day: date, first: int = 540, last: int = 720) -> Busy:
    """A busy span on ``day`` between two minutes of it."""
    return Busy(start=at(day, first), end=at(day, last), title="会议")


def person(name: str, rank: Rank = Rank.STAFF, **fields: Any) -> Person:
    """A person of the unit ``bureau`` whose id is the name."""
    return Person(**{"id": name, "name": name, "unit": "bureau", "rank": rank} | fields)


def company(name: str, *days: date, city: City = SUZHOU, **fields: Any) -> Company:
    """A company in the centre of ``city``, open all of ``days``, worth the least a company is worth."""
    defaults: dict[str, Any] = {
        "id": name,
        "name": name,
        "site": Site(city=city.adcode, lat=city.lat, lon=city.lon),
        "windows": tuple(window(day) for day in days),
        "needs": Needs(),
    }
    return Company(**defaults | fields)


def season(**fields: Any) -> Season:
    """One working week from Monday 2027-03-01 with a head, a deputy and three staff unless told otherwise."""
    defaults: dict[str, Any] = {
        "id": "test",
        "title": "测试季",
        "first": MONDAY,
        "last": date(2027, 3, 5),
        "as_of": at(date(2027, 2, 1), 540),
        "home": Base(
            id="home", name="江津", site=Site(city=HOME_CITY.adcode, lat=HOME_CITY.lat, lon=HOME_CITY.lon)
        ),
        "cities": (HOME_CITY, SUZHOU, WUXI),
        "regions": (EAST,),
        "units": (Unit(id="bureau", name="招商投资局"),),
        "people": (
            person("head", Rank.PRINCIPAL),
            person("deputy", Rank.DEPUTY),
            person("ann"),
            person("bob"),
            person("cat"),
        ),
    }
    return Season(**defaults | fields)
