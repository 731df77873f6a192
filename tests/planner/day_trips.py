"""Plans of one-day trips, by hand and without a past, for the tests of their history."""

from datetime import date, timedelta

from planner.clock import at
from planner.event import EventKind
from planner.history import with_history
from planner.plan import Day, EventDate, Leg, Mode, Plan, Point, Revision, Ride, Status, Trip, Visit

MONDAY = date(2027, 3, 1)
PUBLISHED = at(date(2027, 2, 1), 540)
LATER = at(date(2027, 2, 8), 540)
NONE = Revision(uid="", created_at=PUBLISHED, changed_at=PUBLISHED)
HOME = Point(name="江津", city="500116", lat=29.29, lon=106.26)


def day_in(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def leg(origin: Point, destination: Point, day: date, minute: int, number: str = "") -> Leg:
    depart, arrive = at(day, minute), at(day, minute + 30)
    ride = Ride(
        mode=Mode.RAIL if number else Mode.ROAD,
        number=number,
        origin=origin,
        destination=destination,
        depart=depart,
        arrive=arrive,
        distance_km=20,
    )
    return Leg(
        revision=NONE,
        origin=origin,
        destination=destination,
        depart=depart,
        arrive=arrive,
        rides=(ride,),
        fare_cny=8,
    )


def door(company: str) -> Point:
    return Point(name=f"{company}公司", city="320500", lat=31.3, lon=120.58)


def trip(offset: int, *companies: str, leader: str = "head", name: str = "new", **fields: object) -> Trip:
    """A trip of one day: its companies on the hour from 09:00, each reached by a leg, and home again."""
    day, here = day_in(offset), HOME
    visits, legs = [], []
    for index, company in enumerate(companies):
        start = 540 + 120 * index
        legs.append(leg(here, door(company), day, start - 40))
        visits.append(Visit(revision=NONE, company=company, start=at(day, start), end=at(day, start + 60)))
        here = door(company)
    legs.append(leg(here, HOME, day, 540 + 120 * len(companies)))
    defaults = {
        "id": name,
        "revision": NONE,
        "base": "home",
        "region": "csj",
        "leader": leader,
        "members": ("ann", "bob"),
        "days": (Day(day=day, visits=tuple(visits), legs=tuple(legs)),),
        "fares_cny": 100,
        "lodging_cny": 0,
    }
    return Trip.model_validate(defaults | fields)


def event(offset: int, *attending: str, name: str = "forum") -> EventDate:
    return EventDate(
        revision=NONE,
        event=name,
        kind=EventKind.FORUM,
        title="联谊会",
        start=at(day_in(offset), 540),
        end=at(day_in(offset), 720),
        attending=attending,
    )


def plan(*trips: Trip, events: tuple[EventDate, ...] = (), **fields: object) -> Plan:
    defaults = {"season": "test", "made_at": PUBLISHED, "status": Status.FEASIBLE, "trips": trips}
    return Plan.model_validate(defaults | {"events": events} | fields)


def published(*trips: Trip, events: tuple[EventDate, ...] = ()) -> Plan:
    return with_history(plan(*trips, events=events), None, PUBLISHED)


def revisions(value: Plan) -> dict[str, Revision]:
    """Every live item's revision, by what the item is."""
    found = {f"event {item.event}": item.revision for item in value.events}
    for item in value.trips:
        found[f"trip {item.id}"] = item.revision
        for visit in item.visits:
            found[f"visit {visit.company}"] = visit.revision
        for day in item.days:
            for way in day.legs:
                found[f"leg {item.id} {way.destination.name} {day.day}"] = way.revision
    return found
