import pytest

from events.matchmaking.left_out import reasons
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Session
from events.matchmaking.request import Wish
from events.matchmaking.timetable import LeftOut, Reason
from tests.events.matchmaking.days import day_of, person, request

ONE_SLOT = {"slots": 1, "morning_slots": 1}


@pytest.mark.parametrize(
    ("day", "slots", "reason", "detail"),
    [
        (day_of(request("ab", wish=Wish.NO)), {}, Reason.REFUSED, {}),
        (day_of(request("ab", pending=True)), {}, Reason.UNANSWERED, {}),
        (
            day_of(
                request("ab", session=Session.MORNING),
                participants=[person("a", forbidden=(1, 2)), person("b")],
            ),
            {},
            Reason.NO_COMMON_SLOT,
            {},
        ),
        (
            day_of(
                request("ab"),
                request("bc"),
                participants=[person("a"), person("b", most_meetings=1), person("c")],
            ),
            {"bc": 1},
            Reason.PARTICIPANT_FULL,
            {"participant": "b", "most": "1"},
        ),
        (
            day_of(request("ab"), request("cd"), tables=1, **ONE_SLOT),
            {"cd": 1},
            Reason.TABLES_FULL,
            {"slots": "1"},
        ),
        (
            day_of(request("ab"), request("ac", points=3), request("bd", points=4), **ONE_SLOT),
            {"ac": 1, "bd": 1},
            Reason.OTHERS_WORTH_MORE,
            {"slot": "1", "rivals": "ac, bd", "points": "7"},
        ),
        (
            day_of(request("ab", after=("cd",)), request("cd", after=("ab",))),
            {"cd": 4},
            Reason.TOGETHER_IMPOSSIBLE,
            {"slots": "1, 2, 3, 4"},
        ),
    ],
)
def test_the_first_that_is_left_out_is_told_what_stands_against_it(
    day: MeetingDay, slots: dict[str, int], reason: Reason, detail: dict[str, str]
) -> None:
    assert list(reasons(day, slots)) == [LeftOut(request="ab", reason=reason, detail=detail)]


def test_tables_that_are_lost_count_as_taken() -> None:
    day = day_of(request("ab"), tables=1, **ONE_SLOT)
    (found,) = reasons(day, {}, {1: frozenset({1})})
    assert found.reason is Reason.TABLES_FULL
