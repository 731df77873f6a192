"""What the rules look at: the season, the plan, travel times, and both indexed by id."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from planner.attendance import PersonDay
from planner.clock import day_of, minute_of
from planner.company import Company
from planner.event import Event
from planner.objective import away_days
from planner.person import Chain, Person
from planner.plan import Day, EventDate, Leg, Plan, Trip, Visit
from planner.season import Base, Season
from planner.spending import TravelTimes
from planner.stops import region_by_city
from planner.timetable import Service, Train


class TripAt(NamedTuple):
    """A trip and its path in the plan."""

    trip: Trip
    place: str

    def days(self) -> Iterator[tuple[Day, str]]:
        """Each day with its path."""
        for index, day in enumerate(self.trip.days):
            yield day, f"{self.place}.days[{index}]"

    def visits(self) -> Iterator[tuple[Day, Visit, str]]:
        """Each visit with its day and path."""
        for day, place in self.days():
            for index, visit in enumerate(day.visits):
                yield day, visit, f"{place}.visits[{index}]"

    def legs(self) -> Iterator[tuple[Day, Leg, str]]:
        """Each leg with its day and path."""
        for day, place in self.days():
            for index, leg in enumerate(day.legs):
                yield day, leg, f"{place}.legs[{index}]"

    def touches_base(self, day: Day, leg: Leg) -> bool:
        """Whether ``leg`` leads from the base or back to it."""
        first, last = self.trip.days[0], self.trip.days[-1]
        return (day is first and leg is day.legs[0]) or (day is last and leg is day.legs[-1])


@dataclass(frozen=True)
class Evidence:
    """A season and a plan of it; every id the plan names is in the season."""

    season: Season
    plan: Plan
    times: TravelTimes

    @cached_property
    def trips(self) -> tuple[TripAt, ...]:
        """The trips with their paths."""
        return tuple(TripAt(trip, f"trips[{index}]") for index, trip in enumerate(self.plan.trips))

    @cached_property
    def events(self) -> tuple[tuple[EventDate, Event, str], ...]:
        """The dated events with what the season says of them, and their paths."""
        known = {event.id: event for event in self.season.events}
        return tuple(
            (item, known[item.event], f"events[{index}]") for index, item in enumerate(self.plan.events)
        )

    @cached_property
    def companies(self) -> dict[str, Company]:
        """Companies by id."""
        return {company.id: company for company in self.season.companies}

    @cached_property
    def people(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.season.people}

    @cached_property
    def bases(self) -> dict[str, Base]:
        """Bases by id."""
        return {base.id: base for base in self.season.bases}

    @cached_property
    def chains(self) -> dict[str, Chain]:
        """Chains by id."""
        return {chain.id: chain for chain in self.season.chains}

    @cached_property
    def trains(self) -> dict[str, tuple[Train, ...]]:
        """The runs of each train number."""
        found: dict[str, tuple[Train, ...]] = {}
        for train in self.season.timetable.trains:
            found[train.number] = (*found.get(train.number, ()), train)
        return found

    @cached_property
    def services(self) -> dict[str, Service]:
        """Services by id."""
        return {service.id: service for service in self.season.timetable.services}

    @cached_property
    def regions(self) -> dict[str, str]:
        """The region id of each city (adcode) that has one."""
        return dict(region_by_city(self.season))

    @cached_property
    def working_days(self) -> frozenset[date]:
        """The working days of the horizon."""
        return frozenset(self.season.workdays().days)

    @cached_property
    def names(self) -> dict[str, str]:
        """What regions (by id) and cities (by adcode) are called."""
        return {item.id: item.name for item in self.season.regions} | {
            city.adcode: city.name for city in self.season.cities
        }

    @cached_property
    def pins(self) -> dict[str, Trip]:
        """The pinned trips by id."""
        return {trip.id: trip for trip in self.season.pins.trips}

    @cached_property
    def away(self) -> dict[PersonDay, int]:
        """On how many trips each person is on each day; absent for none."""
        return dict(away_days(self.plan.trips))

    @cached_property
    def pinned_away(self) -> frozenset[PersonDay]:
        """Who is away on which days by the season's pinned trips."""
        return frozenset(away_days(self.season.pins.trips))

    @cached_property
    def elsewhere(self) -> dict[str, frozenset[date]]:
        """The days of each person (id) on trips that no plan of the season can change."""
        return {person.id: person.days_elsewhere for person in self.season.people}

    @cached_property
    def held(self) -> dict[str, date]:
        """The day of each dated event (id)."""
        return {item.event: day_of(item.start) for item in self.plan.events}

    def is_pinned(self, trip: Trip) -> bool:
        """Whether ``trip`` is one of the season's pinned trips, unchanged."""
        pin = self.pins.get(trip.id)
        return pin is not None and same_but_for_history(trip, pin)

    def is_off_grid(self, minute: int) -> bool:
        """Whether a minute of the day is not a multiple of the season's grid."""
        return minute % self.season.rules.hours.grid_minutes != 0


def same_but_for_history(trip: Trip, pin: Trip) -> bool:
    """Whether two trips are the same, their revisions and the mark ``pinned`` left out of account."""
    return _without_history(trip.model_dump()) == _without_history(pin.model_dump())


def _without_history(value: object) -> object:
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key not in {"revision", "pinned"}}
        return {key: _without_history(item) for key, item in kept.items()}
    if isinstance(value, list | tuple):
        return [_without_history(item) for item in value]
    return value


def leg_minutes(leg: Leg, day: Day) -> tuple[int, int]:
    """Departure and arrival of ``leg`` in minutes of ``day``."""
    return minute_of(leg.depart, day.day), minute_of(leg.arrive, day.day)
