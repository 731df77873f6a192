"""Which workers have fallen silent, told by their beats and one's own clock: those of machines may differ."""

from collections.abc import Mapping


class Silence:
    """Counts for how long each worker has not beaten, over the times of one's own looking.

    ``most_seconds`` of silence are death. A single look adds ``most_step_seconds`` at most: if nobody could
    look, because the database was away or this process stood still, nobody could beat either.
    """

    def __init__(self, most_seconds: float, most_step_seconds: float) -> None:
        self._most, self._most_step = most_seconds, most_step_seconds
        self._beats: Mapping[str, int] = {}
        self._silent: dict[str, float] = {}

    def hear(self, beats: Mapping[str, int], elapsed_seconds: float) -> None:
        """Hear how often each worker has beaten, ``elapsed_seconds`` after the last time."""
        step = min(elapsed_seconds, self._most_step)
        self._silent = {
            name: self._silent[name] + step if self._beats.get(name) == count else 0.0
            for name, count in beats.items()
        }
        self._beats = dict(beats)

    def is_dead(self, worker: str | None) -> bool:
        """Whether ``worker`` has been silent too long, or has left."""
        return worker is None or self._silent.get(worker, self._most) >= self._most
