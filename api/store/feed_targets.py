"""Whether there is such a person, unit, region or event at all, published or not."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from api.calendars.target import Target, TargetKind
from api.store.district import REGION
from api.store.kind import Kind
from api.store.people import PERSON, UNIT
from api.store.season_frames import EVENT

# Trips are no records: there are those of published plans and no others.
_KINDS: Mapping[TargetKind, Kind[Any]] = {
    TargetKind.PERSON: PERSON,
    TargetKind.UNIT: UNIT,
    TargetKind.REGION: REGION,
    TargetKind.EVENT: EVENT,
}


def has_record(session: Session, target: Target) -> bool:
    """Whether ``target`` is a live record."""
    kind = _KINDS.get(target.kind)
    if kind is None:
        return False
    identity = target.id if target.season is None else f"{target.season}:{target.id}"
    row = session.get(kind.table, identity)
    return row is not None and row.deleted_at is None
