"""The outbox: mails that shall leave, each once. What a server may have taken is not sent again by itself.

A parcel goes ``queued`` -> ``claimed`` by a worker -> ``leaving``, committed before the octets by which the
server may take it -> ``sent``. What a worker that dies held before ``leaving`` goes back to the queue; after
it, it is ``doubtful``: our own copy in the box settles that, or a person. Where nobody can know, at most
once is the promise that guests would want.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import JSON, Column, LargeBinary, func, update
from sqlmodel import Field, Session, SQLModel, col, select

from api.errors import Conflict, NotFound
from api.store import audit_log
from api.store.columns import UtcMoment
from api.store.invitation_rows import InvitationRow
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value

KIND = "mail"  # in the audit log
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)


class ParcelState(StrEnum):
    """How far a mail has come. ``refused``: the server, or the guest's, will not have it."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    LEAVING = "leaving"
    SENT = "sent"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class OutboxRow(SQLModel, table=True):
    """A mail. ``key`` says what it tells whom: no two rows tell the same. ``tries`` fences workers off.

    Of mails due at one instant the lowest ``position`` goes first: the order of the list they came from.
    """

    __tablename__ = "outbox"

    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    mailing: str = Field(index=True)
    position: int
    invitation: str = Field(index=True)
    occasion: str
    recipient: str
    subject: str
    message_id: str = Field(unique=True)
    mail: bytes = Field(sa_type=LargeBinary)
    state: str = Field(index=True)
    tries: int = 0
    executor: str | None = Field(default=None, index=True)
    created_at: datetime = Field(sa_type=UtcMoment)
    created_by: str
    due_at: datetime = Field(sa_type=UtcMoment, index=True)
    left_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    fault: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class NewParcel(NamedTuple):
    """A mail to be put into the outbox."""

    key: str
    invitation: str
    occasion: str
    recipient: str
    subject: str
    message_id: str
    mail: bytes


class Parcel(Value):
    """A mail in the outbox, as it is shown. ``left_at`` is when it was handed to the server."""

    id: str
    key: str
    mailing: str
    invitation: str
    occasion: str
    recipient: str
    subject: str
    message_id: str
    state: ParcelState
    tries: int
    created_at: datetime
    created_by: str
    due_at: datetime
    left_at: datetime | None
    fault: Fault | None


class ParcelPage(Value):
    """Some mails, the latest first; ``next`` is what to pass as ``before`` for those that follow."""

    items: tuple[Parcel, ...]
    next: str | None = None


class Claim(NamedTuple):
    """A mail in a worker's hands, for the ``tries``-th time."""

    id: str
    tries: int
    executor: str
    recipient: str
    mail: bytes


def put(work: Work, mailing: str, parcels: Sequence[NewParcel]) -> int:
    """Queue mails; one whose key is there already is not put again. How many are new."""
    fresh = unqueued(work.session, parcels)
    for position, parcel in enumerate(fresh):
        row = OutboxRow(
            id=str(uuid4()),
            mailing=mailing,
            position=position,
            state=ParcelState.QUEUED,
            created_at=work.at,
            created_by=work.actor.name,
            due_at=work.at,
            **parcel._asdict(),
        )
        work.session.add(row)
        shown = {"recipient": parcel.recipient, "occasion": parcel.occasion, "key": parcel.key}
        audit_log.log(work, "queue", KIND, row.id, after=shown)
    work.session.flush()
    return len(fresh)


def unqueued(session: Session, parcels: Sequence[NewParcel]) -> tuple[NewParcel, ...]:
    """Those of ``parcels`` whose key was never put into the outbox."""
    keys = [parcel.key for parcel in parcels]
    known = set(session.exec(select(OutboxRow.key).where(col(OutboxRow.key).in_(keys))))
    return tuple(parcel for parcel in parcels if parcel.key not in known)


def claim(work: Work, executor: str, most: int) -> Sequence[Claim]:
    """Take up to ``most`` mails that are due, the oldest first; two workers never take the same."""
    query = (
        select(OutboxRow)
        .where(OutboxRow.state == ParcelState.QUEUED, col(OutboxRow.due_at) <= work.at)
        .order_by(col(OutboxRow.due_at), col(OutboxRow.position), col(OutboxRow.id))
        .limit(most)
        .with_for_update(skip_locked=True)  # SQLite has one writer at a time anyway
    )
    found = []
    for row in work.session.exec(query):
        row.state, row.executor, row.tries = ParcelState.CLAIMED, executor, row.tries + 1
        found.append(Claim(row.id, row.tries, executor, row.recipient, row.mail))
    work.session.flush()
    return found


def leave(work: Work, held: Claim) -> bool:
    """The next octets may make the server take it. False: it is in other hands, do not send."""
    return _move(work, held, (ParcelState.CLAIMED,), state=ParcelState.LEAVING, left_at=work.at)


def arrived(work: Work, held: Claim) -> bool:
    """The server has taken it. False: somebody settled it meanwhile."""
    done = _move(work, held, (ParcelState.LEAVING, ParcelState.DOUBTFUL), state=ParcelState.SENT, fault=None)
    if done:
        audit_log.log(work, "send", KIND, held.id, after={"recipient": held.recipient})
    return done


def refused(work: Work, held: Claim, fault: Fault) -> bool:
    """The server will not take it, ever."""
    told = fault.model_dump(mode="json")
    states = (ParcelState.CLAIMED, ParcelState.LEAVING)
    done = _move(work, held, states, state=ParcelState.REFUSED, fault=told, left_at=None)
    if done:
        audit_log.log(work, "refuse", KIND, held.id, after=told)
    return done


def put_off(work: Work, held: Claim, fault: Fault, *, certain: bool) -> bool:
    """The server could not take it now: later again, later still each time.

    Once it was ``leaving``, only if it is ``certain`` that the server has not got it; else it is doubtful.
    """
    wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(held.tries - 1, 12))
    told = fault.model_dump(mode="json")
    back: dict[str, Any] = {"state": ParcelState.QUEUED, "executor": None, "due_at": work.at + wait}
    back |= {"fault": told, "left_at": None}
    states = (ParcelState.CLAIMED, ParcelState.LEAVING) if certain else (ParcelState.CLAIMED,)
    if _move(work, held, states, **back):
        return True
    return _move(work, held, (ParcelState.LEAVING,), state=ParcelState.DOUBTFUL, fault=told)


def hand_back(work: Work, held: Claim) -> bool:
    """A worker that leaves gives back what it has not sent."""
    return _move(work, held, (ParcelState.CLAIMED,), state=ParcelState.QUEUED, executor=None)


def undelivered(session: Session, event: str) -> dict[str, ParcelState]:
    """Of the guests (ids) of a list those whose latest mail was refused, or may not have left."""
    query = (
        select(InvitationRow.guest, OutboxRow.state)
        .join(OutboxRow, col(OutboxRow.invitation) == col(InvitationRow.id))
        .where(InvitationRow.event == event, OutboxRow.state != ParcelState.CANCELLED)
        .order_by(col(OutboxRow.created_at), col(OutboxRow.position))
    )
    latest = {guest: ParcelState(state) for guest, state in session.exec(query)}
    failed = {ParcelState.REFUSED, ParcelState.DOUBTFUL}
    return {guest: state for guest, state in latest.items() if state in failed}


def bereave(work: Work, living: Collection[str]) -> int:
    """Mails held by workers that live no more go back to the queue, or become doubtful. How many."""
    count = 0
    for state, after in (
        (ParcelState.CLAIMED, {"state": ParcelState.QUEUED, "executor": None}),
        (ParcelState.LEAVING, {"state": ParcelState.DOUBTFUL}),
    ):
        held = col(OutboxRow.executor).not_in(sorted(living))
        statement = update(OutboxRow).where(col(OutboxRow.state) == state, held).values(**after)
        count += _count(work, statement)
    return count


def is_anything_held(session: Session, living: Collection[str]) -> bool:
    """Whether a worker that lives no more holds a mail."""
    states = (ParcelState.CLAIMED, ParcelState.LEAVING)
    query = select(OutboxRow.id).where(
        col(OutboxRow.state).in_(states), col(OutboxRow.executor).not_in(sorted(living))
    )
    return session.exec(query.limit(1)).first() is not None


def found_in_the_box(work: Work, message_id: str) -> bool:
    """Our own copy lies in the box: the mail has left, whatever its worker lived to say. Was that news?"""
    # Leaving, too: its worker may be dead, and nobody have noticed yet.
    open_ = (ParcelState.LEAVING, ParcelState.DOUBTFUL)
    where = (col(OutboxRow.message_id) == message_id, col(OutboxRow.state).in_(open_))
    if not _count(work, update(OutboxRow).where(*where).values(state=ParcelState.SENT, fault=None)):
        return False
    audit_log.log(work, "settle", KIND, message_id, after={"state": ParcelState.SENT.value})
    return True


def bounced(work: Work, message_id: str, fault: Fault) -> bool:
    """The guest's server sent it back after ours had taken it. Whether it is one of ours."""
    where = (col(OutboxRow.message_id) == message_id, col(OutboxRow.state) != ParcelState.REFUSED)
    told = fault.model_dump(mode="json")
    if not _count(work, update(OutboxRow).where(*where).values(state=ParcelState.REFUSED, fault=told)):
        return False
    audit_log.log(work, "bounce", KIND, message_id, after=told)
    return True


def settle(work: Work, identity: str, *, sent: bool) -> Parcel:
    """A person decides on a doubtful or refused mail: it was ``sent``, or it shall be sent again.

    Raises :class:`NotFound`, or :class:`Conflict` (``mail_not_doubtful``) for one in any other state.
    """
    before = parcel(work.session, identity)
    states = (ParcelState.DOUBTFUL, ParcelState.REFUSED)
    after: dict[str, Any] = {"state": ParcelState.SENT, "fault": None}
    if not sent:
        after = {"state": ParcelState.QUEUED, "executor": None, "due_at": work.at, "fault": None}
    where = (col(OutboxRow.id) == identity, col(OutboxRow.state).in_(states))
    if not _count(work, update(OutboxRow).where(*where).values(**after)):
        raise Conflict(Fault(code="mail_not_doubtful", value=identity, detail={"state": before.state.value}))
    audit_log.log(
        work, "settle", KIND, identity, {"state": before.state.value}, {"state": str(after["state"])}
    )
    return parcel(work.session, identity)


def cancel(work: Work, *, mailing: str | None = None, invitation: str | None = None) -> int:
    """Take back what is still queued of a mailing or for an invitation. How many."""
    where = [col(OutboxRow.state) == ParcelState.QUEUED]
    where += [col(OutboxRow.mailing) == mailing] if mailing is not None else []
    where += [col(OutboxRow.invitation) == invitation] if invitation is not None else []
    if len(where) == 1:
        raise ValueError("cancel what?")
    count = _count(work, update(OutboxRow).where(*where).values(state=ParcelState.CANCELLED))
    if count:
        audit_log.log(work, "cancel", KIND, mailing or invitation or "", after={"count": count})
    return count


def parcel(session: Session, identity: str) -> Parcel:
    """The mail of this id; raises :class:`NotFound`."""
    row = session.get(OutboxRow, identity, populate_existing=True)
    if row is None:
        raise NotFound(Fault(code="no_such_record", value=identity, detail={"kind": KIND}))
    return as_parcel(row)


def as_parcel(row: OutboxRow) -> Parcel:
    """The row as a value, without its octets."""
    return Parcel.model_validate(row.model_dump(include=set(Parcel.model_fields)))


def octets(session: Session, identity: str) -> bytes:
    """The mail itself; raises :class:`NotFound`."""
    parcel(session, identity)
    return session.exec(select(OutboxRow.mail).where(OutboxRow.id == identity)).one()


def parcels(
    session: Session,
    *,
    mailing: str | None = None,
    states: Sequence[ParcelState] = (),
    before: str | None = None,
    limit: int = 50,
) -> ParcelPage:
    """Mails, the latest first, of a mailing or in some states if asked."""
    made, place = col(OutboxRow.created_at), col(OutboxRow.id)
    query = select(OutboxRow).order_by(made.desc(), place.desc())
    if mailing is not None:
        query = query.where(OutboxRow.mailing == mailing)
    if states:
        query = query.where(col(OutboxRow.state).in_(states))
    last = session.get(OutboxRow, before) if before is not None else None
    if last is not None:
        same = (made == last.created_at) & (place < last.id)
        query = query.where((made < last.created_at) | same)
    rows = session.exec(query.limit(limit + 1)).all()
    shown = tuple(as_parcel(row) for row in rows[:limit])
    return ParcelPage(items=shown, next=shown[-1].id if len(rows) > limit else None)


def by_state(session: Session, mailing: str) -> dict[ParcelState, int]:
    """How many mails of a mailing are how far; states that none is in are left out."""
    query = (
        select(OutboxRow.state, func.count()).where(OutboxRow.mailing == mailing).group_by(OutboxRow.state)
    )
    return {ParcelState(state): count for state, count in session.exec(query)}


def _move(work: Work, held: Claim, states: Sequence[ParcelState], **values: Any) -> bool:
    """Write ``values`` where the mail is in ``states`` and still in these hands: compare and swap."""
    statement = update(OutboxRow).where(
        col(OutboxRow.id) == held.id,
        col(OutboxRow.tries) == held.tries,
        col(OutboxRow.executor) == held.executor,
        col(OutboxRow.state).in_(states),
    )
    return _count(work, statement.values(**values)) == 1


def _count(work: Work, statement: Any) -> int:
    done = work.session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)  # type: ignore[attr-defined]
