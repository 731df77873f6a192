"""Who is reminded of the answer he owes: everybody when a person asks, by the list's rule when time does."""

from collections.abc import Collection, Iterable
from datetime import datetime

from events.invitation.act import Remind
from events.invitation.decide import decide, lapsed
from events.invitation.decision import Decision
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import PENDING
from planner.clock import day_of
from planner.workdays import Workdays


def reminded(invitations: InvitationList, now: datetime, by: str = "") -> Decision:
    """The list with a reminder to everybody who owes an answer and had none today; ``by`` asks for it."""
    decision = lapsed(invitations, now)
    owing = (item for item in decision.invitations.invitations if item.state in PENDING)
    return _reminded(decision, owing, now, by)


def reminded_by_rule(
    invitations: InvitationList,
    now: datetime,
    workdays: Workdays,
    by_hand: Collection[str] = (),
    by: str = "",
) -> Decision:
    """The list with the reminders that its rule has leave at ``now``; outside office hours there are none.

    Those in ``by_hand`` (ids) only a person can remind.
    """
    decision = Decision(invitations=invitations)
    if invitations.rule.next_office_hour(now, workdays) > now:
        return decision
    owing = [item for item in invitations.invitations if item.state in PENDING and not item.is_overdue(now)]
    deadlines = {item.answer_by for item in owing if item.answer_by is not None}
    named = {deadline for deadline in deadlines if _is_named(invitations, deadline, now, workdays)}
    due = (
        item
        for item in owing
        if item.answer_by in named and item.guest.id not in by_hand and not _is_heard_of(item, now)
    )
    return _reminded(decision, due, now, by)


def _reminded(decision: Decision, whom: Iterable[Invitation], now: datetime, by: str) -> Decision:
    for item in whom:
        act = Remind(guest=item.guest.id, at=now, by=by)
        decision = decision.then(decide(decision.invitations, act))
    return decision


def _is_named(invitations: InvitationList, deadline: datetime, now: datetime, workdays: Workdays) -> bool:
    """Whether the rule names today for who has until ``deadline``, and the minute has come."""
    instants = invitations.rule.reminds_at(deadline, workdays)
    return any(day_of(instant) == day_of(now) and instant <= now for instant in instants)


def _is_heard_of(item: Invitation, now: datetime) -> bool:
    """Whether he was written to today, or has spoken; that he opened the invitation is no word of his."""
    return any(day_of(entry.act.at) == day_of(now) for entry in item.history if entry.act.kind != "open")
