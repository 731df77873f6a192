"""Invitation lists in the database: decided one act after another, whoever asks at once.

Every change goes through :func:`decided`, which locks the list's row (on SQLite the transaction itself is the
lock), puts the list together as it stands, lets ``events.invitation`` decide, and writes what is other.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from api.errors import AlreadyThere, Conflict, NotFound
from api.mail.guest_token import badge_token, door_token, guest_token, guest_token_hash
from api.store import audit_log
from api.store.guest_key import guest_key, make_guest_key
from api.store.invitation_rows import (
    GuestLetter,
    Held,
    InvitationListRow,
    InvitationRow,
    changed,
    frame,
    held,
    new_identity,
    put_together,
    rows_by_guest,
)
from api.store.work import Work
from events.invitation.act import Act
from events.invitation.decide import decide
from events.invitation.decision import Decision
from events.invitation.invitation_list import InvitationList
from planner.errors import Fault
from planner.window import Span

KIND = "invitation"  # in the audit log
LIST_KIND = "invitation_list"


def open_list(work: Work, value: InvitationList, letter: GuestLetter) -> InvitationList:
    """Keep a new list; raises :class:`AlreadyThere` if its event has one."""
    if work.session.get(InvitationListRow, value.event) is not None:
        raise AlreadyThere(Fault(code="list_there", value=value.event))
    make_guest_key(work)
    empty = value.model_copy(update={"invitations": (), "version": 0})
    row = InvitationListRow(
        event=value.event,
        version=0,
        body=frame(value),
        letter=letter.model_dump(mode="json"),
        created_at=work.at,
        created_by=work.actor.name,
        door_hash=guest_token_hash(door_token(guest_key(work.session), value.event, 0)),
    )
    work.session.add(row)
    work.session.flush()
    audit_log.log(work, "create", LIST_KIND, value.event, after=frame(value))
    _write(work, row, empty, value)
    return invitation_list(work.session, value.event)


def invitation_list(session: Session, event: str) -> InvitationList:
    """The list of an event; raises :class:`NotFound`."""
    return put_together(session, _row(session, event, lock=False))


def lists_beside(session: Session, value: InvitationList) -> tuple[InvitationList, ...]:
    """The lists of other events held while that of ``value`` is."""
    others = session.exec(
        select(InvitationListRow)
        .where(InvitationListRow.event != value.event)
        .order_by(col(InvitationListRow.event))
    )
    beside = (row for row in others if Span.model_validate(row.body["span"]).overlaps(value.span))
    return tuple(put_together(session, row) for row in beside)


def running_by_themselves(session: Session, now: datetime) -> dict[str, int]:
    """The lists that their rule lets run by themselves, of events not over: version by event (id)."""
    rows = session.exec(select(InvitationListRow).order_by(col(InvitationListRow.event)))
    return {
        row.event: row.version for row in rows if row.body["rule"].get("by_itself") and _is_ahead(row, now)
    }


def _is_ahead(row: InvitationListRow, now: datetime) -> bool:
    return Span.model_validate(row.body["span"]).end >= now


def letter_of(session: Session, event: str) -> GuestLetter:
    """What the letters of a list say; raises :class:`NotFound`."""
    return GuestLetter.model_validate(_row(session, event, lock=False).letter)


def decided(work: Work, event: str, act: Act) -> Decision:
    """What ``act`` makes of the list, written down; raises :class:`NotFound` if there is no list."""
    return transformed(work, event, lambda value: decide(value, act))


def transformed(work: Work, event: str, decision_of: Callable[[InvitationList], Decision]) -> Decision:
    """What a decision about the whole list makes of it, written down, nobody else deciding meanwhile."""
    row = _row(work.session, event, lock=True)
    before = put_together(work.session, row)
    decision = decision_of(before)
    _write(work, row, before, decision.invitations)
    return decision


def revised(work: Work, after: InvitationList, letter: GuestLetter | None, version: int) -> InvitationList:
    """Another frame (quotas, rule, span, drafts added) for a list that was read at ``version``.

    Raises :class:`Conflict` (``list_changed``) if it has changed since.
    """
    row = _row(work.session, after.event, lock=True)
    if row.version != version:
        detail = {"version": str(version), "now": str(row.version)}
        raise Conflict(Fault(code="list_changed", value=after.event, detail=detail))
    before = put_together(work.session, row)
    audit_log.log(work, "update", LIST_KIND, after.event, frame(before), frame(after))
    if letter is not None:
        row.letter = letter.model_dump(mode="json")
    row.body = frame(after)
    _write(work, row, before, after.model_copy(update={"version": max(after.version, version + 1)}))
    return invitation_list(work.session, after.event)


def by_token(session: Session, token: str) -> Held | None:
    """Whose token it is, if it is a good one."""
    query = select(InvitationRow).where(InvitationRow.token_hash == guest_token_hash(token))
    row = session.exec(query).first()
    return None if row is None else held(row)


def by_uid(session: Session, uid: str) -> Held | None:
    """Whose calendar entry it is."""
    row = session.exec(select(InvitationRow).where(InvitationRow.uid == uid)).first()
    return None if row is None else held(row)


def by_id(session: Session, identity: str) -> Held:
    """The invitation of this id; raises :class:`NotFound`."""
    row = session.get(InvitationRow, identity)
    if row is None:
        raise NotFound(Fault(code="no_such_record", value=identity, detail={"kind": KIND}))
    return held(row)


def hash_of(session: Session, who: Held) -> str:
    """The hash of the guest's token, as it is now."""
    return guest_token_hash(token_of(session, who))


def identities(session: Session, event: str) -> dict[str, Held]:
    """The identity of each invitation of a list, by guest (id)."""
    return {guest: held(row) for guest, row in rows_by_guest(session, event).items()}


def token_of(session: Session, who: Held) -> str:
    """The guest's own token, as it is now."""
    return guest_token(guest_key(session), who.id, who.generation)


def new_token(work: Work, identity: str) -> Held:
    """Make the guest's earlier tokens void: the link went astray."""
    row = work.session.get(InvitationRow, identity, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound(Fault(code="no_such_record", value=identity, detail={"kind": KIND}))
    row.generation += 1
    row.token_hash = guest_token_hash(token_of(work.session, held(row)))
    work.session.flush()
    audit_log.log(work, "rotate", KIND, identity)
    return held(row)


def raise_sequences(work: Work, event: str, guests: Iterable[str]) -> None:
    """The entries of these guests (ids) have changed in what their calendars show (RFC 5546 §2.1.4)."""
    statement = update(InvitationRow).where(
        col(InvitationRow.event) == event, col(InvitationRow.guest).in_(sorted(guests))
    )
    _execute(work, statement.values(sequence=InvitationRow.sequence + 1, changed_at=work.at))


def stamp(work: Work, who: Held, at: datetime) -> None:
    """Note the DTSTAMP of an answer by calendar that was applied."""
    _execute(work, update(InvitationRow).where(col(InvitationRow.id) == who.id).values(stamp=at))


def _row(session: Session, event: str, *, lock: bool) -> InvitationListRow:
    row = session.get(InvitationListRow, event, with_for_update=lock, populate_existing=True)
    if row is None:
        raise NotFound(Fault(code="no_such_record", value=event, detail={"kind": LIST_KIND}))
    return row


def _write(work: Work, row: InvitationListRow, before: InvitationList, after: InvitationList) -> None:
    """Write the invitations that are other, and the list's version."""
    rows = rows_by_guest(work.session, row.event)
    for position, item in changed(before, after):
        body = item.model_dump(mode="json")
        known = rows.get(item.guest.id)
        if known is None:
            known = _new_row(work, row.event, item.guest.id, position)
            work.session.add(known)
        audit_log.log(work, "decide", KIND, f"{row.event}:{item.guest.id}", _told(known.body), _told(body))
        known.body, known.state, known.changed_at = body, item.state.value, work.at
    row.version = after.version
    work.session.flush()


def _new_row(work: Work, event: str, guest: str, position: int) -> InvitationRow:
    identity = new_identity()
    key = guest_key(work.session)
    return InvitationRow(
        id=identity,
        event=event,
        guest=guest,
        position=position,
        state="",
        uid=new_identity(),
        token_hash=guest_token_hash(guest_token(key, identity, 0)),
        badge_hash=guest_token_hash(badge_token(key, identity)),
        changed_at=work.at,
        body={},
    )


def _told(body: dict[str, Any]) -> dict[str, Any] | None:
    """What the audit log keeps of an invitation: its history stands in itself."""
    return {name: value for name, value in body.items() if name != "history"} or None


def _execute(work: Work, statement: Any) -> None:
    work.session.execute(statement, execution_options={"synchronize_session": False})
