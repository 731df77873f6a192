"""Busy times that come from somebody's calendar: compared with what is stored, brought up to date."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from api.store import records
from api.store.bulk import write_all
from api.store.people import BUSY_TIME, BusyTime, BusyTimeRow
from api.store.work import Work
from planner.value import Value


class Span(NamedTuple):
    """The time a calendar was read for; what is stored outside it stays."""

    start: datetime
    end: datetime


class BusyChange(Value):
    """What a calendar changes, or would change, in a person's busy times."""

    added: tuple[BusyTime, ...] = ()
    changed: tuple[BusyTime, ...] = ()
    removed: tuple[BusyTime, ...] = ()
    unchanged: int = 0


def identity_of(person: str, source: str, uid: str, recurrence: str) -> str:
    """The id of one busy time of a calendar: the same event of the same calendar is the same record."""
    parts = f"{person}\n{source}\n{uid}\n{recurrence}"
    return f"ics-{hashlib.sha256(parts.encode()).hexdigest()[:32]}"


def compare(session: Session, person: str, source: str, span: Span, values: Iterable[BusyTime]) -> BusyChange:
    """What :func:`bring_up_to_date` would do."""
    query = select(BusyTimeRow).where(
        BusyTimeRow.person == person,
        BusyTimeRow.source == source,
        col(BusyTimeRow.deleted_at).is_(None),
        col(BusyTimeRow.start) < span.end,
        col(BusyTimeRow.end) > span.start,
    )
    present = {row.id: BusyTime.model_validate(row.body) for row in session.exec(query)}
    wanted = {value.id: value for value in values}
    changed = [value for value in wanted.values() if present.get(value.id, value) != value]
    return BusyChange(
        added=tuple(value for value in wanted.values() if value.id not in present),
        changed=tuple(changed),
        removed=tuple(value for value in present.values() if value.id not in wanted),
        unchanged=len(wanted.keys() & present.keys()) - len(changed),
    )


def bring_up_to_date(
    work: Work, person: str, source: str, span: Span, values: Iterable[BusyTime]
) -> BusyChange:
    """Write the busy times that a calendar has in ``span``, delete those it no longer has."""
    change = compare(work.session, person, source, span, values)
    write_all(work, {BUSY_TIME.name: [*change.added, *change.changed]})
    for value in change.removed:
        version = records.stored(work.session, BUSY_TIME, value.id).version
        records.delete(work, BUSY_TIME, value.id, version)
    return change
