"""The wall clock gives aware instants in UTC."""

from datetime import timedelta

from api.clock import wall_clock


def test_the_wall_clock_gives_aware_instants_in_utc_that_do_not_run_back() -> None:
    first, second = wall_clock(), wall_clock()
    assert first.utcoffset() == timedelta()
    assert first <= second
