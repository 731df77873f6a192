"""The table: nothing left open, and every cell does through ``decide`` what it says."""

from datetime import timedelta
from typing import get_args

import pytest

from api.texts.sentences import fault_codes
from events.invitation.act import ACT, KINDS, Act, Grant, Promote, Restore, TakeOver
from events.invitation.decide import decide
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State
from events.invitation.transitions import TRANSITIONS, WHILE_DELEGATED, Move, Refusal
from tests.benchmarks.marked_section import rewritten
from tests.events.guests.people import guest
from tests.events.invitation.lists import (
    DUE,
    NOW,
    drafted,
    expire,
    hand_on,
    invitations,
    longer,
    no,
    nudge,
    seen,
    send,
    take_back,
    unsure,
    yes,
)
from tests.house.source import ROOT

CELLS = [(state, kind) for state in State for kind in KINDS]
ACTS: dict[str, Act] = {
    "send": send("a"),
    "open": seen("a"),
    "accept": yes("a"),
    "decline": no("a"),
    "hesitate": unsure("a"),
    "delegate": hand_on("a", guest("colleague")),
    "withdraw": take_back("a"),
    "restore": Restore(guest="a", at=NOW),
    "expire": expire("a"),
    "promote": Promote(guest="a", at=NOW),
    "take_over": TakeOver(guest="a", at=NOW, in_place_of="b"),
    "extend": longer("a", DUE + timedelta(days=1)),
    "remind": nudge("a"),
    "grant": Grant(guest="a", at=NOW, plus_ones=1),
}


def _in_state(state: State) -> InvitationList:
    """A list with two places and nobody else on it."""
    item = drafted("a").model_copy(update={"state": state, "answer_by": DUE})
    return invitations(item)


def test_every_state_says_what_every_act_does() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {state: set(row) for state, row in TRANSITIONS.items()} == {state: set(KINDS) for state in State}


def test_every_act_has_its_kind_and_travels_as_json() -> None:
    union = get_args(get_args(Act)[0])
    assert sorted(item.model_fields["kind"].default for item in union) == sorted(KINDS) == sorted(ACTS)
    assert {kind: ACT.validate_json(ACT.dump_json(act)) for kind, act in ACTS.items()} == ACTS


def test_every_refusal_has_its_sentences() -> None:
    rules = [rule for row in (*TRANSITIONS.values(), WHILE_DELEGATED) for rule in row.values()]
    assert {rule.code for rule in rules if isinstance(rule, Refusal)} - fault_codes() == set()


@pytest.mark.parametrize(("state", "kind"), CELLS)
def test_decide_does_what_the_table_says(state: State, kind: str) -> None:
    before = _in_state(state)
    if state is State.WAITING:
        # With a place left nobody would wait.
        before = before.model_copy(update={"quotas": (before.quotas[0].model_copy(update={"places": 0}),)})
    decision = decide(before, ACTS[kind])
    rule = TRANSITIONS[state][kind]
    after = decision.invitations.find("a")
    assert after is not None
    if isinstance(rule, Refusal):
        assert ([fault.code for fault in decision.faults], after.state) == ([rule.code], state)
    elif state is State.WAITING and kind == "promote":
        assert [fault.code for fault in decision.faults] == ["no_place_left"]
    else:
        assert isinstance(rule, Move)
        assert (decision.faults, after.state) == ((), rule.to)


@pytest.mark.parametrize(
    ("state", "kind"), [cell for cell in CELLS if isinstance(TRANSITIONS[cell[0]][cell[1]], Move)]
)
def test_an_act_done_twice_changes_nothing_more(state: State, kind: str) -> None:
    once = decide(_in_state(state), ACTS[kind]).invitations
    twice = decide(once, ACTS[kind])
    again = once.find("a")
    assert again is not None
    if isinstance(TRANSITIONS[again.state][kind], Move):
        assert (twice.invitations, twice.effects, twice.faults) == (once, (), ())
    else:
        assert twice.faults != ()
        assert states_of(twice.invitations) == states_of(once)


def states_of(group: InvitationList) -> list[tuple[str, State, int]]:
    return [(item.guest.id, item.state, item.heads) for item in group.invitations]


def test_who_has_handed_his_place_on_cannot_answer_while_it_is_held() -> None:
    start = invitations(drafted("a"))
    group = decide(decide(start, send("a")).invitations, hand_on("a", guest("colleague"))).invitations
    for kind, refusal in WHILE_DELEGATED.items():
        act = hand_on("a", guest("another")) if kind == "delegate" else ACTS[kind]
        assert [fault.code for fault in decide(group, act).faults] == [refusal.code]


def test_the_initial_state_is_a_draft() -> None:
    assert Invitation(guest=guest("a"), quotas=("list",)).state is State.DRAFTED


def _cell(rule: Move | Refusal, state: State) -> str:
    if isinstance(rule, Refusal):
        return f"({rule.code})"
    to = "=" if rule.to is state else rule.to.value
    return to if rule.otherwise is None else f"{to}/{rule.otherwise.value}"


def _table() -> str:
    """The table as the document shows it."""
    head = ["state", *KINDS]
    rows = [
        [state.value, *(_cell(TRANSITIONS[state][kind], state) for kind in KINDS)] for state in TRANSITIONS
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def test_the_document_shows_the_table() -> None:
    text = (ROOT / "docs" / "guests.md").read_text(encoding="utf-8")
    assert rewritten(text, "transitions", _table()) == text
