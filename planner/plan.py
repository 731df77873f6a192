"""A plan: the answer to a season, whole, with its bound, its reasons and the history of its items.

Every dated item carries a ``Revision``: a UID given once and kept, a SEQUENCE that never falls, and the
instants it was created and last changed (RFC 5545 §3.8.4.7, §3.8.7.4, §3.8.7.3). Calendars print these
and compute none of them.
"""

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field

from planner.event import EventKind
from planner.value import Value


class Mode(StrEnum):
    """How a ride is made."""

    ROAD = "road"
    RAIL = "rail"
    FLIGHT = "flight"


class Revision(Value):
    """Identity and history of one calendar item."""

    uid: str
    sequence: int = Field(default=0, ge=0)
    created_at: AwareDatetime
    changed_at: AwareDatetime


class Point(Value):
    """A named place with coordinates in degrees WGS-84; ``city`` is an adcode."""

    name: str
    city: str
    lat: float
    lon: float


class Ride(Value):
    """One vehicle: a car, a train with its number, a flight. ``estimated`` is printed as 估算."""

    mode: Mode
    number: str = ""
    origin: Point
    destination: Point
    depart: AwareDatetime
    arrive: AwareDatetime
    distance_km: float = Field(ge=0)
    estimated: bool = True


class Leg(Value):
    """A move from one place of the day to the next: one or more rides, and its fare per head."""

    revision: Revision
    origin: Point
    destination: Point
    depart: AwareDatetime
    arrive: AwareDatetime
    rides: tuple[Ride, ...]
    fare_cny: int = Field(ge=0)


class Visit(Value):
    """One delegation meets one company (id) at its site."""

    revision: Revision
    company: str
    start: AwareDatetime
    end: AwareDatetime


class Pause(Value):
    """Lunch, outside legs and visits."""

    start: AwareDatetime
    end: AwareDatetime


class Day(Value):
    """A day of a trip: its visits and legs in order of time, lunch, and the hotel's city for the night.

    ``legs[k]`` leads to ``visits[k]``; one more leg leads to the hotel or back to the base. ``lunch`` is
    None where none is due or it is taken aboard the leg from the base. ``night`` is None on the last day.
    """

    day: date
    visits: tuple[Visit, ...]
    legs: tuple[Leg, ...]
    lunch: Pause | None = None
    night: str | None = None


class Trip(Value):
    """外出招商: one delegation, one region, one to five consecutive working days, from base to base.

    ``leader`` and ``members`` are person ids. ``fares_cny`` and ``lodging_cny`` are for all of them.
    """

    id: str
    revision: Revision
    base: str
    region: str
    leader: str
    members: tuple[str, ...]
    days: tuple[Day, ...] = Field(min_length=1)
    fares_cny: int = Field(ge=0)
    lodging_cny: int = Field(ge=0)
    pinned: bool = False

    @property
    def delegation(self) -> tuple[str, ...]:
        """Everyone aboard, the leader first."""
        return (self.leader, *self.members)

    @property
    def dates(self) -> tuple[date, ...]:
        """The calendar days of the trip."""
        return tuple(day.day for day in self.days)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All visits, in order of time."""
        return tuple(visit for day in self.days for visit in day.visits)


class EventDate(Value):
    """An event (id) with its day; ``attending`` are required and wished people who are there.

    ``venue`` is where it was published to be held, so that a move raises the item's SEQUENCE.
    """

    revision: Revision
    event: str
    kind: EventKind
    title: str
    start: AwareDatetime
    end: AwareDatetime
    venue: str = ""
    attending: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    pinned: bool = False


class Reason(StrEnum):
    """Why a company was left out, or an event could not be held."""

    COOLING_DOWN = "cooling_down"
    NO_WORKDAY_WINDOW = "no_workday_window"
    NOBODY_QUALIFIED = "nobody_qualified"
    QUALIFIED_NEVER_FREE = "qualified_never_free"
    OUT_OF_REACH = "out_of_reach"
    REGION_UNSERVED = "region_unserved"
    KIND_CAP = "kind_cap"
    BUDGET = "budget"
    DISPLACED = "displaced"
    NOT_WORTH_THE_TRIP = "not_worth_the_trip"
    NO_CANDIDATE_DAY = "no_candidate_day"
    PINS_CONTRADICT = "pins_contradict"
    STOPPED_EARLY = "stopped_early"


class Price(Value):
    """What meeting a company would cost: points lost, how that was found, and who would give way."""

    points: int = Field(ge=0)
    exact: bool
    instead_of: tuple[str, ...] = ()


class LeftOut(Value):
    """A company (or event) id that is not in the plan, with the reason, its words, and the price."""

    id: str
    reason: Reason
    detail: dict[str, str] = {}
    price: Price | None = None


class Objective(Value):
    """Every term of the objective, in points; ``total`` is their signed sum.

    Gains: ``companies``, ``coverage``, ``attendance``, ``events``. Losses, as positive numbers: ``fares``,
    ``lodging``, ``travel_time``, ``trips``, ``load``, ``changes``.
    """

    companies: int = 0
    coverage: int = 0
    attendance: int = 0
    events: int = 0
    fares: int = 0
    lodging: int = 0
    travel_time: int = 0
    trips: int = 0
    load: int = 0
    changes: int = 0

    @property
    def total(self) -> int:
        """Gains less losses."""
        gains = self.companies + self.coverage + self.attendance + self.events
        return gains - self.fares - self.lodging - self.travel_time - self.trips - self.load - self.changes


class Status(StrEnum):
    """What is known of a plan: proven best, feasible with a proven bound, or impossible."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Caution(Value):
    """Something the plan rests on that a planner must know, e.g. a year without announced make-up days."""

    code: str
    detail: dict[str, str] = {}


class Cancelled(Value):
    """An item that was published and is no more: calendars keep it, struck out, for a while.

    ``audience`` are the person ids whose calendars held it and no longer do, of a trip the leader first;
    ``trip`` the id of the trip whose calendar held it. ``subject`` is what a calendar names it by: the id of
    the company (a visit), the region (a trip) or the event; ``title`` serves where the season lacks that id.
    """

    revision: Revision
    kind: str
    subject: str = ""
    title: str
    start: AwareDatetime
    end: AwareDatetime
    all_day: bool = False
    trip: str = ""
    audience: tuple[str, ...] = ()


class PlanKind(StrEnum):
    """The version of this format."""

    V1 = "zhaoshang-plan-1"


class Plan(Value):
    """The answer to a season.

    ``bound`` is a proven upper bound of the objective in points; ``gap_permille`` is
    ``(bound - value) / bound`` in thousandths, rounded up. With ``status`` INFEASIBLE there are no trips and
    ``left_out`` says why. ``version`` counts published revisions from 1.
    """

    format: PlanKind = PlanKind.V1
    season: str
    version: int = Field(default=1, ge=1)
    made_at: AwareDatetime
    status: Status
    trips: tuple[Trip, ...] = ()
    events: tuple[EventDate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    objective: Objective = Objective()
    bound: int | None = None
    gap_permille: int | None = None
    seed: int = 0
    cautions: tuple[Caution, ...] = ()
    cancelled: tuple[Cancelled, ...] = ()
