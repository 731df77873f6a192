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
