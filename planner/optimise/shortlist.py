"""Of a season with very many companies, those whose day tours are listed.

All tours grow like n³ to n⁴ in the companies, all legs like n². A season has room for some hundred visits,
so most companies never come near a plan. Listed are those that must be (pinned, published, met by a plan to
start from) and those that promise most: of every region on every day, of every coverage group, then of all.
At prices (:func:`enlarged`) others are let in that could take a place in a tour of their city.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import NEVER
from planner.optimise.instance import Instance
from planner.optimise.limits import Limits
from planner.optimise.prices import Floats, Prices
from planner.optimise.teams import Teams
from planner.plan import Plan

Flags = NDArray[np.bool_]

LEVEL = 0.9  # of the listed companies bring no more, when others are reckoned with


@dataclass(frozen=True)
class Sizes:
    """Up to ``all_listed`` open companies all are listed; of more ``listed``, and a quarter more later."""

    all_listed: int = 1_500
    listed: int = 1_000
    of_a_region_day: int = 8
    of_a_group: int = 20


SIZES = Sizes()


class Promise:
    """What companies could bring: ``points[company]``, NEVER where nobody able to meet it is free."""

    def __init__(self, instance: Instance) -> None:
        self.instance, self.teams, self.limits = instance, Teams(instance), Limits(instance)
        self.adjust = Adjustments(instance, self.teams)

    @cached_property
    def points(self) -> Floats:
        """The most a visit is worth to a team that has its rank and heads and is free on a day it is open."""
        instance = self.instance
        found = np.full(len(instance.season.companies), NEVER)
        for team in self.teams.all:
            able = (team.rank <= self.teams.least_ranks) & ((self.teams.needs_masks & ~team.heads) == 0)
            able &= (self.open & self.teams.free(team)).any(axis=1)
            able &= self._served(team.base)
            found = np.where(able, np.maximum(found, self.teams.value(team)), found)
        return found

    @cached_property
    def open(self) -> Flags:
        """``[company, day]``: whether a visit may start on the day."""
        instance = self.instance
        found = np.zeros((len(instance.season.companies), len(instance.days)), dtype=np.bool_)
        for number, openings in enumerate(instance.openings):
            found[number, [opening.day for opening in openings]] = True
        return found

    def _served(self, base: int) -> Flags:
        season, regions = self.instance.season, self.limits.region_of
        served = season.bases[base].regions
        homes = [regions.get(company.site.city) for company in season.companies]
        return np.array([home is not None and (not served or home in served) for home in homes])

    def net(self, prices: Prices) -> Floats:
        """What companies promise beyond their prices, coverage added and caps taken off."""
        found = self.points - prices.company
        for row, group in enumerate(self.limits.coverage):
            found[sorted(group.companies)] += prices.coverage[row]
        for row, cap in enumerate(self.limits.kinds):
            found[sorted(cap.companies)] -= prices.kind[row]
        return found


def must_be_listed(promise: Promise, plans: Iterable[Plan]) -> frozenset[int]:
    """Open companies that are pinned, published, or met by one of ``plans``."""
    instance, adjust = promise.instance, promise.adjust
    index = instance.company_index
    met = {v.company for plan in plans for trip in plan.trips for day in trip.days for v in day.visits}
    known = {index[name] for name in met if name in index}
    known |= adjust.pinned.keys() | adjust.published_visits.keys()
    return frozenset(number for number in known if instance.openings[number])


def shortlist(promise: Promise, must: frozenset[int], sizes: Sizes) -> frozenset[int]:
    """The companies to list: ``must``, the best of every region's day and coverage group, then of all.

    So many as ``sizes`` say, or as the first two kinds come to.
    """
    ranked = np.argsort(-promise.points, kind="stable")
    ranked = ranked[promise.points[ranked] > NEVER / 2]
    regions: dict[str, list[int]] = {}
    for number in ranked.tolist():
        city = promise.instance.season.companies[number].site.city
        regions.setdefault(promise.limits.region_of[city], []).append(number)
    chosen = set(must)
    for inside in regions.values():
        for day in range(len(promise.instance.days)):
            chosen.update(_first(inside, promise.open[inside, day], sizes.of_a_region_day))
    for group in promise.limits.coverage:
        chosen.update([n for n in ranked.tolist() if n in group.companies][: sizes.of_a_group])
    return _filled(chosen, ranked.tolist(), sizes.listed)


def _first(ranked: Sequence[int], allowed: Flags, count: int) -> list[int]:
    return [ranked[k] for k in np.flatnonzero(allowed)[:count].tolist()]


def _filled(chosen: set[int], ranked: Sequence[int], most: int) -> frozenset[int]:
    for number in ranked:
        if len(chosen) >= most:
            break
        chosen.add(number)
    return frozenset(chosen)


def enlarged(promise: Promise, listed: frozenset[int], prices: Prices) -> frozenset[int]:
    """``listed`` and those that at ``prices`` are worth a place in a tour: nobody new if nothing improves.

    A company is let in if on a day it is open it brings more than the fourth best of its city that is listed,
    or than the worst of them if they are fewer, and more than the cheapest company there is in demand for
    brings. No more than a quarter of the list comes in at once, the most promising first.
    """
    net, season = promise.net(prices), promise.instance.season
    most = season.rules.most_visits_a_day
    demanded = net[(prices.company > 0) & (net > NEVER / 2)]
    least = max(0.0, float(np.quantile(demanded, 0.1))) if len(demanded) else 0.0
    cities: dict[str, list[int]] = {}
    for number in np.flatnonzero(net > NEVER / 2).tolist():
        cities.setdefault(season.companies[number].site.city, []).append(number)
    gains: dict[int, float] = {}
    for inside in cities.values():
        here = [n for n in inside if n in listed]
        others = [n for n in inside if n not in listed and net[n] > least]
        if others:
            bars = np.array([_bar(net[here][at], most) for at in promise.open[here].T])
            for n in others:
                gain = float((net[n] - bars)[promise.open[n]].max())
                if gain > 0:
                    gains[n] = gain
    incoming = sorted(gains, key=lambda n: (-gains[n], n))[: max(1, len(listed) // 4)]
    return listed | frozenset(incoming)


def levelled(promise: Promise, listed: frozenset[int], prices: Prices) -> Prices:
    """``prices``, raised so that no listed company brings more than most of them do.

    Over listed tours alone a far company that brings much may cost nothing: few tours have it. Where a tour
    may pass through companies whose ways are not known, it would be in all of them.
    """
    raised, inside = deepcopy(prices), sorted(listed)
    net = promise.net(prices)[inside]
    promising = net[net > NEVER / 2]
    if len(promising):
        raised.company[inside] += np.maximum(0.0, net - np.quantile(promising, LEVEL))
    return raised


def _bar(net: Floats, most: int) -> float:
    """What the last of the ``most`` best brings; 0 if there are fewer."""
    best = np.sort(net)[::-1][:most]
    return float(best[-1]) if len(best) == most else 0.0


def listed_of(instance: Instance, plans: Iterable[Plan], sizes: Sizes = SIZES) -> frozenset[int] | None:
    """The companies of a season whose tours are listed, once and for all; None if all are."""
    many = sum(map(bool, instance.openings)) > sizes.all_listed
    return Listing(instance, plans, sizes).listed if many else None


class Listing:
    """The companies of a season whose tours are listed, ``plans`` being those to start from."""

    def __init__(self, instance: Instance, plans: Iterable[Plan], sizes: Sizes) -> None:
        self.promise = Promise(instance)
        self.listed = shortlist(self.promise, must_be_listed(self.promise, plans), sizes)

    def enlarge(self, prices: Prices) -> bool:
        """Let in who is worth a place in a tour at ``prices``; whether anybody was."""
        before, self.listed = self.listed, enlarged(self.promise, self.listed, prices)
        return self.listed != before
