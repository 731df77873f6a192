"""The shortest way to an optimum: a timetable in which nobody has more gaps than he must on his own account.

Most days of the published family have one (docs/matchmaking.md). A search for it has no cost to weigh, and
is lost or won within a second: so it is begun anew from other seeds, counting tables over people and over
meetings in turn.
"""

from random import Random

from ortools.sat.python import cp_model

from events.matchmaking.optimise.gap_terms import GapTerms
from events.matchmaking.optimise.goal import Goal
from events.matchmaking.optimise.idle import least_gaps
from events.matchmaking.optimise.incumbent import Incumbent
from events.matchmaking.optimise.model import TimetableModel
from events.matchmaking.optimise.proof import solver_of

EFFORTS = (1.0, 1.0, 2.0, 2.0, 4.0, 4.0)  # deterministic seconds of each attempt
SHORT = 2  # attempts where a timetable is known already


class IdealSearch:
    """Attempts at a timetable with the least gaps of each participant."""

    def __init__(self, goal: Goal, incumbent: Incumbent, seed: int) -> None:
        self.goal, self.incumbent = goal, incumbent
        self.random = Random(seed)  # noqa: S311  (a search needs no cryptography)
        self.solver = solver_of(seed, EFFORTS[0])

    def run(self) -> None:
        """Try until found, proven impossible, or the attempts are over."""
        attempts = EFFORTS if self.incumbent.slots is None else EFFORTS[:SHORT]
        for number, effort in enumerate(attempts):
            if self.incumbent.closed or not self._attempt(effort, over_people=number % 2 == 0):
                return

    def stop(self) -> None:
        """End the search as soon as may be."""
        self.solver.stop_search()

    def _attempt(self, effort: float, *, over_people: bool) -> bool:
        """Whether another attempt may help."""
        instance = self.goal.instance
        timetable = TimetableModel(instance, over_people=over_people)
        terms = GapTerms(timetable)
        least = [least_gaps(instance, participant) or 0 for participant in timetable.touched]
        for gaps, number in zip(terms.gaps, least, strict=True):
            timetable.model.add(gaps == number)
        self.solver = solver_of(self.random.randrange(2**31 - 1), effort)
        status = self.solver.solve(timetable.model)
        if status == cp_model.INFEASIBLE:
            self.incumbent.raise_bound(sum(least) + 1)
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            slots = timetable.read(self.solver)
            self.incumbent.offer(slots, self.goal.cost(slots))
        return status == cp_model.UNKNOWN
