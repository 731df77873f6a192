"""Prices by a linear programme over ways known so far: the other half of column generation.

A stop in more ways than one is bought back at its profit, which caps its price.
"""

from collections.abc import Callable

import numpy as np
from ortools.math_opt import model_pb2  # type: ignore[import-untyped]
from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]

from planner.optimise.routing.explore import Way
from planner.optimise.routing.lagrange import Lagrangian, Prices
from planner.optimise.routing.memory import Memory, allows
from planner.optimise.routing.packing import ADDED, FIRST, ROUNDS, WHOLE, Columns, reduced


class Master:
    """Chooses among ways, in fractions.

    ``value`` of the last solution; ``line``: what one more of each line would bring.
    """

    def __init__(self, lagrangian: Lagrangian) -> None:
        self.lagrangian = lagrangian
        self.value, self.line = 0.0, np.zeros(len(lagrangian.lines))
        self._ways: list[tuple[int, Way]] = []
        self._known: set[tuple[int, tuple[int, ...]]] = set()

    def add(self, line: int, way: Way) -> bool:
        """Take a way in; False if one of the same stops is there."""
        key = (line, tuple(sorted(stop for day in way for stop in day)))
        if key in self._known:
            return False
        self._known.add(key)
        self._ways.append((line, way))
        return True

    def forget(self, memory: Memory) -> None:
        """Drop ways whose cycles the memory no longer allows."""
        self._ways = [(line, way) for line, way in self._ways if allows(memory, way)]
        self._known = {(line, tuple(sorted(stop for day in way for stop in day))) for line, way in self._ways}

    def prices(self) -> Prices | None:
        """The dual prices; None if GLOP gave no optimum."""
        model = mathopt.Model.from_model_proto(self._model())
        result = mathopt.solve(model, mathopt.SolverType.GLOP, params=mathopt.SolveParameters(threads=1))
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        self.value = result.objective_value()
        dual = np.maximum(np.array(result.dual_values(list(model.linear_constraints()))), 0.0)
        n, lines = len(self.lagrangian.ground.profit), len(self.lagrangian.lines)
        self.line = dual[n : n + lines]
        return Prices(np.minimum(dual[:n], self.lagrangian.ground.profit), dual[n + lines :])

    def _model(self) -> model_pb2.ModelProto:
        """Rows: stops, lines, resources. Variables: ways, then stops bought back."""
        g, counts, ways = self.lagrangian.ground, self.lagrangian.counts, self._ways
        n, lines, size = len(g.profit), len(self.lagrangian.lines), len(self._ways)
        met = np.zeros((n, size))
        for k, (_, way) in enumerate(ways):
            np.add.at(met[:, k], [stop for day in way for stop in day], 1.0)
        chosen = np.array([[line == row for line, _ in ways] for row in range(lines)], float).reshape(
            lines, size
        )
        rows = np.vstack([met, chosen, g.takes.T @ met])
        back = np.vstack([-np.eye(n), np.zeros((lines + len(g.room), n))])
        matrix = np.hstack([rows, back])
        proto = model_pb2.ModelProto()
        proto.variables.ids.extend(range(size + n))
        proto.variables.lower_bounds.extend([0.0] * (size + n))
        proto.variables.upper_bounds.extend([np.inf] * (size + n))
        proto.variables.integers.extend([False] * (size + n))
        proto.linear_constraints.ids.extend(range(len(matrix)))
        proto.linear_constraints.lower_bounds.extend([-np.inf] * len(matrix))
        proto.linear_constraints.upper_bounds.extend(
            [1.0] * n + [float(c) for c in counts] + g.room.astype(float).tolist()
        )
        row, column = np.nonzero(matrix)
        proto.linear_constraint_matrix.row_ids.extend(row.tolist())
        proto.linear_constraint_matrix.column_ids.extend(column.tolist())
        proto.linear_constraint_matrix.coefficients.extend(matrix[row, column].tolist())
        proto.objective.maximize = True
        proto.objective.linear_coefficients.ids.extend(range(size + n))
        proto.objective.linear_coefficients.values.extend(
            np.concatenate([g.profit @ met, -g.profit]).astype(float).tolist()
        )
        return proto

    def fill(self, columns: Columns, over: Callable[[], bool]) -> None:
        """Take in the routes of a search that matter to the prices, until ``over`` says so.

        Lines are kinds of routes.
        """
        entering = np.argsort(-columns.profit, kind="stable")[:FIRST]
        for _ in range(ROUNDS):
            for k in entering:
                self.add(int(columns.kind[k]), [columns.of(int(k))])
            prices = None if over() else self.prices()
            if prices is None:
                return
            gain = reduced(columns, self.lagrangian.ground.takes, prices.stop, self.line, prices.room)
            entering = np.argsort(-gain, kind="stable")[:ADDED]
            entering = entering[gain[entering] > WHOLE]
            if not len(entering):
                return
