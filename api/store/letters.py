"""What came into the mailbox, each mail once: what was done about it, and what waits for a person."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Column, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col, select

from api.errors import AlreadyThere, Conflict, NotFound
from api.mail.answer import Letter
from api.store import audit_log
from api.store.columns import UtcMoment
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value

KIND = "letter"  # in the audit log


class LetterState(StrEnum):
    """What became of a mail.

    APPLIED: the guest's answer counts. OPEN: a person must look. STALE: an answer to an older version of the
    event, asked again. OUTDATED: an older answer than the one that counts. NOTED: nothing follows from it.
    SETTLED: a person has looked.
    """

    APPLIED = "applied"
    OPEN = "open"
    STALE = "stale"
    OUTDATED = "outdated"
    NOTED = "noted"
    SETTLED = "settled"


class LetterRow(SQLModel, table=True):
    """A mail of the box, known there by ``key``; ``why`` is the fault a person is shown."""

    __tablename__ = "letter"

    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    kind: str
    state: str = Field(index=True)
    event: str | None = Field(default=None, index=True)
    guest: str | None = None
    received_at: datetime = Field(sa_type=UtcMoment, index=True)
    settled_by: str | None = None
    body: dict[str, Any] = Field(sa_type=JSON)
    why: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class Kept(Value):
    """A mail as it is shown; ``event`` and ``guest`` (ids) are whose it seems to be."""

    id: str
    kind: str
    state: LetterState
    event: str | None
    guest: str | None
    received_at: datetime
    settled_by: str | None
    body: dict[str, Any]
    why: Fault | None


class LetterPage(Value):
    """Some mails, the latest first; ``next`` is what to pass as ``before`` for those that follow."""

    items: tuple[Kept, ...]
    next: str | None = None


def known_keys(session: Session) -> frozenset[str]:
    """The mails of the box that were read before."""
    return frozenset(session.exec(select(LetterRow.key)))


def keep(
    work: Work,
    key: str,
    letter: Letter,
    state: LetterState,
    *,
    event: str | None = None,
    guest: str | None = None,
    why: Fault | None = None,
) -> Kept:
    """Write a mail down with what became of it; raises :class:`AlreadyThere` if it was before."""
    row = LetterRow(
        id=str(uuid4()),
        key=key,
        kind=type(letter).__name__,
        state=state.value,
        event=event,
        guest=guest,
        received_at=work.at,
        body=letter.model_dump(mode="json", exclude={"tokens"}),
        why=None if why is None else why.model_dump(mode="json"),
    )
    work.session.add(row)
    try:
        work.session.flush()
    except IntegrityError as error:
        raise AlreadyThere(Fault(code="letter_read", value=row.id)) from error
    return _kept(row)


def settle(work: Work, identity: str) -> Kept:
    """A person has looked at a mail; raises NotFound, or Conflict (``letter_not_open``)."""
    statement = update(LetterRow).where(
        col(LetterRow.id) == identity, col(LetterRow.state) == LetterState.OPEN
    )
    values = {"state": LetterState.SETTLED, "settled_by": work.actor.name}
    done = work.session.execute(statement.values(**values), execution_options={"synchronize_session": False})
    if not done.rowcount:  # type: ignore[attr-defined]
        found = letter(work.session, identity)
        raise Conflict(Fault(code="letter_not_open", value=identity, detail={"state": found.state.value}))
    audit_log.log(work, "settle", KIND, identity)
    return letter(work.session, identity)


def letter(session: Session, identity: str) -> Kept:
    """The mail of this id; raises :class:`NotFound`."""
    row = session.get(LetterRow, identity, populate_existing=True)
    if row is None:
        raise NotFound(Fault(code="no_such_record", value=identity, detail={"kind": KIND}))
    return _kept(row)


def letters(
    session: Session,
    *,
    states: Iterable[LetterState] = (),
    event: str | None = None,
    before: str | None = None,
    limit: int = 50,
) -> LetterPage:
    """Mails, the latest first, of some states or one event if asked; one query, or two on later pages."""
    query = select(LetterRow).order_by(col(LetterRow.received_at).desc(), col(LetterRow.id).desc())
    wanted = [state.value for state in states]
    if wanted:
        query = query.where(col(LetterRow.state).in_(wanted))
    if event is not None:
        query = query.where(LetterRow.event == event)
    last = session.get(LetterRow, before) if before is not None else None
    if last is not None:
        earlier = col(LetterRow.received_at) < last.received_at
        same = (col(LetterRow.received_at) == last.received_at) & (col(LetterRow.id) < last.id)
        query = query.where(earlier | same)
    rows = session.exec(query.limit(limit + 1)).all()
    shown = tuple(_kept(row) for row in rows[:limit])
    return LetterPage(items=shown, next=shown[-1].id if len(rows) > limit else None)


def _kept(row: LetterRow) -> Kept:
    return Kept.model_validate(row.model_dump(exclude={"key"}))
