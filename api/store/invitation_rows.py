"""Invitation lists as they are kept: a row a list, a row an invitation; put together again as one value."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from api.store.columns import UtcMoment
from api.texts import Language
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from planner.value import Value

# Under the lock of the list, not as the session may have read them before it had the lock.
_AS_THEY_ARE = {"populate_existing": True}


class InvitationListRow(SQLModel, table=True):
    """The list of an event (``season:event``) without its invitations; ``version`` is the value's own.

    ``door_hash`` is that of the token by which phones at the door are let in.
    """

    __tablename__ = "invitation_list"

    event: str = Field(primary_key=True)
    version: int
    body: dict[str, Any] = Field(sa_type=JSON)
    letter: dict[str, Any] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcMoment)
    created_by: str
    door_generation: int = 0
    door_hash: str = Field(unique=True)


class InvitationRow(SQLModel, table=True):
    """One guest's invitation.

    ``uid`` and ``sequence`` are those of the entry in the guest's own calendar: his UID is no other guest's,
    so that an answer about it is his. ``token_hash`` finds who comes with a token of ``generation``,
    ``badge_hash`` the one whose badge is shown. ``stamp`` is the DTSTAMP of the last answer by calendar: an
    older one counts less.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("event", "guest"),)

    id: str = Field(primary_key=True)
    event: str = Field(foreign_key="invitation_list.event", index=True)
    guest: str
    position: int
    state: str
    uid: str = Field(unique=True)
    sequence: int = 0
    generation: int = 0
    token_hash: str = Field(unique=True)
    badge_hash: str = Field(unique=True)
    changed_at: datetime = Field(sa_type=UtcMoment)
    stamp: datetime | None = Field(default=None, sa_type=UtcMoment)
    body: dict[str, Any] = Field(sa_type=JSON)


class GuestLetter(Value):
    """What every mail and letter of a list says beside the event itself: where, what, whom to call.

    Letters alone say the ``background`` (背景) and who bears which ``costs`` (费用承担).
    """

    venue: str = Field(default="", max_length=500)
    contact: str = Field(default="", max_length=200)
    agenda: str = Field(default="", max_length=4_000)
    background: str = Field(default="", max_length=2_000)
    costs: str = Field(default="", max_length=1_000)
    language: Language = "zh"


class Held(Value):
    """An invitation's own identity: its id, the guest's UID and SEQUENCE, and which token is good."""

    id: str
    event: str
    guest: str
    uid: str
    sequence: int
    generation: int
    changed_at: datetime
    stamp: datetime | None


def put_together(session: Session, row: InvitationListRow) -> InvitationList:
    """The list with its invitations, in the order in which they came to it."""
    query = (
        select(InvitationRow).where(InvitationRow.event == row.event).order_by(col(InvitationRow.position))
    )
    found = [item.body for item in session.exec(query, execution_options=_AS_THEY_ARE)]
    return InvitationList.model_validate(row.body | {"invitations": found, "version": row.version})


def frame(value: InvitationList) -> dict[str, Any]:
    """The list without its invitations and version, as JSON."""
    return value.model_dump(mode="json", exclude={"invitations", "version"})


def rows_by_guest(session: Session, event: str) -> Mapping[str, InvitationRow]:
    """The rows of a list by guest (id)."""
    query = select(InvitationRow).where(InvitationRow.event == event)
    return {row.guest: row for row in session.exec(query, execution_options=_AS_THEY_ARE)}


def changed(before: InvitationList, after: InvitationList) -> Iterator[tuple[int, Invitation]]:
    """The invitations that are new or other in ``after``, each with its place on the list."""
    known = {item.guest.id: item for item in before.invitations}
    for position, item in enumerate(after.invitations):
        if known.get(item.guest.id) is not item and known.get(item.guest.id) != item:
            yield position, item


def new_identity() -> str:
    """A random id or UID (RFC 7986 §5.3): it says nothing, and nobody guesses it."""
    return str(uuid4())


def held(row: InvitationRow) -> Held:
    """The row's identity as a value."""
    return Held.model_validate(row.model_dump(include=set(Held.model_fields)))
