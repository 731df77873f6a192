"""What a mail from the box means for an invitation: applied, or left to a person with the reason why.

An answer counts only if it names the guest's own entry (UID) and carries the guest's own token: whoever can
write a sender's name cannot answer for him. A text that somebody wrote by hand is nobody's answer.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from api.mail.answer import (
    Automatic,
    Bounce,
    CalendarAnswer,
    ForAPerson,
    Incoming,
    Letter,
    OwnCopy,
    Reply,
)
from api.mail.guest_token import guest_token_hash
from api.post import desk
from api.post.office import Office
from api.store import invitation_lists, letters, outbox
from api.store.invitation_rows import Held
from api.store.letters import Kept, LetterState
from api.store.work import Work
from events.invitation.act import Accept, Act, Channel, Decline, Hesitate
from planner.clock import ZONE
from planner.errors import Fault

_ACTS: Mapping[Reply, type[Accept | Decline | Hesitate]] = {
    Reply.ACCEPTED: Accept,
    Reply.DECLINED: Decline,
    Reply.TENTATIVE: Hesitate,
}


class Found(NamedTuple):
    """What became of a mail, whose it is or seems to be, and why a person must look, if one must."""

    state: LetterState
    who: Held | None = None
    why: Fault | None = None


def receive(work: Work, office: Office, key: str, letter: Letter) -> Kept:
    """Do what the mail asks for, and write it down under the box's ``key``, in one transaction."""
    found = _applied(work, office, letter)
    who = found.who
    return letters.keep(
        work,
        key,
        letter,
        found.state,
        event=who.event if who else None,
        guest=who.guest if who else None,
        why=found.why,
    )


def _applied(work: Work, office: Office, letter: Letter) -> Found:
    if isinstance(letter, OwnCopy):
        outbox.found_in_the_box(work, letter.message_id)
        return Found(LetterState.NOTED)
    if isinstance(letter, Automatic):
        return Found(LetterState.NOTED, _seems_of(work, letter))
    if isinstance(letter, Bounce):
        return _bounced(work, letter)
    if isinstance(letter, ForAPerson):
        return _open(letter, f"letter_{letter.doubt}", _seems_of(work, letter), detail=letter.detail)
    return _answered(work, office, letter)


def _answered(work: Work, office: Office, letter: CalendarAnswer) -> Found:
    who = invitation_lists.by_uid(work.session, letter.uid)
    if who is None:
        return _open(letter, "letter_of_unknown_entry", _seems_of(work, letter), uid=letter.uid)
    if invitation_lists.hash_of(work.session, who) not in map(guest_token_hash, letter.tokens):
        return _open(letter, "letter_without_token", who)
    if letter.sequence < who.sequence:
        return Found(LetterState.STALE, who)
    if letter.made_at is not None and who.stamp is not None and letter.made_at <= who.stamp:
        return Found(LetterState.OUTDATED, who)
    kind = _ACTS.get(letter.reply)
    if kind is None:
        return _open(letter, f"letter_{letter.reply}", who, **_proposal(letter))
    if letter.made_at is not None:
        invitation_lists.stamp(work, who, letter.made_at)
    done = desk.act(work, office, who.event, _act(work, kind, who, letter))
    faults = done.decision.faults
    return Found(LetterState.OPEN, who, faults[0]) if faults else Found(LetterState.APPLIED, who)


def _act(work: Work, kind: type[Accept | Decline | Hesitate], who: Held, letter: CalendarAnswer) -> Act:
    common = {
        "guest": who.guest,
        "at": work.at,
        "by": letter.attendee or letter.sender,
        "note": letter.comment,
    }
    if kind is not Accept:
        return kind.model_validate(common | {"channel": Channel.CALENDAR})
    # A calendar knows no reply slip: one that was filled in before stays.
    known = invitation_lists.invitation_list(work.session, who.event).find(who.guest)
    slip = {} if known is None or known.reply is None else {"reply": known.reply}
    return Accept.model_validate(common | {"channel": Channel.CALENDAR} | slip)


def _bounced(work: Work, letter: Bounce) -> Found:
    who = _seems_of(work, letter)
    if not letter.is_final:
        return Found(LetterState.NOTED, who)
    detail = {"status": letter.status or "?", "recipient": letter.recipient or "?"}
    fault = Fault(code="mail_bounced", place=letter.recipient, value=letter.status or "?", detail=detail)
    outbox.bounced(work, letter.original, fault)
    return Found(LetterState.OPEN, who, fault)


def _seems_of(work: Work, letter: Incoming) -> Held | None:
    """Whose token it carries, which proves nothing where no answer can be read."""
    found = (invitation_lists.by_token(work.session, token) for token in letter.tokens)
    return next((who for who in found if who is not None), None)


def _proposal(letter: CalendarAnswer) -> dict[str, str]:
    return {
        "start": _hour(letter.start),
        "end": _hour(letter.end),
        "delegate": letter.delegate or "?",
    }


def _hour(instant: datetime | None) -> str:
    """As a clock on the wall here shows it."""
    return "?" if instant is None else f"{instant.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _open(letter: Incoming, code: str, who: Held | None, **detail: str) -> Found:
    told = {"subject": letter.subject, "sender": letter.sender} | detail
    return Found(
        LetterState.OPEN, who, Fault(code=code, place=letter.sender, value=letter.subject, detail=told)
    )
