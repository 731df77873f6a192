"""The answer to an orienteering problem: the best tours found, and a bound.

Time is shared out: to the search most of it, the rest to the proof. Of one route a quick look comes first,
for the proof of its optimum is often found sooner than the search would end; then there is nothing left to
search for.
"""

from planner.optimise.routing.bound import Proven, proven_bound
from planner.optimise.routing.compile import empty_course
from planner.optimise.routing.courses import course_of, tours_of
from planner.optimise.routing.ground import Course
from planner.optimise.routing.knapsack import knapsack_bound
from planner.optimise.routing.search import Search
from planner.options import Options
from planner.orienteering import Orienteering, Proof, Tours, first_nights
from planner.progress import Listener, Phase, Progress
from planner.stop import Stop

SCOUT = 0.04  # of the time, for a first search of one route
QUICK = 0.1  # of the time at the most, for a first try to prove that best; it gives up sooner as a rule
PROOF, PROOF_OF_ONE = 0.1, 0.05  # of the time, to prove a bound in the end, of several routes and of one
SCOUT_EFFORT = 8  # without seconds, the part of the effort a first search takes
STEPS_AN_EFFORT = 500_000  # of a proof, without seconds


class Earlier:
    """A stop that comes some seconds before another."""

    def __init__(self, stop: Stop, seconds: float | None) -> None:
        self._stop, self._spare = stop, seconds or 0.0

    def stopped(self) -> bool:
        """Whether the other says so, or is near."""
        left = self.remaining_seconds()
        return self._stop.stopped() or (left is not None and left <= 0.0)

    def remaining_seconds(self) -> float | None:
        """What the other has left, less the spare seconds."""
        left = self._stop.remaining_seconds()
        return None if left is None else max(0.0, left - self._spare)


def toured(problem: Orienteering, options: Options, stop: Stop, listener: Listener) -> Tours:
    """Search as long as ``stop`` lets, and prove what can be."""
    return _Answer(problem, options, stop, listener).given()


class _Answer:
    def __init__(self, problem: Orienteering, options: Options, stop: Stop, listener: Listener) -> None:
        self.problem, self.options, self.stop, self.listener = problem, options, stop, listener
        self.effort = options.default_rounds if options.effort is None else options.effort
        self.seconds = None if options.effort is not None else stop.remaining_seconds()
        self.best, self.bound, self.by = 0, knapsack_bound(problem), Proof.KNAPSACK
        self.course: Course = empty_course(problem, first_nights(problem) or ())

    def given(self) -> Tours:
        """The tours."""
        one = len(self.problem.routes) == 1
        if one:
            self._prove(self._searched(1.0 - SCOUT, self.effort // SCOUT_EFFORT), QUICK, True)
        if self.best < self.bound:
            self._prove(self._searched(PROOF_OF_ONE if one else PROOF, self.effort), 1.0, False)
        profit = int(self.course.tally[0])
        return Tours(
            tours=tours_of(self.problem, self.course), profit=profit, bound=self.bound, bound_by=self.by
        )

    def _searched(self, spare: float, effort: int) -> Search:
        """Search until that share of the time is left."""
        seconds = self.seconds
        stop = self.stop if seconds is None else Earlier(self.stop, spare * seconds)
        given = self.options if seconds is not None else self.options.model_copy(update={"effort": effort})
        search = Search(self.problem, given, stop, self._tell, self.bound)
        course = search.run()
        if course.tally[0] > self.course.tally[0]:
            self.course = course
        self._tell(int(self.course.tally[0]))
        return search

    def _prove(self, search: Search, share: float, quick: bool) -> None:
        """Prove a bound with at most a share of the time; a way that is news is the best there is."""
        if self.best == self.bound or self.stop.stopped():
            return
        seconds = None if self.seconds is None else share * self.seconds
        proven: Proven = proven_bound(
            self.problem, search.ground, self.best, search.columns,
            self.stop, seconds, STEPS_AN_EFFORT * self.effort, quick,
        )  # fmt: skip
        if proven.bound < self.bound:
            self.bound, self.by = proven.bound, proven.by
        if proven.way is not None:
            self.course = course_of(self.problem, search.ground, [(0, list(proven.way))])
            self._tell(int(self.course.tally[0]))

    def _tell(self, profit: int) -> None:
        if profit > self.best:
            self.best = profit
            self.listener(Progress(phase=Phase.IMPROVE, best=profit, bound=self.bound))
