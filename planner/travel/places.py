"""Places of a season as the compiled code reads them, with the stations and airports in reach."""

from collections.abc import Sequence

import numpy as np

from planner.place import City
from planner.plan import Point
from planner.travel.access import Access, airport_access, gates_of, station_access
from planner.travel.adcode import landmass
from planner.travel.assumptions import Assumptions
from planner.travel.days import Days
from planner.travel.modes import Places
from planner.travel.road import Pace

MOST_PAIRS = 10_000
"""How many pairs of places are kept for the next look-up: some 30 MB."""


class Surroundings:
    """What lies around the places of a season; each is looked at once."""

    def __init__(self, cities: Sequence[City], days: Days, assumptions: Assumptions, pace: Pace) -> None:
        self._cities = {city.adcode: city for city in cities}
        self._days = days
        self._assumptions = assumptions
        self._pace = pace
        self._stations: dict[Point, Access] = {}
        self._airports: dict[Point, Access] = {}
        self._pairs: dict[tuple[Point, Point], Places] = {}

    def centre(self, point: Point) -> Point:
        """The centre of the city ``point`` lies in; the point itself if the season has not that city."""
        city = self._cities.get(point.city)
        return point if city is None else Point(name=city.name, city=city.adcode, lat=city.lat, lon=city.lon)

    def stations(self, point: Point) -> Access:
        """The stations in reach of ``point``."""
        if point not in self._stations:
            gates = self._days.stations
            self._stations[point] = station_access(point, gates, self._pace, self._assumptions)
        return self._stations[point]

    def airports(self, point: Point) -> Access:
        """The airports in reach of ``point``."""
        if point not in self._airports:
            gates = self._days.airports.points
            self._airports[point] = airport_access(point, gates, self._pace, self._assumptions)
        return self._airports[point]

    def between(self, origin: Point, destination: Point) -> Places:
        """The two places 0 and 1 of a single look-up."""
        known = self._pairs.get((origin, destination))
        if known is None:
            if len(self._pairs) >= MOST_PAIRS:
                self._pairs.clear()
            known = self._pairs[origin, destination] = self.of((origin, destination))
        return known

    def of(self, points: Sequence[Point]) -> Places:
        """``points`` in their order."""
        centres = [self.centre(point) for point in points]
        islands = [landmass(point.city, self._assumptions.islands) for point in points]
        return Places(
            lat=np.array([point.lat for point in points], np.float64),
            lon=np.array([point.lon for point in points], np.float64),
            island=np.array([int(island or "0") for island in islands], np.int64),
            centre_lat=np.array([centre.lat for centre in centres], np.float64),
            centre_lon=np.array([centre.lon for centre in centres], np.float64),
            stations=gates_of([self.stations(point) for point in points]),
            airports=gates_of([self.airports(point) for point in points]),
        )
