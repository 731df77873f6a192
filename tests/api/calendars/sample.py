"""A season and its plans, by hand: a trip of two days by train, one of a day by car, two events.

``PUBLISHED`` is the first plan; ``REPLANNED`` follows it: 苏州灯塔 is not met any more,
无锡远帆 an hour later, the forum moves, and the second trip is off.
"""

from datetime import date, timedelta

from planner.clock import at
from planner.company import Channel, Company, Contact
from planner.event import Event, EventKind
from planner.history import with_history
from planner.person import Chain, Person, Rank
from planner.place import Site
from planner.plan import Day, EventDate, Leg, Mode, Pause, Plan, Point, Revision, Ride, Status, Trip, Visit
from planner.season import Season
from tests.builders import HOME_CITY, MONDAY, SUZHOU, WUXI, busy, company, person, season

TUESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 3, 4))
MADE_AT = at(date(2027, 2, 1), 540)
REMADE_AT = at(date(2027, 2, 8), 615)
NO_HISTORY = Revision(uid="", created_at=MADE_AT, changed_at=MADE_AT)

PEOPLE: tuple[Person, ...] = (
    person("甲书记", Rank.PRINCIPAL, id="p01", title="区委书记", busy=(busy(FRIDAY),)),
    person("乙副区长", Rank.DEPUTY, id="p02", title="副区长"),
    person("丙副局长", Rank.DEPARTMENT_DEPUTY, id="p03", title="招商投资局副局长", order=2),
    person("丁干事", Rank.STAFF, id="p04"),
    person("戊干事", Rank.STAFF, id="p05", order=1),
)
COMPANIES: tuple[Company, ...] = (
    company(
        "苏州云杉装备（虚构）有限公司",
        MONDAY,
        id="c01",
        chain="equipment",
        site=Site(city=SUZHOU.adcode, address="工业园区星海街1号; 3幢, 2层", lat=31.3212345678, lon=120.7),
        contact=Contact(name="周某", title="董事会秘书", phone="0512-0000 0001"),
        channel=Channel(kind="以商引商", companion="虚构商会"),
    ),
    company("苏州灯塔“智造”\\测试厂", MONDAY, id="c02"),
    company("无锡远帆 🚜 农机 Ltd.", TUESDAY, id="c03", city=WUXI, contact=Contact(phone="13900000000")),
    company("无锡白露材料", THURSDAY, id="c04", city=WUXI),
)
SEASON: Season = season(
    id="sample-2027-spring",
    title="2027年春季招商季",
    people=PEOPLE,
    companies=COMPANIES,
    chains=(Chain(id="equipment", name="装备制造", chief="p02"),),
    events=(
        Event(
            id="forum-1",
            kind=EventKind.FORUM,
            title="装备制造企业家联谊会",
            candidate_days=(THURSDAY, FRIDAY),
            required=("p02",),
            wished=("p01",),
            venue="江津区行政中心, 二号会议厅",
            company_count=30,
            expert_count=5,
        ),
        Event(
            id="joint-3",
            kind=EventKind.JOINT_MEETING,
            title="3月联席会议",
            candidate_days=(FRIDAY,),
            required=("p01",),
        ),
    ),
)
HOME = Point(name="江津", city=HOME_CITY.adcode, lat=HOME_CITY.lat, lon=HOME_CITY.lon)
CHONGQING_WEST = Point(name="重庆西", city="500107", lat=29.51, lon=106.45)
SUZHOU_NORTH = Point(name="苏州北", city=SUZHOU.adcode, lat=31.42, lon=120.64)
WUXI_AIRPORT = Point(name="苏南硕放机场", city=WUXI.adcode, lat=31.49, lon=120.43)
CHONGQING_AIRPORT = Point(name="江北机场", city="500112", lat=29.72, lon=106.64)
SUZHOU_HOTEL = Point(name="苏州", city=SUZHOU.adcode, lat=SUZHOU.lat, lon=SUZHOU.lon)


def door(identity: str) -> Point:
    """The door of a company of the sample."""
    [found] = [item for item in COMPANIES if item.id == identity]
    return Point(name=found.name, city=found.site.city, lat=found.site.lat, lon=found.site.lon)


def ride(
    day: date,
    origin: Point,
    depart: int,
    destination: Point,
    arrive: int,
    mode: Mode = Mode.ROAD,
    number: str = "",
) -> Ride:
    """A ride between two minutes of ``day``; only a train with a number is no estimate."""
    return Ride(
        mode=mode,
        number=number,
        origin=origin,
        destination=destination,
        depart=at(day, depart),
        arrive=at(day, arrive),
        distance_km=10,
        estimated=not number,
    )


def leg(*rides: Ride) -> Leg:
    """The leg of ``rides`` made one after another."""
    return Leg(
        revision=NO_HISTORY,
        origin=rides[0].origin,
        destination=rides[-1].destination,
        depart=rides[0].depart,
        arrive=rides[-1].arrive,
        rides=rides,
        fare_cny=500,
    )


def visit(identity: str, day: date, start: int) -> Visit:
    """A visit of an hour and a half."""
    return Visit(revision=NO_HISTORY, company=identity, start=at(day, start), end=at(day, start + 90))


def eastern_trip(*, meets_lighthouse: bool = True, later_minutes: int = 0) -> Trip:
    """Two days: to 苏州 by train, a night there, 无锡 in the morning, home by an estimated flight."""
    first, second = door("c01"), door("c02")
    there = leg(
        ride(MONDAY, HOME, 420, CHONGQING_WEST, 465),
        ride(MONDAY, CHONGQING_WEST, 480, SUZHOU_NORTH, 790, Mode.RAIL, "G1234"),
        ride(MONDAY, SUZHOU_NORTH, 800, first, 825),
    )
    around = [leg(ride(MONDAY, first, 930, second, 960))] if meets_lighthouse else []
    last = second if meets_lighthouse else first
    hotel = leg(ride(MONDAY, last, 1_065, SUZHOU_HOTEL, 1_085))
    start = 540 + later_minutes
    back = leg(
        ride(TUESDAY, door("c03"), 720, WUXI_AIRPORT, 740),
        ride(TUESDAY, WUXI_AIRPORT, 830, CHONGQING_AIRPORT, 1_000, Mode.FLIGHT),
        ride(TUESDAY, CHONGQING_AIRPORT, 1_030, HOME, 1_090),
    )
    met = (visit("c01", MONDAY, 840), *((visit("c02", MONDAY, 975),) if meets_lighthouse else ()))
    return Trip(
        id="provisional",
        revision=NO_HISTORY,
        base="home",
        region="csj",
        leader="p01",
        members=("p04", "p03", "p05"),
        days=(
            Day(day=MONDAY, visits=met, legs=(there, *around, hotel), night=SUZHOU.adcode),
            Day(
                day=TUESDAY,
                visits=(visit("c03", TUESDAY, start),),
                legs=(leg(ride(TUESDAY, SUZHOU_HOTEL, 480, door("c03"), 525)), back),
                lunch=Pause(start=at(TUESDAY, 700), end=at(TUESDAY, 720)),
            ),
        ),
        fares_cny=4_000,
        lodging_cny=1_530,
    )


def second_trip() -> Trip:
    """A day in 无锡; the way out takes no time at all, so that no calendar shows it."""
    nowhere = leg(ride(THURSDAY, door("c04"), 540, door("c04"), 540))
    home = leg(ride(THURSDAY, door("c04"), 660, HOME, 1_200))
    return Trip(
        id="provisional too",
        revision=NO_HISTORY,
        base="home",
        region="csj",
        leader="p02",
        members=("p04", "p05"),
        days=(Day(day=THURSDAY, visits=(visit("c04", THURSDAY, 550),), legs=(nowhere, home)),),
        fares_cny=2_000,
        lodging_cny=0,
    )


def held(identity: str, day: date, *attending: str) -> EventDate:
    """An event of the sample on ``day`` at nine, for three hours."""
    [event] = [item for item in SEASON.events if item.id == identity]
    return EventDate(
        revision=NO_HISTORY,
        event=identity,
        kind=event.kind,
        title=event.title,
        start=at(day, 540),
        end=at(day, 720),
        venue=event.venue,
        attending=attending,
        missing=("p01",) if "p01" not in attending else (),
    )


def plan(*trips: Trip, events: tuple[EventDate, ...]) -> Plan:
    """A plan of the sample without history."""
    return Plan(season=SEASON.id, made_at=MADE_AT, status=Status.FEASIBLE, trips=trips, events=events)


PUBLISHED = with_history(
    plan(
        eastern_trip(),
        second_trip(),
        events=(held("forum-1", FRIDAY, "p02"), held("joint-3", FRIDAY, "p01", "p02", "p03")),
    ),
    None,
    MADE_AT,
)
REPLANNED = with_history(
    plan(
        eastern_trip(meets_lighthouse=False, later_minutes=60),
        events=(held("forum-1", THURSDAY, "p02", "p01"), held("joint-3", FRIDAY, "p01", "p02", "p03")),
    ),
    PUBLISHED,
    REMADE_AT,
)
