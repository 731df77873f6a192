"""What guests do, in the order in which they do it: nothing is lost, nothing is given twice."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from api.texts.sentences import sentence
from events.invitation.act import Extend, Promote, Restore
from events.invitation.decide import decide, lapsed
from events.invitation.effect import EffectKind
from events.invitation.invitation_list import InvitationList, PlaceQuota
from events.invitation.state import State
from planner.clock import at
from tests.events.guests.people import guest
from tests.events.invitation.lists import (
    DUE,
    LATE,
    NOW,
    SPAN,
    done,
    drafted,
    expire,
    hand_on,
    invitations,
    longer,
    no,
    seen,
    send,
    states,
    take_back,
    unsure,
    yes,
)

ONE_PLACE = (PlaceQuota(id="list", places=1),)
AFTERWARDS = SPAN.end + timedelta(minutes=1)


def _sent(*names: str, places: int = 2) -> InvitationList:
    group = invitations(*map(drafted, names), quotas=(PlaceQuota(id="list", places=places),))
    return done(group, *map(send, names))


def _effects(group: InvitationList, act: object) -> list[tuple[str, str]]:
    return [(item.kind.value, item.guest) for item in decide(group, act).effects]  # type: ignore[arg-type]


def _codes(group: InvitationList, act: object) -> list[str]:
    return [fault.code for fault in decide(group, act).faults]  # type: ignore[arg-type]


def test_an_invitation_is_sent_opened_and_accepted_with_its_history() -> None:
    group = done(invitations(drafted("a")), send("a"), seen("a"), yes("a", dietary="清真"))
    [item] = group.invitations
    assert [(entry.act.kind, entry.before, entry.after) for entry in item.history] == [
        ("send", State.DRAFTED, State.SENT),
        ("open", State.SENT, State.OPENED),
        ("accept", State.OPENED, State.ACCEPTED),
    ]
    assert (item.wave, item.answer_by, item.reply and item.reply.dietary) == (1, DUE, "清真")
    assert group.version == 3


def test_sending_says_how_by_when_and_a_letter_goes_to_who_has_no_address() -> None:
    group = invitations(drafted("a"), drafted("b", mail=""))
    [mail], [letter] = (decide(group, send(name)).effects for name in "ab")
    assert (mail.kind, mail.answer_by) == (EffectKind.INVITE, DUE)
    assert (letter.kind, letter.guest) == (EffectKind.INVITE_BY_LETTER, "b")


def test_nobody_is_sent_a_second_invitation() -> None:
    assert _codes(_sent("a"), send("a")) == ["invitation_already_sent"]
    assert _codes(done(_sent("a"), no("a")), send("a")) == ["invitation_answered"]


def test_somebody_who_is_on_no_list_is_told_so() -> None:
    decision = decide(_sent("a"), yes("z"))
    assert [(fault.code, fault.place) for fault in decision.faults] == [("guest_not_on_list", "z")]
    assert sentence(decision.faults[0]).message == "「z」不在「联谊会」的邀请名单上"


def test_a_place_is_not_sent_twice() -> None:
    group = done(invitations(drafted("a"), drafted("b"), quotas=ONE_PLACE), send("a"))
    assert _codes(group, send("b")) == ["no_place_left"]


def test_a_declined_guest_who_accepts_has_his_place_while_there_is_one() -> None:
    group = done(_sent("a"), no("a"), yes("a"))
    assert states(group) == {"a": "accepted"}


def test_a_declined_guest_who_accepts_waits_when_his_place_is_gone() -> None:
    group = done(invitations(drafted("a"), drafted("b"), quotas=ONE_PLACE), send("a"), no("a"), send("b"))
    decision = decide(group, yes("a"))
    assert (decision.done, states(decision.invitations)) == (True, {"a": "waiting", "b": "sent"})
    assert [note.code for note in decision.notes] == ["waits_for_a_place"]
    assert _effects(group, yes("a"))[0] == ("wait", "a")


def test_who_waits_longest_moves_up_when_a_place_comes_free() -> None:
    group = done(
        invitations(*map(drafted, "abc"), quotas=ONE_PLACE),
        send("a"), no("a"), send("b"), no("b"), send("c"),
        yes("b", NOW + timedelta(hours=1)), yes("a", NOW + timedelta(hours=2)),
    )  # fmt: skip
    assert states(group) == {"a": "waiting", "b": "waiting", "c": "sent"}
    decision = decide(group, no("c", NOW + timedelta(hours=3)))
    assert states(decision.invitations) == {"a": "waiting", "b": "accepted", "c": "declined"}
    assert [(item.kind, item.guest) for item in decision.effects] == [
        (EffectKind.ACKNOWLEDGE, "c"),
        (EffectKind.FREED, "c"),
        (EffectKind.CONFIRM, "b"),
    ]


def test_of_two_late_accepts_of_the_last_place_in_either_order_one_wins() -> None:
    lists = invitations(*map(drafted, "ab"), quotas=ONE_PLACE)
    start = done(lists, send("a"), no("a"), send("b"), no("b"))
    for first, second in (("a", "b"), ("b", "a")):
        assert states(done(start, yes(first), yes(second))) == {first: "accepted", second: "waiting"}


def test_a_reply_after_the_deadline_is_taken_while_there_is_a_place() -> None:
    decision = decide(_sent("a"), yes("a", LATE))
    [item] = decision.invitations.invitations
    assert (item.state, [note.code for note in decision.notes]) == (State.ACCEPTED, ["reply_after_deadline"])
    assert [(entry.act.kind, entry.after, entry.late) for entry in item.history[1:]] == [
        ("expire", State.NO_ANSWER, False),
        ("accept", State.ACCEPTED, True),
    ]
    assert sentence(decision.notes[0]).message == "a在期限（2026-11-16 18:00）之后答复，已受理"


def test_a_reply_in_the_minute_of_the_deadline_is_in_time() -> None:
    decision = decide(_sent("a"), yes("a", DUE))
    assert (states(decision.invitations), decision.notes) == ({"a": "accepted"}, ())


def test_a_late_reply_comes_to_the_same_whether_or_not_somebody_looked_before() -> None:
    start = invitations(*map(drafted, "abc"), quotas=ONE_PLACE)
    start = done(start, send("a"), no("a"), send("b"), no("b"), send("c"), yes("a"))
    looked = lapsed(start, LATE).invitations
    assert states(looked) == {"a": "accepted", "b": "declined", "c": "no_answer"}
    late = yes("c", LATE)
    assert decide(start, late).invitations == decide(looked, late).invitations


def test_the_tentative_lapse_with_the_deadline_and_the_accepted_do_not() -> None:
    group = done(_sent("a", "b", "c", places=3), unsure("a"), yes("b"))
    decision = lapsed(group, LATE)
    assert states(decision.invitations) == {"a": "no_answer", "b": "accepted", "c": "no_answer"}
    assert [item.guest for item in decision.effects if item.kind is EffectKind.FREED] == ["a", "c"]


def test_nobody_lapses_before_his_deadline() -> None:
    assert lapsed(_sent("a"), DUE).invitations == _sent("a")
    assert _codes(_sent("a"), expire("a", NOW)) == ["deadline_not_reached"]


def test_who_accepted_cannot_be_unsure_after_the_deadline_and_keeps_his_place() -> None:
    group = done(_sent("a"), yes("a"))
    assert states(done(group, unsure("a"))) == {"a": "tentative"}
    decision = decide(group, unsure("a", LATE))
    assert ([fault.code for fault in decision.faults], states(decision.invitations)) == (
        ["deadline_passed"],
        {"a": "accepted"},
    )


def test_a_reply_that_is_refused_is_kept_in_the_history_once() -> None:
    group = done(_sent("a"), take_back("a"))
    decision = decide(group, yes("a", dietary="素"))
    [item] = decision.invitations.invitations
    last = item.history[-1]
    assert [fault.code for fault in decision.faults] == ["invitation_withdrawn"]
    assert (last.refused, last.act) == ("invitation_withdrawn", yes("a", dietary="素"))
    assert [(item.kind, item.guest) for item in decision.effects] == [(EffectKind.REVIEW, "a")]
    again = decide(decision.invitations, yes("a", NOW + timedelta(minutes=1), dietary="素"))
    assert (again.invitations, again.effects) == (decision.invitations, ())


def test_a_withdrawn_guest_is_told_only_if_he_had_been_invited() -> None:
    assert _effects(invitations(drafted("a")), take_back("a")) == []
    assert _effects(_sent("a"), take_back("a")) == [("take_back", "a"), ("freed", "a")]


def test_a_withdrawal_by_mistake_is_undone() -> None:
    group = done(_sent("a"), take_back("a"), Restore(guest="a", at=NOW), send("a"))
    assert states(group) == {"a": "sent"}


def test_after_the_event_nothing_changes_any_more() -> None:
    waiting = done(
        invitations(*map(drafted, "ab"), quotas=ONE_PLACE), send("a"), no("a"), send("b"), yes("b"), yes("a")
    )
    assert states(waiting) == {"a": "waiting", "b": "accepted"}
    decision = decide(waiting, no("b", AFTERWARDS))
    assert ([fault.code for fault in decision.faults], states(decision.invitations)) == (
        ["event_over"],
        {"a": "waiting", "b": "accepted"},
    )
    assert _codes(waiting, Promote(guest="a", at=AFTERWARDS)) == ["event_over"]
    freed = done(waiting, take_back("b", AFTERWARDS))
    assert states(freed) == {"a": "waiting", "b": "withdrawn"}


def test_no_invitation_goes_out_after_the_last_day() -> None:
    when = at(date(2026, 11, 16), 1_081)
    assert _codes(invitations(drafted("a")), send("a", when)) == ["invitations_closed"]
    assert states(done(invitations(drafted("a")), send("a", at(date(2026, 11, 16), 1_080)))) == {"a": "sent"}


def test_plus_ones_have_places_as_far_as_they_go() -> None:
    group = _sent("a", "b", places=3)
    first = decide(group, yes("a", plus_ones=1))
    assert (first.invitations.held("list"), first.notes) == (3, ())
    second = decide(first.invitations, yes("b", plus_ones=1))
    [note] = second.notes
    assert (second.invitations.held("list"), note.code) == (3, "plus_ones_cut")
    assert sentence(note, "en").message == "b would bring 1 people, places are left for 0"


def test_a_new_slip_counts_anew() -> None:
    group = done(_sent("a", places=3), yes("a", plus_ones=1))
    assert group.held("list") == 2
    fewer = decide(group, yes("a", plus_ones=0, car_plate="渝a·12345"))
    [item] = fewer.invitations.invitations
    assert (item.heads, item.reply and item.reply.car_plate) == (1, "渝A12345")
    assert (EffectKind.FREED, "a") in [(effect.kind, effect.guest) for effect in fewer.effects]
    assert done(fewer.invitations, yes("a", plus_ones=1)).held("list") == 2


def test_who_declines_keeps_no_plus_ones() -> None:
    group = done(_sent("a"), yes("a", plus_ones=1))
    assert (group.invitations[0].plus_ones, group.held("list")) == (1, 2)
    declined = done(group, no("a"))
    assert (declined.invitations[0].plus_ones, declined.held("list")) == (0, 0)


def test_more_plus_ones_than_the_host_allows_are_refused_and_kept() -> None:
    decision = decide(_sent("a"), yes("a", plus_ones=2))
    [item] = decision.invitations.invitations
    assert ([fault.code for fault in decision.faults], item.state) == (["too_many_plus_ones"], State.SENT)
    assert item.history[-1].refused == "too_many_plus_ones"
    message = "a要带 2 人，至多可带 1 人，答复未生效"
    assert sentence(decision.faults[0]).message == message


def test_plus_ones_of_who_waits_have_no_place_until_he_has() -> None:
    group = done(
        invitations(*map(drafted, "ab"), quotas=(PlaceQuota(id="list", places=2),)),
        send("a"), no("a"), send("b"), yes("b", plus_ones=1), yes("a", plus_ones=1),
    )  # fmt: skip
    assert (states(group)["a"], group.held("list")) == ("waiting", 2)
    moved = done(group, no("b"))
    assert (states(moved)["a"], moved.held("list")) == ("accepted", 2)


def test_a_colleague_takes_the_place_of_who_sends_him() -> None:
    group = _sent("a", "b")
    decision = decide(group, hand_on("a", guest("colleague")))
    assert states(decision.invitations) == {"a": "delegated", "b": "sent", "colleague": "accepted"}
    colleague, principal = (decision.invitations.find(name) for name in ("colleague", "a"))
    assert colleague and colleague.in_place_of == "a" and colleague.quotas == ("list",)  # noqa: PT018
    assert principal and principal.delegate == "colleague"  # noqa: PT018
    assert [(item.kind, item.guest) for item in decision.effects] == [
        (EffectKind.ACKNOWLEDGE, "a"),
        (EffectKind.CONFIRM, "colleague"),
    ]
    assert [entry.act.kind for entry in colleague.history] == ["take_over"]


def test_places_his_plus_ones_had_come_free_when_he_sends_a_colleague() -> None:
    group = done(_sent("a", places=2), yes("a", plus_ones=1))
    assert ("freed", "a") in _effects(group, hand_on("a", guest("colleague")))


def test_a_colleague_for_whom_there_is_no_place_waits() -> None:
    group = done(invitations(drafted("a"), drafted("b"), quotas=ONE_PLACE), send("a"), no("a"), send("b"))
    assert states(done(group, hand_on("a", guest("colleague"))))["colleague"] == "waiting"


def test_a_colleague_who_was_a_draft_himself_is_not_asked_again() -> None:
    group = done(invitations(*map(drafted, "ab"), quotas=ONE_PLACE), send("a"))
    found = done(group, hand_on("a", guest("x", name="b", mail="b@example.com")))
    assert states(found) == {"a": "delegated", "b": "accepted"}


@pytest.mark.parametrize("colleague", ["a", "b"])
def test_nobody_comes_in_the_place_of_another_who_was_invited_himself(colleague: str) -> None:
    decision = decide(_sent("a", "b"), hand_on("a", guest(colleague)))
    assert [fault.code for fault in decision.faults] == ["colleague_already_invited"]
    assert states(decision.invitations) == {"a": "sent", "b": "sent"}


def test_a_colleague_reached_under_the_principals_own_address_may_come() -> None:
    found = done(_sent("a"), hand_on("a", guest("colleague", mail="a@example.com")))
    assert states(found)["colleague"] == "accepted"


def test_when_the_colleague_declines_who_sent_him_may_come_himself() -> None:
    group = done(_sent("a"), hand_on("a", guest("colleague")))
    assert _codes(group, yes("a")) == ["place_delegated"]
    back = done(group, no("colleague"), yes("a"))
    assert states(back) == {"a": "accepted", "colleague": "declined"}


def test_when_the_colleague_declines_another_may_come() -> None:
    group = done(_sent("a"), hand_on("a", guest("x")), no("x"), hand_on("a", guest("y")))
    assert (states(group), group.held("list")) == ({"a": "delegated", "x": "declined", "y": "accepted"}, 1)


def test_a_colleague_who_declined_is_not_sent_again_by_his_principal() -> None:
    group = done(_sent("a"), hand_on("a", guest("x")), no("x"))
    decision = decide(group, hand_on("a", guest("x")))
    assert [fault.code for fault in decision.faults] == ["colleague_already_invited"]


def test_a_place_handed_on_twice_is_still_one_place() -> None:
    group = done(_sent("a"), hand_on("a", guest("x")), hand_on("x", guest("y")))
    assert (states(group), group.held("list")) == ({"a": "delegated", "x": "delegated", "y": "accepted"}, 1)
    assert _codes(group, yes("a")) == ["place_delegated"]


def test_a_raised_quota_lets_in_who_waits_before_anybody_else() -> None:
    group = done(invitations(*map(drafted, "abc"), quotas=ONE_PLACE), send("a"), no("a"), send("b"), no("b"))
    group = done(group, send("c"), yes("a"))
    raised = group.model_copy(update={"quotas": (PlaceQuota(id="list", places=2),)})
    assert states(done(raised, yes("b"))) == {"a": "accepted", "b": "waiting", "c": "sent"}


def test_a_quota_lowered_below_what_is_held_takes_nobodys_place() -> None:
    group = done(_sent("a", "b"), yes("a"))
    lowered = group.model_copy(update={"quotas": (PlaceQuota(id="list", places=0),)})
    assert states(done(lowered, yes("b"))) == {"a": "accepted", "b": "accepted"}
    assert states(done(lowered, no("b"), yes("b"))) == {"a": "accepted", "b": "waiting"}


NEXT_DAY = DUE + timedelta(days=1)


def test_who_is_given_longer_has_until_the_new_day_and_the_history_says_why() -> None:
    decision = decide(_sent("a"), longer("a", NEXT_DAY))
    [item] = decision.invitations.invitations
    assert (item.state, item.answer_by, decision.notes) == (State.SENT, NEXT_DAY, ())
    assert [(effect.kind, effect.answer_by) for effect in decision.effects] == [(EffectKind.EXTEND, NEXT_DAY)]
    last = item.history[-1].act
    assert (last.kind, last.by, last.note) == ("extend", "staff", "出差在外")
    assert states(lapsed(decision.invitations, LATE).invitations) == {"a": "sent"}
    late = decide(decision.invitations, yes("a", LATE))
    assert (states(late.invitations), late.notes) == ({"a": "accepted"}, ())
    passed = NEXT_DAY + timedelta(minutes=1)
    assert states(lapsed(decision.invitations, passed).invitations) == {"a": "no_answer"}


def test_who_has_lapsed_is_asked_again_while_there_is_a_place() -> None:
    group = lapsed(_sent("a"), LATE).invitations
    assert states(done(group, longer("a", NEXT_DAY, LATE))) == {"a": "sent"}
    tomorrow, after = NOW + timedelta(days=1), NOW + timedelta(days=2)
    alone = invitations(*map(drafted, "ab"), quotas=ONE_PLACE)
    full = done(alone, send("a", NOW, tomorrow), send("b", after))
    assert states(full) == {"a": "no_answer", "b": "sent"}
    assert _codes(full, longer("a", NEXT_DAY, after)) == ["no_place_left"]


def test_a_deadline_is_not_put_earlier_nor_into_the_past_nor_after_the_event() -> None:
    assert _codes(_sent("a"), longer("a", DUE - timedelta(minutes=1))) == ["deadline_not_later"]
    assert _codes(_sent("a"), longer("a", LATE, LATE)) == ["deadline_not_later"]
    assert states(done(_sent("a"), longer("a", SPAN.start))) == {"a": "sent"}
    assert _codes(_sent("a"), longer("a", SPAN.start + timedelta(minutes=1))) == ["deadline_after_event"]
    [fault] = decide(_sent("a"), longer("a", SPAN.end)).faults
    told = "a的新期限 2026-11-20 12:00 在「联谊会」开始（2026-11-20 09:00）之后"
    assert sentence(fault).message == told


def test_a_deadline_past_the_last_answers_of_the_list_is_noted() -> None:
    group = _sent("a")
    assert decide(group, longer("a", group.answers_until)).notes == ()
    decision = decide(group, longer("a", group.answers_until + timedelta(minutes=1)))
    assert [note.code for note in decision.notes] == ["deadline_past_last_answer"]
    assert sentence(decision.notes[0]).message.endswith("晚于本名单的最后答复时间（2026-11-18 18:00）")


@pytest.mark.parametrize("note", ["", "  "])
def test_a_longer_deadline_needs_a_reason(note: str) -> None:
    with pytest.raises(ValidationError):
        Extend(guest="a", at=NOW, answer_by=NEXT_DAY, note=note)
