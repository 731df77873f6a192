"""The types of day of a season: on days of one type the same trains and flights run."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from planner.plan import Point
from planner.season import Season
from planner.travel.adcode import prefecture
from planner.travel.airports import Airports
from planner.travel.assumptions import Assumptions
from planner.travel.connections import Calls, Running, running
from planner.travel.flight import day_pattern, schedule_of
from planner.travel.modes import RailTimes, World
from planner.travel.profiles import Changes, profiles_of
from planner.travel.rides import DayOfTravel
from planner.travel.road import Pace, drive, way_metres


class DayType(NamedTuple):
    """What tells one type of day from another: services by index, and flights by index."""

    trains: Running
    flights: tuple[int, ...]


class Days:
    """The travel of a season day by day; a type of day is compiled when it is first asked for."""

    def __init__(self, season: Season, assumptions: Assumptions, pace: Pace) -> None:
        self._season = season
        self._assumptions = assumptions
        self._pace = pace
        self._types: dict[date, DayType] = {}
        self._days: dict[DayType, DayOfTravel] = {}

    @cached_property
    def stations(self) -> tuple[Point, ...]:
        """The stations of the timetable; one that serves no city bears the code 000000."""
        return tuple(
            Point(name=station.name, city=station.city or "000000", lat=station.lat, lon=station.lon)
            for station in self._season.timetable.stations
        )

    @cached_property
    def airports(self) -> Airports:
        """The airports of the season."""
        return Airports(self._season, self._assumptions)

    @cached_property
    def ordinary(self) -> date:
        """The day that nominal costs are taken from: the first Monday to Friday of the season."""
        weekdays = [day for day in self._season.days if day.weekday() < 5]
        return weekdays[0] if weekdays else self._season.first

    def type_of(self, day: date) -> DayType:
        """The type of ``day``."""
        known = self._types.get(day)
        if known is None:
            known = DayType(
                running(self._season.timetable, day), day_pattern(self.airports.flights, day.weekday())
            )
            self._types[day] = known
        return known

    def of(self, day: date) -> DayOfTravel:
        """Everything that moves on ``day``."""
        kind = self.type_of(day)
        known = self._days.get(kind)
        if known is None:
            known = self._days[kind] = self._compile(kind)
        return known

    def _compile(self, kind: DayType) -> DayOfTravel:
        rail = self._assumptions.rail
        connections = self._calls.of_day(kind.trains)
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
            station_count=len(self.stations),
            profiles=profiles_of(len(self.stations), connections, self._changes),
            schedule=schedule_of(self.airports, self._assumptions.air, kind.flights),
            same_place_metres=self._assumptions.same_place_metres,
        )
        return DayOfTravel(
            world, self._season.timetable, connections, self._changes, self.stations, self.airports
        )

    @cached_property
    def _calls(self) -> Calls:
        return Calls(self._season.timetable)

    @cached_property
    def _changes(self) -> Changes:
        """Ways between stations of one prefecture, at the slowest pace of the day, and the change itself."""
        rail = self._assumptions.rail
        starts = [band.start_minute for band in self._assumptions.road.bands]
        rows: list[list[tuple[int, int]]] = []
        for here, point in enumerate(self.stations):
            onward = [(here, rail.transfer_minutes)]
            for there, other in enumerate(self.stations):
                if here != there and prefecture(point.city) == prefecture(other.city):
                    metres = way_metres(point.lat, point.lon, other.lat, other.lon, self._pace)
                    if metres <= rail.near_metres:
                        slowest = max(drive(metres, self._pace, start) - start for start in starts)
                        onward.append((there, rail.exit_minutes + slowest + rail.entry_minutes))
            rows.append(onward)
        return Changes(
            ptr=np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int32),
            station=np.array([station for row in rows for station, _ in row], np.int32),
            minutes=np.array([minutes for row in rows for _, minutes in row], np.int32),
        )
