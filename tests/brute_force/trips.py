"""Every trip a season allows, without its people: days joined through hotels."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planner.company import Company
from planner.plan import Point
from planner.season import Base, Season
from planner.spending import TravelTimes
from tests.brute_force.days import Days, Place


class Route(NamedTuple):
    """A trip without its people: whom it meets, and what it costs per head; lodging by rank (1 to 5)."""

    base: str
    region: str
    days: tuple[date, ...]
    met: frozenset[str]
    fare_cny: int
    minutes: int
    lodging_cny: tuple[int, ...]


class _Partial(NamedTuple):
    here: Place
    met: frozenset[str]
    fare_cny: int
    minutes: int
    lodging_cny: tuple[int, ...]


def routes(season: Season, times: TravelTimes) -> list[Route]:
    """Every route that no other beats: same companies, fewer days, no more fares, minutes or lodging."""
    days = Days(season, times)
    every = {
        route
        for base in season.bases
        for region in season.regions
        if not base.regions or region.id in base.regions
        for route in _routes_of(season, days, base, region.id)
    }
    return [route for route in every if not any(_beats(other, route) for other in every)]


def _beats(other: Route, route: Route) -> bool:
    no_worse = (
        other.base == route.base
        and other.met == route.met
        and set(other.days) <= set(route.days)
        and other.fare_cny <= route.fare_cny
        and other.minutes <= route.minutes
        and all(a <= b for a, b in zip(other.lodging_cny, route.lodging_cny, strict=True))
    )
    return no_worse and other != route


def _routes_of(season: Season, days: Days, base: Base, region: str) -> Iterator[Route]:
    cities = next(item.cities for item in season.regions if item.id == region)
    companies = tuple(company for company in season.companies if company.site.city in cities)
    settled = {company.site.city for company in companies}
    hotels = tuple(
        Place(city.adcode, Point(name=city.name, city=city.adcode, lat=city.lat, lon=city.lon))
        for city in season.cities
        if city.adcode in settled
    )
    site = base.site
    home = Place("", Point(name=base.name, city=site.city, lat=site.lat, lon=site.lon))
    working = set(season.workdays().days)
    for first in sorted(working):
        partials = {_Partial(home, frozenset(), 0, 0, (0,) * 5)}
        spent: tuple[date, ...] = ()
        for day in (date.fromordinal(first.toordinal() + k) for k in range(season.rules.most_trip_days)):
            if day not in working:
                break
            spent = (*spent, day)
            for item, _ in _extend(days, partials, day, (home,), companies):
                if item.met:
                    yield Route(
                        base.id, region, spent, item.met, item.fare_cny, item.minutes, item.lodging_cny
                    )
            # An empty day is a travel day: allowed first and last, so a day in between meets somebody.
            partials = {
                _sleep(season, item)
                for item, met_today in _extend(days, partials, day, hotels, companies)
                if len(spent) == 1 or met_today
            }


def _extend(
    days: Days, partials: set[_Partial], day: date, ends: tuple[Place, ...], companies: tuple[Company, ...]
) -> Iterator[tuple[_Partial, bool]]:
    """Each partial trip with each day that can follow it, and whether that day meets anybody."""
    for partial in partials:
        for plan in days.plans(day, partial.here, ends, companies):
            if not plan.met & partial.met:
                longer = _Partial(
                    plan.end,
                    partial.met | plan.met,
                    partial.fare_cny + plan.fare_cny,
                    partial.minutes + plan.minutes,
                    partial.lodging_cny,
                )
                yield longer, bool(plan.met)


def _sleep(season: Season, partial: _Partial) -> _Partial:
    night = lodging_by_rank(season, partial.here.city)
    return partial._replace(lodging_cny=tuple(a + b for a, b in zip(partial.lodging_cny, night, strict=True)))


def lodging_by_rank(season: Season, city: str) -> tuple[int, ...]:
    rows = {row.city: row.limits_cny for row in season.rules.costs.lodging}
    return rows.get(city) or rows["*"]
