from datetime import date, datetime, timedelta

import pytest

from events.invitation.effect import EffectKind
from events.invitation.invitation_list import InvitationList
from events.invitation.reminders import reminded, reminded_by_rule
from planner.clock import at
from tests.events.invitation.lists import (
    DUE,
    LATE,
    NOW,
    WORKDAYS,
    done,
    drafted,
    invitations,
    longer,
    no,
    seen,
    send,
    unsure,
    yes,
)

FIRST, LAST = at(date(2026, 11, 12), 600), at(date(2026, 11, 16), 600)


def _sent() -> InvitationList:
    group = invitations(*map(drafted, "ab"))
    return done(group, send("a"), send("b"))


def _by_rule(group: InvitationList, now: datetime) -> list[str]:
    return _told(reminded_by_rule(group, now, WORKDAYS).effects)


def _told(effects: object) -> list[str]:
    return [item.guest for item in effects if item.kind is EffectKind.REMIND]  # type: ignore[attr-defined]


def test_who_owes_an_answer_is_reminded_when_a_person_asks_once_a_day() -> None:
    group = done(_sent(), yes("b"))
    first = reminded(group, NOW + timedelta(hours=1), "甲")
    assert _told(first.effects) == ["a"]
    entry = first.invitations.invitations[0].history[-1]
    assert (entry.act.kind, entry.act.by, entry.before, entry.after) == ("remind", "甲", "sent", "sent")
    again = reminded(first.invitations, NOW + timedelta(hours=5))
    assert (again.effects, again.invitations) == ((), first.invitations)
    assert _told(reminded(first.invitations, NOW + timedelta(days=1)).effects) == ["a"]


def test_who_is_overdue_lapses_and_is_not_reminded() -> None:
    decision = reminded(_sent(), LATE)
    assert _told(decision.effects) == []
    assert {item.state for item in decision.invitations.invitations} == {"no_answer"}


@pytest.mark.parametrize(
    ("now", "names"),
    [
        (FIRST - timedelta(minutes=1), []),
        (FIRST, ["a", "b"]),
        (FIRST + timedelta(hours=7), ["a", "b"]),  # no worker ran before: on the day itself it is made up for
        (at(date(2026, 11, 12), 1_080), []),  # the office has closed
        (at(date(2026, 11, 13), 600), []),  # what was missed yesterday is not
        (at(date(2026, 11, 14), 600), []),  # a Saturday
        (LAST, ["a", "b"]),
        (DUE, []),  # the deadline itself: the office has closed
    ],
)
def test_the_rule_names_the_days(now: datetime, names: list[str]) -> None:
    assert _by_rule(_sent(), now) == names


def test_nobody_is_reminded_by_rule_on_a_day_on_which_he_spoke_or_was_written_to() -> None:
    group = done(
        _sent(), unsure("a", FIRST - timedelta(minutes=30)), seen("b", FIRST - timedelta(minutes=30))
    )
    assert _by_rule(group, FIRST) == ["b"]
    assert _by_rule(group, LAST) == ["a", "b"]
    asked = reminded(_sent(), FIRST - timedelta(minutes=30)).invitations
    assert _by_rule(asked, FIRST) == []


def test_on_the_day_of_the_invitation_there_is_no_reminder() -> None:
    group = done(invitations(drafted("a")), send("a", FIRST - timedelta(minutes=30)))
    assert _by_rule(group, FIRST) == []


def test_who_was_given_longer_is_reminded_before_the_new_deadline() -> None:
    group = done(_sent(), longer("a", DUE + timedelta(days=1)), no("b"))
    assert _by_rule(group, FIRST) == []
    assert _by_rule(group, FIRST + timedelta(days=1)) == ["a"]
