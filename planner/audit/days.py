"""Rules 1 and 3 of the days of a trip: working days in a row, their hours, lunch, nights."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from planner.audit.evidence import Evidence, TripAt, leg_minutes
from planner.audit.violation import Violation, broken
from planner.clock import minute_of
from planner.plan import Day
from planner.stops import hotel_cities


def working_days(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Every day of a trip is a working day of the horizon."""
    for day, place in trip.days():
        if day.day not in evidence.working_days:
            yield broken("working_days", place, trip=trip.trip.id, day=day.day)


def days_in_a_row(_: Evidence, trip: TripAt) -> Iterator[Violation]:
    """The days of a trip follow each other without a gap."""
    first = trip.trip.dates[0]
    if trip.trip.dates != tuple(first + timedelta(days=k) for k in range(len(trip.trip.days))):
        yield broken("days_in_a_row", trip.place, trip=trip.trip.id, day=first)


def trip_length(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A trip lasts no longer than the rules allow."""
    most, days = evidence.season.rules.most_trip_days, len(trip.trip.days)
    if days > most:
        yield broken("trip_length", trip.place, trip=trip.trip.id, days=days, most=most)


def visits_a_day(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """No day holds more visits than the rules allow."""
    most = evidence.season.rules.most_visits_a_day
    for day, place in trip.days():
        if len(day.visits) > most:
            yield broken(
                "visits_a_day", place, trip=trip.trip.id, day=day.day, visits=len(day.visits), most=most
            )


def travel_days(_: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A trip meets somebody; only its first and its last day may meet nobody."""
    if not trip.trip.visits:
        yield broken("travel_days", trip.place, trip=trip.trip.id, day=trip.trip.dates[0])
        return
    for day, place in list(trip.days())[1:-1]:
        if not day.visits:
            yield broken("travel_days", place, trip=trip.trip.id, day=day.day)


def nights(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A night is spent where the next day's first visit is, or before a day without in any hotel city."""
    hotels = {city.adcode for city in hotel_cities(evidence.season, trip.trip.region)}
    for (day, place), (following, _) in pairwise(trip.days()):
        first = [evidence.companies[visit.company].site.city for visit in following.visits[:1]]
        city = evidence.names.get(day.night or "")
        if day.night not in hotels or first not in ([], [day.night]):
            yield broken("nights", place, trip=trip.trip.id, day=day.day, city=city)


def day_hours(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A day starts no earlier and ends no later than the hours for base and hotel say."""
    hours = evidence.season.rules.hours
    days = list(trip.days())
    for number, (day, place) in enumerate(days):
        earliest = hours.leave_base if number == 0 else hours.leave_hotel
        latest = hours.back_at_base if number == len(days) - 1 else hours.at_hotel
        starts, ends = minute_of(day.legs[0].depart, day.day), minute_of(day.legs[-1].arrive, day.day)
        if starts < earliest or ends > latest:
            words = {"starts": day.legs[0].depart, "ends": day.legs[-1].arrive}
            yield broken("day_hours", place, trip=trip.trip.id, day=day.day, **words)


def in_order(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Nobody leaves before a visit is over; a visit starts when the buffer after the arrival has passed."""
    buffer = timedelta(minutes=evidence.season.rules.hours.buffer_minutes)
    for day, place in trip.days():
        for index, visit in enumerate(day.visits):
            too_early = visit.start < day.legs[index].arrive + buffer
            if too_early or day.legs[index + 1].depart < visit.end:
                name = evidence.companies[visit.company].name
                yield broken("in_order", f"{place}.visits[{index}]", company=name, start=visit.start)


def lunch(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A visit that ends late has lunch before it; lunch has its hours and nothing else goes on meanwhile."""
    hours = evidence.season.rules.hours
    for number, (day, place) in enumerate(trip.days()):
        due = next(
            (
                visit.start
                for visit in day.visits
                if minute_of(visit.end, day.day) > hours.lunch_close - hours.lunch_minutes
            ),
            None,
        )
        in_time = due is None or (day.lunch is not None and day.lunch.end <= due)
        aboard = number == 0 and _is_lunch_aboard(evidence, day)
        in_form = day.lunch is None or _is_lunch(evidence, day)
        if not (in_form and (in_time or aboard)):
            yield broken("lunch", place, trip=trip.trip.id, day=day.day)


def _is_lunch(evidence: Evidence, day: Day) -> bool:
    """Whether the pause of ``day`` is long enough, within the hours for lunch, outside legs and visits."""
    hours = evidence.season.rules.hours
    if day.lunch is None:
        return False
    start, end = minute_of(day.lunch.start, day.day), minute_of(day.lunch.end, day.day)
    taken = [leg_minutes(leg, day) for leg in day.legs]
    taken += [(minute_of(visit.start, day.day), minute_of(visit.end, day.day)) for visit in day.visits]
    return (
        hours.lunch_open <= start
        and end <= hours.lunch_close
        and end - start >= hours.lunch_minutes
        and not any(first < end and start < last for first, last in taken)
    )


def _is_lunch_aboard(evidence: Evidence, day: Day) -> bool:
    """Whether the leg from the base covers as much of the hours for lunch as lunch takes."""
    hours = evidence.season.rules.hours
    depart, arrive = leg_minutes(day.legs[0], day)
    return min(arrive, hours.lunch_close) - max(depart, hours.lunch_open) >= hours.lunch_minutes


DAY_RULES = (
    working_days,
    days_in_a_row,
    trip_length,
    visits_a_day,
    travel_days,
    nights,
    day_hours,
    in_order,
    lunch,
)
