"""A season too large to try everything: 26 companies in four cities, two weeks, eight people, two events."""

from datetime import date, timedelta
from functools import cache
from random import Random

from planner.company import Company, Needs, Stage
from planner.event import Event, EventKind
from planner.person import Chain, Person, Rank, Unit
from planner.place import Site
from planner.season import AwayLimit, Base, Season
from tests.builders import MONDAY, SUZHOU, WUXI, busy, company, person, season, window
from tests.tiny_seasons import CHANGZHOU, EAST, NANJING, WEST, ZHENJIANG

COMPANIES = 26
DAYS = tuple(MONDAY + timedelta(days=k) for k in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))
NEEDS = (Needs(), Needs(), Needs(least_rank=Rank.DEPUTY), Needs(skills=("德语",)), Needs(chief=True))
HOURS = ((540, 720), (540, 1_080), (810, 1_080))


@cache
def quarter() -> Season:
    """Drawn once; every rule of the default season, with every term of its objective."""
    dice = Random(26)
    return season(
        last=DAYS[-1],
        home=Base(
            id="home",
            name="常州",
            site=Site(city=CHANGZHOU.adcode, lat=CHANGZHOU.lat, lon=CHANGZHOU.lon),
            least_staff=1,
        ),
        cities=(CHANGZHOU, SUZHOU, WUXI, NANJING, ZHENJIANG),
        regions=(EAST, WEST),
        units=(Unit(id="bureau", name="招商投资局"),),
        chains=(Chain(id="food", name="食品", chief="dan"), Chain(id="gear", name="装备", chief="deputy")),
        people=_people(),
        companies=tuple(_company(dice, number) for number in range(COMPANIES)),
        events=_events(),
        away_limits=(AwayLimit(id="principals", people=("head", "mayor")),),
    )


def _company(dice: Random, number: int) -> Company:
    city = dice.choice((SUZHOU, WUXI, NANJING, ZHENJIANG))
    days: list[date] = sorted(dice.sample(DAYS, dice.randint(1, 4)))
    return company(
        f"c{number:02d}",
        city=city,
        site=Site(city=city.adcode, lat=city.lat + dice.randint(-9, 9) / 100, lon=city.lon),
        windows=tuple(window(day, *dice.choice(HOURS)) for day in days),
        chain=dice.choice((None, "food", "gear")),
        expected_investment_cny=dice.choice((10**8, 3 * 10**8, 10**9)),
        stage=dice.choice((Stage.CONTACTED, Stage.INTERESTED, Stage.NEGOTIATING)),
        visit_minutes=dice.choice((60, 90, 120)),
        needs=dice.choice(NEEDS),
    )


def _people() -> tuple[Person, ...]:
    return (
        person("head", Rank.PRINCIPAL, busy=(busy(DAYS[2]),), most_days_away=3),
        person("mayor", Rank.PRINCIPAL, busy=(busy(DAYS[6]),), most_days_away=3),
        person("deputy", Rank.DEPUTY),
        person("dan", Rank.DEPARTMENT_HEAD),
        person("ann", skills=("德语",)),
        person("bob"),
        person("cat", skills=("德语",), busy=(busy(DAYS[4]),)),
        person("dov"),
    )


def _events() -> tuple[Event, ...]:
    """A forum in the first week, and the signing after it in the second."""
    forum = Event(
        id="forum",
        kind=EventKind.FORUM,
        title="联谊会",
        candidate_days=DAYS[2:6],
        required=("dan",),
        wished=("head", "deputy"),
    )
    signing = Event(
        id="signing",
        kind=EventKind.SIGNING_CEREMONY,
        title="集中签约",
        candidate_days=DAYS[6:],
        required=("head",),
        wished=("mayor", "deputy"),
        after=("forum",),
    )
    return (forum, signing)
