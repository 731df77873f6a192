"""A season: everything the planner is given, in one frozen value that travels as JSON."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, Field, model_validator

from planner.clock import days_between
from planner.company import Company
from planner.event import Event
from planner.person import Chain, Person, Rank, Unit
from planner.place import City, Region, Site
from planner.plan import Trip
from planner.rules import Rules
from planner.timetable import Flight, Timetable
from planner.value import Value
from planner.workdays import DayOverride, Workdays


class Base(Value):
    """Where trips start and end: ``home``, or the outpost (驻外组) of a region.

    A delegation's people all live at its base. Its leader ranks ``leader_rank_at_most`` or higher; by
    1+1+2 at least ``least_staff`` members are staff. An empty ``regions`` means every region.
    """

    id: str
    name: str
    site: Site
    regions: tuple[str, ...] = ()
    leader_rank_at_most: Rank = Rank.DEPARTMENT_HEAD
    least_staff: int = Field(default=2, ge=0)


class AwayException(Value):
    """A recorded, approved exception to an away limit, by day range."""

    first: date
    last: date
    reason: str
    approved_by: str


class AwayLimit(Value):
    """At most ``most_away`` of ``people`` are on trips on one day (党政正职不同时外出)."""

    id: str
    people: tuple[str, ...]
    most_away: int = Field(default=1, ge=0)
    exceptions: tuple[AwayException, ...] = ()

    def binds_on(self, day: date) -> bool:
        """Whether no recorded exception covers ``day``."""
        return not any(item.first <= day <= item.last for item in self.exceptions)


class VisitPin(Value):
    """This company is met, on ``day`` if given, under ``leader`` if given."""

    company: str
    day: date | None = None
    leader: str | None = None


class Pins(Value):
    """What stays: whole trips as they are, a company on a day (and under a leader), an event's day."""

    trips: tuple[Trip, ...] = ()
    visits: tuple[VisitPin, ...] = ()
    events: dict[str, date] = {}


class SeasonKind(StrEnum):
    """The version of this format; a reader refuses what it does not know."""

    V1 = "zhaoshang-season-1"


class Season(Value):
    """What is planned at once.

    ``first`` to ``last`` is the horizon. ``as_of`` is the moment the data stand for: it stamps the plan's
    items, so that equal data make equal bytes. Ids are unique within their list, and every reference
    resolves; a season that breaks this is refused with all its faults at once.
    """

    format: SeasonKind = SeasonKind.V1
    id: str
    title: str
    first: date
    last: date
    as_of: AwareDatetime
    home: Base
    outposts: tuple[Base, ...] = ()
    cities: tuple[City, ...] = ()
    regions: tuple[Region, ...] = ()
    units: tuple[Unit, ...] = ()
    chains: tuple[Chain, ...] = ()
    people: tuple[Person, ...] = ()
    companies: tuple[Company, ...] = ()
    events: tuple[Event, ...] = ()
    away_limits: tuple[AwayLimit, ...] = ()
    day_overrides: tuple[DayOverride, ...] = ()
    pins: Pins = Pins()
    rules: Rules = Rules()
    timetable: Timetable = Timetable()
    flights: tuple[Flight, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        from planner.consistency import inconsistencies  # noqa: PLC0415  (the checks read this class)

        return inconsistencies(self)

    @property
    def days(self) -> tuple[date, ...]:
        """Every calendar day of the horizon."""
        return days_between(self.first, self.last)

    @property
    def bases(self) -> tuple[Base, ...]:
        """Home first, then the outposts."""
        return (self.home, *self.outposts)

    def workdays(self) -> Workdays:
        """The calendar of working days of this season."""
        return Workdays(self.first, self.last, self.day_overrides)
