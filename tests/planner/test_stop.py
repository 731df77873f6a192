"""Stopping: the protocol, and the one that never does."""

from planner.stop import Never, Stop
from tests.planner.stops import SecondsLeft, StopAfter


def test_never_neither_stops_nor_limits() -> None:
    never: Stop = Never()
    assert (never.stopped(), never.remaining_seconds()) == (False, None)


def test_the_fakes_of_the_tests_are_stops() -> None:
    counting: Stop = StopAfter(2)
    assert [counting.stopped() for _ in range(4)] == [False, False, True, True]
    timing: Stop = SecondsLeft(2)
    assert [timing.remaining_seconds(), timing.stopped(), timing.remaining_seconds(), timing.stopped()] == [
        1,
        False,
        0,
        True,
    ]
