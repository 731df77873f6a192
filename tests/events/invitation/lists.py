"""Small lists of invitations for tests: an event on a Friday, the last answers due two days before."""

from datetime import date, datetime
from typing import Any

from events.guest import Guest
from events.invitation.act import (
    Accept,
    Act,
    Decline,
    Delegate,
    Expire,
    Extend,
    Hesitate,
    Open,
    Remind,
    Send,
    Withdraw,
)
from events.invitation.answer_rule import AnswerRule
from events.invitation.decide import decide
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList, PlaceQuota
from events.invitation.reply import ReplyForm
from planner.clock import at
from planner.window import Span
from planner.workdays import Workdays
from tests.events.guests.people import guest

WORKDAYS = Workdays(date(2026, 1, 1), date(2026, 12, 31))
EVENT_DAY = date(2026, 11, 20)
SPAN = Span(start=at(EVENT_DAY, 540), end=at(EVENT_DAY, 720))
RULE = AnswerRule(answer_days=5, last_invitation=date(2026, 11, 16), last_answer=date(2026, 11, 18))
# Monday morning, eleven days before the event; answers to what goes out now are due on Monday the 16th.
NOW = at(date(2026, 11, 9), 600)
DUE = at(date(2026, 11, 16), 1_080)
LATE = at(date(2026, 11, 17), 600)


def drafted(ident: str, /, *quotas: str, order: int = 0, **fields: Any) -> Invitation:
    """A draft for the guest ``ident``."""
    return Invitation(guest=guest(ident, **fields), quotas=quotas or ("list",), order=order)


def invitations(*items: Invitation, **fields: Any) -> InvitationList:
    """A list of these with two places in the quota ``list``."""
    defaults: dict[str, Any] = {
        "event": "forum",
        "title": "联谊会",
        "span": SPAN,
        "rule": RULE,
        "invites_until": RULE.invites_until(WORKDAYS),
        "answers_until": RULE.answers_until(WORKDAYS),
        "quotas": (PlaceQuota(id="list", places=2),),
        "invitations": items,
    }
    return InvitationList(**defaults | fields)


def done(group: InvitationList, *acts: Act) -> InvitationList:
    """The list after ``acts``, each of which must be carried out."""
    for act in acts:
        decision = decide(group, act)
        assert decision.faults == ()
        group = decision.invitations
    return group


def send(name: str, when: datetime = NOW, due: datetime = DUE) -> Send:
    """The invitation of ``name`` goes out."""
    return Send(guest=name, at=when, answer_by=due, wave=1)


def seen(name: str, when: datetime = NOW) -> Open:
    """``name`` opens it."""
    return Open(guest=name, at=when)


def yes(name: str, when: datetime = NOW, plus_ones: int = 0, **slip: Any) -> Accept:
    """``name`` says yes."""
    return Accept(guest=name, at=when, reply=ReplyForm(plus_ones=plus_ones, **slip))


def no(name: str, when: datetime = NOW) -> Decline:
    """``name`` says no."""
    return Decline(guest=name, at=when)


def unsure(name: str, when: datetime = NOW) -> Hesitate:
    """``name`` does not know yet."""
    return Hesitate(guest=name, at=when)


def hand_on(name: str, colleague: Guest, when: datetime = NOW, plus_ones: int = 0) -> Delegate:
    """``name`` sends ``colleague``."""
    return Delegate(guest=name, at=when, colleague=colleague, reply=ReplyForm(plus_ones=plus_ones))


def take_back(name: str, when: datetime = NOW) -> Withdraw:
    """The host withdraws the invitation of ``name``."""
    return Withdraw(guest=name, at=when, by="staff")


def expire(name: str, when: datetime = DUE) -> Expire:
    """The deadline of ``name`` passes."""
    return Expire(guest=name, at=when)


def longer(name: str, until: datetime, when: datetime = NOW) -> Extend:
    """The host gives ``name`` until ``until``."""
    return Extend(guest=name, at=when, by="staff", answer_by=until, note="出差在外")


def nudge(name: str, when: datetime = NOW) -> Remind:
    """``name`` is reminded."""
    return Remind(guest=name, at=when)


def states(group: InvitationList) -> dict[str, str]:
    """The state of everybody by id."""
    return {item.guest.id: item.state.value for item in group.invitations}
