"""A season in which every rule has something to hold, a plan of it that breaks none, and ways to break one.

Home is 常州: 81 km from the centre of 苏州, 48 km from 无锡; the two are 34 km apart; 1 km takes a minute.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from api.texts import say
from planner.audit import Audit, audit
from planner.event import Event, EventKind
from planner.person import Chain, Rank, Unit
from planner.place import Site
from planner.plan import Plan
from planner.season import Base, Season
from tests.builders import HOME_CITY, MONDAY, SUZHOU, WUXI, company, person, season
from tests.fake_times import FakeTimes
from tests.plans import make_plan, make_trip, replaced, restated
from tests.tiny_seasons import CHANGZHOU

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=k) for k in range(1, 5))
TIMES = FakeTimes()


def event(name: str, day: date, **fields: Any) -> Event:
    defaults = {"id": name, "kind": EventKind.OTHER, "title": name, "candidate_days": (day,)}
    return Event(**defaults | fields)


def scene(**fields: Any) -> Season:
    """Five companies, of which four are met, and three events, of which two are held."""
    north = Site(city=WUXI.adcode, lat=WUXI.lat + 0.1, lon=WUXI.lon)
    defaults = {
        "home": Base(
            id="home", name="常州", site=Site(city=CHANGZHOU.adcode, lat=CHANGZHOU.lat, lon=CHANGZHOU.lon)
        ),
        "cities": (HOME_CITY, CHANGZHOU, SUZHOU, WUXI),
        "units": (Unit(id="bureau", name="招商投资局"), Unit(id="park", name="园区")),
        "chains": (Chain(id="food", name="食品", chief="head"),),
        "people": (
            person("head", Rank.PRINCIPAL),
            person("deputy", Rank.DEPUTY),
            person("ann", skills=("德语",), unit="park"),
            person("bob"),
            person("cat"),
        ),
        "companies": (
            company("a", MONDAY, kinds=("500强",)),
            company("b", MONDAY, city=WUXI, visit_minutes=120),
            company("c", TUESDAY, city=WUXI, site=north),
            company("d", THURSDAY, kinds=("500强",), chain="food"),
            company("e"),
        ),
        "events": (
            event("forum", WEDNESDAY, required=("head",), wished=("deputy", "ann")),
            event("signing", FRIDAY, required=("deputy",), wished=("head",), after=("forum",)),
            event("training", FRIDAY, optional=True, required=("bob",)),
        ),
    }
    return season(**defaults | fields)


def plan_of(planned: Season) -> Plan:
    """Deputy, ann and bob meet a and b on Monday, c on Tuesday; head, ann and cat meet d on Thursday."""
    first = make_trip(
        planned,
        TIMES,
        "first",
        ("deputy", "ann", "bob"),
        [(MONDAY, ("a", "b"), WUXI.adcode), (TUESDAY, ("c",), None)],
    )
    second = make_trip(planned, TIMES, "second", ("head", "ann", "cat"), [(THURSDAY, ("d",), None)])
    return make_plan(planned, TIMES, (first, second), {"forum": WEDNESDAY, "signing": FRIDAY})


def audited(planned: Season, plan: Plan) -> Audit:
    return audit(planned, plan, TIMES)


def rules_broken(planned: Season, plan: Plan) -> set[str]:
    """The rules that ``plan`` breaks, its figures put right first, so that only rules can be."""
    found = audited(planned, restated(planned, TIMES, plan)).violations
    for violation in found:  # a word missing from a sentence raises KeyError
        assert say(f"audit.rule.{violation.rule}", "zh", **violation.detail)
    return {violation.rule for violation in found}


def broken_by_season(*path: str | int, to: Any) -> set[str]:
    """The rules that the plan of the scene breaks once the season is changed at ``path``."""
    return rules_broken(replaced(scene(), path, to), plan_of(scene()))


def broken_by_plan(*path: str | int, to: Any, planned: Season | None = None) -> set[str]:
    """The rules that the plan of the scene breaks once it is changed at ``path``."""
    planned = scene() if planned is None else planned
    return rules_broken(planned, replaced(plan_of(planned), path, to))


def shifted(minutes: int) -> Any:
    """A change to an instant."""
    return lambda instant: instant + timedelta(minutes=minutes)


def without(items: Sequence[Any], *gone: Any) -> tuple[Any, ...]:
    return tuple(item for item in items if item not in gone)
