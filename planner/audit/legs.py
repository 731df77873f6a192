"""Rule 2: the delegation can be there. Legs are checked as written, their trains against the timetable."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from planner.audit.evidence import Evidence, TripAt, leg_minutes
from planner.audit.violation import Violation, broken
from planner.clock import day_of, minute_of
from planner.plan import Leg, Mode, Point, Ride
from planner.season import Season
from planner.stops import route_of

# A train found in the timetable may have started two days before it is boarded.
MOST_DAYS_ABOARD = 3


def leg_ends(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Legs lead from the base over the visits and hotels back to the base, nowhere else."""
    routes = route_of(trip.trip, evidence.season)
    expected = [pair for route in routes for pair in pairwise(route)]
    for (_, leg, place), (origin, destination) in zip(trip.legs(), expected, strict=True):
        if not (_same_spot(leg.origin, origin) and _same_spot(leg.destination, destination)):
            yield broken("leg_ends", place, origin=origin.name, destination=destination.name)


def leg_time(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A leg takes at least the time that road, timetable and flights need at that hour."""
    for day, leg, place in trip.legs():
        depart, arrive = leg_minutes(leg, day)
        if evidence.times.arrival(leg.origin, leg.destination, day.day, depart) > arrive:
            yield broken("leg_time", place, **_ends(leg))


def leg_grid(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A leg arrives on the grid."""
    for day, leg, place in trip.legs():
        if evidence.is_off_grid(leg_minutes(leg, day)[1]):
            yield broken("leg_grid", place, **_ends(leg))


def leg_length(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A leg inside the region takes no longer than the rules allow."""
    most = evidence.season.rules.hours.most_leg_minutes
    for day, leg, place in trip.legs():
        if not trip.touches_base(day, leg) and leg.arrive - leg.depart > timedelta(minutes=most):
            yield broken("leg_length", place, most=most, **_ends(leg))


def rides(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """The rides of a leg lead from its origin to its destination, each where and after the last ended."""
    for _, leg, place in trip.legs():
        if not _is_connected(evidence, leg):
            yield broken("rides", place, **_ends(leg))


def timetable(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A train or flight with a number runs that day at these times; one without is marked as estimated."""
    for _, leg, place in trip.legs():
        for index, ride in enumerate(leg.rides):
            if ride.mode is not Mode.ROAD and not _exists(evidence, ride):
                number, depart = ride.number or "—", ride.depart
                yield broken("timetable", f"{place}.rides[{index}]", number=number, depart=depart)


LEG_RULES = (leg_ends, leg_time, leg_grid, leg_length, rides, timetable)


def _ends(leg: Leg) -> dict[str, object]:
    return {
        "origin": leg.origin.name,
        "destination": leg.destination.name,
        "depart": leg.depart,
        "arrive": leg.arrive,
    }


def _same_spot(one: Point, other: Point) -> bool:
    return (one.lat, one.lon) == (other.lat, other.lon)


def _is_connected(evidence: Evidence, leg: Leg) -> bool:
    if not leg.rides:
        return evidence.times.nominal(leg.origin, leg.destination).minutes == 0
    first, last = leg.rides[0], leg.rides[-1]
    return (
        _same_spot(leg.origin, first.origin)
        and _same_spot(last.destination, leg.destination)
        and leg.depart <= first.depart
        and last.arrive <= leg.arrive
        and all(ride.depart <= ride.arrive for ride in leg.rides)
        and all(
            _same_spot(ride.destination, onward.origin) and ride.arrive <= onward.depart
            for ride, onward in pairwise(leg.rides)
        )
    )


def _exists(evidence: Evidence, ride: Ride) -> bool:
    if not ride.number:
        return ride.estimated
    if ride.mode is Mode.FLIGHT:
        return _flies(evidence.season, ride)
    return any(_runs(evidence, ride, days_before) for days_before in range(MOST_DAYS_ABOARD))


def _flies(season: Season, ride: Ride) -> bool:
    day = day_of(ride.depart)
    times = minute_of(ride.depart, day), minute_of(ride.arrive, day)
    return any(
        (flight.number, flight.depart_minute, flight.arrive_minute) == (ride.number, *times)
        and flight.weekdays[day.weekday()]
        for flight in season.flights
    )


def _runs(evidence: Evidence, ride: Ride, days_before: int) -> bool:
    """Whether a train of that number, started ``days_before`` the ride, calls at both ends at these times."""
    start = day_of(ride.depart) - timedelta(days=days_before)
    depart, arrive = minute_of(ride.depart, start), minute_of(ride.arrive, start)
    stations = evidence.season.timetable.stations
    for train in evidence.trains.get(ride.number, ()):
        if not evidence.services[train.service].runs_on(start):
            continue
        stops = [(stations[call.station], call) for call in train.calls]
        boarded = [
            order
            for order, (station, call) in enumerate(stops)
            if call.depart == depart and (station.lat, station.lon) == (ride.origin.lat, ride.origin.lon)
        ]
        left = [
            order
            for order, (station, call) in enumerate(stops)
            if call.arrive == arrive
            and (station.lat, station.lon) == (ride.destination.lat, ride.destination.lon)
        ]
        if boarded and left and min(boarded) < max(left):
            return True
    return False
