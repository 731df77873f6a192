"""From a staffed column to a trip that can be printed: times, rides, lunch, nights, money."""

from dataclasses import dataclass
from datetime import datetime

from planner.clock import at
from planner.optimise.columns import Column
from planner.optimise.land import Land
from planner.optimise.order import Lunch, Ordered, Route, Stop, ordered
from planner.optimise.roster import Staffed
from planner.plan import Day, Leg, Pause, Point, Revision, Trip, Visit


class Unwritable(Exception):
    """A column that the enumeration found has no order of visits: a defect of the optimiser."""


@dataclass(frozen=True)
class _Move:
    """One leg to write: from ``origin`` not before ``ready``, to arrive by ``due`` (None: soonest)."""

    origin: Point
    destination: Point
    ready: int
    due: int | None
    limited: bool


def in_order(land: Land, column: Column, people: int) -> list[tuple[Route, Ordered]]:
    """The days of a column put in order for ``people`` heads. Raises :class:`Unwritable`."""
    found = []
    for k, companies in enumerate(column.days):
        route = _route(land, column, k)
        day = ordered(route, companies, people)
        if day is None:
            raise Unwritable(f"{column.key}: day {k}")
        found.append((route, day))
    return found


def _route(land: Land, column: Column, k: int) -> Route:
    n, h = len(land.companies), len(land.hotels)
    hotel = {city.adcode: n + number for number, city in enumerate(land.hotels)}
    base = n + h + land.bases.index(column.team.base)
    first, last = k == 0, k == column.length - 1
    return Route(
        land=land,
        day=column.first + k,
        origin=base if first else hotel[column.nights[k - 1]],
        destination=base if last else hotel[column.nights[k]],
        from_base=first,
        to_base=last,
    )


def written(land: Land, staffed: Staffed, name: str, stamp: datetime) -> Trip:
    """The trip of a staffed column; its revisions are provisional: ``planner.history`` gives real ones."""
    instance, column = land.instance, staffed.column
    people = (*column.team.aboard, *staffed.staff)
    days = in_order(land, column, len(people))
    names = tuple(instance.season.people[p].id for p in people)
    lodging = sum(
        instance.lodging_cny(night, int(instance.rank[p])) for night in column.nights for p in people
    )
    nights = (*column.nights, None)
    return Trip(
        id=name,
        revision=_provisional(stamp),
        base=instance.base(column.team.base).id,
        region=land.region,
        leader=names[0],
        members=names[1:],
        days=tuple(_day(route, day, night, stamp) for (route, day), night in zip(days, nights, strict=True)),
        fares_cny=sum(day.fare_cny for _, day in days) * len(people),
        lodging_cny=lodging,
    )


def _provisional(stamp: datetime) -> Revision:
    return Revision(uid="", created_at=stamp, changed_at=stamp)


def _day(route: Route, day: Ordered, night: str | None, stamp: datetime) -> Day:
    instance, land = route.land.instance, route.land
    number = land.position
    here, legs, visits, lunch = route.origin, list[Leg](), list[Visit](), None
    for k, stop in enumerate(day.stops):
        to = number[stop.company]
        limited = k > 0 or not route.from_base
        due = None if k == 0 and _lunches_aboard(route, day) else _due(route, stop)
        move = _Move(land.points[here], land.points[to], stop.ready, due, limited)
        leg, came = _leg(route, move, stamp)
        legs.append(leg)
        if stop.lunch is not Lunch.NONE:
            lunch = _pause(route, stop, came)
        date = instance.days[route.day]
        company = instance.season.companies[stop.company].id
        start, end = at(date, stop.start), at(date, stop.end)
        visits.append(Visit(revision=_provisional(stamp), company=company, start=start, end=end))
        here = to
    ready = day.stops[-1].end if day.stops else route.ready
    move = _Move(land.points[here], land.points[route.destination], _up(route, ready), None, False)
    legs.append(_leg(route, move, stamp)[0])
    return Day(day=instance.days[route.day], visits=tuple(visits), legs=tuple(legs), lunch=lunch, night=night)


def _lunches_aboard(route: Route, day: Ordered) -> bool:
    """Whether lunch is taken on the leg from the base: then that leg leaves when it was planned to."""
    hours = route.land.instance.hours
    due = hours.lunch_close - hours.lunch_minutes
    late = any(stop.end > due for stop in day.stops)
    return late and all(stop.lunch is Lunch.NONE for stop in day.stops)


def _due(route: Route, stop: Stop) -> int:
    """When one must have arrived for a visit, lunch at its door included."""
    hours = route.land.instance.hours
    due = stop.start - hours.buffer_minutes
    if stop.lunch is Lunch.AFTER_LEG:
        due = min(due, min(stop.start, hours.lunch_close) - hours.lunch_minutes)
    return due


def _pause(route: Route, stop: Stop, came: int) -> Pause:
    """Lunch, where the order put it; ``came`` is when the leg arrives."""
    hours, date = route.land.instance.hours, route.land.instance.days[route.day]
    if stop.lunch is Lunch.BEFORE_LEG:
        end = stop.ready
        return Pause(start=at(date, end - hours.lunch_minutes), end=at(date, end))
    start = max(came, hours.lunch_open)
    return Pause(start=at(date, start), end=at(date, start + hours.lunch_minutes))


def _leg(route: Route, move: _Move, stamp: datetime) -> tuple[Leg, int]:
    """A leg that leaves as late as it may, and its arrival: nobody waits at a company's door for hours."""
    network, date = route.land.instance.network, route.land.instance.days[route.day]
    depart = move.ready
    if move.due is not None:
        depart = network.latest_departure(move.origin, move.destination, date, move.ready, move.due)
        taken = network.arrival(move.origin, move.destination, date, depart) - depart
        if move.limited and taken > route.land.instance.hours.most_leg_minutes:
            depart = move.ready
    journey = network.journey(move.origin, move.destination, date, depart)
    leg = Leg(
        revision=_provisional(stamp),
        origin=move.origin,
        destination=move.destination,
        depart=at(date, depart),
        arrive=at(date, journey.arrive_minute),
        rides=journey.rides,
        fare_cny=network.nominal(move.origin, move.destination).fare_cny,
    )
    return leg, journey.arrive_minute


def _up(route: Route, minute: int) -> int:
    grid = route.land.instance.hours.grid_minutes
    return -(-minute // grid) * grid
