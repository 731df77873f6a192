"""What every possible trip is worth to every team at given prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

import numpy as np
from numpy.typing import NDArray

from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import NEVER, Stock, all_boards, all_records, best_records, fill_board
from planner.optimise.instance import Instance
from planner.optimise.limits import Limits
from planner.optimise.paths import Path, trace, trip_values
from planner.optimise.prices import Floats, Prices
from planner.optimise.teams import Team, Teams

NODES = 60
Forbidden = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Found:
    """A trip at current prices: its value (an upper bound if ``exact`` is False) and its path."""

    value: float
    path: Path
    exact: bool


class Market:
    """The tours of all lands, and what teams, limits and adjustments make of them."""

    def __init__(
        self, instance: Instance, teams: Teams, limits: Limits, stocks: tuple[Stock, ...], adjust: Adjustments
    ) -> None:
        self.instance, self.teams, self.limits, self.stocks, self.adjust = instance, teams, limits, stocks, adjust
        self.run_end = instance.run_end
        self._groups = [sorted(group.companies) for group in limits.coverage]
        self._kinds = [sorted(cap.companies) for cap in limits.kinds]
        self._lodging: dict[tuple[int, int], Floats] = {}

    def quote(self, prices: Prices, open_: NDArray[np.bool_] | None = None) -> "Quote":
        """All trips at ``prices``; ``open_`` marks the companies that may still be met (None: all)."""
        return Quote(self, prices, open_)

    def company_prices(self, prices: Prices) -> Floats:
        """What meeting each company costs beyond its value: negative where coverage pays for it."""
        net = prices.company.copy()
        for row, inside in enumerate(self._groups):
            net[inside] -= prices.coverage[row]
        for row, inside in enumerate(self._kinds):
            net[inside] += prices.kind[row]
        return net

    def money(self, prices: Prices, region: str) -> float:
        """Points that a yuan of fares and lodging costs in a region: 1, and what budgets add."""
        rows = enumerate(self.limits.budgets)
        return 1.0 + sum(prices.budget[row] for row, budget in rows if budget.region in (None, region))

    def lodging(self, team: Team, stock: int) -> Floats:
        """Yuan a night costs in each hotel city: the heads, and the least staff at their cheapest."""
        key = (team.kin, stock)
        if key not in self._lodging:
            instance, hotels = self.instance, self.stocks[stock].land.hotels
            ranks = [int(instance.rank[p]) for p in team.aboard]
            staff = {int(instance.rank[p]) for p in instance.staff(team.base)} or {5}
            least = instance.base(team.base).least_staff
            self._lodging[key] = np.array(
                [
                    sum(instance.lodging_cny(city.adcode, rank) for rank in ranks)
                    + least * min(instance.lodging_cny(city.adcode, rank) for rank in staff)
                    for city in hotels
                ],
                dtype=np.float64,
            )
        return self._lodging[key]


class Quote:
    """The market at one set of prices; everything is computed when first asked for."""

    def __init__(self, market: Market, prices: Prices, open_: NDArray[np.bool_] | None) -> None:
        self.market, self.prices, self._open = market, prices, open_
        self._net = market.company_prices(prices)
        self._rewards: dict[tuple[int, int], Floats] = {}
        self._records: dict[tuple[int, int], tuple[Floats, NDArray[np.int64]]] = {}
        self._boards: dict[tuple[int, int], tuple[Floats, NDArray[np.int64]]] = {}
        self._travel: dict[tuple[int, int], tuple[Floats, Floats]] = {}
        self._trips: dict[tuple[int, int], Floats] = {}
        self._exact: dict[tuple[int, int, int, int], Found | None] = {}

    def reward(self, team: Team, stock: int) -> Floats:
        """Points of each company on each day, ``[day, company of the land + 1]``; the last is the padding's 0."""
        key = (team.purse, stock)
        if key not in self._rewards:
            land = self.market.stocks[stock].land
            inside = list(land.companies)
            gain = self.market.teams.value(team)[inside] - self._net[inside]
            if self._open is not None:
                gain = np.where(self._open[inside], gain, NEVER)
            by_day = gain[None, :] + self.market.adjust.visit(team, inside)
            self._rewards[key] = np.concatenate((by_day, np.zeros((by_day.shape[0], 1))), axis=1)
        return self._rewards[key]

    def _weights(self, team: Team, stock: int) -> tuple[float, float]:
        land = self.market.stocks[stock].land
        money = self.market.money(self.prices, land.region)
        return team.people * money, float(self.market.instance.weights.points_per_travel_minute)

    def _best_records(self, team: Team, stock: int) -> tuple[Floats, NDArray[np.int64]]:
        key = (team.purse, stock)
        if key not in self._records:
            s = self.market.stocks[stock]
            fare, minute = self._weights(team, stock)
            self._records[key] = all_records(
                s.members, s.fare, s.minutes, s.begin, s.day_begin, self.reward(team, stock), fare, minute
            )
        return self._records[key]

    def boards(self, team: Team, stock: int) -> tuple[Floats, NDArray[np.int64]]:
        """``[day, start, end]``: the best day tour's value, and its record."""
        key = (team.kin, stock)
        if key not in self._boards:
            s = self.market.stocks[stock]
            value, record = self._best_records(team, stock)
            self._boards[key] = all_boards(
                s.day_begin, s.start, s.last, s.ends, s.rank, s.heads, value, record,
                s.place_fare, s.place_minutes, team.rank, team.heads, *self._weights(team, stock),
            )  # fmt: skip
        return self._boards[key]

    def travel_days(self, team: Team, stock: int) -> tuple[Floats, Floats]:
        """What travel days out and home bring (less than nothing), ``[day, base, hotel]``; NEVER if impossible."""
        key = (team.people, stock)
        if key not in self._travel:
            s = self.market.stocks[stock]
            fare, minute = self._weights(team, stock)
            n, h, b = len(s.land.companies), len(s.land.hotels), len(s.land.bases)
            outward = fare * s.land.fare_cny[n + h :, n : n + h] + minute * s.land.minutes[n + h :, n : n + h]
            inward = fare * s.place_fare[n : n + h, :b].T + minute * s.place_minutes[n : n + h, :b].T
            self._travel[key] = (np.where(s.out, -outward, NEVER), np.where(s.home, -inward, NEVER))
        return self._travel[key]

    def lodging(self, team: Team, stock: int) -> Floats:
        """Points a night costs in each hotel city."""
        land = self.market.stocks[stock].land
        return self.market.lodging(team, stock) * self.market.money(self.prices, land.region)

    def place(self, team: Team, stock: int) -> int:
        """The place number of the team's base."""
        return self.market.stocks[stock].land.bases.index(team.base)

    def trips(self, team: Team, stock: int) -> Floats:
        """``[first day, days - 1]``: the best trip's value, repeats of a company counted; less the trip's own cost."""
        key = (team.kin, stock)
        if key not in self._trips:
            boards, _ = self.boards(team, stock)
            out, home = self.travel_days(team, stock)
            instance = self.market.instance
            values = trip_values(
                boards, out, home, self.lodging(team, stock), self.place(team, stock),
                self.market.run_end, instance.rules.most_trip_days,
            )  # fmt: skip
            fixed = instance.weights.points_per_trip
            self._trips[key] = np.where(values > NEVER / 2, values - fixed, NEVER)
        return self._trips[key]

    def exact(self, team: Team, stock: int, day: int, length: int) -> Found | None:
        """The best trip that meets no company twice, by branching on the day a repeated company keeps, or that it
        keeps none of its days.

        After ``NODES`` branchings the best open value is returned as an upper bound, with ``exact`` False.
        """
        key = (team.kin, stock, day, length)
        if key not in self._exact:
            self._exact[key] = self._search(team, stock, day, length)
        return self._exact[key]

    def _search(self, team: Team, stock: int, day: int, length: int) -> Found | None:
        fixed, ticket = self.market.instance.weights.points_per_trip, count()
        queue: list[tuple[float, int, dict[int, frozenset[int]], Path]] = []
        self._push(queue, team, stock, day, length, {}, next(ticket))
        for node in range(NODES):
            if not queue:
                return None
            value, _, forbidden, path = heappop(queue)
            repeated = self._repeated(team, stock, day, path)
            if repeated is None or node == NODES - 1:
                return Found(-value - fixed, path, repeated is None)
            company, days = repeated
            every = frozenset(range(length))
            for kept in (*(frozenset({k}) for k in days), every - frozenset(days)):
                more = dict(forbidden)
                for k in every - kept:
                    more[k] = more.get(k, frozenset()) | {company}
                self._push(queue, team, stock, day, length, more, next(ticket))
        return None

    def _push(self, queue: list, team: Team, stock: int, day: int, length: int, forbidden: Forbidden, ticket: int) -> None:  # type: ignore[type-arg]
        boards, chosen = (array[day : day + length] for array in self.boards(team, stock))
        if forbidden:
            boards, chosen = boards.copy(), chosen.copy()
            for k, companies in forbidden.items():
                self._day_board(team, stock, day + k, companies, boards[k], chosen[k])
        out, home = (array[day : day + length] for array in self.travel_days(team, stock))
        path = trace(boards, chosen, out, home, self.lodging(team, stock), self.place(team, stock))
        if path is not None:
            heappush(queue, (-path.value, ticket, dict(forbidden), path))

    def _day_board(
        self, team: Team, stock: int, day: int, companies: frozenset[int], board: Floats, chosen: NDArray[np.int64]
    ) -> None:
        s = self.market.stocks[stock]
        reward = self.reward(team, stock)[day].copy()
        reward[list(companies)] = NEVER
        first, end = int(s.day_begin[day]), int(s.day_begin[day + 1])
        value, record = np.empty(end), np.empty(end, dtype=np.int64)
        fare, minute = self._weights(team, stock)
        best_records(s.members, s.fare, s.minutes, s.begin, first, end, reward, fare, minute, value, record)
        fill_board(
            first, end, s.start, s.last, s.ends, s.rank, s.heads, value, record, s.place_fare, s.place_minutes,
            team.rank, team.heads, fare, minute, board, chosen,
        )  # fmt: skip

    def _repeated(self, team: Team, stock: int, day: int, path: Path) -> tuple[int, tuple[int, ...]] | None:
        """The repeated company that is worth most, and the days of the trip it is met on."""
        s, met = self.market.stocks[stock], dict[int, list[int]]()
        for k, record in enumerate(path.records):
            for company in s.members[record] if record >= 0 else ():
                if company < len(s.land.companies):
                    met.setdefault(int(company), []).append(k)
        repeated = [company for company, days in met.items() if len(days) > 1]
        if not repeated:
            return None
        reward = self.reward(team, stock)[day]
        company = max(repeated, key=lambda c: (reward[c], c))
        return company, tuple(met[company])
