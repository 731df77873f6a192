"""A season whose leaders are on the road all the time: 20 people with 200 entries each in their calendars."""

from datetime import date, timedelta

from api.calendars.target import Target, TargetKind
from api.store.database import Database
from api.store.subscriptions import Order, make
from planner.clock import at
from planner.company import Company
from planner.person import Rank
from planner.plan import Day, Leg, Mode, Plan, Point, Revision, Ride, Status, Trip, Visit
from planner.season import Season
from tests.api.calendars.sample import MADE_AT
from tests.api.feeds.publishing import NOW, OFFICE
from tests.builders import HOME_CITY, MONDAY, company, person, season

DELEGATIONS, TRIPS_EACH, VISITS_A_TRIP = 5, 25, 3
ENTRIES = TRIPS_EACH * (1 + VISITS_A_TRIP + VISITS_A_TRIP + 1)  # the trip, its visits, its legs
_BLANK = Revision(uid="", created_at=MADE_AT, changed_at=MADE_AT)
_HOME = Point(name=HOME_CITY.name, city=HOME_CITY.adcode, lat=HOME_CITY.lat, lon=HOME_CITY.lon)

PEOPLE = tuple(
    person(f"领导{group}{k}", Rank.DEPUTY if k == 0 else Rank.STAFF, id=f"p{group}{k}", title="副区长")
    for group in range(DELEGATIONS)
    for k in range(4)
)
COMPANIES = tuple(
    company(f"苏州虚构装备制造第{k}有限公司", MONDAY, id=f"c{k}")
    for k in range(DELEGATIONS * TRIPS_EACH * VISITS_A_TRIP)
)


def busy_season() -> Season:
    """The season."""
    last = MONDAY + timedelta(days=90)
    return season(id="busy", title="2027年春季招商季", last=last, people=PEOPLE, companies=COMPANIES)


def busy_plan() -> Plan:
    """Its plan, without history: each delegation makes a trip of a day every other working day."""
    trips = [_trip(group, number) for group in range(DELEGATIONS) for number in range(TRIPS_EACH)]
    return Plan(season="busy", made_at=MADE_AT, status=Status.FEASIBLE, trips=tuple(trips))


def subscriptions_for(database: Database, count: int) -> list[str]:
    """The tokens of so many new subscriptions, spread over all people, half of them with alarms."""
    with database.work(OFFICE, NOW) as work:
        return [
            make(
                work,
                Order(
                    target=Target(kind=TargetKind.PERSON, id=PEOPLE[k % len(PEOPLE)].id),
                    alarms=k // len(PEOPLE) % 2 == 1,
                    label=f"手机{k}",
                ),
            )[1]
            for k in range(count)
        ]


def _trip(group: int, number: int) -> Trip:
    day = MONDAY + timedelta(days=number * 3)
    first = (group * TRIPS_EACH + number) * VISITS_A_TRIP
    met = COMPANIES[first : first + VISITS_A_TRIP]
    places = [_HOME, *(_door(one) for one in met), _HOME]
    legs = tuple(_leg(places[k], places[k + 1], day, 480 + 180 * k) for k in range(len(places) - 1))
    visits = tuple(
        Visit(revision=_BLANK, company=one.id, start=at(day, 540 + 180 * k), end=at(day, 630 + 180 * k))
        for k, one in enumerate(met)
    )
    crew = [one.id for one in PEOPLE[group * 4 : group * 4 + 4]]
    return Trip(
        id=f"trip {group} {number}",
        revision=_BLANK,
        base="home",
        region="csj",
        leader=crew[0],
        members=tuple(crew[1:]),
        days=(Day(day=day, visits=visits, legs=legs),),
        fares_cny=0,
        lodging_cny=0,
    )


def _door(one: Company) -> Point:
    return Point(name=one.name, city=one.site.city, lat=one.site.lat, lon=one.site.lon)


def _leg(origin: Point, destination: Point, day: date, minute: int) -> Leg:
    depart, arrive = at(day, minute), at(day, minute + 50)
    ride = Ride(
        mode=Mode.ROAD,
        origin=origin,
        destination=destination,
        depart=depart,
        arrive=arrive,
        distance_km=10,
    )
    return Leg(
        revision=_BLANK,
        origin=origin,
        destination=destination,
        depart=depart,
        arrive=arrive,
        rides=(ride,),
        fare_cny=0,
    )
