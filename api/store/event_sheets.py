"""What is worked out for an event and kept: seats, timetable, run sheet, projects; one of each kind."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, select

from api.errors import NotFound, StaleVersion
from api.store import audit_log
from api.store.columns import UtcMoment
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value

KIND = "event_sheet"  # in the audit log


class SheetKind(StrEnum):
    """What a sheet holds."""

    SEATING = "seating"
    MEETINGS = "meetings"
    CEREMONY = "ceremony"
    RUN_SHEET = "run_sheet"
    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    SERIES = "series"


class EventSheetRow(SQLModel, table=True):
    """A sheet of an event (``season:event``): a value as JSON, validated again by whoever reads it."""

    __tablename__ = "event_sheet"

    event: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    version: int
    changed_at: datetime = Field(sa_type=UtcMoment)
    changed_by: str
    body: dict[str, Any] = Field(sa_type=JSON)


class Sheet(Value):
    """A sheet as it is kept; ``version`` counts its changes from 1."""

    event: str
    kind: SheetKind
    version: int
    changed_at: datetime
    changed_by: str
    body: dict[str, Any]


def sheet(session: Session, event: str, kind: SheetKind) -> Sheet:
    """The sheet; raises :class:`NotFound`."""
    row = session.get(EventSheetRow, (event, kind.value), populate_existing=True)
    if row is None:
        raise NotFound(_missing(event, kind))
    return Sheet.model_validate(row.model_dump())


def find_sheet(session: Session, event: str, kind: SheetKind) -> Sheet | None:
    """The sheet, None if there is none."""
    row = session.get(EventSheetRow, (event, kind.value))
    return None if row is None else Sheet.model_validate(row.model_dump())


def sheets_of_kind(session: Session, kind: SheetKind, *, lock: bool = False) -> tuple[Sheet, ...]:
    """The sheets of this kind of all events, in order of event; ``lock``: nobody changes them meanwhile."""
    query = select(EventSheetRow).where(EventSheetRow.kind == kind.value).order_by(EventSheetRow.event)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return tuple(Sheet.model_validate(row.model_dump()) for row in session.exec(query))


def keep(work: Work, event: str, kind: SheetKind, value: Value, version: int | None) -> Sheet:
    """Keep ``value`` in place of the sheet read at ``version``; None or 0 for the first.

    Raises :class:`StaleVersion` if somebody has kept another meanwhile.
    """
    row = work.session.exec(
        select(EventSheetRow)
        .where(EventSheetRow.event == event, EventSheetRow.kind == kind.value)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    now = 0 if row is None else row.version
    if now != (version or 0):
        raise stale(event, kind, version, now, row.changed_by if row else "")
    body = value.model_dump(mode="json")
    before = None if row is None else row.body
    if row is None:
        row = EventSheetRow(
            event=event, kind=kind.value, version=0, changed_at=work.at, changed_by="", body={}
        )
        try:  # what is not there cannot be locked: of two who keep the first the second is told
            with work.session.begin_nested():
                work.session.add(row)
        except IntegrityError as error:
            rival = sheet(work.session, event, kind)
            raise stale(event, kind, version, rival.version, rival.changed_by) from error
    row.version, row.changed_at, row.changed_by, row.body = now + 1, work.at, work.actor.name, body
    work.session.flush()
    audit_log.log(work, "keep", KIND, f"{event}:{kind}", before, body)
    return sheet(work.session, event, kind)


def _missing(event: str, kind: SheetKind) -> Fault:
    return Fault(code="no_such_sheet", place=event, value=kind.value, detail={"kind": kind.value})


def stale(event: str, kind: SheetKind, version: int | None, now: int, by: str) -> StaleVersion:
    """That a change is meant for ``version``, while ``by`` has kept version ``now``; to be raised."""
    detail = {"version": str(version or 0), "now": str(now), "by": by, "kind": kind.value}
    return StaleVersion(Fault(code="sheet_changed", place=event, value=kind.value, detail=detail))
