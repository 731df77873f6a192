"""What is kept for an event (seats, ceremony, run sheet) as the API answers it: typed, with its version."""

from datetime import datetime
from typing import Annotated, Generic, TypeVar

from fastapi import Query, Response

from api.errors import StaleVersion
from api.routes.records import etag_of
from api.store import records
from api.store.database import Session
from api.store.event_sheets import Sheet, SheetKind, find_sheet, sheet
from api.store.season_frames import EVENT, SeasonEvent
from planner.errors import Fault
from planner.event import Event
from planner.value import Value

V = TypeVar("V", bound=Value)
DryRun = Annotated[
    bool, Query(description="只看结果，不保存 · show what would come of it, keep nothing", examples=[True])
]


class KeptSheet(Value, Generic[V]):
    """``value`` as it is kept for ``event``; ``version`` goes into If-Match, 0 while nothing is kept."""

    event: str
    version: int
    changed_at: datetime
    changed_by: str
    value: V


def event_of(session: Session, identity: str) -> SeasonEvent:
    """The event's record; raises :class:`NotFound`."""
    return records.stored(session, EVENT, identity).value


def title_of(event: Event) -> str:
    """What papers call the event."""
    return (event.title.strip() or event.id)[:200]


def kept(session: Session, identity: str, kind: SheetKind, value: type[V]) -> KeptSheet[V]:
    """What is kept; raises :class:`NotFound` (``no_such_sheet``)."""
    return typed(sheet(session, identity, kind), value)


def kept_value(session: Session, identity: str, kind: SheetKind, value: type[V]) -> V | None:
    """The value alone; None if nothing is kept."""
    found = find_sheet(session, identity, kind)
    return None if found is None else value.model_validate(found.body)


def typed(found: Sheet, value: type[V]) -> KeptSheet[V]:
    """The sheet with its body validated again: what the database holds is not believed unseen."""
    body = value.model_validate(found.body)
    fields = found.model_dump(exclude={"kind", "body"})
    return KeptSheet[value].model_validate({**fields, "value": body})  # type: ignore[valid-type]


def refuse_other_version(found: KeptSheet[V], kind: SheetKind, version: int) -> None:
    """Raise :class:`StaleVersion` if a change is meant for another version than was read.

    For changes that are worked out before a transaction is open; :func:`keep` compares once more.
    """
    if found.version != version:
        detail = {"version": str(version), "now": str(found.version), "by": found.changed_by}
        detail["kind"] = kind.value
        raise StaleVersion(Fault(code="sheet_changed", place=found.event, value=kind.value, detail=detail))


def tagged(response: Response, found: KeptSheet[V]) -> KeptSheet[V]:
    """The answer with its version as ETag."""
    response.headers["ETag"] = etag_of(found.version)
    return found
