from datetime import timedelta
from typing import Any

import pytest

from api.texts.sentences import sentence
from events.invitation.clash import clashes, engaged
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State
from planner.window import Span
from tests.events.invitation.lists import SPAN, done, drafted, invitations, no, send, yes

LATER = Span(start=SPAN.end, end=SPAN.end + timedelta(hours=1))
OVERLAPPING = Span(start=SPAN.end - timedelta(minutes=1), end=SPAN.end + timedelta(hours=1))


def _other(span: Span = OVERLAPPING, **fields: Any) -> InvitationList:
    """Another event, on whose list the same expert stands under another id."""
    expert = drafted("x", name="赵云", mail="zhao@example.com", **fields)
    return done(invitations(expert, event="ceremony", title="签约仪式", span=span), send("x"))


def _forum() -> InvitationList:
    return done(invitations(drafted("e7", name="赵 云", mail="Zhao@example.com")), send("e7"))


def test_an_expert_invited_to_two_events_at_one_hour_is_told_of_once() -> None:
    [fault] = clashes((_forum(), _other()))
    assert (fault.code, fault.place) == ("guest_at_two_events", "forum/e7,ceremony/x")
    assert sentence(fault).message == "赵 云同时列入时间重叠的「联谊会」和「签约仪式」"
    assert fault.detail["state"] == "sent"


def test_one_event_after_the_other_is_no_clash() -> None:
    assert clashes((_forum(), _other(LATER))) == ()


def test_two_people_of_one_name_do_not_clash() -> None:
    other = invitations(drafted("x", name="赵云"), event="ceremony", span=OVERLAPPING)
    assert clashes((_forum(), other)) == ()


def test_one_list_does_not_clash_with_itself() -> None:
    assert clashes((_forum(), _forum())) == ()


@pytest.mark.parametrize("state", list(State))
def test_who_may_still_come_is_told_of_and_who_will_not_is_not(state: State) -> None:
    other = _other()
    item = other.invitations[0].model_copy(update={"state": state})
    found = clashes((_forum(), other.model_copy(update={"invitations": (item,)})))
    over = {State.DECLINED, State.DELEGATED, State.WITHDRAWN, State.NO_ANSWER}
    assert bool(found) is (state not in over)


def test_engaged_is_who_holds_a_place_elsewhere_at_that_hour() -> None:
    forum = invitations(drafted("e7", name="赵云", mail="zhao@example.com"), drafted("b"))
    assert engaged(forum, (_other(),)) == {"e7"}
    assert engaged(forum, (done(_other(), yes("x")),)) == {"e7"}
    assert engaged(forum, (done(_other(), no("x")),)) == frozenset()
    assert engaged(forum, (_other(LATER),)) == frozenset()
    draft = drafted("x", name="赵云", mail="zhao@example.com")
    assert engaged(forum, (invitations(draft, event="ceremony", span=OVERLAPPING),)) == frozenset()
    assert engaged(forum, (forum,)) == frozenset()
