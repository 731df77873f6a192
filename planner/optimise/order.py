"""The order of one day's visits: the cheapest that keeps every hour, with where lunch falls.

The enumeration keeps costs, not orders; this finds the order again when a trip is written, and the
cheapest one for the day as it has become if a company was taken out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise, permutations
from typing import NamedTuple

from planner.optimise.land import Land
from planner.travel.network import UNREACHABLE


class Lunch(Enum):
    """Where lunch falls against the leg to a visit."""

    NONE = "none"
    BEFORE_LEG = "before_leg"
    AFTER_LEG = "after_leg"


class Stop(NamedTuple):
    """A visit: season number of the company, when the leg to it may leave, start and end, in minutes."""

    company: int
    ready: int
    start: int
    end: int
    lunch: Lunch


@dataclass(frozen=True)
class Ordered:
    """A day in order, and its nominal cost up to and with the last leg."""

    stops: tuple[Stop, ...]
    fare_cny: int
    minutes: int


@dataclass(frozen=True)
class Route:
    """A day to put in order: from a point to a point of the land, with the latest arrival there."""

    land: Land
    day: int
    origin: int
    destination: int
    from_base: bool
    to_base: bool

    @property
    def ready(self) -> int:
        """The minute the day begins."""
        hours = self.land.instance.hours
        return hours.leave_base if self.from_base else hours.leave_hotel


def ordered(route: Route, companies: tuple[int, ...], people: int) -> Ordered | None:
    """The cheapest order of ``companies`` (season numbers) for ``people`` heads; None if none fits.

    A day that begins at a hotel begins with a company of the hotel's city.
    """
    land = route.land
    number = land.position
    minute_points = land.instance.weights.points_per_travel_minute
    best: tuple[int, tuple[int, ...], Ordered] | None = None
    for order in permutations(sorted(number[company] for company in companies)):
        if not route.from_base and order and land.hotel_of[order[0]] + len(land.companies) != route.origin:
            continue
        fare, minutes = _cost(route, order)
        key = (people * fare + minute_points * minutes, order)
        if best is not None and key >= best[:2]:
            continue
        stops = next(
            (s for s in _schedules(route, order, 0, route.origin, route.ready, None) if _ends(route, s)), None
        )
        if stops is not None:
            best = (*key, Ordered(stops, fare, minutes))
    return best[2] if best else None


def _cost(route: Route, order: tuple[int, ...]) -> tuple[int, int]:
    points = (route.origin, *order, route.destination)
    pairs = list(pairwise(points))
    land = route.land
    return sum(int(land.fare_cny[p]) for p in pairs), sum(int(land.minutes[p]) for p in pairs)


def _schedules(
    route: Route, order: tuple[int, ...], k: int, here: int, ready: int, lunched: bool | None
) -> Iterator[tuple[Stop, ...]]:
    """Every way to lay out the visits from number ``k`` on, earliest first; by where lunch falls."""
    if k == len(order):
        yield ()
        return
    if lunched is None:
        lunched = route.from_base and _lunch_aboard(route, order[0])
    for stop in _visits(route, order[k], here, ready, lunched, limited=k > 0 or not route.from_base):
        fed = lunched or stop.lunch is not Lunch.NONE
        for rest in _schedules(route, order, k + 1, order[k], stop.end, fed):
            yield (stop, *rest)


def _lunch_aboard(route: Route, first: int) -> bool:
    hours = route.land.instance.hours
    depart = _up(route, route.ready)
    came = _arrive(route, route.origin, first, depart)
    spell = min(came, hours.lunch_close) - max(route.ready, hours.lunch_open)
    return came < UNREACHABLE and spell >= hours.lunch_minutes


def _visits(route: Route, to: int, here: int, ready: int, lunched: bool, limited: bool) -> Iterator[Stop]:
    """The visit without lunch before it, with lunch after the leg, with lunch before the leg."""
    hours, company = route.land.instance.hours, route.land.companies[to]
    stay = route.land.instance.season.companies[company].visit_minutes
    depart = _up(route, ready)
    came = _arrive(route, here, to, depart)
    reached = came < UNREACHABLE and (not limited or came - depart <= hours.most_leg_minutes)
    if reached:
        start = _start(route, company, came + hours.buffer_minutes)
        if start is not None and (lunched or start + stay <= hours.lunch_close - hours.lunch_minutes):
            yield Stop(company, depart, start, start + stay, Lunch.NONE)
    if lunched:
        return
    eaten = max(came, hours.lunch_open) + hours.lunch_minutes
    if reached and eaten <= hours.lunch_close:
        start = _start(route, company, max(came + hours.buffer_minutes, eaten))
        if start is not None:
            yield Stop(company, depart, start, start + stay, Lunch.AFTER_LEG)
    eaten = _up(route, max(depart, hours.lunch_open) + hours.lunch_minutes)
    if eaten <= hours.lunch_close:
        came = _arrive(route, here, to, eaten)
        if came < UNREACHABLE and (not limited or came - eaten <= hours.most_leg_minutes):
            start = _start(route, company, came + hours.buffer_minutes)
            if start is not None:
                yield Stop(company, eaten, start, start + stay, Lunch.BEFORE_LEG)


def _ends(route: Route, stops: tuple[Stop, ...]) -> bool:
    """Whether the last leg arrives in time."""
    hours, land = route.land.instance.hours, route.land
    here = land.position[stops[-1].company] if stops else route.origin
    depart = _up(route, stops[-1].end if stops else route.ready)
    came = _arrive(route, here, route.destination, depart)
    if route.to_base:
        return came <= hours.back_at_base
    return came <= hours.at_hotel and (not stops or came - depart <= hours.most_leg_minutes)


def _start(route: Route, company: int, earliest: int) -> int | None:
    """The earliest start on the grid, at or after ``earliest``, that lets the visit lie in a window."""
    earliest = _up(route, earliest)
    openings = route.land.instance.openings_on[company].get(route.day, ())
    return min((max(o.first, earliest) for o in openings if earliest <= o.last), default=None)


def _arrive(route: Route, here: int, to: int, depart: int) -> int:
    return int(route.land.arrive(route.day)[here, to, depart // route.land.instance.hours.grid_minutes])


def _up(route: Route, minute: int) -> int:
    grid = route.land.instance.hours.grid_minutes
    return -(-minute // grid) * grid
