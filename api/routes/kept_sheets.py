"""What routes share that keep something for an event: seats, meetings, a ceremony, a run sheet."""

from typing import Annotated

from fastapi import Query

from api.store import records
from api.store.database import Session
from api.store.season_frames import EVENT, SeasonEvent
from planner.event import Event

DryRun = Annotated[
    bool, Query(description="只看结果，不保存 · show what would come of it, keep nothing", examples=[True])
]


def event_of(session: Session, identity: str) -> SeasonEvent:
    """The event's record; raises :class:`NotFound`."""
    return records.stored(session, EVENT, identity).value


def title_of(event: Event) -> str:
    """What papers call the event."""
    return (event.title.strip() or event.id)[:200]
