"""Waves: who is invited now, so that no quota is ever overrun and nobody is asked twice."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

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
    of theirs is full; they come when a place of theirs is free. ``notes`` say what is unsure or in the way.
    """

    number: int
    sends: tuple[Send, ...] = ()
    answer_by: AwareDatetime | None = None
    not_before: AwareDatetime | None = None
    ended: bool = False
    left_out: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()


def next_wave(
    invitations: InvitationList,
    now: datetime,
    workdays: Workdays,
    engaged: Iterable[str] = (),
    by: str = "",
) -> Wave:
    """The drafts to send at ``now``, in their order, as far as every quota has room.

    Places count as taken while an answer is owed. Whoever does not fit is passed over, not waited for: a full
    quota of one segment holds up no other. ``engaged`` are guests (ids) who are elsewhere at that hour, who
    are passed over with a note. Nobody is invited outside office hours of working days, nor after
    ``invites_until``. ``by`` says in the history who sends.
    """
    return _sent(lapsed(invitations, now), now, workdays, frozenset(engaged), by)[0]


def advance(
    invitations: InvitationList,
    now: datetime,
    workdays: Workdays,
    engaged: Iterable[str] = (),
    by: str = "",
) -> Decision:
    """The list brought up to ``now``: deadlines let pass, who waits moved up, the next wave sent."""
    wave, decision = _sent(lapsed(invitations, now), now, workdays, frozenset(engaged), by)
    return replace(decision, notes=(*decision.notes, *wave.notes))


def _sent(
    decision: Decision, now: datetime, workdays: Workdays, away: frozenset[str], by: str
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
    sends = []
    for item in drafts:
        send = Send(guest=item.guest.id, at=now, by=by, answer_by=answer_by, wave=number)
        if item.guest.id in away:
            continue
        tried = decide(decision.invitations, send)
        if tried.done:
            decision = decision.then(tried)
            sends.append(send)
    sent = {send.guest for send in sends}
    wave = Wave(
        number=number,
        sends=tuple(sends),
        answer_by=answer_by,
        left_out=tuple(item.guest.id for item in drafts if item.guest.id not in sent | away),
        notes=(*_unsure(answer_by, workdays), *_engaged(drafts, away, current)),
    )
    return wave, decision


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


def _engaged(drafts: list[Invitation], away: frozenset[str], invitations: InvitationList) -> Iterator[Fault]:
    for item in drafts:
        if item.guest.id in away:
            detail = {"event": invitations.title}
            yield Fault(
                code="guest_engaged_elsewhere", place=item.guest.id, value=item.guest.name, detail=detail
            )
