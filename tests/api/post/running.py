"""A list that runs by itself, of an event that a season holds, for the tests of the timekeeper."""

from datetime import date, datetime
from typing import Any

from api.store import invitation_lists, outbox
from api.store.audit_log import AuditEntry, entries
from api.store.database import Database
from events.guest import Guest
from events.invitation.answer_rule import AnswerRule
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList, PlaceQuota
from planner.clock import at
from planner.window import Span
from tests.api.post.lists import LETTER, guest
from tests.api.spring import FRIDAY, PLANNER, kept_season

FORUM = "spring:forum"
RULE = AnswerRule(
    answer_days=3, last_invitation=date(2027, 3, 2), last_answer=date(2027, 3, 3), by_itself=True
)
# Monday: what goes out now is due on Thursday, and the reminders leave on Tuesday and on that day.
NOW = at(date(2027, 2, 22), 600)
FIRST_REMINDER = at(date(2027, 2, 23), 600)
DUE = at(date(2027, 2, 25), 1_080)
OPENS = at(date(2027, 2, 26), 540)


def running(
    database: Database, *guests: Guest, places: int = 2, event: str = FORUM, **changes: Any
) -> InvitationList:
    """The list of the forum kept with its season; three guests for two places unless told otherwise."""
    people = guests or tuple(guest(number) for number in range(3))
    value = InvitationList(
        event=event,
        title="装备制造企业家联谊会",
        span=Span(start=at(FRIDAY, 840), end=at(FRIDAY, 1_020)),
        rule=RULE,
        invites_until=at(date(2027, 3, 2), 1_080),
        answers_until=at(date(2027, 3, 3), 1_080),
        quotas=(PlaceQuota(id="list", places=places),),
        invitations=tuple(
            Invitation(guest=person, quotas=("list",), order=order) for order, person in enumerate(people)
        ),
    )
    with database.work(PLANNER, NOW) as work:
        if event == FORUM:
            kept_season(work)
        return invitation_lists.open_list(work, value.model_copy(update=changes), LETTER)


def the_list(database: Database, event: str = FORUM) -> InvitationList:
    """As it is kept."""
    with database.reading() as session:
        return invitation_lists.invitation_list(session, event)


def states(database: Database) -> dict[str, str]:
    """State by guest (id)."""
    return {item.guest.id: item.state.value for item in the_list(database).invitations}


def mails(database: Database) -> list[tuple[str, str, datetime, str]]:
    """What lies in the outbox: recipient, occasion, when it was put there and by whom."""
    with database.reading() as session:
        found = outbox.parcels(session, limit=500).items
    return sorted((item.recipient, item.occasion, item.created_at, item.created_by) for item in found)


def audited(database: Database, kind: str) -> list[AuditEntry]:
    """What the audit log tells of a kind, the newest first."""
    with database.reading() as session:
        return entries(session, kind=kind, limit=500)
