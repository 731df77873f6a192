from datetime import timedelta
from typing import Any

import pytest

from api.texts.sentences import sentence
from events.check_in import WALK_IN, Answer, CheckIn, Outcome, Scan, Seat, scanned
from events.invitation.invitation_list import InvitationList, PlaceQuota
from events.invitation.state import State
from tests.events.guests.people import guest
from tests.events.invitation.lists import SPAN, done, drafted, hand_on, invitations, send, take_back, yes

DOOR = SPAN.start - timedelta(minutes=20)
EMPTY = CheckIn(event="forum")
QUOTAS = (PlaceQuota(id="list", places=9), PlaceQuota(id="上游", places=9), PlaceQuota(id="专家", places=9))


def _group(*acts: Any) -> InvitationList:
    items = [drafted("a", "上游", "list"), drafted("b", "专家", "list"), drafted("c", "上游", "list")]
    group = invitations(*items, quotas=QUOTAS)
    return done(group, *(send(name) for name in "abc"), *acts)


def _scan(check_in: CheckIn, group: InvitationList, name: str, **more: Any) -> Answer:
    scan = Scan(
        event=more.pop("event", "forum"), guest=name, at=DOOR, by="前台", companions=more.pop("companions", 0)
    )
    return scanned(check_in, group, scan, **more)


def test_an_expected_guest_is_welcome_and_told_his_seat() -> None:
    seat = Seat(table="3", seat="12")
    answer = _scan(EMPTY, _group(yes("a")), "a", seats={"a": seat})
    assert (answer.outcome, answer.name, answer.seat, answer.flags) == (Outcome.WELCOME, "a", seat, ())
    [arrival] = answer.check_in.arrivals
    assert (arrival.guest, arrival.at, arrival.by, arrival.category) == ("a", DOOR, "前台", "上游")


def test_a_second_scan_counts_nobody_twice_and_says_when_the_first_was() -> None:
    group = _group(yes("a"))
    once = _scan(EMPTY, group, "a").check_in
    answer = _scan(once, group, "a")
    assert (answer.outcome, answer.first, answer.check_in) == (Outcome.AGAIN, DOOR, once)


def test_a_withdrawn_guest_is_recorded_and_flagged() -> None:
    answer = _scan(EMPTY, _group(take_back("a")), "a")
    assert (answer.outcome, [flag.code for flag in answer.flags]) == (Outcome.WITHDRAWN, ["came_withdrawn"])
    assert sentence(answer.flags[0]).message == "a的邀请已撤回，本人到场，已登记"
    assert answer.check_in.find("a") is not None


_OUTCOMES = {
    State.DRAFTED: Outcome.NOT_INVITED,
    State.SENT: Outcome.UNANSWERED,
    State.OPENED: Outcome.UNANSWERED,
    State.TENTATIVE: Outcome.UNANSWERED,
    State.NO_ANSWER: Outcome.UNANSWERED,
    State.ACCEPTED: Outcome.WELCOME,
    State.DECLINED: Outcome.DECLINED,
    State.WAITING: Outcome.WAITING,
    State.WITHDRAWN: Outcome.WITHDRAWN,
    State.DELEGATED: Outcome.REPLACED,
}


@pytest.mark.parametrize("state", list(State))
def test_everybody_on_the_list_is_recorded_whatever_his_state(state: State) -> None:
    group = invitations(drafted("a").model_copy(update={"state": state}))
    answer = _scan(EMPTY, group, "a")
    assert answer.outcome is _OUTCOMES[state]
    assert answer.check_in.find("a") is not None
    expected = [] if state is State.ACCEPTED else [f"came_{answer.outcome.value}"]
    assert [flag.code for flag in answer.flags] == expected
    assert [sentence(flag, "en").message for flag in answer.flags if not sentence(flag).message] == []


def test_an_unexpected_guest_is_told_with_the_places_left() -> None:
    full = invitations(drafted("a"), drafted("b"), quotas=(PlaceQuota(id="list", places=1),))
    [flag] = _scan(EMPTY, done(full, send("b")), "a").flags
    assert flag.detail["room"] == "0"


def test_a_colleague_is_expected_and_who_sent_him_is_not() -> None:
    group = _group(hand_on("a", guest("colleague")))
    assert _scan(EMPTY, group, "colleague").outcome is Outcome.WELCOME
    assert _scan(EMPTY, group, "a").outcome is Outcome.REPLACED


def test_a_code_of_another_event_records_nothing() -> None:
    answer = _scan(EMPTY, _group(yes("a")), "a", event="ceremony")
    assert (answer.outcome, answer.check_in) == (Outcome.OTHER_EVENT, EMPTY)
    assert [flag.code for flag in answer.flags] == ["code_of_another_event"]


def test_a_code_of_nobody_records_nothing() -> None:
    answer = _scan(EMPTY, _group(), "z")
    assert (answer.outcome, answer.check_in) == (Outcome.UNKNOWN, EMPTY)
    assert [flag.code for flag in answer.flags] == ["guest_not_on_list"]


def test_a_walk_in_is_recorded_under_his_own_name() -> None:
    answer = _scan(EMPTY, _group(), "z", walk_in=guest("z", name="马超"))
    assert (answer.outcome, answer.name) == (Outcome.WALK_IN, "马超")
    assert [flag.code for flag in answer.flags] == ["came_walk_in"]
    assert answer.check_in.heads_by_category() == {WALK_IN: 1}


def test_a_guest_who_forgot_his_code_is_found_on_the_list_and_not_counted_twice() -> None:
    group = _group(yes("a"))
    stranger = guest("z", name="a", mail="a@example.com")
    answer = _scan(EMPTY, group, "z", walk_in=stranger)
    assert (answer.outcome, [item.guest for item in answer.check_in.arrivals]) == (Outcome.WELCOME, ["a"])
    assert _scan(answer.check_in, group, "a").outcome is Outcome.AGAIN


def test_companions_are_counted_and_those_not_granted_flagged() -> None:
    group = _group(yes("a", plus_ones=1), yes("b"))
    one = _scan(EMPTY, group, "a", companions=1)
    two = _scan(one.check_in, group, "b", companions=2)
    assert (one.flags, [flag.code for flag in two.flags]) == ((), ["more_companions_than_granted"])
    assert two.check_in.heads_by_category() == {"上游": 2, "专家": 3}


def test_who_accepted_and_has_not_come_is_missing() -> None:
    group = _group(yes("a"), yes("b"))
    assert _scan(EMPTY, group, "a").check_in.missing(group) == ("b",)


def test_what_came_in_travels_as_json() -> None:
    check_in = _scan(EMPTY, _group(yes("a")), "a").check_in
    assert CheckIn.model_validate_json(check_in.model_dump_json()) == check_in
