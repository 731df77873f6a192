"""A list played through: what people did at which time, and in between what the clock did by itself.

For a list without a service: its file tells what has happened, and the list as it stands is worked out anew.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field

from events.invitation.act import Act
from events.invitation.by_clock import next_change
from events.invitation.decide import decide, lapsed
from events.invitation.decision import Decision
from events.invitation.invitation_list import InvitationList
from events.invitation.reminders import reminded
from events.invitation.waves import PassedOver, advance
from planner.value import Value
from planner.workdays import Workdays


class SendWave(Value):
    """The office sends the next wave."""

    kind: Literal["wave"] = "wave"
    at: AwareDatetime
    by: str = Field(default="", max_length=200)


class SendReminders(Value):
    """The office reminds everybody who owes an answer."""

    kind: Literal["reminders"] = "reminders"
    at: AwareDatetime
    by: str = Field(default="", max_length=200)


Happening = Annotated[Act | SendWave | SendReminders, Field(discriminator="kind")]


class Played(NamedTuple):
    """What came of the ``number``-th happening, counted from 0; of the clock if it is None."""

    at: datetime
    number: int | None
    decision: Decision


def played(
    invitations: InvitationList,
    happenings: Iterable[Happening],
    until: datetime,
    workdays: Workdays,
    by_hand: frozenset[str] = frozenset(),
) -> Iterator[Played]:
    """Everything that happens up to ``until``, in order of time; the last decision holds the list.

    Of one instant what stands first comes first. Deadlines pass whether or not the list runs by itself. The
    clock begins with the first happening; ``by_hand`` are guests (ids) it cannot write to.
    """
    numbered = sorted(
        ((item.at, number, item) for number, item in enumerate(happenings) if item.at <= until),
        key=lambda entry: entry[:2],
    )
    now = numbered[0][0] if numbered else until
    for instant, number, happening in numbered:
        for step in _clock(invitations, now, instant, workdays, by_hand):
            invitations = step.decision.invitations
            yield step
        decision = _done(invitations, happening, workdays)
        invitations, now = decision.invitations, instant
        yield Played(instant, number, decision)
    for step in _clock(invitations, now, until, workdays, by_hand):
        invitations = step.decision.invitations
        yield step
    yield Played(until, None, lapsed(invitations, until))


def _done(invitations: InvitationList, happening: Happening, workdays: Workdays) -> Decision:
    if isinstance(happening, SendWave):
        return advance(invitations, happening.at, workdays, by=happening.by)
    if isinstance(happening, SendReminders):
        return reminded(invitations, happening.at, happening.by)
    return decide(invitations, happening)


def _clock(
    invitations: InvitationList,
    now: datetime,
    until: datetime,
    workdays: Workdays,
    by_hand: frozenset[str],
) -> Iterator[Played]:
    """What the clock does from ``now`` to ``until``, if it may."""
    alone = PassedOver(by_hand=by_hand)
    while invitations.rule.by_itself:
        found = next_change(invitations, now, workdays, alone)
        if found is None or found.at > until:
            return
        invitations, now = found.decision.invitations, found.at
        yield Played(found.at, None, found.decision)
