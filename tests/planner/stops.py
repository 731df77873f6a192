"""Stops for tests: they count questions instead of seconds."""


class StopAfter:
    """Says stop from the question after the first ``calls`` on; no limit of seconds."""

    def __init__(self, calls: int) -> None:
        self.calls = calls
        self.asked = 0

    def stopped(self) -> bool:
        self.asked += 1
        return self.asked > self.calls

    def remaining_seconds(self) -> float | None:
        return None


class SecondsLeft:
    """A clock that runs by one second each time it is read."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def stopped(self) -> bool:
        return self.seconds <= 0

    def remaining_seconds(self) -> float | None:
        self.seconds -= 1
        return self.seconds
