"""What time alone does to a list that its planner lets run by itself, with the mails that follow.

Decided under the list's lock and written with the mails in one transaction, as every act is: of two workers
that look at once the second finds nothing left to do, and one that dies in between has done nothing.
"""

from datetime import date, datetime
from typing import NamedTuple

from api.mail.address import is_address
from api.post import desk
from api.post.desk import Done
from api.post.office import Office
from api.store import invitation_lists
from api.store.database import Session
from api.store.event_days import event_workdays, published_day
from api.store.outbox import NewParcel
from api.store.work import Actor, Work
from events.invitation.answer_rule import told
from events.invitation.by_clock import CLOCK, by_the_clock, next_news
from events.invitation.clash import engaged
from events.invitation.decision import Decision
from events.invitation.invitation_list import InvitationList
from events.invitation.waves import PassedOver
from planner.clock import day_of
from planner.errors import Fault

ACTOR = Actor(id="system", name=CLOCK)


class Outlook(NamedTuple):
    """What will leave ``at`` an instant, None for never, and when ``then`` the next will.

    ``unreached`` are the guests (ids) whom it concerns and who have no mail.
    """

    at: datetime | None
    parcels: tuple[NewParcel, ...]
    unreached: tuple[str, ...]
    then: datetime | None
    notes: tuple[Fault, ...]


def keep_time(work: Work, office: Office, event: str) -> Done | None:
    """Do what is due by now; None if nothing is. Raises NotFound if the list or its event is not there."""
    found: list[int] = []

    def decision(value: InvitationList) -> Decision:
        found.append(value.version)
        if not value.rule.by_itself:  # somebody has switched it off meanwhile
            return Decision(invitations=value)
        return due(work.session, value, work.at)

    done = desk.transform(work, office, event, decision)
    return None if done.decision.invitations.version == found[0] else done


def due(session: Session, value: InvitationList, at: datetime) -> Decision:
    """What is due at ``at``; nothing, with the reason for a note, while the list waits for a person.

    Most looks find nothing to do: who is elsewhere at that hour, and what the plan says, is read when
    something is.
    """
    workdays = event_workdays(session, value.event)
    decision = by_the_clock(value, at, workdays, PassedOver(by_hand=_silent(value)))
    if decision.invitations.version == value.version:
        return decision
    held_up = on_another_day(value, published_day(session, value.event))
    if held_up is not None:
        return Decision(invitations=value, notes=(held_up,))
    absent = passed_over(session, value)
    return by_the_clock(value, at, workdays, absent) if absent.engaged else decision


def outlook(session: Session, office: Office, value: InvitationList, now: datetime) -> Outlook:
    """What will leave next, at ``now`` or later, if nobody says anything; whether or not it may by itself."""
    workdays = event_workdays(session, value.event)
    held_up = on_another_day(value, published_day(session, value.event))
    if held_up is not None:
        return Outlook(None, (), (), None, (held_up,))
    absent = passed_over(session, value)
    news = next_news(value, now, workdays, absent)
    if news is None:
        return Outlook(None, (), (), None, by_the_clock(value, now, workdays, absent).notes)
    done = desk.foreseen(session, office, news.decision, news.at)
    after = next_news(news.decision.invitations, news.at, workdays, absent)
    then = None if after is None else after.at
    return Outlook(news.at, done.parcels, done.unreached, then, news.decision.notes)


def passed_over(session: Session, value: InvitationList) -> PassedOver:
    """Whom the clock leaves alone: who is elsewhere at that hour, and who has no mail."""
    return PassedOver(engaged(value, invitation_lists.lists_beside(session, value)), _silent(value))


def _silent(value: InvitationList) -> frozenset[str]:
    return frozenset(item.guest.id for item in value.invitations if not is_address(item.guest.mail))


def on_another_day(value: InvitationList, published: date | None) -> Fault | None:
    """Why nothing may leave: the letters name a day on which, by the published plan, the event is not."""
    if published is None or published == day_of(value.span.start):
        return None
    detail = {"list": told(value.span.start), "plan": published.isoformat()}
    return Fault(code="list_on_another_day", place=value.event, value=value.title, detail=detail)
