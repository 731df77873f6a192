"""A region compiled: its companies, hotel cities and bases as points, and the tables of legs among them."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault, InvalidSeason
from planner.optimise.instance import Instance
from planner.place import City
from planner.plan import Point
from planner.stops import base_point, city_point, company_point, hotel_cities

Ints = NDArray[np.int64]
MOST_PLACES = 64  # the ends of a day are a mask of so many bits


@dataclass
class Land:
    """One region. Points are numbered: companies ``0..n-1``, hotels ``n..n+h-1``, bases after them.

    ``companies`` are season indices; ``hotel_of[i]`` is the hotel number (0..h-1) of company ``i``;
    ``bases`` the season's base numbers that serve the region. ``fare_cny`` (per head) and ``minutes`` are
    nominal, shape ``[point, point]``. ``arrive(day)`` has shape ``[point, point, slot]``. ``pairs`` marks the
    legs that are known (None: all). ``known`` are arrivals by type of day, ``days`` the same by day index.
    """

    instance: Instance
    region: str
    companies: tuple[int, ...]
    hotels: tuple[City, ...]
    hotel_of: Ints
    bases: tuple[int, ...]
    points: tuple[Point, ...]
    fare_cny: Ints
    minutes: Ints
    pairs: NDArray[np.bool_] | None = None
    known: dict[Hashable, NDArray[np.int16]] = field(default_factory=dict)
    days: dict[int, NDArray[np.int16]] = field(default_factory=dict)

    @cached_property
    def position(self) -> dict[int, int]:
        """The point of each company (season index)."""
        return {company: k for k, company in enumerate(self.companies)}

    @property
    def places(self) -> int:
        """How many places a day can start or end at: hotels, then bases."""
        return len(self.hotels) + len(self.bases)

    def point_of(self, place: int) -> int:
        """The point a place number stands for: places count bases first, then hotels."""
        n, h, b = len(self.companies), len(self.hotels), len(self.bases)
        return n + h + place if place < b else n + place - b

    def arrive(self, day: int) -> NDArray[np.int16]:
        """Arrival minutes on a day index, ``[from, to, slot of departure]``."""
        if day not in self.days:
            network, date = self.instance.network, self.instance.days[day]
            kind = network.day_type(date)
            if kind not in self.known:
                self.known[kind] = network.tables(self.points, date, self.pairs).arrive
            self.days[day] = self.known[kind]
        return self.days[day]


def lands(instance: Instance, listed: Collection[int] | None = None) -> tuple[Land, ...]:
    """The regions of the season that have a company to meet and a base that serves them.

    Only companies that are ``listed`` (season indices; None: all) become points.
    """
    found = (compile_land(instance, region.id, listed) for region in instance.season.regions)
    return tuple(land for land in found if land is not None)


def compile_land(
    instance: Instance,
    region: str,
    listed: Collection[int] | None = None,
    apart: frozenset[int] = frozenset(),
) -> Land | None:
    """Compile one region; None if nothing can be met there. Two companies ``apart`` have no leg between them.

    Raises :class:`InvalidSeason` if its companies lie in more cities than the masks of the tours can hold.
    """
    season = instance.season
    inside = set(next(item for item in season.regions if item.id == region).cities)
    everyone = [n for n, company in enumerate(season.companies) if company.site.city in inside]
    companies = tuple(n for n in everyone if instance.openings[n] and (listed is None or n in listed))
    bases = tuple(n for n, base in enumerate(season.bases) if not base.regions or region in base.regions)
    if not companies or not bases:
        return None
    hotels = hotel_cities(season, region)
    if len(hotels) + len(bases) > MOST_PLACES:
        detail = {"region": region, "most": str(MOST_PLACES - len(bases))}
        raise InvalidSeason(
            Fault(code="too_many_hotel_cities", place="regions", value=str(len(hotels)), detail=detail)
        )
    number = {city.adcode: n for n, city in enumerate(hotels)}
    hotel_of = np.array([number[season.companies[n].site.city] for n in companies])
    points = (
        tuple(company_point(season.companies[n]) for n in companies)
        + tuple(city_point(city) for city in hotels)
        + tuple(base_point(season.bases[n]) for n in bases)
    )
    pairs = None
    if apart:
        alone = np.array([n in apart for n in companies] + [False] * (len(points) - len(companies)))
        pairs = ~(alone[:, None] & alone[None, :])
    tables = instance.network.tables(points, instance.days[0], pairs)
    land = Land(
        instance, region, companies, hotels, hotel_of, bases, points,
        tables.fare_cny.astype(np.int64), tables.minutes.astype(np.int64), pairs,
    )  # fmt: skip
    land.known[instance.network.day_type(instance.days[0])] = tables.arrive
    return land
