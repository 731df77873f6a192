from datetime import date, datetime, timedelta

from events.invitation.by_clock import CLOCK, Foreseen, by_the_clock, next_change, next_news
from events.invitation.effect import EffectKind
from events.invitation.invitation_list import InvitationList, PlaceQuota
from events.invitation.waves import PassedOver
from planner.clock import at
from tests.events.invitation.lists import (
    DUE,
    EVENT_DAY,
    NOW,
    SPAN,
    WORKDAYS,
    done,
    drafted,
    invitations,
    no,
    send,
    states,
    yes,
)

ONE_PLACE = (PlaceQuota(id="list", places=1),)
FIRST_REMINDER = at(date(2026, 11, 12), 600)


def _at(group: InvitationList, now: datetime) -> InvitationList:
    return by_the_clock(group, now, WORKDAYS).invitations


def _said(found: Foreseen | None) -> tuple[datetime, list[tuple[EffectKind, str]]] | None:
    if found is None:
        return None
    kinds = (EffectKind.FREED, EffectKind.REVIEW)
    return found.at, [(item.kind, item.guest) for item in found.decision.effects if item.kind not in kinds]


def _alone() -> InvitationList:
    return invitations(drafted("a"), drafted("b", order=1), quotas=ONE_PLACE)


def test_time_alone_invites_reminds_lets_pass_and_invites_the_next() -> None:
    group, told = _alone(), []
    now = NOW
    while (found := next_news(group, now, WORKDAYS)) is not None:
        group, now = found.decision.invitations, found.at
        told.append(_said(found))
    assert told == [
        (NOW, [(EffectKind.INVITE, "a")]),
        (FIRST_REMINDER, [(EffectKind.REMIND, "a")]),
        (at(date(2026, 11, 16), 600), [(EffectKind.REMIND, "a")]),
    ]
    # The last invitations end with the first deadline: b is never asked.
    assert states(_at(group, SPAN.start)) == {"a": "no_answer", "b": "drafted"}


def test_a_deadline_that_passes_gives_the_place_on_in_the_next_office_hour() -> None:
    group = done(_alone(), send("a", due=at(date(2026, 11, 12), 1_080)))
    evening = at(date(2026, 11, 12), 1_080) + timedelta(seconds=1)
    change = next_change(_at(group, FIRST_REMINDER), evening, WORKDAYS)
    assert change is not None
    assert (change.at, states(change.decision.invitations)) == (evening, {"a": "no_answer", "b": "drafted"})
    news = next_news(change.decision.invitations, evening, WORKDAYS)
    assert _said(news) == (at(date(2026, 11, 13), 540), [(EffectKind.INVITE, "b")])


def test_what_the_clock_did_it_signs() -> None:
    [a, _] = _at(_at(_alone(), NOW), FIRST_REMINDER).invitations
    assert [(entry.act.kind, entry.act.by) for entry in a.history] == [("send", CLOCK), ("remind", CLOCK)]


def test_looking_again_changes_nothing() -> None:
    for now in (NOW, FIRST_REMINDER, DUE + timedelta(seconds=1)):
        group = _at(_alone(), now)
        again = by_the_clock(group, now + timedelta(minutes=1), WORKDAYS)
        assert (again.invitations, again.effects) == (group, ())


def test_who_waits_goes_before_who_was_never_asked() -> None:
    group = done(_alone(), send("a"), no("a"), send("b"), yes("b"), yes("a"))
    freed = group.model_copy(update={"quotas": (PlaceQuota(id="list", places=2),)})
    assert _said(next_news(freed, NOW, WORKDAYS)) == (NOW, [(EffectKind.CONFIRM, "a")])


def test_out_of_hours_it_says_when_the_office_opens() -> None:
    saturday = at(date(2026, 11, 14), 600)
    assert _said(next_news(_alone(), saturday, WORKDAYS)) == (
        at(date(2026, 11, 16), 540),
        [(EffectKind.INVITE, "a")],
    )
    assert _at(_alone(), saturday) == _alone()


def test_who_is_engaged_elsewhere_is_not_invited() -> None:
    assert _said(next_news(_alone(), NOW, WORKDAYS, PassedOver(frozenset("a")))) == (
        NOW,
        [(EffectKind.INVITE, "b")],
    )


def test_after_the_last_invitations_and_after_the_event_nothing_leaves() -> None:
    assert next_news(_alone(), at(date(2026, 11, 17), 600), WORKDAYS) is None
    group = done(_alone(), send("a"), no("a"), send("b"), yes("b"), yes("a"))
    over = SPAN.end + timedelta(seconds=1)
    more = group.model_copy(update={"quotas": (PlaceQuota(id="list", places=2),)})
    assert by_the_clock(more, over, WORKDAYS).invitations == more
    assert next_change(more, over, WORKDAYS) is None
    assert next_change(more, at(EVENT_DAY, 600), WORKDAYS) is not None


def test_whom_only_a_person_can_write_to_keeps_turn_and_place_and_is_named() -> None:
    by_hand = PassedOver(by_hand=frozenset("ac"))
    group = invitations(*(drafted(name, order=n) for n, name in enumerate("abcd")))
    decision = by_the_clock(group, NOW, WORKDAYS, by_hand)
    # Of two places one is kept for a; c and d have none.
    assert states(decision.invitations) == {"a": "drafted", "b": "sent", "c": "drafted", "d": "drafted"}
    assert [(note.code, note.place) for note in decision.notes] == [("guest_invited_by_hand", "a")]
    sent = done(decision.invitations, send("a"))
    reminded = by_the_clock(sent, FIRST_REMINDER, WORKDAYS, by_hand)
    assert [item.guest for item in reminded.effects if item.kind is EffectKind.REMIND] == ["b"]
