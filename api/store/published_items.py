"""Every item that was ever published: its UID is its own for ever, its SEQUENCE never falls.

``planner.history`` decides both; this table is where they last, and the database itself refuses what
calendars could not undo (RFC 5545 §3.8.4.7, §3.8.7.4), whoever writes it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Field, Session, SQLModel, bindparam, col, select

from api.errors import Conflict
from api.store.columns import UtcMoment
from api.store.history_guard import guard_history
from api.store.links import chunks
from api.store.work import Work
from planner.errors import Fault
from planner.identity import leg_keys
from planner.plan import Plan, Revision
from planner.value import Value


class PublishedItemRow(SQLModel, table=True):
    """A visit, trip, leg or event: ``subject`` has the UID, ``publication`` changed it last."""

    __tablename__ = "published_item"

    uid: str = Field(primary_key=True)
    season: str = Field(index=True)
    kind: str
    subject: str
    sequence: int
    changed_at: datetime = Field(sa_type=UtcMoment)
    cancelled: bool = False
    publication: int


class PublishedItem(Value):
    """An item of a season that was published. A visit's ``subject`` is the company's id, an event's its own.

    A trip's is its id, a leg's the trip's UID and where in it the leg leads.
    """

    uid: str
    season: str
    kind: str
    subject: str
    sequence: int
    changed_at: datetime
    cancelled: bool = False
    publication: int


def items_of(plan: Plan, publication: int) -> Iterator[PublishedItem]:
    """Everything in ``plan`` that a calendar shows as an entry of its own."""

    def item(kind: str, subject: str, revision: Revision) -> PublishedItem:
        return PublishedItem(
            uid=revision.uid,
            season=plan.season,
            kind=kind,
            subject=subject,
            sequence=revision.sequence,
            changed_at=revision.changed_at,
            publication=publication,
        )

    for held in plan.events:
        yield item("event", held.event, held.revision)
    for trip in plan.trips:
        yield item("trip", trip.id, trip.revision)
        for visit in trip.visits:
            yield item("visit", visit.company, visit.revision)
        for day in trip.days:
            for leg, key in zip(day.legs, leg_keys(day), strict=True):
                yield item("leg", f"{trip.revision.uid} {key}", leg.revision)


def published_items(session: Session, season: str) -> dict[str, PublishedItem]:
    """Every item of a season that was ever published, by UID."""
    rows = session.exec(select(PublishedItemRow).where(PublishedItemRow.season == season))
    return {row.uid: PublishedItem.model_validate(row.model_dump()) for row in rows}


def write_items(work: Work, plan: Plan, publication: int) -> None:
    """Keep the items of ``plan``, the ``publication``-th of its season; what it lacks is cancelled.

    Raises :class:`Conflict` for a UID that another item has, and for a SEQUENCE below the published one.
    """
    live = {item.uid: item for item in items_of(plan, publication)}
    known = published_items(work.session, plan.season)
    _refuse_others_uids(work.session, live, known)
    gone = _cancelled(plan, known, live, publication)
    faults = [
        Fault(
            code="sequence_would_fall",
            place=f"{item.kind} {item.subject}",
            value=str(item.sequence),
            detail={"published": str(known[uid].sequence)},
        )
        for uid, item in (live | gone).items()
        if uid in known and item.sequence < known[uid].sequence
    ]
    if faults:
        raise Conflict(faults)
    fresh = [item.model_dump() for uid, item in live.items() if uid not in known]
    if fresh:
        work.session.execute(insert(PublishedItemRow), fresh)
    _update(work, [item for uid, item in (live | gone).items() if uid in known and known[uid] != item])


def _cancelled(
    plan: Plan, known: dict[str, PublishedItem], live: dict[str, PublishedItem], publication: int
) -> dict[str, PublishedItem]:
    """What was published and is not in ``plan``, with the revision it was cancelled by."""
    revisions: dict[str, Revision] = {}
    for entry in plan.cancelled:
        kept = revisions.get(entry.revision.uid)
        if kept is None or kept.sequence < entry.revision.sequence:
            revisions[entry.revision.uid] = entry.revision
    found = {}
    for uid, item in known.items():
        if uid in live or item.cancelled:
            continue
        revision = revisions.get(uid)
        update: dict[str, Any] = {"cancelled": True, "publication": publication}
        if revision is not None:
            update |= {"sequence": revision.sequence, "changed_at": revision.changed_at}
        found[uid] = item.model_copy(update=update)
    return found


def _refuse_others_uids(
    session: Session, live: dict[str, PublishedItem], known: dict[str, PublishedItem]
) -> None:
    """A pinned trip may come with UIDs of its own: none of another item's, of this season or another."""
    strangers = dict(known)
    for some in chunks([uid for uid in live if uid not in known]):
        rows = session.exec(select(PublishedItemRow).where(col(PublishedItemRow.uid).in_(some)))
        strangers |= {row.uid: PublishedItem.model_validate(row.model_dump()) for row in rows}
    faults = [
        Fault(
            code="uid_of_another_item",
            place=f"{item.kind} {item.subject}",
            value=uid,
            detail={"other": f"{strangers[uid].season} {strangers[uid].kind} {strangers[uid].subject}"},
        )
        for uid, item in live.items()
        if uid in strangers and _thing(strangers[uid]) != _thing(item)
    ]
    if faults:
        raise Conflict(faults)


def _thing(item: PublishedItem) -> tuple[str, str, str]:
    return (item.season, item.kind, item.subject)


def _update(work: Work, items: list[PublishedItem]) -> None:
    if not items:
        return
    names = ("sequence", "changed_at", "cancelled", "publication")
    statement = (
        update(PublishedItemRow)
        .where(col(PublishedItemRow.uid) == bindparam("_uid"))
        .values({name: bindparam(f"_{name}") for name in names})
    )
    rows = [{"_uid": item.uid, **{f"_{name}": getattr(item, name) for name in names}} for item in items]
    work.session.connection().execute(statement, rows)


guard_history(
    "published_item",
    ("uid", "season", "kind", "subject"),
    "a published item keeps its UID and its SEQUENCE never falls",
)
