"""People and the units they come from."""

from datetime import date, timedelta
from enum import IntEnum

from pydantic import Field

from planner.clock import day_of, days_between
from planner.value import Value
from planner.window import Busy

MOMENT = timedelta(microseconds=1)  # a span that ends at midnight does not touch the day that begins


class Rank(IntEnum):
    """职级, 1 the highest. Names are configurable in ``Rules.rank_names``."""

    PRINCIPAL = 1
    DEPUTY = 2
    DEPARTMENT_HEAD = 3
    DEPARTMENT_DEPUTY = 4
    STAFF = 5


class Person(Value):
    """Somebody who may travel or must attend.

    ``base`` is the id of the base the person lives at: ``home`` or an outpost; trips start and end there.
    ``most_days_away`` counts days of trips in the season. ``order`` is the explicit protocol order among
    equals, kept by the office (never alphabetical).
    """

    id: str
    name: str
    title: str = ""
    unit: str
    rank: Rank
    base: str = "home"
    skills: tuple[str, ...] = ()
    busy: tuple[Busy, ...] = ()
    most_days_away: int = Field(default=12, ge=0)
    phone: str = ""
    in_pool: bool = True
    order: int = 0

    @property
    def days_elsewhere(self) -> frozenset[date]:
        """The days of trips that no plan of this season can change (:class:`~planner.window.Busy`)."""
        return frozenset(
            day
            for span in self.busy
            if span.away
            for day in days_between(day_of(span.start), day_of(span.end - MOMENT))
        )


class UnitRoster(Value):
    """1+1+2: a unit's head, one deputy in charge, at least two staff; or one liaison (person ids)."""

    head: str | None = None
    deputy: str | None = None
    staff: tuple[str, ...] = ()
    liaison: str | None = None


class Unit(Value):
    """A department, park or town; ``economic`` units owe a full 1+1+2 roster, others one liaison."""

    id: str
    name: str
    economic: bool = True
    roster: UnitRoster = UnitRoster()


class Chain(Value):
    """产业链: its chief (person id) and the rest of the 六个一, as text."""

    id: str
    name: str
    chief: str | None = None
    plan: str = ""
    team: str = ""
    think_tank: str = ""
    responsibility: str = ""
    park: str = ""
