"""The points a trip passes: its base, the sites it visits, the centres of the cities it sleeps in."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from planner.company import Company
from planner.place import City
from planner.plan import Point, Trip
from planner.season import Base, Season

Route = tuple[Point, ...]


def base_point(base: Base) -> Point:
    """Where the trips of ``base`` start and end."""
    return Point(name=base.name, city=base.site.city, lat=base.site.lat, lon=base.site.lon)


def company_point(company: Company) -> Point:
    """The door of ``company``."""
    return Point(name=company.name, city=company.site.city, lat=company.site.lat, lon=company.site.lon)


def city_point(city: City) -> Point:
    """The centre of ``city``, which stands for any hotel there."""
    return Point(name=city.name, city=city.adcode, lat=city.lat, lon=city.lon)


def region_by_city(season: Season) -> Mapping[str, str]:
    """The region id of each city (adcode) that a region lists."""
    return {city: region.id for region in season.regions for city in region.cities}


def hotel_cities(season: Season, region: str) -> tuple[City, ...]:
    """The cities of ``region`` (an id) where a night may be spent: those with a company of the season."""
    members = next((item.cities for item in season.regions if item.id == region), ())
    settled = {company.site.city for company in season.companies}
    return tuple(city for city in season.cities if city.adcode in members and city.adcode in settled)


def route_of(trip: Trip, season: Season) -> tuple[Route, ...]:
    """The points of each day of ``trip`` in order: where it starts, its visits, where it ends.

    Raises KeyError if the trip names a base, company or city that the season lacks.
    """
    met = {visit.company for visit in trip.visits}
    bases = {base.id: base for base in season.bases}
    companies = {company.id: company for company in season.companies if company.id in met}
    cities = {city.adcode: city for city in season.cities}
    routes: list[Route] = []
    start = here = base_point(bases[trip.base])
    for day in trip.days:
        end = start if day.night is None else city_point(cities[day.night])
        routes.append((here, *(company_point(companies[visit.company]) for visit in day.visits), end))
        here = end
    return tuple(routes)


def legs_between(trips: Iterable[Trip], season: Season) -> Iterator[tuple[Point, Point]]:
    """Where every leg of ``trips`` leads from and to."""
    for trip in trips:
        for route in route_of(trip, season):
            yield from pairwise(route)
