"""Who arrives on the day becomes part of it; what names nothing in it is refused where it was said."""

import pytest

from events.matchmaking.day_changes import Absent, Arrived, amended
from events.matchmaking.meeting_day import MOST_REQUESTS
from planner.errors import InvalidMeetingDay
from tests.events.matchmaking.days import day_of, person, request, timetable_of

DAY = day_of(request("ab"))
MADE = timetable_of(DAY, {"ab": 1})


def test_who_arrives_and_what_he_asks_for_come_last_and_bind_later_changes() -> None:
    arrived = Arrived(participant=person("n"), requests=(request("an"),))
    later = amended(DAY, MADE, [arrived, Absent(participant="n", from_slot=4)], 1)
    assert [item.id for item in later.participants] == ["a", "b", "n"]
    assert [item.id for item in later.requests] == ["ab", "an"]
    assert later.participants[2].forbidden == (4,)


@pytest.mark.parametrize(
    ("arrived", "code", "place"),
    [
        (Arrived(participant=person("a")), "duplicate_id", "changes[1].participant"),
        (
            Arrived(participant=person("n", forbidden=(9,))),
            "no_such_slot",
            "changes[1].participant.forbidden",
        ),
        (
            Arrived(participant=person("n"), requests=(request("an"), request("nx"))),
            "no_such_participant",
            "changes[1].requests[1].second",
        ),
        (
            Arrived(participant=person("n"), requests=(request("an", id="ab"),)),
            "duplicate_id",
            "changes[1].requests[0]",
        ),
        (
            Arrived(participant=person("n"), requests=(request("ab", id="new"),)),
            "request_of_others",
            "changes[1].requests[0]",
        ),
        (
            Arrived(
                participant=person("n"),
                requests=tuple(request("an", id=f"r{number}") for number in range(MOST_REQUESTS)),
            ),
            "too_long",
            "requests",
        ),
    ],
)
def test_what_cannot_be_part_of_the_day_is_refused_where_it_was_said(
    arrived: Arrived, code: str, place: str
) -> None:
    with pytest.raises(InvalidMeetingDay) as refused:
        amended(DAY, MADE, [Absent(participant="a", from_slot=2), arrived], 1)
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [(code, place)]
