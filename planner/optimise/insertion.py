"""Changes that would bring a left-out company into a roster, each complete and feasible, with what it loses.

A loss is the exact difference of the objective that the constructed change makes, or a little more (load and
attendance that a shorter trip would give back are not credited): an upper limit of the least loss there is.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.boards import NEVER, Floats, Stock, best_records, fill_board
from planner.optimise.columns import Column, visit_points
from planner.optimise.ledger import Ledger, crew, money
from planner.optimise.market import Market
from planner.optimise.reshape import reshaped
from planner.optimise.roster import Staffed
from planner.optimise.staffing import Berths
from planner.optimise.teams import Team

FORCED = 1e9


class Insertion(NamedTuple):
    """Points lost by having a company in, the companies that give way, and whether the budgets bear it."""

    points: int
    instead_of: tuple[int, ...]
    affordable: bool


def insertions(ledger: Ledger, number: int, teams: list[Team]) -> Iterator[Insertion]:
    """Every change looked at for company ``number``; ``teams`` satisfy its rank and head groups."""
    market = ledger.market
    index = next((k for k, s in enumerate(market.stocks) if number in s.land.companies), None)
    if index is None:
        return
    days = sorted({opening.day for opening in market.instance.openings[number]})
    able = {(team.leader, team.second) for team in teams}
    for staffed in ledger.rostered.trips:
        column = staffed.column
        if (column.team.leader, column.team.second) not in able or column.stock != index:
            continue
        groups = market.instance.requirements[number].groups
        if all(group & set(crew(staffed)) for group in groups):
            for day in (day for day in days if day in column.span):
                yield from _into_day(ledger, number, staffed, day)
                yield from _in_place_of(ledger, number, staffed, day)
    for day in days:
        yield from _alone(ledger, number, teams, index, day)


def _into_day(ledger: Ledger, number: int, staffed: Staffed, day: int) -> Iterator[Insertion]:
    """The company put into a day of a trip; as many of the day's others stay as fit best."""
    column, market = staffed.column, ledger.market
    stock, k = market.stocks[column.stock], day - column.first
    there = column.days[k]
    kept = _best_company_of(market, stock, column, k, number)
    if kept is None or not set(there) & market.adjust.pinned.keys() <= kept:
        return
    days = tuple(tuple(sorted(kept)) if n == k else same for n, same in enumerate(column.days))
    changed = reshaped(market, column.team, column.stock, column.first, days)
    if changed is not None:
        yield from _swap(ledger, staffed, changed)


def _in_place_of(ledger: Ledger, number: int, staffed: Staffed, day: int) -> Iterator[Insertion]:
    """The same people go for a day to this company alone, and the trip they had is dropped."""
    column, market = staffed.column, ledger.market
    if column.companies & market.adjust.pinned.keys():
        return
    changed = reshaped(market, column.team, column.stock, day, ((number,),))
    if changed is not None:
        yield from _swap(ledger, staffed, changed)


def _swap(ledger: Ledger, staffed: Staffed, changed: Column) -> Iterator[Insertion]:
    """One trip exchanged for another of the same people within its days."""
    before, after, people = staffed.column, changed.companies, crew(staffed)
    met = (ledger.met - before.companies) | after
    if not ledger.kinds_fit(met):
        return
    extra = money(ledger.market, changed, people) - money(ledger.market, before, people)
    lost = _earns(ledger.market, before) - _earns(ledger.market, changed) + extra
    lost += ledger.coverage(ledger.met - ledger.instance.pinned_companies)
    lost -= ledger.coverage(met - ledger.instance.pinned_companies)
    gone = tuple(sorted(before.companies - after))
    yield Insertion(lost, gone, ledger.affords(before.region, extra))


def _earns(market: Market, column: Column) -> int:
    """A column's points but for fares and lodging."""
    weights = market.instance.weights
    points = visit_points(market.adjust, market, column.team, column.first, column.days)
    return points - column.minutes * weights.points_per_travel_minute - weights.points_per_trip


def _alone(ledger: Ledger, number: int, teams: list[Team], stock: int, day: int) -> Iterator[Insertion]:
    """A day trip for the company alone, by the first team that is free and the cheapest free staff."""
    market = ledger.market
    met = ledger.met | {number}
    if not ledger.kinds_fit(met):
        return
    gained = ledger.coverage(met - ledger.instance.pinned_companies)
    gained -= ledger.coverage(ledger.met - ledger.instance.pinned_companies)
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


def _best_company_of(market: Market, stock: Stock, column: Column, k: int, number: int) -> set[int] | None:
    """The companies of the best tour of a day that meets ``number``, others only from the day as it is."""
    land, team = stock.land, column.team
    value = market.teams.value(team)
    reward = np.full(len(land.companies) + 1, NEVER)
    reward[-1] = 0.0
    for company in column.days[k]:
        reward[land.companies.index(company)] = value[company]
    reward[land.companies.index(number)] = value[number] + FORCED
    board, chosen = _day_board(stock, team, reward, column.first + k, market)
    starts, ends = _places(stock, column, k)
    best = max(((board[s, e], s, e) for s in starts for e in ends), default=(NEVER, 0, 0))
    if best[0] < FORCED / 2:
        return None
    record = int(chosen[best[1], best[2]])
    return {land.companies[int(c)] for c in stock.members[record] if c < len(land.companies)}


def _places(stock: Stock, column: Column, k: int) -> tuple[range, range]:
    """Places a day of a column may start and end at, if its nights may change."""
    bases = len(stock.land.bases)
    base = stock.land.bases.index(column.team.base)
    own, hotels = range(base, base + 1), range(bases, stock.places)
    return own if k == 0 else hotels, own if k == column.length - 1 else hotels


def _day_board(
    stock: Stock,
    team: Team,
    reward: Floats,
    day: int,
    market: Market,
) -> tuple[Floats, NDArray[np.int64]]:
    first, end = int(stock.day_begin[day]), int(stock.day_begin[day + 1])
    value, record = np.empty(end), np.empty(end, dtype=np.int64)
    s, fare, minute = stock, float(team.people), float(market.instance.weights.points_per_travel_minute)
    best_records(s.members, s.fare, s.minutes, s.begin, first, end, reward, fare, minute, value, record)
    board = np.empty((s.places, s.places))
    chosen = np.empty((s.places, s.places), dtype=np.int64)
    fill_board(
        first, end, s.start, s.last, s.ends, s.rank, s.heads, value, record, s.place_fare, s.place_minutes,
        team.rank, team.heads, fare, minute, board, chosen,
    )  # fmt: skip
    return board, chosen
