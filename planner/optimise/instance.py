"""A season compiled for search: integer days, people and companies, and who is free when.

Everything a pinned trip uses up (its people's days, its companies, its share of caps and budgets) is taken
out here, once, so that the rest of the optimiser never meets it again.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from planner.clock import day_of, days_between, minute_of
from planner.company import Company
from planner.objective import worth
from planner.optimise.needs import Requirement, requirement
from planner.plan import Plan
from planner.season import Base, Season
from planner.travel.network import Network

Bools = NDArray[np.bool_]
ALMOST_A_MINUTE = timedelta(
    seconds=59, microseconds=999_999
)  # a window opening within a minute opens at its end


@dataclass(frozen=True)
class Opening:
    """When a visit may start: minutes ``first`` to ``last`` of working day ``day``, both on the grid."""

    day: int
    first: int
    last: int


class Instance:
    """A season, its travel network and (for a replan) the published plan, as indices and arrays.

    ``days`` are the working days of the horizon; a day index counts in them. Person, company and base
    indices count in ``season.people``, ``season.companies`` and ``season.bases``.
    """

    def __init__(self, season: Season, network: Network, published: Plan | None = None) -> None:
        self.season, self.network, self.published = season, network, published
        self.rules, self.hours, self.weights = season.rules, season.rules.hours, season.rules.weights
        self.days: tuple[date, ...] = season.workdays().days
        self.day_index = {day: number for number, day in enumerate(self.days)}
        self.person_index = {person.id: number for number, person in enumerate(season.people)}
        self.company_index = {company.id: number for number, company in enumerate(season.companies)}
        self.base_of = np.array([self._base_number(p.base) for p in season.people], dtype=np.int64)
        self.rank = np.array([int(p.rank) for p in season.people], dtype=np.int64)
        self.requirements: tuple[Requirement, ...] = tuple(
            requirement(season, company, self.person_index) for company in season.companies
        )
        self.worth = np.array([worth(company, season) for company in season.companies], dtype=np.int64)

    def _base_number(self, base: str) -> int:
        return next(number for number, item in enumerate(self.season.bases) if item.id == base)

    @cached_property
    def run_end(self) -> NDArray[np.int64]:
        """For each working day, the last one reachable from it without a rest day between."""
        ends = np.arange(len(self.days))
        for number in range(len(self.days) - 2, -1, -1):
            if self.days[number + 1] - self.days[number] == timedelta(days=1):
                ends[number] = ends[number + 1]
        return ends

    @cached_property
    def pinned_companies(self) -> frozenset[int]:
        """Companies met by pinned trips."""
        visits = (visit for trip in self.season.pins.trips for visit in trip.visits)
        return frozenset(self.company_index[v.company] for v in visits if v.company in self.company_index)

    @cached_property
    def pinned_days(self) -> NDArray[np.int64]:
        """Days away on pinned trips, by person."""
        away = np.zeros(len(self.season.people), dtype=np.int64)
        for trip in self.season.pins.trips:
            for person in trip.delegation:
                away[self.person_index[person]] += len(trip.days)
        return away

    @cached_property
    def most_days(self) -> NDArray[np.int64]:
        """Days away a person may have in the plan, pinned ones among them, those elsewhere taken off.

        Trips elsewhere take what pinned trips leave: what both stand fixed at nobody can change.
        """
        horizon = frozenset(self.season.days)
        found = np.zeros(len(self.season.people), dtype=np.int64)
        for number, person in enumerate(self.season.people):
            most, pinned = person.most_days_away, int(self.pinned_days[number])
            elsewhere = len((person.days_elsewhere & horizon) - self.pinned_dates(number))
            found[number] = max(most - elsewhere, min(most, pinned))
        return found

    def pinned_dates(self, person: int) -> frozenset[date]:
        """The days of a person's pinned trips."""
        name = self.season.people[person].id
        return frozenset(
            day for trip in self.season.pins.trips if name in trip.delegation for day in trip.dates
        )

    @cached_property
    def free(self) -> Bools:
        """``[person, day]``: not busy, not on a pinned trip or one elsewhere, nor resting around one."""
        free = np.ones((len(self.season.people), len(self.days)), dtype=np.bool_)
        for number, person in enumerate(self.season.people):
            for span in person.busy:
                last = day_of(span.end - timedelta(microseconds=1))
                self._block(free, number, day_of(span.start), last)
        rest = timedelta(days=self.rules.rest_days_between_trips)
        for number, person in enumerate(self.season.people):
            for day in person.days_elsewhere:
                self._block(free, number, day - rest, day + rest)
        for trip in self.season.pins.trips:
            for name in trip.delegation:
                self._block(free, self.person_index[name], trip.dates[0] - rest, trip.dates[-1] + rest)
        return free

    def _block(self, free: Bools, person: int, first: date, last: date) -> None:
        for day in days_between(max(first, self.season.first), min(last, self.season.last)):
            if day in self.day_index:
                free[person, self.day_index[day]] = False

    @cached_property
    def pinned_away(self) -> Bools:
        """``[person, day]``: on a pinned trip."""
        away = np.zeros((len(self.season.people), len(self.days)), dtype=np.bool_)
        for trip in self.season.pins.trips:
            for name in trip.delegation:
                for day in trip.dates:
                    if day in self.day_index:
                        away[self.person_index[name], self.day_index[day]] = True
        return away

    @cached_property
    def elsewhere_only(self) -> Bools:
        """``[person, day]``: away elsewhere, and not on a pinned trip."""
        away = np.zeros_like(self.pinned_away)
        for number, person in enumerate(self.season.people):
            for day in person.days_elsewhere & self.day_index.keys():
                away[number, self.day_index[day]] = True
        return away & ~self.pinned_away

    @cached_property
    def openings(self) -> tuple[tuple[Opening, ...], ...]:
        """For each company, when a visit of its whole length may start; empty if it is already met."""
        return tuple(
            () if number in self.pinned_companies else tuple(self.openings_of(company))
            for number, company in enumerate(self.season.companies)
        )

    @cached_property
    def openings_on(self) -> tuple[dict[int, tuple[Opening, ...]], ...]:
        """:attr:`openings` of each company by day."""
        return tuple(
            {day: tuple(some) for day, some in groupby(openings, key=lambda opening: opening.day)}
            for openings in self.openings
        )

    def openings_of(self, company: Company) -> list[Opening]:
        """When a visit of ``company`` may start, in order, whether it is met on a pinned trip or not."""
        grid, found = self.hours.grid_minutes, []
        pinned = next((pin.day for pin in self.season.pins.visits if pin.company == company.id), None)
        for window in company.windows:
            day = day_of(window.start)
            if day not in self.day_index or self._cools(company, day) or (pinned and pinned != day):
                continue
            opens = minute_of(window.start + ALMOST_A_MINUTE, day)
            first = max(-(-opens // grid) * grid, self.hours.visits_open)
            last = min(minute_of(window.end, day), self.hours.visits_close) - company.visit_minutes
            if first <= last:
                found.append(Opening(self.day_index[day], first, last // grid * grid))
        return [item for item in sorted(found, key=lambda o: (o.day, o.first)) if item.first <= item.last]

    def _cools(self, company: Company, day: date) -> bool:
        if company.last_met_on is None:
            return False
        return day < company.last_met_on + timedelta(days=self.rules.cool_down_days)

    def leaders(self, base: int) -> tuple[int, ...]:
        """People who may lead a trip from ``base``."""
        limit = self.season.bases[base].leader_rank_at_most
        return tuple(p for p in range(len(self.rank)) if self.base_of[p] == base and self.rank[p] <= limit)

    def staff(self, base: int) -> tuple[int, ...]:
        """People of ``base`` who count as staff of a delegation."""
        return self._staff[base]

    @cached_property
    def _staff(self) -> tuple[tuple[int, ...], ...]:
        low = self.rank >= self.rules.staff_rank_at_least
        bases = range(len(self.season.bases))
        return tuple(tuple(np.flatnonzero(low & (self.base_of == base)).tolist()) for base in bases)

    def seconds(self, base: int, leader: int) -> tuple[int, ...]:
        """People of ``base`` who may go along under ``leader`` without counting as staff."""
        if self.rules.most_seconds == 0:
            return ()
        least = self.rules.staff_rank_at_least
        return tuple(
            p
            for p in range(len(self.rank))
            if p != leader and self.base_of[p] == base and self.rank[leader] <= self.rank[p] < least
        )

    def chief_chains(self, person: int) -> frozenset[str]:
        """Ids of the chains this person is chief of."""
        name = self.season.people[person].id
        return frozenset(chain.id for chain in self.season.chains if chain.chief == name)

    def base(self, number: int) -> Base:
        """The base with this index."""
        return self.season.bases[number]

    def lodging_cny(self, adcode: str, rank: int) -> int:
        """The lodging limit of a night in a city for a rank, in yuan."""
        table = self.rules.costs.lodging
        row = next((r for r in table if r.city == adcode), None) or next(
            (r for r in table if r.city == "*"), None
        )
        return row.limits_cny[rank - 1] if row else 0
