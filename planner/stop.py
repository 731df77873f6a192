"""When to stop: asked by long work, answered from outside, so that nothing here reads a clock."""

from typing import Protocol


class Stop(Protocol):
    """Says how long work may go on. ``api`` implements it with a clock."""

    def stopped(self) -> bool:
        """Whether work should end now and hand over the best it has."""
        ...

    def remaining_seconds(self) -> float | None:
        """Seconds left, or None if nobody set a limit."""
        ...


class Never:
    """Work goes on until it is done or its effort is spent."""

    def stopped(self) -> bool:
        """Never."""
        return False

    def remaining_seconds(self) -> float | None:
        """No limit."""
        return None


class Share:
    """A :class:`Stop` that comes when so many seconds are left of another."""

    def __init__(self, stop: Stop, until_seconds: float | None) -> None:
        self._stop, self._until = stop, until_seconds

    def stopped(self) -> bool:
        """Whether this share is used up, or everything is."""
        return self._stop.stopped() or self.remaining_seconds() == 0

    def remaining_seconds(self) -> float | None:
        """What is left of the share."""
        left = self._stop.remaining_seconds()
        return left if left is None or self._until is None else max(0.0, left - self._until)
