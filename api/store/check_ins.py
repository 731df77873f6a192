"""Who has come to an event: each guest once, however many desks scan at once."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel, col, select

from api.errors import NotFound
from api.mail.guest_token import badge_token, door_token, guest_token_hash
from api.store import audit_log
from api.store.guest_key import guest_key
from api.store.invitation_lists import LIST_KIND, invitation_list
from api.store.invitation_rows import Held, InvitationListRow, InvitationRow, held
from api.store.work import Work
from events.check_in import Answer, Arrival, CheckIn, Scan, Seat, scanned
from events.guest import Guest
from planner.errors import Fault

KIND = "arrival"  # in the audit log


class ArrivalRow(SQLModel, table=True):
    """A guest who has come; the key says that nobody comes twice."""

    __tablename__ = "arrival"

    event: str = Field(primary_key=True, foreign_key="invitation_list.event")
    guest: str = Field(primary_key=True)
    position: int
    body: dict[str, Any] = Field(sa_type=JSON)


def check_in_of(session: Session, event: str) -> CheckIn:
    """Who has come so far, in order of coming."""
    query = select(ArrivalRow).where(ArrivalRow.event == event).order_by(col(ArrivalRow.position))
    return CheckIn(
        event=event, arrivals=tuple(Arrival.model_validate(row.body) for row in session.exec(query))
    )


def scan(
    work: Work, what: Scan, event: str, seats: Mapping[str, Seat], walk_in: Guest | None = None
) -> Answer:
    """What ``what`` makes of the list at ``event``, written down; desks wait for each other."""
    _lock(work, event)
    before = check_in_of(work.session, event)
    answer = scanned(before, invitation_list(work.session, event), what, seats, walk_in)
    for position in range(len(before.arrivals), len(answer.check_in.arrivals)):
        arrival = answer.check_in.arrivals[position]
        body = arrival.model_dump(mode="json")
        work.session.add(ArrivalRow(event=event, guest=arrival.guest, position=position, body=body))
        audit_log.log(work, "check_in", KIND, f"{event}:{arrival.guest}", after=body)
    work.session.flush()
    return answer


def event_by_door(session: Session, token: str) -> str | None:
    """The event whose door ``token`` opens."""
    query = select(InvitationListRow.event).where(InvitationListRow.door_hash == guest_token_hash(token))
    return session.exec(query).first()


def guest_by_badge(session: Session, token: str) -> Held | None:
    """Whose badge it is."""
    row = session.exec(
        select(InvitationRow).where(InvitationRow.badge_hash == guest_token_hash(token))
    ).first()
    return None if row is None else held(row)


def door_of(session: Session, event: str) -> str:
    """The token of an event's door, as it is now; raises :class:`NotFound`."""
    row = session.get(InvitationListRow, event)
    if row is None:
        raise _no_list(event)
    return door_token(guest_key(session), event, row.door_generation)


def new_door(work: Work, event: str) -> str:
    """Another token: phones that were let in must be let in anew."""
    row = _lock(work, event)
    row.door_generation += 1
    token = door_token(guest_key(work.session), event, row.door_generation)
    row.door_hash = guest_token_hash(token)
    work.session.flush()
    audit_log.log(work, "rotate", "door", event)
    return token


def badge_of(session: Session, who: Held) -> str:
    """What the guest's badge shows."""
    return badge_token(guest_key(session), who.id)


def _lock(work: Work, event: str) -> InvitationListRow:
    row = work.session.get(InvitationListRow, event, with_for_update=True, populate_existing=True)
    if row is None:
        raise _no_list(event)
    return row


def _no_list(event: str) -> NotFound:
    return NotFound(Fault(code="no_such_record", value=event, detail={"kind": LIST_KIND}))
