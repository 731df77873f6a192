"""Plus-ones that were cut: who is owed some, in which order, and that no quota is overrun."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from api.texts.sentences import sentence
from events.invitation.act import Act, Grant, Open
from events.invitation.decide import decide
from events.invitation.effect import EffectKind
from events.invitation.invitation_list import InvitationList, PlaceQuota
from events.invitation.plus_ones import grantable, owed
from events.invitation.state import State
from tests.events.guests.people import guest
from tests.events.invitation.lists import (
    NOW,
    done,
    drafted,
    hand_on,
    invitations,
    no,
    send,
    states,
    take_back,
    unsure,
    yes,
)

HOUR = timedelta(hours=1)


def _list(places: int, names: str = "abc", **fields: object) -> InvitationList:
    group = invitations(
        *map(drafted, names), quotas=(PlaceQuota(id="list", places=places),), most_plus_ones=2, **fields
    )
    return done(group, *map(send, names))


def _brings(group: InvitationList) -> dict[str, int]:
    return {item.guest.id: item.plus_ones for item in group.invitations}


def test_who_was_cut_first_is_granted_first_and_told_so() -> None:
    group = done(_list(3), yes("b", NOW, 2), yes("a", NOW + HOUR, 1))
    assert [item.guest.id for item in owed(group)] == ["b", "a"]
    assert _brings(group) == {"a": 0, "b": 0, "c": 0}
    decision = decide(group, no("c", NOW + 2 * HOUR))
    assert _brings(decision.invitations) == {"a": 0, "b": 1, "c": 0}
    assert [(item.kind, item.guest) for item in decision.effects] == [
        (EffectKind.ACKNOWLEDGE, "c"),
        (EffectKind.FREED, "c"),
        (EffectKind.GRANT, "b"),
    ]
    entry = decision.invitations.invitations[1].history[-1]
    assert (entry.act, entry.after) == (Grant(guest="b", at=NOW + 2 * HOUR, plus_ones=1), "accepted")


def test_who_waits_comes_before_those_whom_others_bring() -> None:
    group = done(_list(2, "ab"), no("a"), yes("b", plus_ones=2), yes("a", NOW + HOUR))
    assert (states(group), _brings(group)) == ({"a": "waiting", "b": "accepted"}, {"a": 0, "b": 1})
    more = group.model_copy(update={"quotas": (PlaceQuota(id="list", places=3),)})
    decision = decide(more, no("nobody", NOW + HOUR))
    assert (states(decision.invitations)["a"], _brings(decision.invitations)) == (
        "accepted",
        {"a": 0, "b": 1},
    )


def test_a_quota_of_guests_alone_does_not_keep_them_out() -> None:
    quotas = (PlaceQuota(id="list", places=2), PlaceQuota(id="甲", places=1, guests_only=True))
    group = invitations(drafted("a", "甲", "list"), drafted("b"), quotas=quotas)
    group = done(group, send("a"), send("b"), yes("a", plus_ones=1))
    assert _brings(done(group, no("b"))) == {"a": 1, "b": 0}


def test_who_asks_again_for_as_many_keeps_his_turn_and_who_asks_for_more_goes_behind() -> None:
    group = done(_list(2, "ab"), yes("a", NOW, 1), yes("b", NOW + HOUR, 1))
    again = done(group, yes("a", NOW + 2 * HOUR, 1, dietary="素"))
    assert [item.guest.id for item in owed(again)] == ["a", "b"]
    more = done(group, yes("a", NOW + 2 * HOUR, 2))
    assert [item.guest.id for item in owed(more)] == ["b", "a"]


def test_who_says_no_in_between_has_lost_his_turn() -> None:
    group = done(_list(2, "ab"), yes("a", NOW, 1), yes("b", NOW + HOUR, 1))
    back = done(group, no("a", NOW + 2 * HOUR), yes("a", NOW + 3 * HOUR, 1))
    # His own place went to the one whom b brings: he waits himself.
    assert (states(back), _brings(back)) == ({"a": "waiting", "b": "accepted"}, {"a": 0, "b": 1})


def test_nothing_is_owed_to_who_does_not_come_or_is_not_sure() -> None:
    group = done(_list(1, "a"), yes("a", NOW, 1))
    assert [item.guest.id for item in owed(group)] == ["a"]
    assert owed(done(group, unsure("a", NOW + HOUR))) == ()
    assert owed(done(group, hand_on("a", guest("x"), NOW + HOUR))) == ()


def test_no_more_are_granted_than_the_host_allows_by_now() -> None:
    group = done(_list(1, "a"), yes("a", NOW, 2))
    fewer = group.model_copy(update={"quotas": (PlaceQuota(id="list", places=9),), "most_plus_ones": 1})
    assert grantable(fewer, fewer.invitations[0]) == 1
    assert _brings(decide(fewer, no("nobody", NOW + HOUR)).invitations) == {"a": 1}


def test_nobody_can_be_granted_more_than_he_wished_or_than_there_are_places() -> None:
    group = done(_list(2, "a"), yes("a", NOW, 2))
    assert _brings(group) == {"a": 1}
    decision = decide(group, Grant(guest="a", at=NOW + HOUR, plus_ones=2))
    assert (decision.invitations, decision.effects, decision.faults) == (group, (), ())
    wide = group.model_copy(update={"quotas": (PlaceQuota(id="list", places=9),)})
    assert _brings(decide(wide, Grant(guest="a", at=NOW + HOUR, plus_ones=50)).invitations) == {"a": 2}


def test_that_they_were_cut_says_that_they_come_later() -> None:
    [note] = decide(_list(2, "ab"), yes("a", plus_ones=1)).notes
    assert sentence(note).remedy == "有人让出席位时自动补足并告知来宾；也可增加名额"


PEOPLE = "abcd"
_NAMES = st.sampled_from(PEOPLE)


class Bringing(RuleBasedStateMachine):
    """Four guests on few places come with more people, with fewer, or not: nobody is forgotten."""

    @initialize(places=st.integers(4, 9))
    def _open(self, places: int) -> None:
        self.quotas = (PlaceQuota(id="list", places=places), PlaceQuota(id="甲", places=2, guests_only=True))
        items = [drafted(name, *(("甲",) if name in "ab" else ()), "list") for name in PEOPLE]
        self.list = invitations(*items, quotas=self.quotas, most_plus_ones=3)
        self.list = done(self.list, *map(send, PEOPLE))
        self.now = NOW

    def _act(self, act: Act) -> None:
        self.now += timedelta(minutes=1)
        before = {item.guest.id: item.plus_ones for item in self.list.invitations}
        decision = decide(self.list, act)
        self.list = decision.invitations
        granted = {item.guest for item in decision.effects if item.kind is EffectKind.GRANT}
        more = {item.guest.id for item in self.list.invitations if item.plus_ones > before[item.guest.id]}
        # Whoever has more than before was told, or has just asked for them, or has just moved up.
        confirmed = {item.guest for item in decision.effects if item.kind is EffectKind.CONFIRM}
        assert granted <= more <= granted | confirmed

    @rule(name=_NAMES, plus_ones=st.integers(0, 3))
    def comes(self, name: str, plus_ones: int) -> None:
        self._act(yes(name, self.now, plus_ones))

    @rule(name=_NAMES, what=st.sampled_from([no, unsure, take_back]))
    def says_or_is_told(self, name: str, what: Callable[[str, datetime], Act]) -> None:
        self._act(what(name, self.now))

    @rule(places=st.integers(0, 9))
    def the_host_changes_the_places(self, places: int) -> None:
        taken = self.list.held("list")
        self.quotas = (PlaceQuota(id="list", places=max(places, taken)), self.quotas[1])
        self.list = self.list.model_copy(update={"quotas": self.quotas})
        self._act(Open(guest="a", at=self.now))

    @invariant()
    def no_quota_is_overrun(self) -> None:
        assert all(self.list.held(quota.id) <= quota.places for quota in self.quotas)

    @invariant()
    def no_place_lies_idle_while_somebody_would_have_it(self) -> None:
        room = self.list.room(["list"], for_guest=False)
        short = [item for item in self.list.invitations if item.state is State.ACCEPTED]
        wished = sum((item.reply.plus_ones if item.reply else 0) - item.plus_ones for item in short)
        assert room == 0 or wished == 0

    @invariant()
    def nobody_brings_more_than_he_wished(self) -> None:
        for item in self.list.invitations:
            assert item.plus_ones <= (item.reply.plus_ones if item.reply else 0)


TestBringing = Bringing.TestCase
TestBringing.settings = settings(max_examples=80, stateful_step_count=20, deadline=None)
