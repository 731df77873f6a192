from datetime import timedelta

from planner.clock import at
from planner.window import Busy
from tests.builders import MONDAY, busy, person

TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)


def away(start: int, end: int) -> Busy:
    """A trip elsewhere between two minutes, counted from Monday."""
    return Busy(start=at(MONDAY, start), end=at(MONDAY, end), away=True)


def test_the_days_of_trips_elsewhere_are_those_they_touch() -> None:
    spans = (away(0, 1_440), away(1_439, 1_441), away(3 * 1_440 + 600, 3 * 1_440 + 601))
    assert person("甲", busy=spans).days_elsewhere == {MONDAY, TUESDAY, THURSDAY}


def test_who_is_merely_busy_is_not_away() -> None:
    assert person("甲", busy=(busy(MONDAY, 0, 1_440),)).days_elsewhere == frozenset()
