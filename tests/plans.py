"""Plans made by hand: whom a trip meets on which day is given, the earliest times follow from the rules."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from planner.attendance import span_of, wished_attendance
from planner.clock import at, day_of, minute_of
from planner.objective import away_days, gap_permille, objective_of
from planner.plan import (
    Day,
    EventDate,
    LeftOut,
    Leg,
    Mode,
    Pause,
    Plan,
    Point,
    Reason,
    Revision,
    Ride,
    Status,
    Trip,
    Visit,
)
from planner.season import Season
from planner.spending import TravelTimes, fares_cny, lodging_cny
from planner.stops import base_point, city_point, company_point

Itinerary = Sequence[tuple[date, Sequence[str], str | None]]


def revision(season: Season, uid: str) -> Revision:
    return Revision(uid=uid, created_at=season.as_of, changed_at=season.as_of)


def make_trip(
    season: Season,
    times: TravelTimes,
    trip_id: str,
    people: Sequence[str],
    itinerary: Itinerary,
    base: str = "home",
) -> Trip:
    """The trip of ``people``, the leader first, that meets the companies (ids) of each day in that order.

    Of each day of ``itinerary`` the last part is the city (adcode) of its night, None for the last day.
    """
    region = _region(season, itinerary)
    start = next(base_point(item) for item in season.bases if item.id == base)
    here, days = start, []
    for number, (day, companies, night) in enumerate(itinerary):
        end = (
            start
            if night is None
            else next(city_point(city) for city in season.cities if city.adcode == night)
        )
        days.append(
            _DayMaker(season, times, f"{trip_id}-{number}", day).make(here, companies, end, night, number)
        )
        here = end
    trip = Trip(
        id=trip_id,
        revision=revision(season, trip_id),
        base=base,
        region=region,
        leader=people[0],
        members=tuple(people[1:]),
        days=tuple(days),
        fares_cny=0,
        lodging_cny=0,
    )
    return restated_trip(season, times, trip)


def _region(season: Season, itinerary: Itinerary) -> str:
    first = next(name for _, companies, _ in itinerary for name in companies)
    city = next(company.site.city for company in season.companies if company.id == first)
    return next(region.id for region in season.regions if city in region.cities)


class _DayMaker:
    """One day of a trip, at its earliest times."""

    def __init__(self, season: Season, times: TravelTimes, uid: str, day: date) -> None:
        self.season, self.times, self.uid, self.day = season, times, uid, day
        self.legs: list[Leg] = []
        self.visits: list[Visit] = []
        self.lunch: Pause | None = None

    def make(self, start: Point, companies: Sequence[str], end: Point, night: str | None, number: int) -> Day:
        hours = self.season.rules.hours
        minute, here = hours.leave_base if number == 0 else hours.leave_hotel, start
        for name in companies:
            company = next(item for item in self.season.companies if item.id == name)
            arrive = self._leg(here, company_point(company), minute)
            opens = [
                minute_of(span.start, self.day) for span in company.windows if day_of(span.start) == self.day
            ]
            begin = max(arrive + hours.buffer_minutes, hours.visits_open, min(opens, default=0))
            late = begin + company.visit_minutes > hours.lunch_close - hours.lunch_minutes
            if late and self.lunch is None and not (number == 0 and self._lunch_aboard()):
                lunch = max(arrive, hours.lunch_open)
                self.lunch = Pause(start=at(self.day, lunch), end=at(self.day, lunch + hours.lunch_minutes))
                begin = max(begin, lunch + hours.lunch_minutes)
            begin += -begin % hours.grid_minutes
            minute, here = begin + company.visit_minutes, company_point(company)
            self.visits.append(
                Visit(
                    revision=revision(self.season, f"{self.uid}-visit-{name}"),
                    company=name,
                    start=at(self.day, begin),
                    end=at(self.day, minute),
                )
            )
        self._leg(here, end, minute)
        return Day(
            day=self.day, visits=tuple(self.visits), legs=tuple(self.legs), lunch=self.lunch, night=night
        )

    def _lunch_aboard(self) -> bool:
        hours, leg = self.season.rules.hours, self.legs[0]
        depart, arrive = minute_of(leg.depart, self.day), minute_of(leg.arrive, self.day)
        return min(arrive, hours.lunch_close) - max(depart, hours.lunch_open) >= hours.lunch_minutes

    def _leg(self, origin: Point, destination: Point, depart: int) -> int:
        arrive = self.times.arrival(origin, destination, self.day, depart)
        leave, reach = at(self.day, depart), at(self.day, arrive)
        nominal = self.times.nominal(origin, destination)
        rides = () if nominal.minutes == 0 else (car(origin, destination, leave, reach),)
        self.legs.append(
            Leg(
                revision=revision(self.season, f"{self.uid}-leg-{len(self.legs)}"),
                origin=origin,
                destination=destination,
                depart=leave,
                arrive=reach,
                rides=rides,
                fare_cny=nominal.fare_cny,
            )
        )
        return arrive


def car(origin: Point, destination: Point, depart: datetime, arrive: datetime) -> Ride:
    return Ride(
        mode=Mode.ROAD, origin=origin, destination=destination, depart=depart, arrive=arrive, distance_km=1
    )


def make_plan(
    season: Season, times: TravelTimes, trips: Sequence[Trip], held: Mapping[str, date] | None = None
) -> Plan:
    """The plan of these trips and event days, with everything else that follows from them."""
    held = held or {}
    attending = wished_attendance(season, held, away_days(trips).keys())
    events = tuple(
        EventDate(
            revision=revision(season, f"event-{event.id}"),
            event=event.id,
            kind=event.kind,
            title=event.title,
            start=span_of(event, held[event.id]).start,
            end=span_of(event, held[event.id]).end,
            attending=(*event.required, *attending[event.id]),
            missing=tuple(
                name for name in event.wished if name not in (*attending[event.id], *event.required)
            ),
        )
        for event in season.events
        if event.id in held
    )
    met = {visit.company for trip in trips for visit in trip.visits}
    left = [company.id for company in season.companies if company.id not in met]
    left += [event.id for event in season.events if event.id not in held]
    plan = Plan(
        season=season.id,
        made_at=season.as_of,
        status=Status.OPTIMAL,
        trips=tuple(trips),
        events=events,
        left_out=tuple(LeftOut(id=name, reason=Reason.DISPLACED) for name in left),
    )
    return restated(season, times, plan)


def restated_trip(season: Season, times: TravelTimes, trip: Trip) -> Trip:
    """The trip with the amounts that its legs and nights come to."""
    amounts = {"fares_cny": fares_cny(trip, season, times), "lodging_cny": lodging_cny(trip, season)}
    return trip.model_copy(update=amounts)


def restated(season: Season, times: TravelTimes, plan: Plan) -> Plan:
    """The plan with the objective that its trips and events come to, called optimal."""
    trips = tuple(restated_trip(season, times, trip) for trip in plan.trips)
    objective = objective_of(season, trips, plan.events, times)
    return plan.model_copy(
        update={
            "trips": trips,
            "objective": objective,
            "bound": objective.total,
            "gap_permille": gap_permille(objective.total, objective.total),
        }
    )


def replaced(value: Any, path: Sequence[str | int], new: Any) -> Any:
    """A copy of a value in which ``new``, or ``new(old)``, stands at ``path`` (fields and positions)."""
    if not path:
        return new(value) if callable(new) else new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return tuple(replaced(item, rest, new) if k == step else item for k, item in enumerate(value))
    return value.model_copy(update={step: replaced(getattr(value, step), rest, new)})
