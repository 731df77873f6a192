"""The one door through which a list of invitations changes: a list and an act in, a list and effects out.

``decide`` is a pure function of its two arguments, so it can be run under a lock, or again on a newer version
of the list when a compare-and-swap has failed: places are counted anew every time. It never raises for what a
guest may do: what cannot be done is a fault, and what was said is kept in the history.
"""

from datetime import datetime

from events.invitation.act import Act, Expire, Grant, Promote
from events.invitation.decision import Decision
from events.invitation.invitation_list import InvitationList
from events.invitation.plus_ones import grantable, owed
from events.invitation.state import State
from events.invitation.step import Step
from planner.errors import Fault


def decide(invitations: InvitationList, act: Act) -> Decision:
    """What ``act`` makes of ``invitations``.

    First every deadline that lies before the act is let pass (:func:`lapsed`), so that a late reply finds its
    invitation lapsed whether or not anybody looked in the meantime. When a place comes free, who waits moves
    up; who is invited next is said by the waves.
    """
    now = lapsed(invitations, act.at)
    invitation = now.invitations.find(act.guest)
    if invitation is None:
        fault = Fault(code="guest_not_on_list", place=act.guest, value=invitations.title)
        return now.then(Decision(invitations=now.invitations, faults=(fault,)))
    taken = now.then(Step(now.invitations, invitation, act).taken())
    return taken.then(_moved_up(taken.invitations, act.at))


def lapsed(invitations: InvitationList, now: datetime) -> Decision:
    """The list as it stands at ``now``: what is overdue has lapsed, and who waits has what came free."""
    decision = Decision(invitations=invitations)
    for item in invitations.invitations:
        if item.is_overdue(now) and item.answer_by is not None:
            expiry = Expire(guest=item.guest.id, at=item.answer_by)
            decision = decision.then(Step(decision.invitations, item, expiry).taken())
    return decision.then(_moved_up(decision.invitations, now))


def _moved_up(invitations: InvitationList, now: datetime) -> Decision:
    """Everybody who waits and for whom there is a place has it, in order of waiting; until the event ends.

    What is left then goes to those whom guests wished to bring and could not.
    """
    decision = Decision(invitations=invitations)
    waiting = [item for item in invitations.invitations if item.state is State.WAITING]
    if now > invitations.span.end:
        return decision
    for item in sorted(waiting, key=lambda item: (item.waiting_since or now, item.order, item.guest.id)):
        if decision.invitations.room(item.quotas) > 0:
            promote = Promote(guest=item.guest.id, at=now)
            decision = decision.then(Step(decision.invitations, item, promote).taken())
    for item in owed(decision.invitations):
        plus_ones = grantable(decision.invitations, item)
        if plus_ones > item.plus_ones:
            grant = Grant(guest=item.guest.id, at=now, plus_ones=plus_ones)
            decision = decision.then(Step(decision.invitations, item, grant).taken())
    return decision
