"""A stop by the clock, for benchmarks that are given seconds."""

from time import monotonic


class Countdown:
    """Stops after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.end = monotonic() + seconds

    def stopped(self) -> bool:
        """Whether they are over."""
        return monotonic() >= self.end

    def remaining_seconds(self) -> float:
        """What is left of them."""
        return max(0.0, self.end - monotonic())
