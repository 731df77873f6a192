"""Trips with their people: what the search chooses among, with the value of each on its own."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from planner.clock import at
from planner.company import Company
from planner.objective import worth
from planner.plan import Point, Trip
from planner.season import Season
from planner.spending import TravelTimes
from planner.window import Span
from tests.brute_force.days import site_of
from tests.brute_force.delegations import Delegation, delegations, smallest
from tests.brute_force.trips import lodging_by_rank, routes


class Option(NamedTuple):
    """A trip: whom it meets, who goes, when, its points on its own, and the money it spends."""

    met: frozenset[str]
    people: frozenset[str]
    days: tuple[date, ...]
    points: int
    spent_cny: int
    region: str
    leader: str

    @property
    def away(self) -> frozenset[tuple[str, date]]:
        return frozenset((person, day) for person in self.people for day in self.days)


def options(season: Season, times: TravelTimes) -> list[Option]:
    """Every route with every delegation that is free on its days, the most valuable first."""
    every: set[Option] = set()
    able: dict[tuple[str, frozenset[str]], list[Delegation]] = {}
    among = {base.id: delegations(season, base) for base in season.bases}
    for route in routes(season, times):
        met = [company for company in season.companies if company.id in route.met]
        key = (route.base, route.met)
        if key not in able:
            able[key] = list(smallest(season, among[route.base], met))
        for delegation in able[key]:
            if _is_free(delegation, route.days):
                lodging = sum(route.lodging_cny[person.rank - 1] for person in delegation.people)
                spent = route.fare_cny * len(delegation.people) + lodging
                every.add(_option(season, delegation, met, route.days, spent, route.minutes, route.region))
    return sorted(every, key=lambda option: (-option.points, option.days, sorted(option.people)))


def pinned_option(season: Season, times: TravelTimes, trip: Trip) -> Option:
    """A pinned trip, taken as it is."""
    people = {person.id: person for person in season.people}
    companies = {company.id: company for company in season.companies}
    base = next(base for base in season.bases if base.id == trip.base)
    home = Point(name=base.name, city=base.site.city, lat=base.site.lat, lon=base.site.lon)
    centres = {
        city.adcode: Point(name=city.name, city=city.adcode, lat=city.lat, lon=city.lon)
        for city in season.cities
    }
    points = [home]
    for day in trip.days:
        points += [site_of(companies[visit.company]) for visit in day.visits]
        points.append(home if day.night is None else centres[day.night])
    legs = [times.nominal(one, other) for one, other in pairwise(points)]
    delegation = Delegation(tuple(people[name] for name in trip.delegation))
    nights = [lodging_by_rank(season, day.night) for day in trip.days if day.night is not None]
    lodging = sum(night[person.rank - 1] for night in nights for person in delegation.people)
    spent = sum(leg.fare_cny for leg in legs) * len(delegation.people) + lodging
    met = [companies[visit.company] for visit in trip.visits]
    return _option(season, delegation, met, trip.dates, spent, sum(leg.minutes for leg in legs), trip.region)


def _option(
    season: Season,
    delegation: Delegation,
    met: list[Company],
    days: tuple[date, ...],
    spent_cny: int,
    minutes: int,
    region: str,
) -> Option:
    weights = season.rules.weights
    value = sum(_value(season, company, delegation.leader.id) for company in met)
    points = value - spent_cny - minutes * weights.points_per_travel_minute - weights.points_per_trip
    return Option(
        frozenset(company.id for company in met),
        delegation.ids,
        days,
        points,
        spent_cny,
        region,
        delegation.leader.id,
    )


def _value(season: Season, company: Company, leader: str) -> int:
    is_chief = any(chain.id == company.chain and chain.chief == leader for chain in season.chains)
    percent = season.rules.weights.chief_fit_percent if is_chief else 100
    return worth(company, season) * percent // 100


def _is_free(delegation: Delegation, days: tuple[date, ...]) -> bool:
    spans = [Span(start=at(day, 0), end=at(day, 1_440)) for day in days]
    return not any(
        busy.overlaps(span) for person in delegation.people for busy in person.busy for span in spans
    )
