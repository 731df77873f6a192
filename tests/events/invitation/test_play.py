from datetime import date, timedelta

from pydantic import TypeAdapter

from events.invitation.invitation_list import InvitationList
from events.invitation.play import Happening, Played, SendReminders, SendWave, played
from planner.clock import at
from tests.events.invitation.lists import (
    DUE,
    LATE,
    NOW,
    RULE,
    WORKDAYS,
    drafted,
    invitations,
    no,
    send,
    states,
    yes,
)

HOUR = timedelta(hours=1)
BY_ITSELF = RULE.model_copy(update={"by_itself": True})


def _group(**fields: object) -> InvitationList:
    return invitations(*(drafted(name, order=n) for n, name in enumerate("abc")), **fields)


def _end(steps: tuple[Played, ...]) -> InvitationList:
    return steps[-1].decision.invitations


def test_acts_are_played_in_order_of_time_and_numbered_as_they_stand() -> None:
    acts = (yes("a", NOW + 2 * HOUR), SendWave(at=NOW, by="甲"), no("b", NOW + HOUR))
    steps = tuple(played(_group(), acts, NOW + 3 * HOUR, WORKDAYS))
    assert [step.number for step in steps] == [1, 2, 0, None]
    assert states(_end(steps)) == {"a": "accepted", "b": "declined", "c": "drafted"}
    assert _end(steps).invitations[0].history[0].act.by == "甲"


def test_acts_after_the_instant_are_left_out_and_deadlines_before_it_pass() -> None:
    acts = (SendWave(at=NOW), no("a", LATE + HOUR))
    assert states(_end(tuple(played(_group(), acts, LATE, WORKDAYS)))) == {
        "a": "no_answer",
        "b": "no_answer",
        "c": "drafted",
    }
    assert states(_end(tuple(played(_group(), acts, DUE, WORKDAYS)))) == {
        "a": "sent",
        "b": "sent",
        "c": "drafted",
    }


def test_the_office_reminds_who_owes_an_answer() -> None:
    acts = (SendWave(at=NOW), yes("a", NOW + HOUR), SendReminders(at=NOW + 2 * HOUR, by="甲"))
    items = _end(tuple(played(_group(), acts, DUE, WORKDAYS))).invitations
    kinds = [[entry.act.kind for entry in item.history] for item in items]
    assert kinds == [["send", "accept"], ["send", "remind"], []]


def test_in_between_the_clock_does_its_own_where_the_list_lets_it() -> None:
    acts = (no("a", NOW),)
    alone = tuple(played(_group(), acts, DUE, WORKDAYS))
    assert states(_end(alone)) == {"a": "declined", "b": "drafted", "c": "drafted"}
    steps = tuple(played(_group(rule=BY_ITSELF), acts, DUE, WORKDAYS))
    reminders = (at(date(2026, 11, 12), 600), at(date(2026, 11, 16), 600))
    assert [step.at for step in steps] == [NOW, NOW, NOW, *reminders, DUE]
    # a says no a moment after the wave: c is asked by the clock.
    assert states(_end(steps)) == {"a": "declined", "b": "sent", "c": "sent"}


def test_whom_the_clock_cannot_write_to_waits_for_a_person() -> None:
    steps = tuple(played(_group(rule=BY_ITSELF), (), NOW, WORKDAYS, frozenset("a")))
    assert states(_end(steps)) == {"a": "drafted", "b": "sent", "c": "drafted"}


def test_without_acts_the_list_is_as_it_was_opened() -> None:
    [step] = played(_group(), (), NOW, WORKDAYS)
    assert (step.number, step.decision.invitations) == (None, _group())


def test_what_happens_travels_as_json() -> None:
    adapter: TypeAdapter[Happening] = TypeAdapter(Happening)
    for happening in (SendWave(at=NOW), SendReminders(at=NOW, by="甲"), send("a"), yes("a")):
        assert adapter.validate_json(adapter.dump_json(happening)) == happening
