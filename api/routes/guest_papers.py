"""A guest list to be written down: which of its guests a paper is for, and what is known of its event."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated

from fastapi import Depends

from api.documents.guests.event_facts import EventFacts
from api.documents.guests.letter import Recipient
from api.errors import Conflict, NotFound
from api.mail.address import is_address
from api.post.office import Office, office_of
from api.routes.context import LanguageDep, ReadingDep, ServiceDep
from api.routes.guest_lists import EventId
from api.store import invitation_lists
from api.store.database import Session
from api.store.invitation_rows import GuestLetter, Held
from api.texts import Language
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import PENDING, State
from planner.clock import day_of
from planner.errors import Fault

_UNINVITED = frozenset({State.DRAFTED, State.WITHDRAWN})


@dataclass(frozen=True)
class Papers:
    """A list to be written down, with what is known of its event."""

    session: Session
    event: str
    office: Office
    now: datetime
    language: Language

    @cached_property
    def value(self) -> InvitationList:
        """The list; raises :class:`NotFound`."""
        return invitation_lists.invitation_list(self.session, self.event)

    @cached_property
    def identities(self) -> dict[str, Held]:
        """By guest (id)."""
        return invitation_lists.identities(self.session, self.event)

    @property
    def facts(self) -> EventFacts:
        """What every paper says of the event."""
        letter = invitation_lists.letter_of(self.session, self.event)
        return facts_of(self.value.title, self.value.span.start, self.value.span.end, letter, self.office)

    @property
    def made_at(self) -> datetime:
        """When the list last changed: unchanged, it makes the same bytes."""
        return max((who.changed_at for who in self.identities.values()), default=self.now)

    def recipients(
        self, guests: list[str] | None, wanted: Callable[[Invitation], bool]
    ) -> tuple[Recipient, ...]:
        """Those named, else those ``wanted``; in the order in which invitations go out.

        Raises :class:`NotFound` for somebody not on the list, or if there is nobody; Conflict
        (``letter_to_the_uninvited``) for somebody named who is not invited.
        """
        return tuple(self._recipient(item) for item in self.chosen(guests, wanted))

    def chosen(
        self, guests: list[str] | None, wanted: Callable[[Invitation], bool]
    ) -> tuple[Invitation, ...]:
        """The invitations of those named, else of those ``wanted``; raises as :meth:`recipients`."""
        found = tuple(self._chosen(guests, wanted))
        if not found:
            raise NotFound(Fault(code="nobody_to_write_to", value=self.value.title))
        return found

    def _chosen(self, guests: list[str] | None, wanted: Callable[[Invitation], bool]) -> Iterator[Invitation]:
        if guests is not None:
            for guest in guests:
                item = self.value.find(guest)
                if item is None:
                    detail = {"kind": invitation_lists.KIND}
                    raise NotFound(Fault(code="no_such_record", value=guest, detail=detail))
                if item.state in _UNINVITED:
                    raise Conflict(Fault(code="letter_to_the_uninvited", value=item.guest.name))
        named = None if guests is None else set(guests)
        for item in sorted(self.value.invitations, key=lambda item: item.order):
            if wanted(item) if named is None else item.guest.id in named:
                yield item

    def _recipient(self, item: Invitation) -> Recipient:
        token = invitation_lists.token_of(self.session, self.identities[item.guest.id])
        return Recipient(item.guest, self.office.link(token), item.answer_by, _invited_on(item))


def _invited_on(item: Invitation) -> date:
    """The day on which the guest was invited, or took a colleague's place: it dates his letter."""
    days = [day_of(entry.act.at) for entry in item.history if entry.act.kind in {"send", "take_over"}]
    return days[-1]


def facts_of(title: str, start: datetime, end: datetime, letter: GuestLetter, office: Office) -> EventFacts:
    """What papers say of an event, as its letters tell it."""
    told = letter.model_dump(include={"background", "venue", "agenda", "costs", "contact", "language"})
    return EventFacts(title=title, start=start, end=end, host=office.sender.name, **told)


def _papers(identity: EventId, session: ReadingDep, service: ServiceDep, language: LanguageDep) -> Papers:
    return Papers(session, identity, office_of(service.settings), service.clock(), language)


PapersDep = Annotated[Papers, Depends(_papers)]


def by_letter(item: Invitation) -> bool:
    """Who owes an answer and has no mail."""
    return item.state in PENDING and not is_address(item.guest.mail)


def by_message(item: Invitation) -> bool:
    """Of those who get a letter, who has a telephone."""
    return by_letter(item) and bool(item.guest.phone)
