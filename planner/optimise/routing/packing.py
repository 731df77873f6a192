"""Set packing: the best choice among all routes a search has seen.

The linear programme over the pool is solved by pricing, and its value says whether any choice can better the
incumbent; if so, the routes whose reduced cost allows for it go to SCIP. A stop may stand in two chosen
routes: its profit is bought back and its second visit dropped afterwards, so that they need not be disjoint.
"""

from datetime import timedelta
from typing import NamedTuple

import numpy as np
from ortools.math_opt import model_pb2  # type: ignore[import-untyped]
from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]

from planner.optimise.routing.ground import Floats, Ground, Ints
from planner.optimise.routing.pool import Pool
from planner.travel.compiled import compiled

FIRST, ADDED = 100, 300  # columns a programme begins with, and takes in a round
ROUNDS = 12
MOST_KEPT = 4_000
MOST_NODES = 200  # where no seconds limit the search for whole routes
WHOLE = 1e-6


class Columns(NamedTuple):
    """Routes of one or several pools: ``stops[first[k]:first[k + 1]]``, profit, kind of route."""

    stops: Ints
    first: Ints
    profit: Ints
    kind: Ints

    def of(self, k: int) -> list[int]:
        """The stops of a route, in order."""
        found: list[int] = self.stops[self.first[k] : self.first[k + 1]].tolist()
        return found


def columns_of(pools: list[Pool]) -> Columns:
    """All routes of the pools; equal ones may stand in more than one."""
    sizes = [int(pool.size[0]) for pool in pools]
    stops = [pool.stops[: pool.first[size]] for pool, size in zip(pools, sizes, strict=True)]
    begin, first = 0, [np.zeros(1, np.int64)]
    for pool, size in zip(pools, sizes, strict=True):
        first.append(begin + pool.first[1 : size + 1])
        begin += int(pool.first[size])
    return Columns(
        np.concatenate(stops).astype(np.int64),
        np.concatenate(first),
        np.concatenate([pool.profit[:size] for pool, size in zip(pools, sizes, strict=True)]),
        np.concatenate([pool.kind[:size] for pool, size in zip(pools, sizes, strict=True)]),
    )


@compiled
def reduced(columns: Columns, takes: Ints, stop: Floats, kind: Floats, room: Floats) -> Floats:
    """The reduced cost of every route at duals of stops, kinds and resources."""
    stops, first = columns.stops, columns.first
    found = np.empty(columns.profit.shape[0])
    price = stop.copy()
    for u in range(takes.shape[0]):
        for k in range(takes.shape[1]):
            price[u] += room[k] * takes[u, k]
    for k in range(found.shape[0]):
        value = columns.profit[k] - kind[columns.kind[k]]
        for p in range(first[k], first[k + 1]):
            value -= price[stops[p]]
        found[k] = value
    return found


class Packing:
    """Chooses among the routes of pools at most as many of each kind as there are of it."""

    def __init__(self, ground: Ground, columns: Columns) -> None:
        self.ground, self.columns = ground, columns
        self.most = np.bincount(ground.kind).astype(float)
        self.value = np.inf
        self._reduced = np.zeros(0)
        self._in = np.zeros(len(columns.profit), np.bool_)

    def settle(self) -> bool:
        """Solve the relaxation over all routes; False if GLOP gave no optimum."""
        profit = self.columns.profit
        self._in[np.argsort(-profit, kind="stable")[:FIRST]] = True
        for _ in range(ROUNDS):
            chosen = np.flatnonzero(self._in)
            model = self._model(chosen, False)
            result = mathopt.solve(model, mathopt.SolverType.GLOP, params=mathopt.SolveParameters(threads=1))
            if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
                return False
            rows = list(model.linear_constraints())
            dual = np.maximum(np.array(result.dual_values(rows)), 0.0)
            n, c = len(self.ground.profit), len(self.most)
            self._reduced = reduced(self.columns, self.ground.takes, dual[:n], dual[n : n + c], dual[n + c :])
            self.value = result.objective_value()
            entering = np.flatnonzero((self._reduced > WHOLE) & ~self._in)
            if not len(entering):
                return True
            best = entering[np.argsort(-self._reduced[entering], kind="stable")[:ADDED]]
            self._in[best] = True
        return True

    def better_than(self, profit: int, seconds: float | None) -> list[int] | None:
        """The routes of the best choice worth more than ``profit``; None if there is none or time ran out."""
        if not self.settle() or self.value < profit + 1 - WHOLE:
            return None
        kept = np.flatnonzero(self._reduced >= profit + 1 - self.value - WHOLE)
        kept = kept[np.argsort(-self._reduced[kept], kind="stable")[:MOST_KEPT]]
        model = self._model(kept, True)
        limit = None if seconds is None else timedelta(seconds=seconds)
        nodes = MOST_NODES if seconds is None else None
        parameters = mathopt.SolveParameters(time_limit=limit, node_limit=nodes, threads=1)
        result = mathopt.solve(model, mathopt.SolverType.GSCIP, params=parameters)
        if not result.has_primal_feasible_solution() or result.objective_value() < profit + 0.5:
            return None
        values = np.array(result.variable_values(list(model.variables())[: len(kept)]))
        return [int(k) for k in kept[values > 0.5]]

    def _model(self, chosen: Ints, whole: bool) -> mathopt.Model:
        """The programme over ``chosen``: first their variables, then one a stop that stands in two routes."""
        g, n, c, count = self.ground, len(self.ground.profit), len(self.most), len(chosen)
        proto = model_pb2.ModelProto()
        variables, rows, matrix = proto.variables, proto.linear_constraints, proto.linear_constraint_matrix
        variables.ids.extend(range(count + n))
        variables.lower_bounds.extend([0.0] * (count + n))
        variables.upper_bounds.extend([1.0 if whole else np.inf] * count + [np.inf] * n)
        variables.integers.extend([whole] * count + [False] * n)
        rows.ids.extend(range(n + c + len(g.room)))
        rows.lower_bounds.extend([-np.inf] * (n + c + len(g.room)))
        rows.upper_bounds.extend([1.0] * n + self.most.tolist() + g.room.astype(float).tolist())
        entries = self._entries(chosen)
        matrix.row_ids.extend(entries[:, 0].astype(int).tolist())
        matrix.column_ids.extend(entries[:, 1].astype(int).tolist())
        matrix.coefficients.extend(entries[:, 2].tolist())
        proto.objective.maximize = True
        proto.objective.linear_coefficients.ids.extend(range(count + n))
        proto.objective.linear_coefficients.values.extend(
            np.concatenate([self.columns.profit[chosen], -g.profit]).astype(float).tolist()
        )
        return mathopt.Model.from_model_proto(proto)

    def _entries(self, chosen: Ints) -> Floats:
        """Row, column, coefficient, sorted by row and column."""
        g, n, c, count = self.ground, len(self.ground.profit), len(self.most), len(chosen)
        sizes = self.columns.first[chosen + 1] - self.columns.first[chosen]
        column = np.repeat(np.arange(count), sizes)
        at = np.repeat(self.columns.first[chosen] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        stop = self.columns.stops[at + np.arange(len(at))]
        parts = [
            np.column_stack([stop, column, np.ones(len(stop))]),
            np.column_stack([np.arange(n), count + np.arange(n), -np.ones(n)]),
            np.column_stack([n + self.columns.kind[chosen], np.arange(count), np.ones(count)]),
        ]
        for k in range(len(g.room)):
            taken = np.bincount(column, weights=g.takes[stop, k], minlength=count)
            used = np.flatnonzero(taken)
            parts.append(np.column_stack([np.full(len(used), n + c + k), used, taken[used]]))
        entries = np.concatenate(parts)
        found: Floats = entries[np.lexsort((entries[:, 1], entries[:, 0]))]
        return found
