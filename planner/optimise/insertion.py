"""Changes that would bring a left-out company into a roster, each complete and feasible, with what it loses.

A loss is the exact difference of the objective that the constructed change makes, or a little more (load and
attendance that a shorter trip would give back are not credited): an upper limit of the least loss there is.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from planner.optimise.boards import Stock, best_with_one_more
from planner.optimise.columns import Column, visit_points
from planner.optimise.ledger import Ledger, crew, money
from planner.optimise.market import Market
from planner.optimise.reshape import reshaped
from planner.optimise.roster import Staffed
from planner.optimise.staffing import Berths
from planner.optimise.teams import Team

TRIED = 4


class Insertion(NamedTuple):
    """Points lost by having a company in, the companies that give way, and whether the budgets bear it."""

    points: int
    instead_of: tuple[int, ...]
    affordable: bool


class Opening(NamedTuple):
    """A day of a trip that has room for a company: the loss at a first estimate, and who would be met."""

    estimate: float
    staffed: Staffed
    day: int
    kept: frozenset[int]


class Openings:
    """For every company, the days of a roster's trips it could be put into, least loss first.

    One pass over the tours of each day serves all companies: a tour that meets the day's own companies, or
    some of them, and one other, is an opening for that other.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self._of = ledger, dict[int, list[Opening]]()
        for staffed in ledger.rostered.trips:
            for day in staffed.column.span:
                self._look(staffed, day)
        for found in self._of.values():
            found.sort(key=lambda opening: (opening.estimate, opening.day, opening.staffed.column.key[0]))

    def of(self, company: int) -> list[Opening]:
        """The most promising openings of a company."""
        return self._of.get(company, [])[:TRIED]

    def _look(self, staffed: Staffed, day: int) -> None:
        column, market = staffed.column, self.ledger.market
        stock, team, k = market.stocks[column.stock], column.team, day - column.first
        land, value = stock.land, market.teams.value(team)
        there = np.zeros(len(land.companies) + 1, dtype=np.bool_)
        there[[land.position[company] for company in column.days[k]]] = True
        worth = np.append(value[list(land.companies)], 0).astype(np.float64)
        starts, ends = _places(stock, column, k)
        best, record = best_with_one_more(
            stock.members, stock.fare, stock.minutes, stock.begin,
            int(stock.day_begin[day]), int(stock.day_begin[day + 1]),
            stock.start, stock.last, stock.ends, stock.rank, stock.heads,
            stock.place_fare, stock.place_minutes,
            worth, there, np.array(starts), np.array(ends), team.rank, team.heads,
            float(team.people), float(market.instance.weights.points_per_travel_minute),
        )  # fmt: skip
        now = float(worth[there].sum())
        pinned = set(column.days[k]) & market.adjust.pinned.keys()
        for company in np.flatnonzero(record >= 0).tolist():
            members = stock.members[record[company]].tolist()
            kept = frozenset(land.companies[c] for c in members if c < len(land.companies))
            if pinned <= kept:
                opening = Opening(now - float(best[company]), staffed, day, kept)
                self._of.setdefault(land.companies[company], []).append(opening)


def insertions(
    openings: Openings, number: int, teams: list[Team], first_will_do: bool = False
) -> Iterator[Insertion]:
    """Every change looked at for company ``number``; ``teams`` satisfy its rank and head groups.

    ``first_will_do`` ends with the first affordable one that puts it into a day of a trip.
    """
    ledger = openings.ledger
    market = ledger.market
    index = next((k for k, s in enumerate(market.stocks) if number in s.land.companies), None)
    if index is None:
        return
    days = sorted({opening.day for opening in market.instance.openings[number]})
    for opening in openings.of(number):
        if _crew_suffices(ledger, number, opening.staffed):
            for found in _into_day(ledger, opening):
                yield found
                if first_will_do and found.affordable:
                    return
    able = {(team.leader, team.second) for team in teams}
    for staffed in ledger.rostered.trips:
        column = staffed.column
        day = next((day for day in days if day in column.span), None)
        led = column.stock == index and (column.team.leader, column.team.second) in able
        if day is not None and led and _crew_suffices(ledger, number, staffed):
            yield from _in_place_of(ledger, number, staffed, day)
    for day in days:
        trips = list(alone(ledger, number, teams, index, day))
        if trips:
            yield from trips
            return


def _crew_suffices(ledger: Ledger, number: int, staffed: Staffed) -> bool:
    groups = ledger.instance.requirements[number].groups
    return all(group & set(crew(staffed)) for group in groups)


def _into_day(ledger: Ledger, opening: Opening) -> Iterator[Insertion]:
    """A company put into a day of a trip; as many of the day's others stay as fit best."""
    column, k = opening.staffed.column, opening.day - opening.staffed.column.first
    days = tuple(tuple(sorted(opening.kept)) if n == k else same for n, same in enumerate(column.days))
    changed = reshaped(ledger.market, column.team, column.stock, column.first, days)
    if changed is not None:
        yield from swap(ledger, opening.staffed, changed)


def _in_place_of(ledger: Ledger, number: int, staffed: Staffed, day: int) -> Iterator[Insertion]:
    """The same people go for a day to this company alone, and the trip they had is dropped."""
    column, market = staffed.column, ledger.market
    if column.companies & market.adjust.pinned.keys():
        return
    changed = reshaped(market, column.team, column.stock, day, ((number,),))
    if changed is not None:
        yield from swap(ledger, staffed, changed)


def swap(ledger: Ledger, staffed: Staffed, changed: Column) -> Iterator[Insertion]:
    """One trip exchanged for another of the same people within its days."""
    before, after, people = staffed.column, changed.companies, crew(staffed)
    met = (ledger.met - before.companies) | after
    if not ledger.kinds_fit(met):
        return
    extra = money(ledger.market, changed, people) - money(ledger.market, before, people)
    lost = _earns(ledger.market, before) - _earns(ledger.market, changed) + extra
    gone = before.companies - after
    lost -= ledger.coverage_gained(gone, met - ledger.met)
    yield Insertion(lost, tuple(sorted(gone)), ledger.affords(before.region, extra))


def _earns(market: Market, column: Column) -> int:
    """A column's points but for fares and lodging."""
    weights = market.instance.weights
    points = visit_points(market.adjust, market, column.team, column.first, column.days)
    return points - column.minutes * weights.points_per_travel_minute - weights.points_per_trip


def alone(ledger: Ledger, number: int, teams: list[Team], stock: int, day: int) -> Iterator[Insertion]:
    """A day trip for the company alone, by the first team that is free and the cheapest free staff."""
    market = ledger.market
    if not ledger.kinds_fit(ledger.met | {number}):
        return
    gained = ledger.coverage_gained(frozenset(), {number} - ledger.met)
    for team in teams:
        aboard = list(team.aboard)
        if not ledger.may_go(aboard, day):
            continue
        column = reshaped(market, team, stock, day, ((number,),))
        if column is None:
            return
        staff = _staff(ledger, column, day)
        if staff is not None:
            people = [*aboard, *staff]
            spent = money(market, column, people)
            lost = spent - _earns(market, column) - gained + sum(ledger.day_cost(p, day) for p in people)
            yield Insertion(lost, (), ledger.affords(column.region, spent))
            return


def _staff(ledger: Ledger, column: Column, day: int) -> list[int] | None:
    """The cheapest staff that complete the delegation, taken group by group; None if there are not enough."""
    berths, aboard = Berths(ledger.instance, column), list(column.team.aboard)
    ranked = sorted(berths.eligible, key=lambda p: (ledger.day_cost(p, day), p))
    chosen: list[int] = []
    for group in (*berths.asked, None, None, None, None, None, None):
        if group is not None and group & set(chosen):
            continue
        if group is None and len(chosen) >= berths.least:
            break
        wanted = [p for p in ranked if p not in chosen and (group is None or p in group)]
        pick = next((p for p in wanted if ledger.may_go([*aboard, *chosen, p], day)), None)
        if pick is None or len(chosen) >= berths.most:
            return None
        chosen.append(pick)
    return chosen if len(chosen) >= berths.least else None


def _places(stock: Stock, column: Column, k: int) -> tuple[range, range]:
    """Places a day of a column may start and end at, if its nights may change."""
    bases = len(stock.land.bases)
    base = stock.land.bases.index(column.team.base)
    own, hotels = range(base, base + 1), range(bases, stock.places)
    return own if k == 0 else hotels, own if k == column.length - 1 else hotels
