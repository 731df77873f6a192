"""Who may join which trip, and what each one there costs."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.optimise.columns import Column
from planner.optimise.instance import Instance
from planner.optimise.needs import Group


@dataclass(frozen=True)
class Berths:
    """A column's open seats: who may take one, how many at least and at most, whom the companies ask for."""

    instance: Instance
    column: Column

    @property
    def least(self) -> int:
        """Staff that must come along."""
        return self.instance.base(self.column.team.base).least_staff

    @property
    def most(self) -> int:
        """Seats beside the heads."""
        return self.instance.rules.most_delegates - len(self.column.team.aboard)

    @cached_property
    def eligible(self) -> tuple[int, ...]:
        """Staff of the base, free on every day of the trip, who do not outrank the leader."""
        instance, span, team = self.instance, self.column.span, self.column.team
        staff = np.array([p for p in instance.staff(team.base) if p not in team.aboard], dtype=np.int64)
        may = instance.free[staff, span.start : span.stop].all(axis=1)
        may &= instance.rank[staff] >= team.rank
        may &= (instance.most_days - instance.pinned_days)[staff] >= len(span)
        found: tuple[int, ...] = tuple(staff[may].tolist())
        return found

    @cached_property
    def asked(self) -> tuple[Group, ...]:
        """Groups of which the heads bring nobody, each once, cut to those who can come."""
        groups = {
            group & frozenset(self.eligible)
            for company in self.column.companies
            for group in self.instance.requirements[company].groups
            if not group & frozenset(self.column.team.aboard)
        }
        return tuple(sorted(groups, key=sorted))

    @property
    def possible(self) -> bool:
        """Whether anybody at all could staff the trip, other trips left aside."""
        if len(self.eligible) < self.least or self.most < self.least or not all(self.asked):
            return False
        return self.most >= 1 or not self.asked

    def seat_cost(self, person: int) -> int:
        """Fares and lodging of one more person aboard, in points."""
        return self.column.fare_cny + self.lodging(person)

    def lodging(self, person: int) -> int:
        """What the nights of one person cost, in yuan."""
        rank = int(self.instance.rank[person])
        return sum(self.instance.lodging_cny(night, rank) for night in self.column.nights)

    @property
    def heads_money(self) -> int:
        """Fares and lodging of the heads, in yuan."""
        aboard = self.column.team.aboard
        return self.column.fare_cny * len(aboard) + sum(self.lodging(person) for person in aboard)
