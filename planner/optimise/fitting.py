"""Which of many columns still fit beside trips that were taken: :meth:`Usage.fits`, thousands at a time."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from planner.optimise.columns import Column
from planner.optimise.instance import Instance
from planner.optimise.limits import Limits
from planner.optimise.usage import Usage

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Fitting:
    """Grows with the columns of a relaxation, in their order."""

    def __init__(self, instance: Instance, limits: Limits) -> None:
        self.instance, self.limits = instance, limits
        self._columns: list[Column] = []
        self._rows: list[tuple[int, ...]] = []
        self._table: Ints = np.zeros((0, 7 + len(limits.kinds) + len(limits.budgets)), np.int64)

    def __len__(self) -> int:
        return len(self._columns)

    def add(self, columns: Iterable[Column]) -> None:
        """Take in further columns."""
        for column in columns:
            self._columns.append(column)
            self._rows.append(self._row(column))

    def _row(self, column: Column) -> tuple[int, ...]:
        """The numbers that decide whether it fits.

        Leader, second (or the leader again), first day, days less one, base, staff, money; of each kind how
        many it meets; of each budget whether it concerns the trip.
        """
        team = column.team
        second = team.leader if team.second is None else team.second
        staff = self.instance.base(team.base).least_staff
        kinds = (len(column.companies & cap.companies) for cap in self.limits.kinds)
        budgets = (int(budget.region in (None, column.region)) for budget in self.limits.budgets)
        return (team.leader, second, column.first, column.length - 1, team.base, staff, column.money_cny,
                *kinds, *budgets)  # fmt: skip

    def of(self, usage: Usage) -> Flags:
        """Whether each column fits, companies already met left aside."""
        if self._rows:
            fresh = np.array(self._rows, np.int64).reshape(len(self._rows), -1)
            self._table, self._rows = np.concatenate((self._table, fresh)), []
        leader, second, first, k, base, staff, money = self._table[:, :7].T
        longest = int(k.max(initial=0)) + 1
        free = least(usage.free.astype(np.int64), longest) > 0
        fits = free[leader, first, k] & free[second, first, k]
        fits &= (usage.left[leader] > k) & (usage.left[second] > k)
        room = least(usage.away, longest)
        for row in range(len(room)):
            member = self.limits.away_member[row].astype(np.int64)
            counted = member[leader] + np.where(second != leader, member[second], 0)
            fits &= room[row, first, k] >= counted
        fits &= least(usage.staff, longest)[base, first, k] >= staff
        fits &= np.array(usage.staff_days, np.int64)[base] >= staff * (k + 1)
        for b, left in enumerate(usage.money):
            concerned = self._table[:, 7 + len(self.limits.kinds) + b]
            fits &= (concerned == 0) | (money <= left)
        return self._of_kinds(usage, fits)

    def _of_kinds(self, usage: Usage, fits: Flags) -> Flags:
        """Caps count companies not yet met only, so a column that seems to break one is looked at closely."""
        for kind in range(len(self.limits.kinds)):
            for number in np.flatnonzero(fits & (self._table[:, 7 + kind] > usage.kinds[kind])).tolist():
                fits[number] = usage.fits(self._columns[number])
        return fits


def least(by_day: Ints, longest: int) -> Ints:
    """``[row, first day, days - 1]``: the least of so many days on, of ``by_day[row, day]``.

    Days beyond the season do not count: no column lies there.
    """
    rows, days = by_day.shape
    found = np.empty((rows, days, longest), by_day.dtype)
    found[:, :, 0] = by_day
    for k in range(1, longest):
        found[:, :, k] = found[:, :, k - 1]
        found[:, : days - k, k] = np.minimum(found[:, : days - k, k - 1], by_day[:, k:])
    return found
