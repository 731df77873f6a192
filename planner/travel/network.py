"""Getting from place to place: road, trains and planes as one network with earliest arrivals.

Laws: leaving later never arrives earlier (FIFO); arrival is never before departure; the same place is
reached at once; a table equals the single look-ups entry by entry. Trains come from the season's timetable,
planes from its imported flights; where it has none they are estimated (估算). docs/travel.md gives the model.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.clock import DAY_MINUTES
from planner.errors import Fault, UnknownPlace
from planner.plan import Caution, Mode, Point, Ride
from planner.season import Season
from planner.travel.access import Access, airport_access, gates_of, landmass, prefecture, station_access
from planner.travel.airports import Airports
from planner.travel.assumptions import Assumptions
from planner.travel.connections import LAST_MINUTE, Calls, Running, running
from planner.travel.distance import great_circle_metres
from planner.travel.fares import fares_of
from planner.travel.flight import day_pattern, schedule_of
from planner.travel.modes import NEVER, Places, RailTimes, World, by_mode, rail_is_estimated
from planner.travel.profiles import Changes, profiles_of
from planner.travel.rides import DayOfTravel
from planner.travel.road import drive, pace_of, road_metres
from planner.travel.tables import Tables, fill

UNREACHABLE: int = NEVER
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

    ``assumptions`` are the figures of the road, and of stations, airports and estimates.
    """

    def __init__(self, season: Season, assumptions: Assumptions | None = None) -> None:
        self._season = season
        self._assumptions = assumptions or Assumptions()
        self._grid = season.rules.hours.grid_minutes
        self._pace = pace_of(self._assumptions.road)
        self._cities = {city.adcode: city for city in season.cities}
        self._days: dict[Hashable, DayOfTravel] = {}
        self._types: dict[date, tuple[Running, tuple[int, ...], int]] = {}
        self._accesses: dict[Point, tuple[Access, Access]] = {}
        self._pairs: dict[tuple[Point, Point], Places] = {}
        self._nominals: dict[tuple[Point, Point], Nominal] = {}

    def day_type(self, day: date) -> Hashable:
        """Equal for days on which the same trains and flights run: their tables are equal."""
        return self._type(day)[:2]

    def arrival(self, origin: Point, destination: Point, day: date, depart_minute: int) -> int:
        """The earliest minute of arrival on the grid, leaving at ``depart_minute``; UNREACHABLE if none."""
        return min(self._by_mode(origin, destination, day, depart_minute))

    def nominal(self, origin: Point, destination: Point) -> Nominal:
        """What the leg costs whenever it is made: the same for every day and departure."""
        known = self._nominals.get((origin, destination))
        if known is None:
            wanted = np.array([[False, True], [False, False]])
            world = self._day(self._ordinary_day).world
            _, fastest = fill(world, self._between(origin, destination), wanted, self._grid)
            minutes, fares = self._costs((origin, destination), fastest)
            mode = MODES[int(fastest[0, 1].argmin())]
            known = Nominal(int(minutes[0, 1]), int(fares[0, 1]), mode)
            self._nominals[origin, destination] = known
        return known

    def journey(self, origin: Point, destination: Point, day: date, depart_minute: int) -> Journey:
        """The earliest arrival spelled out; of modes that arrive alike road, then rail, is taken.

        Raises UnknownPlace if there is no way by 04:00 of the next day.
        """
        arrivals = self._by_mode(origin, destination, day, depart_minute)
        arrive = min(arrivals)
        if arrive == UNREACHABLE:
            detail = {"origin": origin.name, "day": day.isoformat(), "minute": str(depart_minute)}
            raise UnknownPlace(Fault(code="unreachable", value=destination.name, detail=detail))
        if self._same_place(origin, destination):
            return Journey(arrive, ())
        around, places = self._day(day), self._between(origin, destination)
        mode = MODES[arrivals.index(arrive)]
        ends = (origin, destination)
        if mode is Mode.ROAD:
            return Journey(arrive, around.by_road(origin, destination, day, depart_minute))
        if mode is Mode.FLIGHT:
            return Journey(arrive, around.by_flight(places, ends, day, depart_minute))
        if rail_is_estimated(places, 0, 1):
            centres = (self._centre(origin), self._centre(destination))
            return Journey(arrive, around.by_estimated_rail(places, ends, centres, day, depart_minute))
        return Journey(arrive, around.by_rail(places, ends, day, depart_minute))

    def latest_departure(
        self, origin: Point, destination: Point, day: date, earliest_minute: int, arrive_by_minute: int
    ) -> int:
        """The latest departure on the grid from ``earliest_minute`` on that arrives by ``arrive_by_minute``.

        ``earliest_minute`` itself if no departure on the grid does but it does. Raises ValueError if not even
        that arrives in time.
        """
        first = -(-earliest_minute // self._grid)
        last = min(arrive_by_minute, DAY_MINUTES - 1) // self._grid
        found = earliest_minute
        if self.arrival(origin, destination, day, earliest_minute) > arrive_by_minute:
            way = f"{origin.name} at {earliest_minute} to {destination.name} by {arrive_by_minute}"
            raise ValueError(f"cannot be done: {way}")
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
        """Arrivals and nominal costs among ``points`` (n), all pairs or those that ``pairs`` (n, n) marks."""
        n = len(points)
        wanted = np.ones((n, n), np.bool_) if pairs is None else np.ascontiguousarray(pairs)
        places = self._places(points)
        arrive, fastest = fill(self._day(day).world, places, wanted, self._grid)
        if self.day_type(self._ordinary_day) != self.day_type(day):
            _, fastest = fill(self._day(self._ordinary_day).world, places, wanted, self._grid)
        minutes, fares = self._costs(points, fastest)
        return Tables(arrive=arrive, fare_cny=fares, minutes=minutes)

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """What the travel of this season rests on: cities without trains, flights without a place."""
        found = [
            Caution(code="flight_city_unknown", detail={"city": adcode}) for adcode in self._airports.unplaced
        ]
        served = {prefecture(station.city) for station in self._stations}
        for city in self._season.cities:
            if self._stations and prefecture(city.adcode) not in served:
                gate = self._access(self._centre_of(city.adcode))[0].gate
                instead = "、".join(sorted({self._stations[station].name for station in gate}))
                code = "trains_from_near_city" if instead else "city_without_trains"
                found.append(Caution(code=code, detail={"city": city.name, "stations": instead}))
        if not self._stations:
            found.append(Caution(code="no_timetable"))
        return tuple(found)

    @cached_property
    def _ordinary_day(self) -> date:
        weekdays = [day for day in self._season.days if day.weekday() < 5]
        return weekdays[0] if weekdays else self._season.first

    @cached_property
    def _stations(self) -> tuple[Point, ...]:
        return tuple(
            Point(name=station.name, city=station.city or "000000", lat=station.lat, lon=station.lon)
            for station in self._season.timetable.stations
        )

    @cached_property
    def _airports(self) -> Airports:
        return Airports(self._season, self._assumptions)

    @cached_property
    def _calls(self) -> Calls:
        return Calls(self._season.timetable)

    @cached_property
    def _changes(self) -> Changes:
        """Ways between stations of one prefecture, at the slowest pace of the day, and the change itself."""
        rail = self._assumptions.rail
        rows: list[list[tuple[int, int]]] = []
        peaks = [band.start_minute for band in self._assumptions.road.bands]
        for here, point in enumerate(self._stations):
            onward = [(here, rail.transfer_minutes)]
            for there, other in enumerate(self._stations):
                if here != there and prefecture(point.city) == prefecture(other.city):
                    metres = self._road_metres(point, other)
                    if metres <= rail.near_metres:
                        slowest = max(drive(metres, self._pace, start) - start for start in peaks)
                        onward.append((there, rail.exit_minutes + slowest + rail.entry_minutes))
            rows.append(onward)
        return Changes(
            ptr=np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int32),
            station=np.array([station for row in rows for station, _ in row], np.int32),
            minutes=np.array([minutes for row in rows for _, minutes in row], np.int32),
        )

    def _type(self, day: date) -> tuple[Running, tuple[int, ...], int]:
        known = self._types.get(day)
        if known is None:
            flights = day_pattern(self._airports.flights, day)
            known = (running(self._season.timetable, day), flights, day.weekday())
            self._types[day] = known
        return known

    def _day(self, day: date) -> DayOfTravel:
        around, flights, weekday = self._type(day)
        known = self._days.get((around, flights))
        if known is None:
            rail = self._assumptions.rail
            connections = self._calls.of_day(around)
            world = World(
                pace=self._pace,
                rail=RailTimes(
                    entry=rail.entry_minutes,
                    exit=rail.exit_minutes,
                    least_metres=rail.least_metres,
                    wait=rail.wait_minutes,
                    first_minute=rail.first_minute,
                    last_minute=rail.last_minute,
                ),
                station_count=len(self._stations),
                profiles=profiles_of(len(self._stations), connections, self._changes),
                schedule=schedule_of(self._airports, self._assumptions.air, weekday),
                same_place_metres=self._assumptions.same_place_metres,
            )
            known = DayOfTravel(
                world,
                self._season.timetable,
                connections,
                self._changes,
                self._stations,
                self._airports.points,
                self._airports.flights,
            )
            self._days[around, flights] = known
        return known

    def _by_mode(
        self, origin: Point, destination: Point, day: date, depart_minute: int
    ) -> tuple[int, int, int]:
        if depart_minute > LAST_MINUTE:
            return (UNREACHABLE, UNREACHABLE, UNREACHABLE)
        places = self._between(origin, destination)
        return by_mode(self._day(day).world, places, 0, 1, depart_minute, self._grid)

    def _same_place(self, origin: Point, destination: Point) -> bool:
        metres = great_circle_metres(origin.lat, origin.lon, destination.lat, destination.lon)
        return metres < self._assumptions.same_place_metres

    def _road_metres(self, origin: Point, destination: Point) -> int:
        straight = great_circle_metres(origin.lat, origin.lon, destination.lat, destination.lon)
        return road_metres(straight, self._pace)

    def _centre_of(self, adcode: str) -> Point:
        city = self._cities[adcode]
        return Point(name=city.name, city=adcode, lat=city.lat, lon=city.lon)

    def _centre(self, point: Point) -> Point:
        return self._centre_of(point.city) if point.city in self._cities else point

    def _access(self, point: Point) -> tuple[Access, Access]:
        known = self._accesses.get(point)
        if known is None:
            known = (
                station_access(point, self._stations, self._pace, self._assumptions),
                airport_access(point, self._airports.points, self._pace, self._assumptions),
            )
            self._accesses[point] = known
        return known

    def _between(self, origin: Point, destination: Point) -> Places:
        known = self._pairs.get((origin, destination))
        if known is None:
            known = self._pairs[origin, destination] = self._places((origin, destination))
        return known

    def _places(self, points: Sequence[Point]) -> Places:
        centres = [self._centre(point) for point in points]
        islands = [landmass(point.city, self._assumptions.islands) for point in points]
        return Places(
            lat=np.array([point.lat for point in points], np.float64),
            lon=np.array([point.lon for point in points], np.float64),
            island=np.array([int(island or "0") for island in islands], np.int64),
            centre_lat=np.array([centre.lat for centre in centres], np.float64),
            centre_lon=np.array([centre.lon for centre in centres], np.float64),
            stations=gates_of([self._access(point)[0] for point in points]),
            airports=gates_of([self._access(point)[1] for point in points]),
        )

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
