"""Both searches side by side: the proof from below and timetables from above, until they meet."""

from collections.abc import Callable, Sequence
from threading import Thread
from typing import Protocol

from events.matchmaking.optimise.goal import FewGaps, Goal
from events.matchmaking.optimise.ideal import IdealSearch
from events.matchmaking.optimise.incumbent import Incumbent
from events.matchmaking.optimise.neighbourhoods import NeighbourhoodSearch
from events.matchmaking.optimise.proof import ProofSearch
from planner.stop import Stop

POLL_SECONDS = 0.05


class Search(Protocol):
    """Work that can be ended from another thread."""

    def run(self) -> None:
        """Work to the end."""
        ...

    def stop(self) -> None:
        """End it."""
        ...


def race(goal: Goal, incumbent: Incumbent, seed: int, effort: int | None, stop: Stop) -> None:
    """Make the cost of ``goal`` small; what is found and proven is in ``incumbent``.

    With ``effort`` the searches run one after the other, each for so much deterministic work, and equal input
    gives equal timetables. Without, they run side by side until they meet or ``stop`` says so.
    """
    proof = ProofSearch(goal, incumbent, seed, float("inf") if effort is None else float(effort))
    descent = NeighbourhoodSearch(goal, incumbent, seed, None if effort is None else 2 * effort)
    ideal = [IdealSearch(goal, incumbent, seed)] if isinstance(goal, FewGaps) else []
    if effort is None:
        _run([proof, InTurn([*ideal, descent], incumbent)], incumbent, stop)
    else:
        _run([InTurn([*ideal, proof, descent], incumbent)], incumbent, stop)


class InTurn:
    """Searches one after the other, until one has closed the matter."""

    def __init__(self, searches: Sequence[Search], incumbent: Incumbent) -> None:
        self.searches, self.incumbent = searches, incumbent

    def run(self) -> None:
        """Run each to its end."""
        for search in self.searches:
            if not self.incumbent.closed:
                search.run()

    def stop(self) -> None:
        """End whichever runs."""
        for search in self.searches:
            search.stop()


def _run(searches: Sequence[Search], incumbent: Incumbent, stop: Stop) -> None:
    if stop.stopped():
        return
    failures: list[BaseException] = []
    threads = [Thread(target=_caught(search.run, failures), daemon=True) for search in searches]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        with incumbent.changed:
            if not incumbent.closed and not failures:
                incumbent.changed.wait(POLL_SECONDS)
        if stop.stopped() or failures:
            incumbent.stop()
        if incumbent.closed:
            for search in searches:
                search.stop()
    if failures:
        raise failures[0]


def _caught(run: Callable[[], None], failures: list[BaseException]) -> Callable[[], None]:
    def work() -> None:
        try:
            run()
        except BaseException as failure:  # noqa: BLE001  (raised again in the thread that waits)
            failures.append(failure)

    return work
