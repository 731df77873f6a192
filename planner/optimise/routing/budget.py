"""How much work a bound may take: seconds of a stop, or steps where nobody counts seconds."""

from planner.stop import Stop

STEPS_A_SECOND = 2e7  # to begin with; then as measured
SHARE = 0.8  # of what is left, for one sweep


class Budget:
    """Work until ``seconds`` are over, ``steps`` are taken or ``stop`` says so.

    Without seconds, or with a stop that has no limit, steps alone count, and the result is the same on every
    machine.
    """

    def __init__(self, stop: Stop, seconds: float | None, steps: int) -> None:
        self._stop, self._steps, self._taken = stop, steps, 0
        left = stop.remaining_seconds()
        self._until = None if left is None or seconds is None else max(0.0, left - seconds)
        self._begun = left or 0.0

    def took(self, steps: int) -> None:
        """Count steps."""
        self._taken += steps

    def over(self) -> bool:
        """Whether nothing is left."""
        return self._stop.stopped() or self.seconds() <= 0.0 or self.steps() <= 0

    def seconds(self) -> float:
        """Seconds left; endless if none are counted."""
        if self._until is None:
            return float("inf")
        return (self._stop.remaining_seconds() or 0.0) - self._until

    def affords(self, steps: int) -> bool:
        """Whether there are seconds for work that does not look at the clock; always if none are counted."""
        return steps <= STEPS_A_SECOND * self.seconds()

    def steps(self) -> int:
        """Steps that fit into what is left."""
        if self._until is None:
            return self._steps - self._taken
        left = self.seconds()
        gone = self._begun - self._until - left
        # Never much less than at first: the seconds may have gone into loading compiled code.
        rate = STEPS_A_SECOND if gone < 0.05 else max(STEPS_A_SECOND / 3, self._taken / gone)
        return int(SHARE * max(left, 0.0) * rate)
