from events.matchmaking.optimise.answer import share_of
from planner.stop import Never


class Left:
    """So many seconds are left."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def stopped(self) -> bool:
        return self.seconds <= 0

    def remaining_seconds(self) -> float:
        return self.seconds


def test_a_share_of_time_ends_before_the_whole() -> None:
    whole = Left(60.0)
    half = share_of(whole, 0.5)
    assert (half.stopped(), half.remaining_seconds()) == (False, 30.0)
    whole.seconds = 30.0
    assert (half.stopped(), half.remaining_seconds(), whole.stopped()) == (True, 0.0, False)


def test_a_share_of_no_limit_is_no_limit() -> None:
    half = share_of(Never(), 0.5)
    assert (half.stopped(), half.remaining_seconds()) == (False, None)
