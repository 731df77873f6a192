"""A linear programme that grows column by column, solved by GLOP from its last basis.

MathOpt's Python model spends several times the seconds of the simplex on taking objects apart and putting
them together again, so this speaks its protocol buffers: arrays in, arrays out. Variables that are shut or
fixed stay out of what is handed over, and so do rows that nothing enters any more: deep in a dive little is
left. What is left can also be solved in whole numbers, by SCIP.
"""

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import (  # type: ignore[import-untyped]
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
)
from ortools.math_opt.core.python import solver  # type: ignore[import-untyped]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Number = TypeVar("Number", np.float64, np.int64)
INFINITY = float("inf")
SLIGHT = 1e-6
GLOP, SCIP = parameters_pb2.SOLVER_TYPE_GLOP, parameters_pb2.SOLVER_TYPE_GSCIP
AT_LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
BASIC = solution_pb2.BASIS_STATUS_BASIC


class Whole(NamedTuple):
    """A solution in whole numbers: the variables that are 1, and whether it is proven best."""

    chosen: list[int]
    proven: bool


class Effort(NamedTuple):
    """How hard to look for whole numbers: columns looked at, most promising first; nodes of the search."""

    columns: int
    nodes: int


class Growing(Generic[Number]):
    """A one-dimensional array that can be appended to."""

    def __init__(self, dtype: type[Number]) -> None:
        self._room: NDArray[Number] = np.zeros(64, dtype)
        self._size = 0

    def extend(self, items: Sequence[float]) -> None:
        """Append ``items``."""
        need = self._size + len(items)
        if need > len(self._room):
            more = np.zeros(max(need, len(self._room)), self._room.dtype)
            self._room = np.concatenate((self._room, more))
        self._room[self._size : need] = items
        self._size = need

    @property
    def all(self) -> NDArray[Number]:
        """What was appended so far, as a view that can be written to."""
        return self._room[: self._size]


class Programme:
    """Maximise points over variables within bounds, every row at most its limit.

    After :meth:`solve`: ``value``, ``values`` and ``gains`` (reduced costs) by variable, ``duals`` by row.
    What was left out of the model counts with its bound, and a gain of 0.
    """

    def __init__(self) -> None:
        self._limit, self._row_status = Growing(np.float64), Growing(np.int64)
        self._lower, self._upper, self._points = (Growing(np.float64) for _ in range(3))
        self._status = Growing(np.int64)
        self._row_of, self._variable_of = Growing(np.int64), Growing(np.int64)
        self._coefficient = Growing(np.float64)
        self._sorted = np.zeros(0, np.int64)
        self.value = 0.0
        self.values: Floats = np.zeros(0)
        self.gains: Floats = np.zeros(0)
        self.duals: Floats = np.zeros(0)

    def row(self, limit: float) -> int:
        """A new row: what enters it comes to at most ``limit``."""
        self._limit.extend((limit,))
        self._row_status.extend((BASIC,))
        return len(self._limit.all) - 1

    def variable(
        self, upper: float, points: float, rows: Sequence[int], coefficients: Sequence[float]
    ) -> int:
        """A new variable, at least 0, and what it puts into some rows (each named once)."""
        number = len(self._points.all)
        self._lower.extend((0.0,))
        self._upper.extend((upper,))
        self._points.extend((points,))
        self._status.extend((AT_LOWER,))
        self._row_of.extend(rows)
        self._variable_of.extend([number] * len(rows))
        self._coefficient.extend(coefficients)
        return number

    def enter(self, row: int, variables: Sequence[int], coefficients: Sequence[float]) -> None:
        """Put variables (ascending, each once) into a row that none has entered yet."""
        self._row_of.extend([row] * len(variables))
        self._variable_of.extend(variables)
        self._coefficient.extend(coefficients)

    @property
    def lower(self) -> Floats:
        """Lower bounds by variable; may be written to."""
        return self._lower.all

    @property
    def upper(self) -> Floats:
        """Upper bounds by variable; may be written to."""
        return self._upper.all

    def forget(self) -> None:
        """Start the next solve from the basis of slacks."""
        self._status.all[:] = AT_LOWER
        self._row_status.all[:] = BASIC

    def solve(self) -> bool:
        """Solve from the last basis; False if GLOP found no optimum even from scratch."""
        if self._attempt(parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX, parameters_pb2.EMPHASIS_OFF, warm=True):
            return True
        self.forget()
        return self._attempt(
            parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX, parameters_pb2.EMPHASIS_MEDIUM, warm=False
        )

    def whole(
        self, chosen: Sequence[int], hint: Sequence[int], least: float, effort: Effort, seconds: float | None
    ) -> Whole | None:
        """The best solution found in which each of the variables ``chosen`` is 0 or 1.

        To be called after :meth:`solve` in the same bounds: a variable whose reduced cost says that no
        solution with it can be worth ``least`` stays out (reduced cost fixing). ``hint`` is a solution to
        start from. None if none is found with this effort (and in ``seconds``, if given: then the answer
        depends on the machine).
        """
        binary = np.zeros(len(self.upper), np.bool_)
        binary[list(chosen)] = True
        open_ = binary & (self.upper > self.lower)
        hopeful = np.flatnonzero(open_ & (self.gains >= least - self.value))
        ranked = hopeful[np.argsort(-self.gains[hopeful] - self.values[hopeful], kind="stable")]
        inside = ~binary & (self.upper > self.lower)
        inside[ranked[: effort.columns]] = True
        inside[[number for number in hint if open_[number]]] = True
        model, base, variables, _ = self._model(inside, binary)
        # What cutting planes gain over a few nodes of branching they cost several times over.
        parameters = parameters_pb2.SolveParametersProto(
            threads=1, random_seed=1, node_limit=effort.nodes, cuts=parameters_pb2.EMPHASIS_OFF
        )
        if seconds is not None:
            parameters.time_limit.FromMilliseconds(max(1, int(seconds * 1_000)))
        start = model_parameters_pb2.ModelSolveParametersProto()
        free = variables[binary[variables]]
        suggested = start.solution_hints.add().variable_values
        suggested.ids.extend(free.tolist())
        suggested.values.extend(np.isin(free, list(hint)).astype(np.float64).tolist())
        found = _solved(SCIP, model, parameters, start)
        if not found.solutions:
            return None
        values = base
        values[variables] = list(found.solutions[0].primal_solution.variable_values.values)
        best = found.termination.reason == result_pb2.TERMINATION_REASON_OPTIMAL
        proven = best and len(ranked) <= effort.columns
        return Whole([number for number in chosen if values[number] > 0.5], proven)

    def _attempt(self, algorithm: int, presolve: int, warm: bool) -> bool:
        there = (self.upper > self.lower) | (self._status.all == BASIC)
        model, base, variables, rows = self._model(there, np.zeros(len(there), np.bool_))
        parameters = parameters_pb2.SolveParametersProto(lp_algorithm=algorithm, presolve=presolve, threads=1)
        start = model_parameters_pb2.ModelSolveParametersProto()
        if warm:
            basis = start.initial_basis
            basis.variable_status.ids.extend(variables.tolist())
            basis.variable_status.values.extend(self._status.all[variables].tolist())
            basis.constraint_status.ids.extend(rows.tolist())
            basis.constraint_status.values.extend(self._row_status.all[rows].tolist())
        result = _solved(GLOP, model, parameters, start)
        optimal = result.termination.reason == result_pb2.TERMINATION_REASON_OPTIMAL
        if not optimal or not result.solutions or not result.solutions[0].HasField("dual_solution"):
            return False
        self._read(result.solutions[0], base, variables, rows)
        return True

    def _model(self, there: Flags, whole: Flags) -> tuple[model_pb2.ModelProto, Floats, Ints, Ints]:
        """The model of the variables ``there``, the values of the others, the variables and rows in it."""
        base = np.where(there, 0.0, self.lower)
        order = self._order()
        row_of, variable_of, coefficient = (
            part.all[order] for part in (self._row_of, self._variable_of, self._coefficient)
        )
        inside, count = there[variable_of], len(self._limit.all)
        used = np.bincount(row_of, coefficient * base[variable_of], count)
        entered = np.bincount(row_of[inside], minlength=count) > 0
        limit = self._limit.all - used
        # A row that fixed variables alone overrun is kept: it says that there is no solution.
        rows = np.flatnonzero(entered | (self._row_status.all != BASIC) | (limit < -SLIGHT))
        variables = np.flatnonzero(there)
        model = model_pb2.ModelProto()
        model.objective.maximize = True
        model.objective.offset = float(self._points.all @ base)
        model.objective.linear_coefficients.ids.extend(variables.tolist())
        model.objective.linear_coefficients.values.extend(self._points.all[variables].tolist())
        upper = np.where(whole, np.minimum(self.upper, 1.0), self.upper)
        model.variables.ids.extend(variables.tolist())
        model.variables.lower_bounds.extend(self.lower[variables].tolist())
        model.variables.upper_bounds.extend(upper[variables].tolist())
        model.variables.integers.extend(whole[variables].tolist())
        model.linear_constraints.ids.extend(rows.tolist())
        model.linear_constraints.lower_bounds.extend([-INFINITY] * len(rows))
        model.linear_constraints.upper_bounds.extend(limit[rows].tolist())
        matrix = model.linear_constraint_matrix
        matrix.row_ids.extend(row_of[inside].tolist())
        matrix.column_ids.extend(variable_of[inside].tolist())
        matrix.coefficients.extend(coefficient[inside].tolist())
        return model, base, variables, rows

    def _order(self) -> Ints:
        """The entries by row, then by variable: as the protocol asks for."""
        if len(self._sorted) != len(self._row_of.all):
            self._sorted = np.argsort(self._row_of.all, kind="stable")
        return self._sorted

    def _read(self, found: solution_pb2.SolutionProto, base: Floats, variables: Ints, rows: Ints) -> None:
        primal, dual = found.primal_solution, found.dual_solution
        self.value = primal.objective_value
        self.values, self.gains = base, np.zeros(len(base))
        self.values[variables] = list(primal.variable_values.values)
        self.gains[variables] = list(dual.reduced_costs.values)
        self.duals = np.zeros(len(self._limit.all))
        self.duals[rows] = list(dual.dual_values.values)
        self._status.all[:] = AT_LOWER
        self._status.all[variables] = list(found.basis.variable_status.values)
        self._row_status.all[:] = BASIC
        self._row_status.all[rows] = list(found.basis.constraint_status.values)


def _solved(
    by: int,
    model: model_pb2.ModelProto,
    parameters: parameters_pb2.SolveParametersProto,
    start: model_parameters_pb2.ModelSolveParametersProto,
) -> result_pb2.SolveResultProto:
    """What a solver of MathOpt answers."""
    result: result_pb2.SolveResultProto = solver.solve(
        model, by, parameters_pb2.SolverInitializerProto(), parameters, start, None,
        callback_pb2.CallbackRegistrationProto(), None, None,
    )  # fmt: skip
    return result
