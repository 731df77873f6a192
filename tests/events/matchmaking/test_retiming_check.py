"""The check of a re-timed day: each rule kept, and broken alone."""

from dataclasses import replace

import pytest

from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Session
from events.matchmaking.request import Wish
from events.matchmaking.retiming_check import Known, broken_rules
from events.matchmaking.timetable import Meeting
from tests.events.matchmaking.days import day_of, person, request, timetable_of

DAY = day_of(request("ab"), request("cd"), request("ac"), slots=2, morning_slots=1, tables=1)
MADE = timetable_of(DAY, {"ab": 1, "cd": 2})
KNOWN = Known(
    before={meeting.request: meeting for meeting in MADE.meetings},
    taken={1: frozenset(), 2: frozenset()},
    stays={"ab"},
)


def rules(known: Known = KNOWN, day: MeetingDay = DAY, **slots: int) -> list[str]:
    made = timetable_of(day, slots) if slots else MADE
    return [item.rule for item in broken_rules(day, made, known)]


def test_what_stays_where_it_was_is_well() -> None:
    assert rules() == []


def test_what_had_to_stay_and_did_not_is_found() -> None:
    elsewhere = {**KNOWN.before, "ab": Meeting(request="ab", slot=2, table=1)}
    assert rules(replace(KNOWN, before=elsewhere)) == ["meeting_stays"]


def test_who_sits_at_a_lost_table_is_found_unless_he_had_to_stay_there() -> None:
    assert rules(replace(KNOWN, taken={1: frozenset({1}), 2: frozenset()})) == []
    assert rules(replace(KNOWN, taken={1: frozenset(), 2: frozenset({1})})) == ["meeting_own_table"]


def test_who_is_brought_into_the_past_is_found() -> None:
    known = Known(before={}, taken=KNOWN.taken, stays=set())
    assert rules(replace(known, now=2)) == ["meeting_not_in_past"]


ROOMY = DAY.model_copy(update={"tables": 2})


def test_room_left_unused_is_found_but_not_for_what_was_dropped_nor_where_a_table_is_lost() -> None:
    # a is free in slot 2 and c in slot 1: they are never free together.
    assert rules(day=ROOMY) == []
    assert rules(day=ROOMY, ab=1) == ["meeting_brought_in"]
    found = list(broken_rules(ROOMY, timetable_of(ROOMY, {"ab": 1}), KNOWN))
    assert (found[0].place, found[0].detail) == ("left_out", {"request": "ac", "slot": "2"})
    lost = replace(KNOWN, taken={1: frozenset(), 2: frozenset({1, 2})})
    assert rules(lost, ROOMY, ab=1) == []
    dropped = replace(KNOWN, before={**KNOWN.before, "ac": Meeting(request="ac", slot=2, table=1)})
    assert rules(dropped, ROOMY, ab=1) == []


@pytest.mark.parametrize(
    "change",
    [
        {"wish": Wish.NO},
        {"pending": True},
        {"fixed_slot": 1},
        {"session": Session.MORNING},
        {"after": ("cd",)},
    ],
)
def test_no_room_is_left_for_what_may_not_lie_there(change: dict[str, object]) -> None:
    day = day_of(request("ab"), request("cd"), request("ac", **change), slots=2, morning_slots=1)
    known = replace(KNOWN, before={**KNOWN.before, "cd": Meeting(request="cd", slot=2, table=1)})
    # With ab in 1 and cd dropped, a and c are free together in slot 2 alone.
    assert rules(known, day, ab=1) == ([] if "after" not in change else ["meeting_brought_in"])
    assert rules(known, day, ab=1, cd=2) == []


def test_what_others_come_after_has_room_before_them_alone() -> None:
    day = day_of(request("ab"), request("cd"), request("ef", after=("cd",)), slots=2, morning_slots=1)
    known = replace(KNOWN, before={"ab": KNOWN.before["ab"]}, stays=set())
    assert rules(known, day, ab=1, ef=2) == ["meeting_brought_in"]
    assert rules(known, day, ab=2, ef=1) == []


@pytest.mark.parametrize(
    "c", [person("c", most_meetings=0), person("c", forbidden=(2,)), person("c", sessions=(Session.MORNING,))]
)
def test_no_room_is_where_one_of_the_two_is_full_or_away(c: object) -> None:
    day = ROOMY.model_copy(
        update={"participants": tuple(c if p.id == "c" else p for p in ROOMY.participants)}
    )
    assert rules(day=day, ab=1) == []
