"""When an event is held: on the day that its season's published plan gave it, or its only possible one.

Somebody may say the day before anything is published; a day that contradicts the published plan is refused,
for papers, seats and mails of two different days would go out.
"""

from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from api.errors import Conflict
from api.store import documents, records
from api.store.assembly import season_of
from api.store.publications import published_of
from api.store.season_frames import EVENT, SEASON, SeasonEvent
from planner.clock import day_of
from planner.errors import Fault
from planner.event import Event
from planner.schema import read_plan
from planner.season import Season
from planner.workdays import Workdays


class EventDay(NamedTuple):
    """An event as its season knows it, and the day it is held on."""

    season: Season
    event: Event
    day: date


def event_day(
    session: Session, identity: str, as_of: datetime, day: date | None = None, *, place: str = "body.day"
) -> EventDay:
    """The event of this record id (``season:event``) on its published day, else ``day``, else its only one.

    ``place`` is where the call gives ``day``. Raises :class:`NotFound`, :class:`Conflict`:
    ``event_day_published`` if ``day`` is another than the published one, ``event_without_date`` if nobody has
    settled the day.
    """
    record = records.stored(session, EVENT, identity).value
    season = season_of(session, record.season, as_of)
    event = next(item for item in season.events if item.id == record.id)
    published = _published_day(session, record)
    if None not in (published, day) and published != day:
        detail = {"title": event.title, "published": str(published)}
        raise Conflict(Fault(code="event_day_published", place=place, value=str(day), detail=detail))
    held = published or day or _only_day(event)
    if held is None:
        detail = {"days": str(len(event.candidate_days))}
        raise Conflict(Fault(code="event_without_date", value=event.title, detail=detail))
    return EventDay(season, event, held)


def season_of_event(session: Session, identity: str, as_of: datetime) -> Season:
    """The season of this event, whose day need not be settled; raises :class:`NotFound`."""
    return season_of(session, records.stored(session, EVENT, identity).value.season, as_of)


def event_workdays(session: Session, identity: str) -> Workdays:
    """The working days of an event's season, without putting the season together.

    Raises :class:`NotFound` if there is no such event (any more).
    """
    record = records.stored(session, EVENT, identity).value
    frame = records.stored(session, SEASON, record.season).value
    return Workdays(frame.first, frame.last, frame.day_overrides)


def published_day(session: Session, identity: str) -> date | None:
    """The day that the published plan gives an event, None if it gives none; raises :class:`NotFound`."""
    return _published_day(session, records.stored(session, EVENT, identity).value)


def _published_day(session: Session, record: SeasonEvent) -> date | None:
    current = published_of(session, record.season)
    if current is None:
        return None
    plan = read_plan(documents.get(session, current.plan_document))
    starts = [held.start for held in plan.events if held.event == record.id]
    return day_of(starts[0]) if starts else None


def _only_day(event: Event) -> date | None:
    return event.candidate_days[0] if len(event.candidate_days) == 1 else None
