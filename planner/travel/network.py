"""Getting from place to place: road, trains and planes as one network with earliest arrivals.

Laws: leaving later never arrives earlier (FIFO); arrival is never before departure; the same place is
reached at once; a table equals the single look-ups entry by entry. Trains come from the season's timetable,
planes from its imported flights; where it has none they are estimated (估算). docs/travel.md gives the model.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.clock import DAY_MINUTES
from planner.errors import Fault, UnknownPlace
from planner.place import City
from planner.plan import Caution, Mode, Point, Ride
from planner.season import Season
from planner.travel.adcode import prefecture
from planner.travel.assumptions import Assumptions
from planner.travel.connections import LAST_MINUTE
from planner.travel.days import Days
from planner.travel.fares import fares_of
from planner.travel.modes import NEVER, at_once, by_mode, rail_is_estimated
from planner.travel.places import Surroundings
from planner.travel.road import pace_of
from planner.travel.road_table import RoadTable, empty_table
from planner.travel.tables import Setting, Tables, fill

UNREACHABLE: int = NEVER
"""The minute of an arrival that there is not: no way, or one that ends after 04:00 of the next day."""

LEGS_AT_ONCE = 24
MODES = (Mode.ROAD, Mode.RAIL, Mode.FLIGHT)


@dataclass(frozen=True)
class Nominal:
    """What a leg costs whenever it is made, per head, by the mode that is fastest over the day.

    ``minutes`` is UNREACHABLE, and ``fare_cny`` 0, where no mode leads there by day.
    """

    minutes: int
    fare_cny: int
    mode: Mode


@dataclass(frozen=True)
class Journey:
    """The earliest arrival in rides; ``arrive_minute`` is rounded up to the grid. No rides: already there."""

    arrive_minute: int
    rides: tuple[Ride, ...]


class Network:
    """Travel among the places of a season. Cheap to make: a type of day is compiled when first asked for.

    ``assumptions`` are the figures of roads, stations, airports and estimates.
    """

    def __init__(self, season: Season, assumptions: Assumptions | None = None) -> None:
        self._season = season
        self._assumptions = assumptions or Assumptions()
        self._grid = season.rules.hours.grid_minutes
        self._pace = pace_of(self._assumptions.road)
        self._days = Days(season, self._assumptions, self._pace)
        self._around = Surroundings(season.cities, self._days, self._assumptions, self._pace)
        self._nominals: dict[tuple[Point, Point], Nominal] = {}

    def day_type(self, day: date) -> Hashable:
        """Equal for days on which the same trains and flights run: their tables are equal."""
        return self._days.type_of(day)

    def arrival(self, origin: Point, destination: Point, day: date, depart_minute: int) -> int:
        """The earliest minute of arrival on the grid, leaving at ``depart_minute``; UNREACHABLE if none."""
        return min(self._by_mode(origin, destination, day, depart_minute))

    def nominal(self, origin: Point, destination: Point) -> Nominal:
        """What the leg costs whenever it is made: the same for every day and departure."""
        if (origin, destination) not in self._nominals:
            self._learn(((origin, destination),))
        return self._nominals[origin, destination]

    def learn(self, legs: Iterable[tuple[Point, Point]]) -> None:
        """Work out what many legs cost, neighbours together; :meth:`nominal` knows them then."""
        unknown = [leg for leg in dict.fromkeys(legs) if leg not in self._nominals]
        for first in range(0, len(unknown), LEGS_AT_ONCE):
            self._learn(unknown[first : first + LEGS_AT_ONCE])

    def _learn(self, legs: Sequence[tuple[Point, Point]]) -> None:
        points = tuple(dict.fromkeys(point for leg in legs for point in leg))
        index = {point: number for number, point in enumerate(points)}
        wanted = np.zeros((len(points), len(points)), np.bool_)
        wanted[[index[a] for a, _ in legs], [index[b] for _, b in legs]] = True
        _, fastest = fill(self._setting(self._days.ordinary, points), wanted)
        minutes, fares = self._costs(points, fastest)
        for a, b in legs:
            at = index[a], index[b]
            self._nominals[a, b] = Nominal(int(minutes[at]), int(fares[at]), MODES[int(fastest[at].argmin())])

    def journey(self, origin: Point, destination: Point, day: date, depart_minute: int) -> Journey:
        """The earliest arrival spelled out; of modes that arrive alike road, then rail, is taken.

        Raises UnknownPlace if there is no way by 04:00 of the next day.
        """
        arrivals = self._by_mode(origin, destination, day, depart_minute)
        arrive = min(arrivals)
        if arrive == UNREACHABLE:
            detail = {"origin": origin.name, "day": day.isoformat(), "minute": str(depart_minute)}
            raise UnknownPlace(Fault(code="unreachable", value=destination.name, detail=detail))
        travel, places = self._days.of(day), self._around.between(origin, destination)
        if at_once(travel.world, places, 0, 1):
            return Journey(arrive, ())
        mode = MODES[arrivals.index(arrive)]
        ends = (origin, destination)
        if mode is Mode.ROAD:
            return Journey(arrive, travel.by_road(origin, destination, day, depart_minute))
        if mode is Mode.FLIGHT:
            return Journey(arrive, travel.by_flight(places, ends, day, depart_minute))
        if rail_is_estimated(places, 0, 1):
            centres = (self._around.centre(origin), self._around.centre(destination))
            return Journey(arrive, travel.by_estimated_rail(places, ends, centres, day, depart_minute))
        return Journey(arrive, travel.by_rail(places, ends, day, depart_minute))

    def latest_departure(
        self, origin: Point, destination: Point, day: date, earliest_minute: int, arrive_by_minute: int
    ) -> int:
        """The latest departure on the grid from ``earliest_minute`` on that arrives by ``arrive_by_minute``.

        ``earliest_minute`` itself if it arrives in time and no departure on the grid after it does. Raises
        ValueError if not even that arrives in time.
        """
        if self.arrival(origin, destination, day, earliest_minute) > arrive_by_minute:
            way = f"{origin.name} at {earliest_minute} to {destination.name} by {arrive_by_minute}"
            raise ValueError(f"cannot be done: {way}")
        found = earliest_minute
        first = -(-earliest_minute // self._grid)
        last = min(arrive_by_minute, DAY_MINUTES - 1) // self._grid
        while first <= last:
            middle = (first + last) // 2
            if self.arrival(origin, destination, day, middle * self._grid) <= arrive_by_minute:
                found, first = middle * self._grid, middle + 1
            else:
                last = middle - 1
        return found

    def tables(
        self, points: Sequence[Point], day: date, pairs: npt.NDArray[np.bool_] | None = None
    ) -> Tables:
        """Arrivals and nominal costs among ``points`` (n), all pairs or those that ``pairs`` (n, n) marks.

        The memory is that of ``arrive``: n * n * slots * 2 bytes, 58 MB for 316 points on a grid of 5.
        """
        n = len(points)
        wanted = np.ones((n, n), np.bool_) if pairs is None else np.ascontiguousarray(pairs)
        arrive, fastest = fill(self._setting(day, points), wanted)
        if self.day_type(self._days.ordinary) != self.day_type(day):
            _, fastest = fill(self._setting(self._days.ordinary, points), wanted)
        minutes, fares = self._costs(points, fastest)
        return Tables(arrive=arrive, fare_cny=fares, minutes=minutes)

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """What the travel of this season rests on.

        Codes: ``flight_city_unknown``; ``no_timetable``, or for each city where a base or company lies
        ``trains_from_near_city`` or ``city_without_trains`` (its trains are estimated).
        """
        unplaced = self._days.airports.unplaced
        found = [Caution(code="flight_city_unknown", detail={"city": adcode}) for adcode in unplaced]
        if not self._days.stations:
            return (*found, Caution(code="no_timetable"))
        sites = {base.site.city for base in self._season.bases}
        sites |= {company.site.city for company in self._season.companies}
        for city in self._season.cities:
            if city.adcode in sites:
                found.extend(self._cautions_of(city))
        return tuple(found)

    def _cautions_of(self, city: City) -> Iterator[Caution]:
        centre = Point(name=city.name, city=city.adcode, lat=city.lat, lon=city.lon)
        near = [self._days.stations[gate] for gate in self._around.stations(centre).gate]
        if not any(prefecture(station.city) == prefecture(city.adcode) for station in near):
            names = "、".join(sorted({station.name for station in near}))
            code = "trains_from_near_city" if near else "city_without_trains"
            yield Caution(code=code, detail={"city": city.name, "stations": names})

    def _by_mode(
        self, origin: Point, destination: Point, day: date, depart_minute: int
    ) -> tuple[int, int, int]:
        if depart_minute > LAST_MINUTE:
            return (UNREACHABLE, UNREACHABLE, UNREACHABLE)
        places = self._around.between(origin, destination)
        return by_mode(self._days.of(day).world, places, 0, 1, depart_minute, self._grid)

    def _setting(self, day: date, points: Sequence[Point]) -> Setting:
        return Setting(self._days.of(day).world, self._around.of(points), self._roads, self._grid)

    @cached_property
    def _roads(self) -> RoadTable:
        return empty_table(self._pace)

    def _costs(
        self, points: Sequence[Point], fastest: npt.NDArray[np.int32]
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        fares = fares_of(
            np.array([point.lat for point in points], np.float64),
            np.array([point.lon for point in points], np.float64),
            self._season.rules.costs,
            self._pace,
            self._assumptions.rail.circuity_permille,
        )
        best = fastest.argmin(axis=2)
        minutes = fastest.min(axis=2).astype(np.int32)
        chosen = np.take_along_axis(fares, best[:, :, None], axis=2)[:, :, 0]
        return minutes, np.where((minutes < UNREACHABLE) & (minutes > 0), chosen, 0).astype(np.int32)
