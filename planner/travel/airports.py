"""The airports of a season: those its cities name, and the nearest ones of cities that name none."""

from collections.abc import Sequence

from planner.place import City
from planner.plan import Point
from planner.season import Season
from planner.timetable import Flight
from planner.travel.adcode import landmass
from planner.travel.assumptions import Assumptions
from planner.travel.gazetteer import airport, all_airports, city_at
from planner.travel.road import pace_of, way_metres


class Airports:
    """``points``: one for each IATA code, or for a city without one that an imported flight names.

    ``flights`` are the imported ones between cities that have a point; ``unplaced`` the adcodes of others.
    """

    def __init__(self, season: Season, assumptions: Assumptions) -> None:
        self._assumptions = assumptions
        self._islands = assumptions.islands
        self._pace = pace_of(assumptions.road)
        self._codes: dict[str, int] = {}
        self._of_city: dict[str, int] = {}
        self.points: list[Point] = []
        for city in season.cities:
            if city.airport is not None:
                self._of_city[city.adcode] = self._add(city.airport, city)
            else:
                for code in self._near(city):
                    self._add(code, city)
        self.unplaced = self._place_named(season.cities, season.flights)
        self.flights = tuple(
            flight
            for flight in season.flights
            if flight.origin in self._of_city and flight.destination in self._of_city
        )

    def pair(self, flight: Flight) -> tuple[int, int]:
        """The indices of the airports ``flight`` joins."""
        return self._of_city[flight.origin], self._of_city[flight.destination]

    def over_water(self, a: int, b: int) -> bool:
        """Whether neither road nor rail joins two airports."""
        return landmass(self.points[a].city, self._islands) != landmass(self.points[b].city, self._islands)

    def _add(self, code: str, city: City) -> int:
        """The index of the airport ``code``; at the centre of ``city`` if the gazetteer has it not."""
        if code not in self._codes:
            known = airport(code)
            self._codes[code] = len(self.points)
            self.points.append(
                Point(name=known.name, city=known.city, lat=known.lat, lon=known.lon)
                if known
                else Point(name=f"{city.name}机场", city=city.adcode, lat=city.lat, lon=city.lon)
            )
        return self._codes[code]

    def _near(self, city: City) -> list[str]:
        """The airports that a city without one of its own may use, nearest first."""
        air = self._assumptions.air
        ways = []
        for other in all_airports():
            if landmass(city.adcode, self._islands) == landmass(other.city, self._islands):
                metres = way_metres(city.lat, city.lon, other.lat, other.lon, self._pace)
                ways.append((metres, other.iata))
        return [code for metres, code in sorted(ways) if metres <= air.access_metres][: air.most_airports]

    def _place_named(self, cities: Sequence[City], flights: Sequence[Flight]) -> tuple[str, ...]:
        """Give every city that a flight names an airport; the adcodes of those nobody knows."""
        known = {city.adcode: city for city in cities}
        unplaced = []
        for adcode in sorted({code for flight in flights for code in (flight.origin, flight.destination)}):
            city = known.get(adcode) or city_at(adcode)
            if city is None:
                unplaced.append(adcode)
            elif adcode not in self._of_city:
                self._of_city[adcode] = self._add(city.airport or adcode, city)
        return tuple(unplaced)
