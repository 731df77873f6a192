"""How often workers beat, look and listen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Intervals in seconds.

    A worker beats every ``beat_seconds``; one whose beat is missed for ``silence_seconds`` is taken for dead
    by those who look every ``watch_seconds``. Progress is written, and the wish to cancel heard, every
    ``drain_seconds``; the queue is asked every ``queue_seconds``. A solver that was told to stop has
    ``grace_seconds`` to hand over the best it has; then it is ended, and the last plan it made on the way
    stands. A job is taken up ``most_attempts`` times.

    What is old is looked for every ``upkeep_seconds``.

    With these a job of a killed worker runs again after 20 + 5 + 1 seconds, twice 5 at worst.
    """

    beat_seconds: float = 5.0
    silence_seconds: float = 20.0
    watch_seconds: float = 5.0
    drain_seconds: float = 0.3
    queue_seconds: float = 0.5
    grace_seconds: float = 0.2
    most_attempts: int = 10
    upkeep_seconds: float = 3_600.0
