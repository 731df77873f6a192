"""Waves: who is invited now, so that no quota is ever overrun and nobody is asked twice."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from pydantic import AwareDatetime

from events.invitation.act import Send
from events.invitation.answer_rule import told
from events.invitation.decide import decide, lapsed
from events.invitation.decision import Decision
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State
from planner.clock import day_of
from planner.errors import Fault
from planner.value import Value
from planner.workdays import Workdays


class Wave(Value):
    """Who is to be invited now.

    ``sends`` go through ``decide`` one by one. ``not_before``: the office is closed, ask again then.
    ``ended``: no invitation will go out any more. ``left_out`` are drafts (ids) passed over because a quota
    of theirs is full; they come when a place of theirs is free. ``by_hand`` are drafts (ids) whose turn it is
    and whom a person must invite: their places are kept. ``notes`` say what is unsure or in the way.
    """

    number: int
    sends: tuple[Send, ...] = ()
    answer_by: AwareDatetime | None = None
    not_before: AwareDatetime | None = None
    ended: bool = False
    left_out: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()


class PassedOver(NamedTuple):
    """Drafts (ids) that a wave passes over, each with a note.

    ``engaged`` are elsewhere at that hour. ``by_hand`` can only be invited by a person: where nobody looks,
    their turn waits, and their places are kept for them.
    """

    engaged: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()


NOBODY = PassedOver()


def next_wave(
    invitations: InvitationList,
    now: datetime,
    workdays: Workdays,
    passed_over: PassedOver = NOBODY,
    by: str = "",
) -> Wave:
    """The drafts to send at ``now``, in their order, as far as every quota has room.

    Places count as taken while an answer is owed. Whoever does not fit is passed over, not waited for: a full
    quota of one segment holds up no other. Nobody is invited outside office hours of working days, nor after
    ``invites_until``. ``by`` says in the history who sends.
    """
    return _sent(lapsed(invitations, now), now, workdays, passed_over, by)[0]


def advance(
    invitations: InvitationList,
    now: datetime,
    workdays: Workdays,
    passed_over: PassedOver = NOBODY,
    by: str = "",
) -> Decision:
    """The list brought up to ``now``: deadlines let pass, who waits moved up, the next wave sent."""
    wave, decision = _sent(lapsed(invitations, now), now, workdays, passed_over, by)
    return replace(decision, notes=(*decision.notes, *wave.notes))


def _sent(
    decision: Decision, now: datetime, workdays: Workdays, passed_over: PassedOver, by: str
) -> tuple[Wave, Decision]:
    """The wave, and the decision followed by every send of it."""
    current = decision.invitations
    number = max((item.wave or 0 for item in current.invitations), default=0) + 1
    drafts = sorted(
        (item for item in current.invitations if item.state is State.DRAFTED),
        key=lambda item: (item.order, item.guest.id),
    )
    opens = current.rule.next_office_hour(now, workdays)
    if now > current.invites_until or opens > current.invites_until:
        return Wave(number=number, ended=True, notes=_closed(current) if drafts else ()), decision
    if opens > now:
        return Wave(number=number, not_before=opens), decision
    answer_by = current.rule.answer_by(now, workdays)
    due = [
        Send(guest=item.guest.id, at=now, by=by, answer_by=answer_by, wave=number)
        for item in drafts
        if item.guest.id not in passed_over.engaged
    ]
    sends, by_hand, decision = _taken(decision, due, passed_over.by_hand)
    turns = {send.guest for send in sends} | set(by_hand) | passed_over.engaged
    passed = PassedOver(passed_over.engaged, frozenset(by_hand))
    wave = Wave(
        number=number,
        sends=sends,
        answer_by=answer_by,
        left_out=tuple(item.guest.id for item in drafts if item.guest.id not in turns),
        by_hand=by_hand,
        notes=(*_unsure(answer_by, workdays), *_passed_over(drafts, passed, current)),
    )
    return wave, decision


def _taken(
    decision: Decision, due: Iterable[Send], by_hand: frozenset[str]
) -> tuple[tuple[Send, ...], tuple[str, ...], Decision]:
    """Which of ``due`` have places; of them those to be sent, those a person must send, and what follows."""
    kept = decision.invitations  # as if those of a person were sent: their places are not given away
    quotas = {item.guest.id: item.quotas for item in kept.invitations}
    # Most of a long list are in reserve of full quotas: they are passed over without asking one by one.
    left = {quota.id: quota.places - kept.held(quota.id) for quota in kept.quotas}
    sends, waiting = [], []
    for send in due:
        if any(left[name] < 1 for name in quotas[send.guest]):
            continue
        tried = decide(kept, send)
        if not tried.done:
            continue
        for name in quotas[send.guest]:
            left[name] -= 1
        if send.guest in by_hand:
            waiting.append(send.guest)
        else:
            alike = kept is decision.invitations
            decision = decision.then(tried if alike else decide(decision.invitations, send))
            sends.append(send)
        kept = decision.invitations if not waiting else tried.invitations
    return tuple(sends), tuple(waiting), decision


def _closed(invitations: InvitationList) -> tuple[Fault, ...]:
    detail = {"closed": told(invitations.invites_until), "event": invitations.title}
    return (
        Fault(code="invitations_closed", place=invitations.event, value=invitations.title, detail=detail),
    )


def _unsure(answer_by: datetime, workdays: Workdays) -> Iterator[Fault]:
    """Whether the deadline lies in a year whose make-up working days nobody has announced."""
    year = day_of(answer_by).year
    if not workdays.is_announced(year):
        yield Fault(code="deadline_in_unannounced_year", value=told(answer_by), detail={"year": str(year)})


def _passed_over(
    drafts: list[Invitation], passed_over: PassedOver, invitations: InvitationList
) -> Iterator[Fault]:
    detail = {"event": invitations.title}
    for item in drafts:
        place, name = item.guest.id, item.guest.name
        if place in passed_over.engaged:
            yield Fault(code="guest_engaged_elsewhere", place=place, value=name, detail=detail)
        elif place in passed_over.by_hand:
            yield Fault(code="guest_invited_by_hand", place=place, value=name, detail=detail)
