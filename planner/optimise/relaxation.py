"""The master as a linear programme over the columns found so far, solved by GLOP through MathOpt.

Rows are written once; columns are added as they are priced, and every solve starts from the last basis, which
GLOP would otherwise forget when columns are added.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]

from planner.optimise.columns import Column
from planner.optimise.market import Market
from planner.optimise.prices import Floats, Prices
from planner.optimise.schedule import penalties

INFINITY = float("inf")


class Relaxation:
    """Columns in, prices out. ``values`` are the columns' shares after the last :meth:`solve`."""

    def __init__(self, market: Market, away_cost: Floats, free: NDArray[np.bool_]) -> None:
        self.market, self.instance, self.limits = market, market.instance, market.limits
        self.columns: list[Column] = []
        self.variables: list[mathopt.Variable] = []
        self.index: dict[object, int] = {}
        self.values: Floats = np.zeros(0)
        self.value = 0.0
        self._away_cost, self._free = away_cost, free
        self._model = mathopt.Model()
        self._model.objective.is_maximize = True
        self._basis: mathopt.Basis | None = None
        self._result: mathopt.SolveResult | None = None
        self._duals: dict[mathopt.LinearConstraint, float] = {}
        self._rows()

    def _row(self, upper: float) -> mathopt.LinearConstraint:
        return self._model.add_linear_constraint(lb=-INFINITY, ub=upper)

    def _variable(self, upper: float, points: float) -> mathopt.Variable:
        variable = self._model.add_variable(lb=0.0, ub=upper)
        self._model.objective.set_linear_coefficient(variable, points)
        return variable

    def _rows(self) -> None:
        instance, limits = self.instance, self.limits
        heads, days = self.market.adjust.heads, range(len(instance.days))
        self._coverage = [self._row(0.0) for _ in limits.coverage]
        for row, group in zip(self._coverage, limits.coverage, strict=True):
            for step in group.steps[: len(group.companies)]:
                row.set_coefficient(self._variable(1.0, step), 1.0)
        self._kinds = [self._row(cap.most) for cap in limits.kinds]
        self._groups_of = [
            [g for g, group in enumerate(limits.coverage) if n in group.companies]
            for n in range(len(instance.season.companies))
        ]
        self._kinds_of = [
            [k for k, cap in enumerate(limits.kinds) if n in cap.companies]
            for n in range(len(instance.season.companies))
        ]
        self._company = {n: self._company_row(n) for n, opening in enumerate(instance.openings) if opening}
        self._day = {(p, d): self._row(1.0) for p in heads for d in days if self._free[p, d]}
        self._stay = {p: self._stay_row(p) for p in heads}
        self._away = {
            (row, d): self._row(float(limits.away_room[row, d]))
            for row in range(len(limits.away))
            for d in days
            if limits.away_room[row, d] < limits.away_member[row].sum()
        }
        self._budget = [self._row(float(budget.most_cny)) for budget in limits.budgets]
        self._staff = {
            (b, d): self._row(float(limits.staff_room[b, d]))
            for b, base in enumerate(instance.season.bases)
            for d in days
            if base.least_staff
        }
        self._staff_days = [self._staff_days_row(base) for base in range(len(instance.season.bases))]

    def _staff_days_row(self, base: int) -> mathopt.LinearConstraint:
        """Days of the least staff, paid for at the load they cost at least."""
        row = self._row(0.0)
        for points, count in self.limits.staff_steps[base]:
            row.set_coefficient(self._variable(float(count), -float(points)), -1.0)
        return row

    def _company_row(self, company: int) -> mathopt.LinearConstraint:
        """Met at most once; a second visit may be bought off at the company's value, which caps its price."""
        row = self._row(1.0)
        worth = float(max(values[company] for values in self.market.teams.values))
        extra = self.market.adjust.pin_points * (company in self.market.adjust.pinned)
        surplus = self._variable(INFINITY, -2.0 * worth - extra)
        row.set_coefficient(surplus, -1.0)
        for group in self._groups_of[company]:
            self._coverage[group].set_coefficient(surplus, 1.0)
        return row

    def _stay_row(self, person: int) -> mathopt.LinearConstraint:
        """Days away are paid for step by step, as load rises."""
        row, instance = self._row(0.0), self.instance
        used, most = int(instance.pinned_days[person]), int(instance.most_days[person])
        for step in np.diff(penalties(instance.weights.load_steps, used, most)):
            row.set_coefficient(self._variable(1.0, -float(step)), -1.0)
        return row

    def add(self, columns: Iterable[Column]) -> int:
        """Add columns not seen before; how many there were."""
        before = len(self.columns)
        for column in columns:
            if column.key not in self.index:
                self.index[column.key] = len(self.columns)
                self.columns.append(column)
                self.variables.append(self._entered(column))
        return len(self.columns) - before

    def true_points(self, column: Column) -> float:
        """Its points less what being away costs its heads at events and against the published plan."""
        return column.points - float(self._away_cost[np.ix_(column.team.aboard, column.span)].sum())

    def _entered(self, column: Column) -> mathopt.Variable:
        variable = self._variable(INFINITY, self.true_points(column))
        for company in column.companies:
            self._company[company].set_coefficient(variable, 1.0)
            for kind in self._kinds_of[company]:
                self._kinds[kind].set_coefficient(variable, self._kinds_count(column, kind))
        for group in {g for company in column.companies for g in self._groups_of[company]}:
            inside = len(column.companies & self.limits.coverage[group].companies)
            self._coverage[group].set_coefficient(variable, -float(inside))
        for person in column.team.aboard:
            for day in column.span:
                self._day[person, day].set_coefficient(variable, 1.0)
            self._stay[person].set_coefficient(variable, float(column.length))
        for (row, day), constraint in self._away.items():
            if day in column.span:
                count = self.limits.away_member[row, list(column.team.aboard)].sum()
                if count:
                    constraint.set_coefficient(variable, float(count))
        for row, budget in enumerate(self.limits.budgets):
            if budget.region in (None, column.region):
                self._budget[row].set_coefficient(variable, float(column.money_cny))
        least = self.instance.base(column.team.base).least_staff
        for day in column.span if least else ():
            self._staff[column.team.base, day].set_coefficient(variable, float(least))
        self._staff_days[column.team.base].set_coefficient(variable, float(least * column.length))
        return variable

    def _kinds_count(self, column: Column, kind: int) -> float:
        return float(len(column.companies & self.limits.kinds[kind].companies))

    def limit(self, upper: dict[int, float], lower: dict[int, float]) -> None:
        """Set the bounds of columns by number: what a dive fixes and forbids."""
        for number, bound in upper.items():
            self.variables[number].upper_bound = bound
        for number, bound in lower.items():
            self.variables[number].lower_bound = bound

    def solve(self) -> bool:
        """Solve from the last basis; False if GLOP found no optimum even from scratch."""
        result = self._attempt(self._basis, mathopt.LPAlgorithm.PRIMAL_SIMPLEX, mathopt.Emphasis.OFF)
        if result is None:
            result = self._attempt(None, mathopt.LPAlgorithm.DUAL_SIMPLEX, mathopt.Emphasis.MEDIUM)
        if result is None:
            return False
        self._basis = result.solutions[0].basis
        self.value = result.objective_value()
        self.values = np.array(result.variable_values(self.variables)) if self.variables else np.zeros(0)
        self._duals = result.dual_values()
        self._result = result
        return True

    def most_promising(self, count: int) -> list[Column]:
        """The columns of highest reduced cost after the last solve: those in use, then the nearest to use."""
        if self._result is None:
            return self.columns[:count]
        known = self.columns[: len(self.values)]
        gains = np.array(self._result.reduced_costs(self.variables[: len(known)]))
        ranked = np.argsort(-gains - 1e6 * self.values, kind="stable")
        return [known[number] for number in ranked[:count].tolist()]

    def _attempt(
        self, basis: mathopt.Basis | None, algorithm: mathopt.LPAlgorithm, presolve: mathopt.Emphasis
    ) -> mathopt.SolveResult | None:
        parameters = mathopt.SolveParameters(lp_algorithm=algorithm, presolve=presolve, threads=1)
        start = mathopt.ModelSolveParameters(initial_basis=basis) if basis else mathopt.ModelSolveParameters()
        if basis is not None:
            self._complete(basis)
        result = mathopt.solve(self._model, mathopt.SolverType.GLOP, params=parameters, model_params=start)
        if (
            result.termination.reason != mathopt.TerminationReason.OPTIMAL
            or not result.has_dual_feasible_solution()
        ):
            return None
        return result

    def _complete(self, basis: mathopt.Basis) -> None:
        for variable in self._model.variables():
            basis.variable_status.setdefault(variable, mathopt.BasisStatus.AT_LOWER_BOUND)

    def prices(self) -> Prices:
        """The multipliers of the last solve, cut to be non-negative."""
        prices, duals = Prices.zero(self.instance, self.limits), self._duals
        for company, row in self._company.items():
            prices.company[company] = duals.get(row, 0.0)
        prices.coverage[:] = [duals.get(row, 0.0) for row in self._coverage]
        prices.kind[:] = [duals.get(row, 0.0) for row in self._kinds]
        prices.budget[:] = [duals.get(row, 0.0) for row in self._budget]
        for key, row in self._away.items():
            prices.away[key] = duals.get(row, 0.0)
        for key, row in self._staff.items():
            prices.staff[key] = duals.get(row, 0.0)
        for key, row in self._day.items():
            prices.day[key] = duals.get(row, 0.0)
        prices.staff_days[:] = [duals.get(row, 0.0) for row in self._staff_days]
        for person, row in self._stay.items():
            prices.stay[person] = duals.get(row, 0.0)
        for name in prices.__dataclass_fields__:
            np.maximum(getattr(prices, name), 0.0, out=getattr(prices, name))
        prices.lent = prices.day + prices.stay[:, None] + self.limits.away_member.T @ prices.away
        prices.lent += np.maximum(self._away_cost, 0.0)
        return prices
