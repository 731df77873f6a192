"""The desk: whatever changes an invitation list, with the mails that follow, in one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from api.mail.address import is_address
from api.mail.message import Occasion
from api.post.office import Office
from api.post.writing import OCCASIONS, Writer, change_texts, writer
from api.store import invitation_lists, outbox
from api.store.database import Session
from api.store.invitation_rows import GuestLetter
from api.store.outbox import NewParcel
from api.store.work import Work
from events.invitation.act import Act, Withdraw
from events.invitation.decide import decide
from events.invitation.decision import Decision
from events.invitation.effect import EffectKind
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.reminders import reminded
from events.invitation.state import HOLDING, State

# Whom a change of the event concerns: who may come.
TOLD = HOLDING | {State.WAITING}


class Done(NamedTuple):
    """A decision, and the mails that leave because of it, as ``mailing`` in the outbox.

    ``unreached`` are the guests (ids) whom it concerns and who have no mail: write to them otherwise.
    """

    decision: Decision
    mailing: str = ""
    parcels: tuple[NewParcel, ...] = ()
    unreached: tuple[str, ...] = ()


def act(work: Work, office: Office, event: str, what: Act) -> Done:
    """Carry out ``what``; raises NotFound if the event has no list."""
    return transform(work, office, event, lambda value: decide(value, what))


def transform(
    work: Work, office: Office, event: str, decision_of: Callable[[InvitationList], Decision]
) -> Done:
    """Carry out a decision about the whole list: a wave, say.

    To see what would leave, do it and let the transaction fail.
    """
    decision = invitation_lists.transformed(work, event, decision_of)
    gone = [effect.guest for effect in decision.effects if effect.kind is EffectKind.TAKE_BACK]
    if gone:
        invitation_lists.raise_sequences(work, event, gone)
    if not decision.effects:
        return Done(decision)
    writing = writer(work.session, office, decision.invitations, work.at)
    done = _queued(work, decision, tuple(writing.after(decision.effects)))
    return done._replace(unreached=_unreached(decision))


def remind(work: Work, office: Office, event: str) -> Done:
    """A reminder to everybody who owes an answer; no more than one a day to anybody."""
    return transform(work, office, event, lambda value: reminded(value, work.at, work.actor.name))


def foreseen(session: Session, office: Office, decision: Decision, at: datetime) -> Done:
    """What would leave at ``at`` because of ``decision`` about a list that is kept; nothing is written."""
    writing = writer(session, office, decision.invitations, at)
    parcels = outbox.unqueued(session, tuple(writing.after(decision.effects)))
    return Done(decision, "", parcels, _unreached(decision))


def revise(work: Work, office: Office, after: InvitationList, letter: GuestLetter, version: int) -> Done:
    """Another time, place, name or programme: everybody who may come is told, each SEQUENCE one higher.

    Raises NotFound, Conflict (``list_changed``).
    """
    before = invitation_lists.invitation_list(work.session, after.event)
    old_letter = invitation_lists.letter_of(work.session, after.event)
    kept = invitation_lists.revised(work, after, letter, version)
    changes = change_texts((before, old_letter), (kept, letter))
    concerned = [item for item in kept.invitations if item.state in TOLD] if changes else []
    if concerned:
        invitation_lists.raise_sequences(work, after.event, [item.guest.id for item in concerned])
    writing = writer(work.session, office, kept, work.at)
    parcels = _to(writing, concerned, Occasion.UPDATE, f"v{kept.version}", changes)
    return _told(work, Decision(invitations=kept), concerned, parcels)


def call_off(work: Work, office: Office, event: str) -> Done:
    """The event is cancelled: everybody who may come is told, and their calendars strike it out.

    All invitations are withdrawn with it, drafts as well, so that no wave, reminder or place that comes free
    leads to another mail. Asked for again, it finds nobody left to tell.
    """
    found: list[InvitationList] = []  # as it is under the lock: a wave may have gone out a moment ago

    def withdrawn(value: InvitationList) -> Decision:
        found.append(value)
        return _withdrawn(value, work)

    decision = invitation_lists.transformed(work, event, withdrawn)
    [before] = found
    concerned = [item for item in before.invitations if item.state in TOLD]
    invitation_lists.raise_sequences(work, event, [item.guest.id for item in concerned])
    writing = writer(work.session, office, before, work.at)
    for item in concerned:  # what was not sent yet need not be
        outbox.cancel(work, invitation=writing.identities[item.guest.id].id)
    parcels = _to(writing, concerned, Occasion.CANCELLATION, f"v{decision.invitations.version}")
    return _told(work, Decision(invitations=decision.invitations), concerned, parcels)


def _withdrawn(value: InvitationList, work: Work) -> Decision:
    """Everybody's invitation taken back; who waits first, so that nobody moves up on the way."""
    decision = Decision(invitations=value)
    for item in sorted(value.invitations, key=lambda item: item.state is not State.WAITING):
        act_ = Withdraw(guest=item.guest.id, at=work.at, by=work.actor.name)
        decision = decision.then(decide(decision.invitations, act_))
    return decision


def _told(
    work: Work, decision: Decision, concerned: Sequence[Invitation], parcels: tuple[NewParcel, ...]
) -> Done:
    """The mails to ``concerned`` queued; who of them has no mail must be told otherwise."""
    unreached = tuple(item.guest.id for item in concerned if not is_address(item.guest.mail))
    return _queued(work, decision, parcels)._replace(unreached=unreached)


def _unreached(decision: Decision) -> tuple[str, ...]:
    concerned = {effect.guest for effect in decision.effects if effect.kind in OCCASIONS}
    concerned |= {e.guest for e in decision.effects if e.kind is EffectKind.INVITE_BY_LETTER}
    found = (decision.invitations.find(guest) for guest in sorted(concerned))
    return tuple(item.guest.id for item in found if item is not None and not is_address(item.guest.mail))


def _to(
    writing: Writer,
    invitations: list[Invitation],
    occasion: Occasion,
    mark: str,
    changes: tuple[str, ...] = (),
) -> tuple[NewParcel, ...]:
    reached = (item for item in invitations if is_address(item.guest.mail))
    return tuple(writing.parcel(item, occasion, mark, changes) for item in reached)


def _queued(work: Work, decision: Decision, parcels: tuple[NewParcel, ...]) -> Done:
    """What was queued before, a second reminder on one day say, is not among what leaves."""
    fresh = outbox.unqueued(work.session, parcels)
    if not fresh:
        return Done(decision)
    mailing = str(uuid4())
    outbox.put(work, mailing, fresh)
    return Done(decision, mailing, fresh)
