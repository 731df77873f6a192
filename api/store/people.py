"""People, the units they belong to, and when they are busy."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, col, select

from api.store.columns import UtcMoment
from api.store.kind import Kind, Reference
from api.store.moments import Moment
from api.store.names import labels
from api.store.record import Record
from planner.person import Person, Unit
from planner.window import Span


class UnitRow(Record, table=True):
    """A unit."""

    __tablename__ = "unit"

    name: str = Field(index=True)
    economic: bool


class PersonRow(Record, table=True):
    """A person; busy times stand in their own table."""

    __tablename__ = "person"

    name: str = Field(index=True)
    unit: str = Field(index=True)
    rank: int = Field(index=True)
    base: str
    skills: str = ""
    in_pool: bool


class BusyTimeRow(Record, table=True):
    """A busy time. ``source`` and ``uid`` say which calendar it came from, if any."""

    __tablename__ = "busy_time"

    person: str = Field(index=True)
    start: datetime = Field(sa_type=UtcMoment, index=True)
    end: datetime = Field(sa_type=UtcMoment)
    source: str = Field(default="", index=True)


class BusyTime(Span):
    """When ``person`` cannot travel.

    ``title`` is what planners see; it never leaves in a feed of another person. ``away`` marks a journey that
    counts like a trip: towards rest between trips, away limits and days away. ``source`` is empty for one
    entered by hand, else the name of the calendar it was imported from, ``uid`` its UID there.
    """

    id: str
    person: str
    start: Moment
    end: Moment
    title: str = ""
    away: bool = False
    source: str = ""
    uid: str = ""


def ids_of_unit(session: Session, unit: str) -> list[str]:
    """The ids of a unit's people, deleted ones included."""
    return list(session.exec(select(PersonRow.id).where(col(PersonRow.unit) == unit)))


def people_by_id(session: Session) -> dict[str, Person]:
    """Everybody, those that were deleted included: one query."""
    return {row.id: Person.model_validate(row.body) for row in session.exec(select(PersonRow))}


def unit_names(session: Session) -> dict[str, str]:
    """What every unit is called, by id, deleted ones included: one query."""
    return dict(session.exec(select(UnitRow.id, UnitRow.name)).all())


def _unit_references(unit: Unit) -> Iterable[Reference]:
    roster = unit.roster
    for place in ("head", "deputy", "liaison"):
        if person := getattr(roster, place):
            yield Reference("person", person, f"roster.{place}")
    for index, person in enumerate(roster.staff):
        yield Reference("person", person, f"roster.staff[{index}]")


def _person_columns(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "unit": person.unit,
        "rank": int(person.rank),
        "base": person.base,
        "skills": labels(person.skills),
        "in_pool": person.in_pool,
    }


UNIT = Kind(
    name="unit",
    value=Unit,
    table=UnitRow,
    columns=lambda unit: {"name": unit.name, "economic": unit.economic},
    references=_unit_references,
    filters=frozenset({"name", "economic"}),
    sorts=frozenset({"name"}),
)
PERSON = Kind(
    name="person",
    value=Person,
    table=PersonRow,
    columns=_person_columns,
    references=lambda person: (Reference("unit", person.unit, "unit"),),
    filters=frozenset({"name", "unit", "rank", "base", "skills", "in_pool"}),
    sorts=frozenset({"name", "rank"}),
)
BUSY_TIME = Kind(
    name="busy_time",
    value=BusyTime,
    table=BusyTimeRow,
    columns=lambda busy: {"person": busy.person, "start": busy.start, "end": busy.end, "source": busy.source},
    references=lambda busy: (Reference("person", busy.person, "person"),),
    label=lambda busy: busy.title or busy.id,
    filters=frozenset({"person", "start", "end", "source"}),
    sorts=frozenset({"start"}),
)
