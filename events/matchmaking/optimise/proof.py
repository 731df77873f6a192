"""The proof: the least cost from below.

Gaps by unsatisfiable cores (of the family of OLL, Andres et al. 2012) and no linear relaxation: there
clauses prove far more than linear programmes do (docs/matchmaking.md). Points by branching on the linear
relaxation.
"""

from ortools.sat.python import cp_model

from events.matchmaking.optimise.goal import FewGaps, Goal
from events.matchmaking.optimise.incumbent import Incumbent


class ProofSearch:
    """One search for the least cost; :meth:`stop` ends it from another thread."""

    def __init__(self, goal: Goal, incumbent: Incumbent, seed: int, effort: float) -> None:
        self.goal, self.incumbent = goal, incumbent
        self.solver = solver_of(seed, effort)
        if isinstance(goal, FewGaps):
            self.solver.parameters.optimize_with_core = True
            self.solver.parameters.initial_polarity = self.solver.parameters.POLARITY_TRUE
        else:
            self.solver.parameters.linearization_level = 2
        self.solver.best_bound_callback = self._prove

    def run(self) -> None:
        """Search until the optimum is proven, the effort is spent, or somebody stops it."""
        posed = self.goal.posed()
        posed.timetable.model.minimize(posed.cost + posed.standing)
        if self.incumbent.slots is not None and not isinstance(self.goal, FewGaps):
            posed.timetable.hint(self.incumbent.slots)
        if self.incumbent.closed:
            return
        status = self.solver.solve(posed.timetable.model)
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(posed.timetable.model.validate())
        if status == cp_model.INFEASIBLE:
            self.incumbent.refuse()
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            slots = posed.timetable.read(self.solver)
            self.incumbent.offer(slots, self.goal.cost(slots))
        if status == cp_model.OPTIMAL:
            self.incumbent.raise_bound(round(self.solver.objective_value))

    def stop(self) -> None:
        """End the search as soon as may be."""
        self.solver.stop_search()

    def _prove(self, bound: float) -> None:
        self.incumbent.raise_bound(round(bound))


def solver_of(seed: int, effort: float) -> cp_model.CpSolver:
    """One thread of clause learning without linear relaxation, for ``effort`` deterministic seconds."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 0
    solver.parameters.max_deterministic_time = effort
    return solver
