"""The assignment to tables as an exact model in CP-SAT: one worker and counted effort, so results repeat."""

from dataclasses import dataclass, field
from enum import Enum, auto

import numpy as np
from ortools.sat.python import cp_model

from events.seating.optimise.instance import HOSTS, LOAD, REGIONS, Instance, Ints

Bool = cp_model.IntVar


class Outcome(Enum):
    """What the solver says."""

    BEST = auto()
    FOUND = auto()
    IMPOSSIBLE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Answer:
    """``table_of`` (parties -> table index) unless IMPOSSIBLE or UNKNOWN; ``bound_points`` if valued."""

    outcome: Outcome
    table_of: Ints | None = None
    bound_points: int | None = None


@dataclass
class TableModel:
    """Parties on tables. Each family of rules is one method."""

    instance: Instance
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)

    def __post_init__(self) -> None:
        instance = self.instance
        self.tables = range(len(instance.seats))
        self.parties = range(len(instance.parties))
        self.x: dict[tuple[int, int], Bool] = {
            (u, t): self.model.new_bool_var(f"x{u},{t}")
            for u in self.parties
            for t in ([int(instance.settled[u])] if instance.settled[u] >= 0 else self.tables)
        }
        self.choices = {u: [t for t in self.tables if (u, t) in self.x] for u in self.parties}
        self._everybody_once()
        self._chairs()

    def _everybody_once(self) -> None:
        for u in self.parties:
            self.model.add_exactly_one(self.x[u, t] for t in self.choices[u])

    def _sum(self, column: int, table: int) -> cp_model.IntVar:
        """How many of a column of the features sit at a table."""
        features, most = self.instance.features, int(self.instance.seats[table])
        there = [u for u in self.parties if features[u, column] and (u, table) in self.x]
        count = self.model.new_int_var(0, most, "")
        self.model.add(
            count
            == cp_model.LinearExpr.weighted_sum(
                [self.x[u, table] for u in there], [int(features[u, column]) for u in there]
            )
        )
        return count

    def _chairs(self) -> None:
        """The load of a table is within its chairs by its domain."""
        self.load = [self._sum(LOAD, t) for t in self.tables]

    def apart(self, pairs: list[tuple[int, int]]) -> None:
        """Parties at odds do not share a table."""
        for u, v in pairs:
            for t in self.choices[u]:
                if (v, t) in self.x:
                    self.model.add_at_most_one(self.x[u, t], self.x[v, t])

    def apart_if(self, pairs: list[tuple[int, int]]) -> list[Bool]:
        """The same, each pair on condition of a literal that is assumed."""
        literals = []
        for u, v in pairs:
            literal = self.model.new_bool_var(f"apart{u},{v}")
            for t in self.choices[u]:
                if (v, t) in self.x:
                    self.model.add_bool_or(~self.x[u, t], ~self.x[v, t]).only_enforce_if(literal)
            literals.append(literal)
        self.model.add_assumptions(literals)
        return literals

    def value(self) -> None:
        """Maximise the points of ``events.seating.table_terms``, exactly."""
        instance = self.instance
        empty, host, region, chain = (int(weight) for weight in instance.weights)
        terms: list[cp_model.LinearExprT] = []
        first_chain = REGIONS + instance.regions
        for t in self.tables:
            seats = int(instance.seats[t])
            terms.append(-empty * self._pairs(seats - self.load[t], seats))
            terms.append(-host * self._pairs(self._sum(HOSTS, t), seats))
            terms += [
                -region * self._pairs(self._sum(column, t), seats) for column in range(REGIONS, first_chain)
            ]
            terms += [
                chain * self._matched(column, t, seats)
                for column in range(first_chain, instance.features.shape[1], 3)
            ]
        self.model.maximize(cp_model.LinearExpr.sum(terms))

    def _pairs(self, count: cp_model.LinearExpr, most: int) -> Bool:
        """At least ``count`` (``count`` - 1) / 2, by its tangents at the integers."""
        pairs = self.model.new_int_var(0, most * (most - 1) // 2, "")
        for k in range(1, most):
            self.model.add(pairs >= k * count - k * (k + 1) // 2)
        return pairs

    def _matched(self, column: int, table: int, most: int) -> Bool:
        """At most min(⌊n/2⌋, n - the largest link)."""
        matched = self.model.new_int_var(0, most // 2, "")
        links = [self._sum(column + link, table) for link in range(3)]
        self.model.add(2 * matched <= links[0] + links[1] + links[2])
        for link in range(3):
            self.model.add(matched <= links[(link + 1) % 3] + links[(link + 2) % 3])
        return matched

    def solve(self, effort_seconds: float, hint: Ints | None = None) -> Answer:
        """Solve within so many deterministic seconds (CP-SAT's measure of work, equal on all machines)."""
        if hint is not None:
            for (u, t), variable in self.x.items():
                self.model.add_hint(variable, int(hint[u]) == t)
        solver = new_solver(effort_seconds)
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return Answer(Outcome.IMPOSSIBLE)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Answer(Outcome.UNKNOWN)
        table_of = np.array(
            [next(t for t in self.choices[u] if solver.boolean_value(self.x[u, t])) for u in self.parties],
            np.int64,
        )
        outcome = Outcome.BEST if status == cp_model.OPTIMAL else Outcome.FOUND
        return Answer(outcome, table_of, round(solver.best_objective_bound))


def new_solver(effort_seconds: float) -> cp_model.CpSolver:
    """A solver whose results depend on the model alone."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort_seconds
    return solver
