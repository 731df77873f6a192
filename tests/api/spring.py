"""A small season with plans that keep every rule, for tests of what is stored and published."""

from datetime import date, timedelta

from api.store import documents
from api.store.drafts import keep_draft
from api.store.season_records import load
from api.store.work import Actor, Work
from planner.clock import at
from planner.company import FirstContact
from planner.event import Event, EventKind
from planner.person import Chain, Person, Rank, Unit
from planner.plan import Plan
from planner.season import Season
from planner.travel.network import Network
from tests.builders import MONDAY, SUZHOU, WUXI, busy, company, person, season
from tests.plans import make_plan, make_trip

TUESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 3, 4))
PLANNER = Actor(id="planner-1", name="甲规划")
OTHER = Actor(id="planner-2", name="乙规划")
NOW = at(date(2027, 2, 8), 600)

PEOPLE: tuple[Person, ...] = (
    person("江书记", Rank.PRINCIPAL, id="head"),
    person("陆副区长", Rank.DEPUTY, id="deputy", unit="park"),
    person("安干事", id="ann"),
    person("包干事", id="bob", unit="park", busy=(busy(THURSDAY),)),
    person("蔡干事", id="cat"),
)
SEASON: Season = season(
    id="spring",
    title="2027年春季招商季",
    units=(Unit(id="bureau", name="招商投资局"), Unit(id="park", name="德望工业园")),
    people=PEOPLE,
    chains=(Chain(id="equipment", name="装备制造", chief="deputy"),),
    companies=(
        company(
            "苏州云杉装备",
            MONDAY,
            TUESDAY,
            id="a",
            chain="equipment",
            expected_investment_cny=10**9,
            first_contact=FirstContact(unit="bureau"),
        ),
        company("无锡远帆农机", MONDAY, TUESDAY, id="b", city=WUXI, expected_investment_cny=3 * 10**8),
        company("苏州灯塔材料", TUESDAY, THURSDAY, id="c", first_contact=FirstContact(unit="park")),
    ),
    events=(
        Event(
            id="forum",
            kind=EventKind.FORUM,
            title="装备制造企业家联谊会",
            candidate_days=(THURSDAY, FRIDAY),
            wished=("head",),
        ),
    ),
)
_TIMES = Network(SEASON)
CREW = ("head", "ann", "cat")


def plan_of_visits(
    *visits: tuple[date, tuple[str, ...], str | None], crew: tuple[str, ...] = CREW, forum: date = FRIDAY
) -> Plan:
    """The plan of one trip with these visits of each day (and the city of its night), and the forum."""
    trip = make_trip(SEASON, _TIMES, "T01", crew, visits)
    return make_plan(SEASON, _TIMES, (trip,), {"forum": forum})


FIRST = plan_of_visits((MONDAY, ("a",), WUXI.adcode), (TUESDAY, ("b",), None))
SECOND = plan_of_visits((MONDAY, ("b",), SUZHOU.adcode), (TUESDAY, ("a",), None), forum=THURSDAY)
THIRD = plan_of_visits((MONDAY, ("a",), SUZHOU.adcode), (TUESDAY, ("c",), None))


def kept_season(work: Work, given: Season = SEASON) -> str:
    """Keep the records of the season, and it as a document; the document's digest."""
    load(work, given)
    return documents.put(work, given.model_dump_json())


def drafted(work: Work, plan: Plan = FIRST, based_on: int | None = None, title: str = "") -> str:
    """Keep ``plan`` as a draft of the season, whose records must be there already; its id."""
    digest = documents.put(work, SEASON.model_dump_json())
    return keep_draft(
        work, season_id=SEASON.id, season_document=digest, plan=plan, based_on=based_on, title=title
    )
