from api.stopwatch import Stopwatch


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_watch_without_a_limit_goes_on_until_told() -> None:
    watch = Stopwatch(clock=Clock())
    assert (watch.stopped(), watch.remaining_seconds()) == (False, None)
    watch.stop()
    assert (watch.stopped(), watch.remaining_seconds()) == (True, 0.0)


def test_seconds_that_are_spared_do_not_count_against_the_limit() -> None:
    clock, spared = Clock(), Clock()
    spared.now = 0.0
    watch = Stopwatch(10, clock, spared)
    clock.now += 12
    assert (watch.stopped(), watch.remaining_seconds(), watch.elapsed_seconds()) == (True, 0.0, 12.0)
    spared.now = 5.0
    assert (watch.stopped(), watch.remaining_seconds(), watch.elapsed_seconds()) == (False, 3.0, 12.0)


def test_a_watch_with_a_limit_counts_down_to_nought() -> None:
    clock = Clock()
    watch = Stopwatch(10, clock)
    clock.now += 4
    assert (watch.stopped(), watch.remaining_seconds(), watch.elapsed_seconds()) == (False, 6.0, 4.0)
    clock.now += 7
    assert (watch.stopped(), watch.remaining_seconds()) == (True, 0.0)
