"""What is kept for an event (seats, meetings, ceremony, run sheet) as routes read and answer it."""

from typing import Annotated, TypeVar

from fastapi import Query, Response

from api.routes.records import etag_of
from api.store import records
from api.store.database import Session
from api.store.kept_sheets import KeptSheet
from api.store.season_frames import EVENT, SeasonEvent
from planner.event import Event
from planner.value import Value

V = TypeVar("V", bound=Value)
DryRun = Annotated[
    bool, Query(description="只看结果，不保存 · show what would come of it, keep nothing", examples=[True])
]


def event_of(session: Session, identity: str) -> SeasonEvent:
    """The event's record; raises :class:`NotFound`."""
    return records.stored(session, EVENT, identity).value


def title_of(event: Event) -> str:
    """What papers call the event."""
    return (event.title.strip() or event.id)[:200]


def tagged(response: Response, found: KeptSheet[V]) -> KeptSheet[V]:
    """The answer with its version as ETag."""
    response.headers["ETag"] = etag_of(found.version)
    return found
