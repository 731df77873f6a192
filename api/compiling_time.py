"""How long this process has been compiling: seconds that nobody who waits for a search asked for.

After an installation the solver's code is compiled once, for up to a minute; a search of ten seconds would
be over before it began.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic

from planner.travel.compiled import tell_of_compiling


class CompilingTime:
    """Seconds between :meth:`begun` and :meth:`ended`; nested pairs count once, and what goes on."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._depth, self._since, self._spent = 0, 0.0, 0.0

    def begun(self) -> None:
        """Compiling begins."""
        with self._lock:
            if not self._depth:
                self._since = self._clock()
            self._depth += 1

    def ended(self) -> None:
        """What began last has ended."""
        with self._lock:
            self._depth -= 1
            if not self._depth:
                self._spent += self._clock() - self._since

    def __call__(self) -> float:
        """Seconds so far."""
        with self._lock:
            return self._spent + (self._clock() - self._since if self._depth else 0.0)


def compiling_time() -> CompilingTime:
    """A count of the seconds that this process compiles from now on."""
    time = CompilingTime()
    tell_of_compiling(time.begun, time.ended)
    return time
