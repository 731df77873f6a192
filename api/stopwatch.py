"""The clock, for work that asks a :class:`planner.stop.Stop` whether to go on."""

from collections.abc import Callable
from time import monotonic


class Stopwatch:
    """Stops after ``seconds`` (None: no limit), or when told to; a :class:`planner.stop.Stop`.

    ``clock`` counts seconds from any moment and never goes back. ``spared`` tells how many seconds since it
    was made do not count against the limit: such as those in which code was compiled.
    """

    def __init__(
        self,
        seconds: float | None = None,
        clock: Callable[[], float] = monotonic,
        spared: Callable[[], float] = float,
    ) -> None:
        self._clock, self._spared = clock, spared
        self._started_at = clock()
        self._seconds = seconds
        self._told = False

    def stopped(self) -> bool:
        """Whether work should end now and hand over the best it has."""
        remaining = self.remaining_seconds()
        return self._told or (remaining is not None and remaining <= 0)

    def remaining_seconds(self) -> float | None:
        """Seconds left, never below nought; None if nobody set a limit. Nought once told to stop."""
        if self._told:
            return 0.0
        if self._seconds is None:
            return None
        return max(0.0, self._seconds - self.elapsed_seconds() + self._spared())

    def elapsed_seconds(self) -> float:
        """Seconds since this watch was made."""
        return self._clock() - self._started_at

    def stop(self) -> None:
        """Stop at the next question."""
        self._told = True
