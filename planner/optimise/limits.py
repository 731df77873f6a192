"""The season's shared limits as rows: coverage groups, caps of kinds, away limits, budgets, free staff.

What pinned trips use up is already taken off every right-hand side.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.optimise.instance import Instance
from planner.season import AwayLimit
from planner.stops import region_by_city


@dataclass(frozen=True)
class CoverageGroup:
    """Companies of one region or chain, and the points the next ones met there add, in order."""

    companies: frozenset[int]
    steps: tuple[int, ...]


@dataclass(frozen=True)
class KindCap:
    """At most ``most`` of these companies are met."""

    companies: frozenset[int]
    most: int


@dataclass(frozen=True)
class Budget:
    """At most ``most_cny`` is spent on fares and lodging, in ``region`` (None: everywhere)."""

    region: str | None
    most_cny: int


class Limits:
    """All shared limits of an instance."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.region_of = region_by_city(instance.season)
        self.coverage: tuple[CoverageGroup, ...] = tuple(self._coverage())
        self.kinds: tuple[KindCap, ...] = tuple(self._kinds())
        self.away: tuple[AwayLimit, ...] = instance.season.away_limits
        self.budgets: tuple[Budget, ...] = tuple(self._budgets())

    def _coverage(self) -> list[CoverageGroup]:
        season, weights = self.instance.season, self.instance.weights
        regions: dict[str, set[int]] = {}
        chains: dict[str, set[int]] = {}
        for number, company in enumerate(season.companies):
            if company.site.city in self.region_of:
                regions.setdefault(self.region_of[company.site.city], set()).add(number)
            if company.chain is not None:
                chains.setdefault(company.chain, set()).add(number)
        groups = [(g, weights.region_coverage) for g in regions.values()]
        groups += [(g, weights.chain_coverage) for g in chains.values()]
        met = self.instance.pinned_companies
        return [CoverageGroup(frozenset(g), steps[len(g & met) :]) for g, steps in groups]

    def _kinds(self) -> list[KindCap]:
        met, companies = self.instance.pinned_companies, self.instance.season.companies
        caps = []
        for kind, most in sorted(self.instance.rules.most_of_kind.items()):
            inside = frozenset(n for n, company in enumerate(companies) if kind in company.kinds)
            caps.append(KindCap(inside, most - len(inside & met)))
        return caps

    def _budgets(self) -> list[Budget]:
        rules, spent = self.instance.rules, Counter[str]()
        for trip in self.instance.season.pins.trips:
            spent[trip.region] += trip.fares_cny + trip.lodging_cny
        found = []
        if rules.budget_cny is not None:
            found.append(Budget(None, rules.budget_cny - spent.total()))
        for region, most in sorted(rules.region_budgets_cny.items()):
            found.append(Budget(region, most - spent[region]))
        return found

    @cached_property
    def away_room(self) -> NDArray[np.int64]:
        """``[limit, day]``: how many more of its people may be away; a large number where it is not bound.

        Who is away elsewhere takes what pinned trips leave, and no more.
        """
        instance = self.instance
        room = np.full((len(self.away), len(instance.days)), 10**6, dtype=np.int64)
        for row, limit in enumerate(self.away):
            people = [instance.person_index[name] for name in limit.people]
            for column, day in enumerate(instance.days):
                if limit.binds_on(day):
                    left = limit.most_away - int(instance.pinned_away[people, column].sum())
                    elsewhere = int(instance.elsewhere_only[people, column].sum())
                    room[row, column] = max(left - elsewhere, min(left, 0))
        return room

    @cached_property
    def away_member(self) -> NDArray[np.bool_]:
        """``[limit, person]``: whether the limit counts the person."""
        member = np.zeros((len(self.away), len(self.instance.season.people)), dtype=np.bool_)
        for row, limit in enumerate(self.away):
            member[row, [self.instance.person_index[name] for name in limit.people]] = True
        return member

    @cached_property
    def staff_room(self) -> NDArray[np.int64]:
        """``[base, day]``: staff of a base who are free."""
        instance = self.instance
        room = np.zeros((len(instance.season.bases), len(instance.days)), dtype=np.int64)
        for base in range(len(instance.season.bases)):
            staff = list(instance.staff(base))
            room[base] = instance.free[staff].sum(axis=0)
        return room

    @cached_property
    def staff_steps(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each base the days its staff can be away: ``(load points, how many days)``, cheapest first.

        The load of many days is least if spread evenly, so this is a lower limit of what staff's days cost,
        and their number an upper limit of the days there are.
        """
        instance, steps = self.instance, self.instance.weights.load_steps
        found = []
        for base in range(len(instance.season.bases)):
            counts = Counter[int]()
            for person in instance.staff(base):
                used, most = int(instance.pinned_days[person]), int(instance.most_days[person])
                free = int(instance.free[person].sum())
                for k in range(used, min(most, used + free)):
                    counts[steps[min(k, len(steps) - 1)] if steps else 0] += 1
            found.append(tuple(sorted(counts.items())))
        return tuple(found)
