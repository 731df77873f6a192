"""What chosen trips use up of the season's shared limits: whether one more still fits."""

from copy import copy

from planner.optimise.columns import Column
from planner.optimise.instance import Instance
from planner.optimise.limits import Limits


class Usage:
    """Grows trip by trip; :meth:`fits` before :meth:`take`."""

    def __init__(self, instance: Instance, limits: Limits) -> None:
        self.instance, self.limits = instance, limits
        self.met: set[int] = set()
        self.free = instance.free.copy()
        self.left = instance.most_days - instance.pinned_days
        self.away = limits.away_room.copy()
        self.staff = limits.staff_room.copy()
        self.staff_days = [sum(count for _, count in steps) for steps in limits.staff_steps]
        self.kinds = [cap.most for cap in limits.kinds]
        self.money = [budget.most_cny for budget in limits.budgets]

    def copy(self) -> "Usage":
        """A copy that can be tried on."""
        other = copy(self)
        for name in ("met", "free", "left", "away", "staff", "staff_days", "kinds", "money"):
            setattr(other, name, getattr(self, name).copy())
        return other

    def fits(self, column: Column) -> bool:
        """Whether the trip can stand beside those taken, companies already met left aside."""
        aboard, span = list(column.team.aboard), slice(column.span.start, column.span.stop)
        if not self.free[aboard, span].all() or (self.left[aboard] < column.length).any():
            return False
        counted = self.limits.away_member[:, aboard].sum(axis=1)
        if (self.away[:, span] < counted[:, None]).any():
            return False
        if (self.staff[column.team.base, span] < self._staff(column)).any():
            return False
        if self.staff_days[column.team.base] < self._staff(column) * column.length:
            return False
        fresh = column.companies - self.met
        if any(len(fresh & cap.companies) > self.kinds[k] for k, cap in enumerate(self.limits.kinds)):
            return False
        return all(self.money[b] >= column.money_cny for b in self._budgets(column))

    def take(self, column: Column) -> None:
        """Use up what the trip needs, rest days included."""
        aboard, span = list(column.team.aboard), slice(column.span.start, column.span.stop)
        for person in aboard:
            self.free[person, self._rested(column)] = False
        self.left[aboard] -= column.length
        self.away[:, span] -= self.limits.away_member[:, aboard].sum(axis=1)[:, None]
        self.staff[column.team.base, span] -= self._staff(column)
        self.staff_days[column.team.base] -= self._staff(column) * column.length
        fresh = column.companies - self.met
        for k, cap in enumerate(self.limits.kinds):
            self.kinds[k] -= len(fresh & cap.companies)
        for b in self._budgets(column):
            self.money[b] -= column.money_cny
        self.met |= column.companies

    def _rested(self, column: Column) -> list[int]:
        """The column's days, and the days before and after it on which nobody aboard may travel again."""
        days, rest = self.instance.days, self.instance.rules.rest_days_between_trips
        first, last = days[column.span.start], days[column.span.stop - 1]
        return [n for n, day in enumerate(days) if (first - day).days <= rest and (day - last).days <= rest]

    def _staff(self, column: Column) -> int:
        return self.instance.base(column.team.base).least_staff

    def _budgets(self, column: Column) -> list[int]:
        return [b for b, budget in enumerate(self.limits.budgets) if budget.region in (None, column.region)]
