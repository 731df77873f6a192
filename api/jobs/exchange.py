"""Alternatives for a trip while somebody waits: found in a solver's process, in seconds or not at all.

A process of its own, as for a job: the web process loads no solver, and one that takes too long is ended.
"""

from collections.abc import Sequence
from threading import BoundedSemaphore

from api.errors import Conflict, Overloaded
from api.jobs.arguments import TripArguments
from api.jobs.messages import TripTask
from api.jobs.solver_process import SOLVER, SolverProcess
from planner.alternatives import Alternatives
from planner.errors import Fault
from planner.plan import Plan
from planner.season import Season

SECONDS = 10.0  # of search; reading and writing come on top
PATIENCE_SECONDS = 90.0  # after an installation code is compiled first, which the search is not charged
AT_ONCE = 1
_turns = BoundedSemaphore(AT_ONCE)


def alternatives_now(
    season: Season,
    plan: Plan,
    trip: str,
    most: int,
    published: Plan | None = None,
    *,
    command: Sequence[str] = SOLVER,
    patience_seconds: float = PATIENCE_SECONDS,
) -> Alternatives:
    """As :func:`planner.alternatives.alternatives`; one at a time in this process.

    Raises :class:`Overloaded` where that takes longer than ``patience_seconds``, waiting for one's turn
    included, or the solver dies; :class:`Conflict` for a plan that the season refuses.
    """
    if not _turns.acquire(timeout=patience_seconds):
        raise Overloaded(Fault(code="alternatives_take_too_long", value=trip))
    try:
        arguments = TripArguments(trip=trip, most=most, seconds=SECONDS)
        task = TripTask(arguments=arguments, season=season, plan=plan, published=published)
        with SolverProcess(task, command) as solver:
            solver.ended.wait(patience_seconds)
            found = solver.outcome
    finally:
        _turns.release()
    if found is not None and found.alternatives is not None:
        return found.alternatives
    if found is not None and found.fault is not None and found.fault.code in _OF_THE_PLAN:
        raise Conflict(found.fault)
    raise Overloaded(Fault(code="alternatives_take_too_long", value=trip))


_OF_THE_PLAN = frozenset(
    {"trip_is_pinned", "plan_breaks_season", "plan_does_not_fit", "plan_of_another_season"}
)
