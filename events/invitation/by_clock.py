"""What happens to a list because time goes by, and when next something will; nobody has to look.

Pure, like all of this: the worker hands in the instant. Whether a list runs by itself (``by_itself`` of its
rule) is for the caller to ask; here it is worked out what then would leave.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from events.invitation.decision import Decision
from events.invitation.effect import EffectKind
from events.invitation.invitation_list import InvitationList
from events.invitation.reminders import reminded_by_rule
from events.invitation.state import PENDING, State
from events.invitation.waves import NOBODY, PassedOver, advance
from planner.workdays import Workdays

CLOCK = "clock"  # who did it, in histories and the audit log
# A deadline is in time itself: it has passed a moment later.
_MOMENT = timedelta(seconds=1)
_WITHIN = frozenset({EffectKind.FREED, EffectKind.REVIEW})


class Foreseen(NamedTuple):
    """What the clock will do at ``at``."""

    at: datetime
    decision: Decision


def by_the_clock(
    invitations: InvitationList, now: datetime, workdays: Workdays, passed_over: PassedOver = NOBODY
) -> Decision:
    """The list as time alone makes it: deadlines passed, who waits moved up, wave and reminders sent.

    Whom a person must write to is neither invited nor reminded. After the event nothing happens any more.
    Done again at the same instant it changes nothing.
    """
    if now > invitations.span.end:
        return Decision(invitations=invitations)
    advanced = advance(invitations, now, workdays, passed_over, CLOCK)
    reminded = reminded_by_rule(advanced.invitations, now, workdays, passed_over.by_hand, CLOCK)
    return advanced.then(reminded)


def next_change(
    invitations: InvitationList, now: datetime, workdays: Workdays, passed_over: PassedOver = NOBODY
) -> Foreseen | None:
    """The first thing the clock will do, at ``now`` or later, if nobody says anything; None if nothing."""
    for instant, decision in _ahead(invitations, now, workdays, passed_over):
        if decision.invitations.version > invitations.version:
            return Foreseen(instant, decision)
    return None


def next_news(
    invitations: InvitationList, now: datetime, workdays: Workdays, passed_over: PassedOver = NOBODY
) -> Foreseen | None:
    """The first thing the clock will tell a guest, at ``now`` or later, if nobody says anything; or None."""
    for instant, decision in _ahead(invitations, now, workdays, passed_over):
        if any(effect.kind not in _WITHIN for effect in decision.effects):
            return Foreseen(instant, decision)
    return None


def _ahead(
    invitations: InvitationList, now: datetime, workdays: Workdays, passed_over: PassedOver
) -> Iterator[Foreseen]:
    for instant in (now, *_instants(invitations, now, workdays)):
        yield Foreseen(instant, by_the_clock(invitations, instant, workdays, passed_over))


def _instants(invitations: InvitationList, now: datetime, workdays: Workdays) -> tuple[datetime, ...]:
    """When it is worth looking: after each deadline, at each reminder, when the office opens next."""
    rule = invitations.rule
    deadlines = {
        item.answer_by
        for item in invitations.invitations
        if item.state in PENDING and item.answer_by is not None
    }
    passed = {deadline + _MOMENT for deadline in deadlines}
    found = passed | {instant for day in deadlines for instant in rule.reminds_at(day, workdays)}
    if any(item.state is State.DRAFTED for item in invitations.invitations):
        found |= {rule.next_office_hour(max(now, instant), workdays) for instant in (now, *passed)}
    return tuple(sorted(instant for instant in found if now < instant <= invitations.span.end))
