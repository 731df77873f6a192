"""Seasons as they are kept: a season's frame, and its events; people and companies stand on their own."""

from datetime import date
from typing import Any, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlmodel import Field

from api.errors import Conflict
from api.store.kind import Kind, Reference
from api.store.links import held
from api.store.record import Record
from api.store.season_users import users_of
from api.store.work import Work
from planner.errors import Fault
from planner.event import Event
from planner.rules import Rules
from planner.season import AwayLimit, Pins
from planner.value import Value
from planner.workdays import DayOverride


class SeasonRow(Record, table=True):
    """A season; which of its plans is published stands in the table of publications."""

    __tablename__ = "season"

    title: str
    first: date = Field(index=True)
    last: date


class EventRow(Record, table=True):
    """An event of a season."""

    __tablename__ = "event"

    season: str = Field(index=True)
    event_kind: str = Field(index=True)
    title: str
    chain: str | None = None


class SeasonFrame(Value):
    """A season without what outlives it.

    ``companies`` are the ids to be planned, None for every company there is when a plan is made; ``people``
    and ``regions`` likewise. ``timetable`` is the digest of a stored document with trains and flights, or
    None. With ``days_away_of_year`` the most days away of a person are those of the calendar year: days that
    published plans have him away in it before the season are taken off, so that who has travelled much
    travels less.
    """

    id: str
    title: str
    first: date
    last: date
    home: str = "home"
    outposts: tuple[str, ...] = ()
    regions: tuple[str, ...] | None = None
    companies: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None
    away_limits: tuple[AwayLimit, ...] = ()
    day_overrides: tuple[DayOverride, ...] = ()
    pins: Pins = Pins()
    rules: Rules = Rules()
    timetable: str | None = None
    days_away_of_year: bool = False

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError("season_ends_first", "the season ends before it begins")
        return self


class SeasonEvent(Event):
    """An event with the ``season`` it belongs to; its record's id is ``season:id``."""

    season: str

    @property
    def record_id(self) -> str:
        """The id of its record: event ids are unique within a season only."""
        return f"{self.season}:{self.id}"


def hold_season(work: Work, season_id: str) -> None:
    """Begin to need the record of a season: nobody deletes it before ``work`` ends, and then finds it needed.

    Raises :class:`Conflict` if it is not there (any more).
    """
    if not held(work.session, SeasonRow, [season_id]):
        raise Conflict(Fault(code="season_gone", value=season_id))


def _frame_references(frame: SeasonFrame) -> list[Reference]:
    found = [Reference("outpost", frame.home, "home")]
    lists = {"outpost": frame.outposts, "region": frame.regions or (), "company": frame.companies or ()}
    lists["person"] = frame.people or ()
    places = {"outpost": "outposts", "region": "regions", "company": "companies", "person": "people"}
    for kind, ids in lists.items():
        found += [Reference(kind, item, f"{places[kind]}[{index}]") for index, item in enumerate(ids)]
    return found


def _event_columns(event: SeasonEvent) -> dict[str, Any]:
    return {
        "season": event.season,
        "event_kind": event.kind.value,
        "title": event.title,
        "chain": event.chain,
    }


def _event_references(event: SeasonEvent) -> list[Reference]:
    found = [Reference("season", event.season, "season")]
    if event.chain:
        found.append(Reference("chain", event.chain, "chain"))
    for place, people in (("required", event.required), ("wished", event.wished)):
        found += [Reference("person", item, f"{place}[{index}]") for index, item in enumerate(people)]
    return found


SEASON = Kind(
    name="season",
    value=SeasonFrame,
    table=SeasonRow,
    columns=lambda frame: {"title": frame.title, "first": frame.first, "last": frame.last},
    references=_frame_references,
    label=lambda frame: frame.title,
    filters=frozenset({"title", "first", "last"}),
    sorts=frozenset({"first", "title"}),
    users=users_of,
)
EVENT = Kind(
    name="event",
    value=SeasonEvent,
    table=EventRow,
    columns=_event_columns,
    references=_event_references,
    identity=lambda event: event.record_id,
    label=lambda event: event.title,
    filters=frozenset({"season", "event_kind", "title", "chain"}),
    sorts=frozenset({"title"}),
)
