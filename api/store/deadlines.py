"""Every deadline that ever stood in a calendar: its UID is its own for ever, its SEQUENCE never falls.

:mod:`events.deadline_history` decides both, in the transaction that changes the problem or milestone; this
table is where they last, and the database itself refuses what calendars could not undo (RFC 5545 §3.8.4.7,
§3.8.7.4), whoever writes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from api.calendars.target import Target, TargetKind
from api.store.columns import UtcMoment
from api.store.companies import CompanyRow
from api.store.feed_changes import record_deadline_changes
from api.store.history_guard import guard_history
from api.store.links import chunks
from api.store.people import PersonRow, UnitRow
from api.store.work import Work
from events.deadline_history import Followed, OwnerKey, changed_owners, followed
from events.deadlines import Deadline, DeadlineKind, OwnerKind
from planner.identity import deadline_uid


class DeadlineRow(SQLModel, table=True):
    """What a problem or milestone (``subject``) has in calendars; ``body`` is a Followed as JSON."""

    __tablename__ = "deadline"
    __table_args__ = (UniqueConstraint("kind", "subject"),)

    uid: str = Field(primary_key=True)
    kind: str
    subject: str
    sequence: int
    changed_at: datetime = Field(sa_type=UtcMoment)
    body: dict[str, Any] = Field(sa_type=JSON)


def follow(work: Work, kinds: Sequence[DeadlineKind], wanted: Mapping[str, Iterable[Deadline]]) -> None:
    """Bring the deadlines of ``kinds`` of the records ``wanted`` (by id) in line with what these now have.

    Whoever's calendar shows something else by it is written down, and every cache of feeds told, in the same
    transaction; where nothing shows, nothing is written. The caller has the records themselves locked.
    """
    now = {(item.kind, subject): item for subject, items in wanted.items() for item in items}
    rows = _rows(work.session, kinds, list(wanted))
    names = _Names(work.session, now.values())
    changed: set[OwnerKey] = set()
    for kind in kinds:
        for subject in wanted:
            row, deadline = rows.get((kind, subject)), now.get((kind, subject))
            before = None if row is None else Followed.model_validate(row.body)
            named = None if deadline is None else names.named(deadline)
            after = followed(before, named, deadline_uid(kind.value, subject), work.at)
            if after is not None and after != before:
                _write(work, row, after)
                changed |= changed_owners(before, after)
    work.session.flush()
    if changed:
        record_deadline_changes(work, {_target(key) for key in changed})


def all_followed(session: Session, known: Mapping[str, Followed] | None = None) -> dict[str, Followed]:
    """Every deadline with its history by UID, in order of UID.

    Of ``known`` ones (by UID) those are taken that have the last SEQUENCE, without reading them again: a
    question for every UID and SEQUENCE, and one for each few hundred that are not known.
    """
    kept = known or {}
    present = session.exec(select(DeadlineRow.uid, DeadlineRow.sequence).order_by(DeadlineRow.uid)).all()
    fresh = [uid for uid, sequence in present if _sequence_of(kept.get(uid)) != sequence]
    read: dict[str, Followed] = {}
    for some in chunks(fresh):
        query = select(DeadlineRow.uid, DeadlineRow.body).where(col(DeadlineRow.uid).in_(some))
        read |= {uid: Followed.model_validate(body) for uid, body in session.exec(query)}
    return {uid: read.get(uid) or kept[uid] for uid, _ in present}


def _sequence_of(item: Followed | None) -> int | None:
    return None if item is None else item.entry.revision.sequence


def _rows(
    session: Session, kinds: Sequence[DeadlineKind], subjects: Sequence[str]
) -> dict[tuple[DeadlineKind, str], DeadlineRow]:
    found: dict[tuple[DeadlineKind, str], DeadlineRow] = {}
    for some in chunks(subjects):
        query = select(DeadlineRow).where(
            col(DeadlineRow.kind).in_([kind.value for kind in kinds]), col(DeadlineRow.subject).in_(some)
        )
        rows = session.exec(query.execution_options(populate_existing=True))
        found |= {(DeadlineKind(row.kind), row.subject): row for row in rows}
    return found


def _write(work: Work, row: DeadlineRow | None, after: Followed) -> None:
    revision, deadline = after.entry.revision, after.entry.deadline
    if row is None:
        row = DeadlineRow(
            uid=revision.uid,
            kind=deadline.kind.value,
            subject=deadline.subject,
            sequence=revision.sequence,
            changed_at=revision.changed_at,
            body={},
        )
        work.session.add(row)
    row.sequence, row.changed_at = revision.sequence, revision.changed_at
    row.body = after.model_dump(mode="json")


def _target(key: OwnerKey) -> Target:
    return Target(kind=TargetKind(key[0].value), id=key[1])


class _Names:
    """What people, units and companies are called at this moment: calendars show names, and no clock's."""

    def __init__(self, session: Session, deadlines: Iterable[Deadline]) -> None:
        listed = list(deadlines)
        people, units, companies = set[str](), set[str](), set[str]()
        for deadline in listed:
            for owner in deadline.owners:
                (people if owner.kind is OwnerKind.PERSON else units).add(owner.id)
            if deadline.company is not None:
                companies.add(deadline.company)
        self._owners = {
            OwnerKind.PERSON: _names(session, PersonRow, people),
            OwnerKind.UNIT: _names(session, UnitRow, units),
        }
        self._companies = _names(session, CompanyRow, companies)

    def named(self, deadline: Deadline) -> Deadline:
        """The deadline with the names of what it holds; an id that nobody knows stands for itself."""
        owners = (
            owner.model_copy(update={"name": self._owners[owner.kind].get(owner.id, owner.id)})
            for owner in deadline.owners
        )
        company = deadline.company
        name = "" if company is None else self._companies.get(company, company)
        return deadline.model_copy(update={"owners": tuple(owners), "company_name": name})


def _names(session: Session, table: type[Any], ids: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(sorted(ids)):
        found |= dict(session.exec(select(table.id, table.name).where(col(table.id).in_(some))).all())
    return found


guard_history("deadline", ("uid", "kind", "subject"), "a deadline keeps its UID and its SEQUENCE never falls")
