"""The mails that follow from decisions: composed as they will leave, in the transaction that decides."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from api.calendars.item import Item
from api.mail.address import Mailbox, is_address
from api.mail.message import GuestMail, Occasion, composed
from api.mail.wording import moment
from api.mail.wording import span as span_text
from api.post.office import Office
from api.store import invitation_lists
from api.store.database import Session
from api.store.invitation_rows import GuestLetter, Held
from api.store.outbox import NewParcel
from api.texts import say
from events.invitation.effect import Effect, EffectKind
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import PENDING, State
from planner.clock import day_of
from planner.plan import Revision

OCCASIONS = {
    EffectKind.INVITE: Occasion.INVITATION,
    EffectKind.CONFIRM: Occasion.CONFIRMATION,
    EffectKind.ACKNOWLEDGE: Occasion.ACKNOWLEDGEMENT,
    EffectKind.WAIT: Occasion.ACKNOWLEDGEMENT,
    EffectKind.TAKE_BACK: Occasion.WITHDRAWAL,
    EffectKind.EXTEND: Occasion.EXTENSION,
    EffectKind.REMIND: Occasion.REMINDER,
    EffectKind.GRANT: Occasion.PLUS_ONES,
}


@dataclass(frozen=True)
class Writer:
    """Writes to the guests of one list; ``identities`` by guest (id) as they are after the decision.

    ``token_of`` tells the token of the guest whose identity it is.
    """

    token_of: Callable[[Held], str]
    office: Office
    invitations: InvitationList
    letter: GuestLetter
    identities: dict[str, Held]
    at: datetime

    def after(self, effects: Iterable[Effect]) -> Iterator[NewParcel]:
        """The mails that ``effects`` ask for; none for guests without mail, who are written to otherwise."""
        for effect in effects:
            occasion = OCCASIONS.get(effect.kind)
            invitation = self.invitations.find(effect.guest)
            if occasion is not None and invitation is not None and is_address(invitation.guest.mail):
                yield self.parcel(invitation, occasion, self._mark(invitation, occasion))

    def _mark(self, invitation: Invitation, occasion: Occasion) -> str:
        """What tells the mail from others on this occasion: its day, of which no two are reminders."""
        is_reminder = occasion is Occasion.REMINDER
        return day_of(self.at).isoformat() if is_reminder else str(len(invitation.history))

    def parcel(
        self, invitation: Invitation, occasion: Occasion, mark: str, changes: tuple[str, ...] = ()
    ) -> NewParcel:
        """One mail; ``mark`` tells it from others on the same occasion to the same guest."""
        who = self.identities[invitation.guest.id]
        token = self.token_of(who)
        mail = self._mail(invitation, occasion, who, token, f"{occasion}.{mark}", changes)
        message = composed(mail)
        return NewParcel(
            key=f"{who.id}:{occasion}:{mark}",
            invitation=who.id,
            occasion=occasion.value,
            recipient=mail.guest.address,
            subject=str(message["Subject"]),
            message_id=mail.message_id,
            mail=bytes(message),
        )

    def _mail(
        self,
        invitation: Invitation,
        occasion: Occasion,
        who: Held,
        token: str,
        mark: str,
        changes: tuple[str, ...],
    ) -> GuestMail:
        guest = invitation.guest
        return GuestMail(
            occasion=occasion,
            message_id=f"<{token}.{mark}@{self.office.domain}>",
            made_at=self.at,
            sender=self.office.sender,
            organizer=self.office.organizer(token),
            guest=Mailbox(name=guest.name, address=guest.mail),
            post=guest.post,
            item=guest_item(self.invitations, self.letter, who, self.office.link(token)),
            link=self.office.link(token),
            reply_by=invitation.answer_by,
            changes=changes,
            answer=answer_text(invitation, self.invitations, self.letter),
            contact=self.letter.contact,
            language=self.letter.language,
        )


def writer(session: Session, office: Office, invitations: InvitationList, at: datetime) -> Writer:
    """A writer for the list as the database holds it now."""
    event = invitations.event
    return Writer(
        partial(invitation_lists.token_of, session),
        office,
        invitations,
        invitation_lists.letter_of(session, event),
        invitation_lists.identities(session, event),
        at,
    )


def guest_item(invitations: InvitationList, letter: GuestLetter, who: Held, link: str) -> Item:
    """The event as the guest's own calendar shows it, by mail and by download alike."""
    about = [letter.agenda]
    if letter.contact:
        about.append(say("mail.item.contact", letter.language, contact=letter.contact))
    about.append(say("mail.item.reply", letter.language, link=link))
    invitation = invitations.find(who.guest)
    if invitation is not None and invitation.state in PENDING and invitation.answer_by is not None:
        deadline = moment(invitation.answer_by, letter.language)
        about.append(say("mail.item.reply_by", letter.language, deadline=deadline))
    revision = Revision(
        uid=who.uid, sequence=who.sequence, created_at=who.changed_at, changed_at=who.changed_at
    )
    return Item(
        revision=revision,
        summary=invitations.title,
        start=invitations.span.start,
        end=invitations.span.end,
        categories=(),
        description="\n".join(line for line in about if line),
        location=letter.venue,
    )


def answer_text(invitation: Invitation, invitations: InvitationList, letter: GuestLetter) -> str:
    """What the guest has answered, as he is told; empty before he has."""
    language, state = letter.language, invitation.state
    wanted = invitation.reply.plus_ones if invitation.reply else 0
    if state is State.ACCEPTED and wanted > invitation.plus_ones:
        words = {"wanted": wanted, "count": invitation.plus_ones}
        return say("mail.answer.accepted_short", language, **words)
    if state is State.ACCEPTED and invitation.plus_ones:
        return say("mail.answer.accepted_with", language, count=invitation.plus_ones)
    if state is State.DELEGATED:
        colleague = invitations.find(invitation.delegate or "")
        return say("mail.answer.delegated", language, colleague=colleague.guest.name if colleague else "")
    if state in {State.ACCEPTED, State.DECLINED, State.TENTATIVE, State.WAITING}:
        return say(f"mail.answer.{state}", language)
    return ""


def change_texts(
    before: tuple[InvitationList, GuestLetter], after: tuple[InvitationList, GuestLetter]
) -> tuple[str, ...]:
    """What of an event is other than guests were told; empty if they need not hear of it."""
    (old, old_letter), (new, new_letter) = before, after
    language = new_letter.language
    pairs = {
        "time": (
            span_text(old.span.start, old.span.end, language),
            span_text(new.span.start, new.span.end, language),
        ),
        "venue": (old_letter.venue, new_letter.venue),
        "title": (old.title, new.title),
        "agenda": (old_letter.agenda, new_letter.agenda),
    }
    return tuple(
        say(f"mail.change.{name}", language, before=was or "—", after=now or "—")
        for name, (was, now) in pairs.items()
        if was != now
    )
