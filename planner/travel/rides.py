"""The earliest arrival spelled out: cars, trains with their numbers, flights, in order of time."""

from collections.abc import Sequence
from datetime import date

from planner.clock import at
from planner.plan import Mode, Point, Ride
from planner.timetable import Timetable
from planner.travel.airports import Airports
from planner.travel.connections import Connections
from planner.travel.distance import great_circle_metres
from planner.travel.flight import flying
from planner.travel.itinerary import Timeline
from planner.travel.modes import Places, World, board, estimated_rail, fly, timetabled_rail
from planner.travel.profiles import Changes
from planner.travel.road import drive, road_metres


class DayOfTravel:
    """One type of day: what moves (``world``), and what is needed to name it."""

    def __init__(
        self,
        world: World,
        timetable: Timetable,
        connections: Connections,
        changes: Changes,
        stations: Sequence[Point],
        airports: Airports,
    ) -> None:
        self.world = world
        self._timetable = timetable
        self._connections = connections
        self._changes = changes
        self._stations = stations
        self._airports = airports
        self._timeline: Timeline | None = None

    def by_road(self, origin: Point, destination: Point, day: date, depart: int) -> tuple[Ride, ...]:
        """One car all the way."""
        return (self._car(origin, destination, day, depart),)

    def by_estimated_rail(
        self, places: Places, ends: tuple[Point, Point], centres: tuple[Point, Point], day: date, depart: int
    ) -> tuple[Ride, ...]:
        """Car, a train as the estimate has it between ``centres``, car."""
        leave, arrive, _ = estimated_rail(self.world, places, 0, 1, depart)
        return (
            self._car(ends[0], centres[0], day, depart),
            _ride(Mode.RAIL, "", centres, day, (leave, arrive)),
            self._car(centres[1], ends[1], day, arrive + self.world.rail.exit),
        )

    def by_rail(self, places: Places, ends: tuple[Point, Point], day: date, depart: int) -> tuple[Ride, ...]:
        """Car, real trains, car between ``ends``."""
        _, a, b = timetabled_rail(self.world, places, 0, 1, depart)
        gates, profiles = places.stations, self.world.profiles
        first, last = int(gates.gate[a]), int(gates.gate[b])
        ready = drive(int(gates.metres[a]), self.world.pace, depart) + self.world.rail.entry
        entry = board(self.world, first, last, ready)
        leave, arrive = int(profiles.depart[entry]), int(profiles.arrive[entry])
        return (
            self._car(ends[0], self._stations[first], day, depart),
            *self._trains(first, last, day, (leave, arrive)),
            self._car(self._stations[last], ends[1], day, arrive + self.world.rail.exit),
        )

    def by_flight(
        self, places: Places, ends: tuple[Point, Point], day: date, depart: int
    ) -> tuple[Ride, ...]:
        """Car, plane, car."""
        _, a, b = fly(self.world, places, 0, 1, depart)
        first, last = int(places.airports.gate[a]), int(places.airports.gate[b])
        kerb = drive(int(places.airports.metres[a]), self.world.pace, depart)
        leave, land, number = flying(self.world.schedule, first, last, kerb)
        airports = self._airports.points[first], self._airports.points[last]
        name = self._airports.flights[number].number if number >= 0 else ""
        return (
            self._car(ends[0], airports[0], day, depart),
            _ride(Mode.FLIGHT, name, airports, day, (leave, land), estimated=number < 0),
            self._car(airports[1], ends[1], day, land + self.world.schedule.exit),
        )

    def _trains(self, first: int, last: int, day: date, times: tuple[int, int]) -> list[Ride]:
        if self._timeline is None:
            self._timeline = Timeline(self._connections, self._changes)
        rows = self._connections
        rides: list[Ride] = []
        off_at = 0
        for ridden in self._timeline.trains(first, last, *times):
            ends = tuple(
                self._stations[k] for k in (rows.origin[ridden.board], rows.destination[ridden.alight])
            )
            if rides and rides[-1].destination != ends[0]:
                kerb = off_at + self.world.rail.exit
                rides.append(self._car(rides[-1].destination, ends[0], day, kerb))
            number = self._timetable.trains[int(rows.trip[ridden.board]) % len(self._timetable.trains)].number
            off_at = int(rows.arrive[ridden.alight])
            span = int(rows.depart[ridden.board]), off_at
            rides.append(_ride(Mode.RAIL, number, (ends[0], ends[1]), day, span, estimated=False))
        return rides

    def _car(self, origin: Point, destination: Point, day: date, depart: int) -> Ride:
        straight = great_circle_metres(origin.lat, origin.lon, destination.lat, destination.lon)
        metres = road_metres(straight, self.world.pace)
        arrive = drive(metres, self.world.pace, depart)
        return Ride(
            mode=Mode.ROAD,
            origin=origin,
            destination=destination,
            depart=at(day, depart),
            arrive=at(day, arrive),
            distance_km=round(metres / 1_000, 1),
        )


def _ride(
    mode: Mode,
    number: str,
    ends: tuple[Point, Point],
    day: date,
    times: tuple[int, int],
    *,
    estimated: bool = True,
) -> Ride:
    origin, destination = ends
    straight = great_circle_metres(origin.lat, origin.lon, destination.lat, destination.lon)
    return Ride(
        mode=mode,
        number=number,
        origin=origin,
        destination=destination,
        depart=at(day, times[0]),
        arrive=at(day, times[1]),
        distance_km=round(straight / 1_000, 1),
        estimated=estimated,
    )
