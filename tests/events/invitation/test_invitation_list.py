from typing import Any

import pytest
from pydantic import ValidationError

from events.invitation.invitation_list import UNLIMITED, InvitationList, PlaceQuota
from events.invitation.state import State
from planner.clock import at
from tests.events.invitation.lists import DUE, EVENT_DAY, done, drafted, invitations, send, yes

QUOTAS = (
    PlaceQuota(id="list", places=5),
    PlaceQuota(id="上游", places=2),
    PlaceQuota(id="甲", places=1, guests_only=True),
)


def test_plus_ones_count_but_where_guests_alone_do() -> None:
    group = invitations(drafted("a", "上游", "甲", "list"), quotas=QUOTAS)
    group = done(group, send("a"), yes("a", plus_ones=1))
    assert [group.held(name) for name in ("list", "上游", "甲")] == [2, 2, 1]
    assert group.room(("list", "上游")) == 0
    assert group.room(("list", "甲")) == 0
    assert group.room(("list", "甲"), for_guest=False) == 3
    assert group.room(("甲",), for_guest=False) == UNLIMITED


@pytest.mark.parametrize("state", list(State))
def test_places_are_held_for_who_may_come_and_nobody_else(state: State) -> None:
    group = invitations(drafted("a").model_copy(update={"state": state, "plus_ones": 1}))
    holding = {State.SENT, State.OPENED, State.TENTATIVE, State.ACCEPTED}
    assert group.held("list") == (2 if state in holding else 0)


def test_a_quota_that_is_overrun_has_no_room_less_than_none() -> None:
    group = done(invitations(drafted("a")), send("a"))
    lowered = group.model_copy(update={"quotas": (PlaceQuota(id="list", places=0),)})
    assert lowered.room(("list",)) == 0


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"invitations": (drafted("a"), drafted("a"))}, "listed_twice"),
        ({"quotas": (QUOTAS[0], QUOTAS[0])}, "listed_twice"),
        ({"invitations": (drafted("a", "nowhere"),)}, "quota_unknown"),
        ({"invitations": (drafted("a").model_copy(update={"quotas": ()}),)}, "guest_without_quota"),
        ({"answers_until": at(EVENT_DAY, 600)}, "answers_after_event"),
        ({"invites_until": at(EVENT_DAY, 500)}, "answers_after_event"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(fields: dict[str, Any], kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        invitations(**fields)
    assert [error["type"] for error in refused.value.errors()] == [kind]


def test_a_list_with_its_history_travels_as_json() -> None:
    group = done(invitations(drafted("a"), drafted("b")), send("a"), yes("a", plus_ones=1, dietary="清真"))
    assert InvitationList.model_validate_json(group.model_dump_json()) == group


def test_a_deadline_is_owed_by_who_has_not_answered() -> None:
    group = done(invitations(drafted("a"), drafted("b")), send("a"), send("b"), yes("b"))
    late = at(EVENT_DAY, 0)
    assert [item.is_overdue(late) for item in group.invitations] == [True, False]
    assert not group.invitations[0].is_overdue(DUE)
