"""The master as a linear programme over the columns found so far.

Rows are written once; columns are added as they are priced.
"""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from planner.optimise.columns import Column
from planner.optimise.market import Market
from planner.optimise.prices import Floats, Prices, Subset
from planner.optimise.programme import INFINITY, Effort, Programme, Whole
from planner.optimise.schedule import penalties
from planner.optimise.subsets import enters
from planner.optimise.teams import Team

CHARGED = 1e-3  # points


class Relaxation:
    """Columns in, prices out. ``values`` are the columns' shares after the last :meth:`solve`."""

    def __init__(self, market: Market, away_cost: Floats, free: NDArray[np.bool_]) -> None:
        self.market, self.instance, self.limits = market, market.instance, market.limits
        self.columns: list[Column] = []
        self.variables: list[int] = []
        self.index: dict[object, int] = {}
        self.subsets: dict[Subset, int] = {}
        self._second: dict[int, int] = {}  # the variable that buys a second visit of a company off
        self._subsets_of: dict[int, list[Subset]] = {}
        self._away_cost, self._free = away_cost, free
        self._programme = Programme()
        self._solved = 0
        self._rows()

    @property
    def value(self) -> float:
        """Points of the last solution."""
        return self._programme.value

    @property
    def values(self) -> Floats:
        """The shares of the columns there were at the last solve."""
        return self._programme.values[self.variables[: self._solved]]

    def _rows(self) -> None:
        instance, limits, row = self.instance, self.limits, self._programme.row
        heads, days = self.market.adjust.heads, range(len(instance.days))
        self._coverage = [row(0.0) for _ in limits.coverage]
        for number, group in zip(self._coverage, limits.coverage, strict=True):
            for step in group.steps[: len(group.companies)]:
                self._programme.variable(1.0, step, [number], [1.0])
        self._kinds = [row(cap.most) for cap in limits.kinds]
        self._groups_of = [
            [g for g, group in enumerate(limits.coverage) if n in group.companies]
            for n in range(len(instance.season.companies))
        ]
        self._kinds_of = [
            [k for k, cap in enumerate(limits.kinds) if n in cap.companies]
            for n in range(len(instance.season.companies))
        ]
        self._company = {n: self._company_row(n) for n, opening in enumerate(instance.openings) if opening}
        self._day = {(p, d): row(1.0) for p in heads for d in days if self._free[p, d]}
        self._stay = {p: self._stay_row(p) for p in heads}
        self._away = {
            (number, d): row(float(limits.away_room[number, d]))
            for number in range(len(limits.away))
            for d in days
            if limits.away_room[number, d] < limits.away_member[number].sum()
        }
        self._budget = [row(float(budget.most_cny)) for budget in limits.budgets]
        self._staff = {
            (b, d): row(float(limits.staff_room[b, d]))
            for b, base in enumerate(instance.season.bases)
            for d in days
            if base.least_staff
        }
        self._staff_days = [self._staff_days_row(base) for base in range(len(instance.season.bases))]

    def _staff_days_row(self, base: int) -> int:
        """Days of the least staff, paid for at the load they cost at least."""
        row = self._programme.row(0.0)
        for points, count in self.limits.staff_steps[base]:
            self._programme.variable(float(count), -float(points), [row], [-1.0])
        return row

    def _company_row(self, company: int) -> int:
        """Met at most once; a second visit may be bought off at the most it can bring, which caps its price.

        So two trips may share a company, and one of them will do without it.
        """
        row = self._programme.row(1.0)
        worth = float(max(values[company] for values in self.market.teams.values))
        adjust = self.market.adjust
        extra = adjust.pin_points * (company in adjust.pinned)
        extra += self.instance.weights.change_visit_dropped * (company in adjust.published_visits)
        groups = [self._coverage[group] for group in self._groups_of[company]]
        self._second[company] = self._programme.variable(
            INFINITY, -worth - extra, [row, *groups], [-1.0, *(1.0 for _ in groups)]
        )
        return row

    def _stay_row(self, person: int) -> int:
        """Days away are paid for step by step, as load rises."""
        row, instance = self._programme.row(0.0), self.instance
        used, most = int(instance.pinned_days[person]), int(instance.most_days[person])
        for step in np.diff(penalties(instance.weights.load_steps, used, most)):
            self._programme.variable(1.0, -float(step), [row], [-1.0])
        return row

    def teams(self) -> tuple[Team, ...]:
        """Leaders alone, and the pairs that some column has."""
        pairs = {column.team for column in self.columns if column.team.second is not None}
        return tuple(team for team in self.market.teams.all if team.second is None or team in pairs)

    def add(self, columns: Iterable[Column]) -> int:
        """Add columns not seen before; how many there were."""
        before = len(self.columns)
        for column in columns:
            if column.key not in self.index:
                self.index[column.key] = len(self.columns)
                self.columns.append(column)
                self.variables.append(self._entered(column))
        return len(self.columns) - before

    def forbid(self, subsets: Iterable[Subset]) -> None:
        """Add a row for each subset: of trips that meet at least two of its companies one is chosen.

        One more may be for every second visit that is bought off: half of the sum of the three companies'
        rows, rounded down (Chvátal 1973).
        """
        for subset in subsets:
            row = self.subsets[subset] = self._programme.row(1.0)
            for company in subset:
                self._subsets_of.setdefault(company, []).append(subset)
            bought = sorted(self._second[company] for company in subset)
            inside = [self.variables[n] for n, column in enumerate(self.columns) if enters(column, subset)]
            shares = [-1.0] * len(bought) + [1.0] * len(inside)
            self._programme.enter(row, bought + inside, shares)

    def true_points(self, column: Column) -> float:
        """Its points less what being away costs its heads at events and against the published plan."""
        return column.points - float(self._away_cost[np.ix_(column.team.aboard, column.span)].sum())

    def lack(self) -> Callable[[Column], float]:
        """What a trip earns less than its rows ask at the prices of the last solve, as they are now."""
        duals = self._programme.duals.copy()
        known: dict[object, float] = {}

        def points(column: Column) -> float:
            if column.key not in known:
                rows = self._rows_of(column).items()  # a row younger than the last solve has no price yet
                asked = sum(duals[row] * share for row, share in rows if row < len(duals))
                known[column.key] = max(0.0, float(asked) - self.true_points(column))
            return known[column.key]

        return points if self._solved else lambda _: 0.0

    def _entered(self, column: Column) -> int:
        rows, points = self._rows_of(column), self.true_points(column)
        return self._programme.variable(INFINITY, points, list(rows), list(rows.values()))

    def _rows_of(self, column: Column) -> dict[int, float]:
        """What the column puts into every row."""
        rows = self._rows_of_companies(column)
        for person in column.team.aboard:
            for day in column.span:
                rows[self._day[person, day]] = 1.0
            rows[self._stay[person]] = float(column.length)
        for number in range(len(self.limits.away)):
            count = self.limits.away_member[number, list(column.team.aboard)].sum()
            for day in column.span if count else ():
                if (number, day) in self._away:
                    rows[self._away[number, day]] = float(count)
        for number, budget in enumerate(self.limits.budgets):
            if budget.region in (None, column.region):
                rows[self._budget[number]] = float(column.money_cny)
        least = self.instance.base(column.team.base).least_staff
        for day in column.span if least else ():
            rows[self._staff[column.team.base, day]] = float(least)
        rows[self._staff_days[column.team.base]] = float(least * column.length)
        return rows

    def _rows_of_companies(self, column: Column) -> dict[int, float]:
        """What the column puts into the rows of the companies it meets, of their groups and subsets."""
        rows: dict[int, float] = {}
        for company in column.companies:
            rows[self._company[company]] = 1.0
            for kind in self._kinds_of[company]:
                rows[self._kinds[kind]] = self._kinds_count(column, kind)
            for subset in self._subsets_of.get(company, ()):
                if enters(column, subset):
                    rows[self.subsets[subset]] = 1.0
        for group in {g for company in column.companies for g in self._groups_of[company]}:
            inside = len(column.companies & self.limits.coverage[group].companies)
            rows[self._coverage[group]] = -float(inside)
        return rows

    def _kinds_count(self, column: Column, kind: int) -> float:
        return float(len(column.companies & self.limits.kinds[kind].companies))

    def limit(self, upper: dict[int, float], lower: dict[int, float]) -> None:
        """Set the bounds of columns by number: what a dive fixes and forbids."""
        for number, bound in upper.items():
            self._programme.upper[self.variables[number]] = bound
        for number, bound in lower.items():
            self._programme.lower[self.variables[number]] = bound

    def solve(self) -> bool:
        """Solve from the last basis; False if GLOP found no optimum even from scratch."""
        found = self._programme.solve()
        if found:
            self._solved = len(self.columns)
        return found

    def forget(self) -> None:
        """Start the next solve from nothing: much was fixed that the last basis has loose."""
        self._programme.forget()

    def whole(
        self, hint: Iterable[Column], least: float, effort: Effort, seconds: float | None
    ) -> Whole | None:
        """The best choice of whole columns (by number) found after :meth:`solve`: see :class:`Programme`."""
        hinted = [self.variables[self.index[column.key]] for column in hint]
        found = self._programme.whole(self.variables[: self._solved], hinted, least, effort, seconds)
        if found is None:
            return None
        number = {variable: number for number, variable in enumerate(self.variables)}
        return Whole([number[variable] for variable in found.chosen], found.proven)

    def most_promising(self, count: int) -> list[Column]:
        """The columns of highest reduced cost after the last solve: those in use, then the nearest to use."""
        if not self._solved:
            return self.columns[:count]
        gains = self._programme.gains[self.variables[: self._solved]]
        ranked = np.argsort(-gains - 1e6 * self.values, kind="stable")
        return [self.columns[number] for number in ranked[:count].tolist()]

    def prices(self) -> Prices:
        """The multipliers of the last solve, cut to be non-negative."""
        prices, duals = Prices.zero(self.instance, self.limits), self._programme.duals
        if not self._solved:
            return prices
        for company, row in self._company.items():
            prices.company[company] = duals[row]
        prices.coverage[:] = [duals[row] for row in self._coverage]
        prices.kind[:] = [duals[row] for row in self._kinds]
        prices.budget[:] = [duals[row] for row in self._budget]
        for key, row in self._away.items():
            prices.away[key] = duals[row]
        for key, row in self._staff.items():
            prices.staff[key] = duals[row]
        for key, row in self._day.items():
            prices.day[key] = duals[row]
        prices.staff_days[:] = [duals[row] for row in self._staff_days]
        for person, row in self._stay.items():
            prices.stay[person] = duals[row]
        for _, family in prices.arrays():
            np.maximum(family, 0.0, out=family)
        prices.subsets = {
            subset: float(duals[row]) for subset, row in self.subsets.items() if duals[row] > CHARGED
        }
        prices.lent = prices.day + prices.stay[:, None] + self.limits.away_member.T @ prices.away
        prices.lent += np.maximum(self._away_cost, 0.0)
        return prices
