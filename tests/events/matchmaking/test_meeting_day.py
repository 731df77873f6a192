import pytest

from events.matchmaking.participant import Session
from planner.errors import InvalidMeetingDay
from tests.events.matchmaking.days import day_of, person, request


def test_a_slot_lies_before_noon_or_after() -> None:
    day = day_of(request("ab"))
    assert [day.session_of(slot) for slot in (1, 2, 3, 4)] == [
        Session.MORNING,
        Session.MORNING,
        Session.AFTERNOON,
        Session.AFTERNOON,
    ]


def test_every_fault_of_a_day_is_named_at_once() -> None:
    with pytest.raises(InvalidMeetingDay) as caught:
        day_of(
            request("ab", after=("xy",)),
            request("ab", fixed_slot=5),
            request("cc"),
            participants=[person("a"), person("a"), person("c", forbidden=(0, 4))],
            morning_slots=9,
        )
    assert [(fault.code, fault.place, fault.value) for fault in caught.value.faults] == [
        ("morning_beyond_slots", "morning_slots", "9"),
        ("duplicate_id", "participants[1]", "a"),
        ("duplicate_id", "requests[1]", "ab"),
        ("no_such_slot", "participants[2].forbidden", "0"),
        ("no_such_participant", "requests[0].second", "b"),
        ("no_such_request", "requests[0].after", "xy"),
        ("no_such_participant", "requests[1].second", "b"),
        ("no_such_slot", "requests[1].fixed_slot", "5"),
        ("meets_oneself", "requests[2]", "c"),
    ]
