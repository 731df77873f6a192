"""What every possible trip is worth to every team at given prices."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import NEVER, Stock, all_boards, records_of_many
from planner.optimise.elementary import NODES, best_elementary
from planner.optimise.instance import Instance
from planner.optimise.limits import Limits
from planner.optimise.paths import Path, trace_days, trip_values
from planner.optimise.prices import Floats, Prices
from planner.optimise.teams import Team, Teams

THREADS = 2
PARTS = 8  # of a season, for threads to share


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
        self.instance, self.teams, self.limits, self.stocks, self.adjust = (
            instance,
            teams,
            limits,
            stocks,
            adjust,
        )
        self.run_end = instance.run_end
        self._groups = [sorted(group.companies) for group in limits.coverage]
        self._kinds = [sorted(cap.companies) for cap in limits.kinds]
        self._lodging: dict[tuple[int, int], Floats] = {}

    @property
    def tours(self) -> int:
        """How many day tours there are."""
        return sum(len(stock.fare) for stock in self.stocks)

    def with_stocks(self, stocks: tuple[Stock, ...]) -> "Market":
        """The same market with other tours of the same lands."""
        other = copy(self)
        other.stocks = stocks
        return other

    def quote(
        self, prices: Prices, open_: NDArray[np.bool_] | None = None, most_nodes: int = NODES
    ) -> "Quote":
        """All trips at ``prices``; ``open_`` marks the companies that may still be met (None: all).

        ``most_nodes`` is how far branching goes to make a trip meet no company twice.
        """
        return Quote(self, prices, open_, most_nodes)

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
        rows = [row for row, budget in enumerate(self.limits.budgets) if budget.region in (None, region)]
        return 1.0 + float(prices.budget[rows].sum())

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

    def __init__(
        self, market: Market, prices: Prices, open_: NDArray[np.bool_] | None, most_nodes: int = NODES
    ) -> None:
        self.market, self.prices, self._open, self._most_nodes = market, prices, open_, most_nodes
        self._net = market.company_prices(prices)
        self._rewards: dict[tuple[int, int], Floats] = {}
        self._records: dict[tuple[int, int], tuple[Floats, NDArray[np.int64]]] = {}
        self._boards: dict[tuple[int, int], tuple[Floats, NDArray[np.int64]]] = {}
        self._travel: dict[tuple[int, int], tuple[Floats, Floats]] = {}
        self._trips: dict[tuple[int, int], Floats] = {}
        self._exact: dict[tuple[int, int, int, int], Found | None] = {}
        self._money = [market.money(prices, stock.land.region) for stock in market.stocks]
        self._beds: dict[tuple[int, int], Floats] = {}
        self._owed: dict[int, tuple[NDArray[np.int64], Floats]] = {}

    def prepare(self, teams: Iterable[Team], threads: int = THREADS) -> None:
        """Work out at once, on ``threads``, all that :meth:`trips` will be asked for these teams.

        The compiled passes let go of the interpreter; what is worked out is the same, in whatever order. On
        one thread only the records are, since trips can wait.
        """
        market = self.market
        wanted = {
            (team.kin, stock): team
            for team in teams
            for stock, item in enumerate(market.stocks)
            if team.base in item.land.bases
        }
        by_purse = {(team.purse, stock): team for (_, stock), team in wanted.items()}
        for (_, stock), team in wanted.items():  # what the threads share is there before they start
            self.travel_days(team, stock)
            self.lodging(team, stock)
        passes = [
            part
            for stock in range(len(market.stocks))
            for part in self._passes_over(stock, [team for (_, k), team in by_purse.items() if k == stock])
        ]
        if threads == 1:
            for part in passes:
                part()
            return
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda part: part(), passes))
            list(pool.map(lambda item: self.trips(item[1], item[0][1]), wanted.items()))

    def _passes_over(self, stock: int, teams: Sequence[Team]) -> Iterator[Callable[[], None]]:
        """Calls that fill the best records for the purses of ``teams``, each of some days."""
        if not teams:
            return
        s, count = self.market.stocks[stock], len(teams)
        rewards = np.ascontiguousarray(np.stack([self.reward(team, stock) for team in teams], axis=2))
        points = [self.weights(team, stock) for team in teams]
        fares, minute = np.array([fare for fare, _ in points]), points[0][1]
        value, record = np.empty((count, len(s.start))), np.empty((count, len(s.start)), np.int64)
        for row, team in enumerate(teams):
            self._records[team.purse, stock] = value[row], record[row]
        parts = np.linspace(0, s.days, PARTS + 1).astype(int)
        for first, end in pairwise(parts.tolist()):
            yield partial(
                records_of_many, s.members, s.fare, s.minutes, s.begin, s.day_begin, first, end, rewards,
                fares, minute, value, record,
            )  # fmt: skip

    def reward(self, team: Team, stock: int) -> Floats:
        """Points of companies by day, ``[day, company of the land + 1]``; the last is the padding's 0."""
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

    def weights(self, team: Team, stock: int) -> tuple[float, float]:
        """Points that a yuan of each fare and a minute of travel cost the team."""
        return team.people * self._money[stock], float(self.market.instance.weights.points_per_travel_minute)

    def _best_records(self, team: Team, stock: int) -> tuple[Floats, NDArray[np.int64]]:
        key = (team.purse, stock)
        if key not in self._records:
            for part in self._passes_over(stock, [team]):
                part()
        return self._records[key]

    def boards(self, team: Team, stock: int) -> tuple[Floats, NDArray[np.int64]]:
        """``[day, start, end]``: the best day tour's value, and its record."""
        key = (team.kin, stock)
        if key not in self._boards:
            s = self.market.stocks[stock]
            value, record = self._best_records(team, stock)
            self._boards[key] = all_boards(
                s.day_begin, s.start, s.last, s.ends, s.rank, s.heads, value, record,
                s.place_fare, s.place_minutes, team.rank, team.heads, *self.weights(team, stock),
            )  # fmt: skip
        return self._boards[key]

    def travel_days(self, team: Team, stock: int) -> tuple[Floats, Floats]:
        """What travel days out and home bring (below 0), ``[day, base, hotel]``; NEVER if impossible."""
        key = (team.people, stock)
        if key not in self._travel:
            s = self.market.stocks[stock]
            fare, minute = self.weights(team, stock)
            n, h, b = len(s.land.companies), len(s.land.hotels), len(s.land.bases)
            outward = fare * s.land.fare_cny[n + h :, n : n + h] + minute * s.land.minutes[n + h :, n : n + h]
            inward = fare * s.place_fare[n : n + h, :b].T + minute * s.place_minutes[n : n + h, :b].T
            self._travel[key] = (np.where(s.out, -outward, NEVER), np.where(s.home, -inward, NEVER))
        return self._travel[key]

    def lodging(self, team: Team, stock: int) -> Floats:
        """Points a night costs in each hotel city."""
        key = (team.kin, stock)
        if key not in self._beds:
            self._beds[key] = self.market.lodging(team, stock) * self._money[stock]
        return self._beds[key]

    def place(self, team: Team, stock: int) -> int:
        """The place number of the team's base."""
        return self.market.stocks[stock].land.bases.index(team.base)

    def trips(self, team: Team, stock: int) -> Floats:
        """``[first day, days - 1]``: the best trip's value, repeats counted, less the trip's own cost."""
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

    def loose(self, team: Team, stock: int, day: int, length: int) -> Found | None:
        """The best trip, a company counted for every day it is met on: cheap, no less than the exact one."""
        value, nights, records = trace_days(*self._over(team, stock, day, length))
        return self._found(value, nights, records, exact=False)

    def exact(self, team: Team, stock: int, day: int, length: int) -> Found | None:
        """The best trip that meets no company twice; None if there is no trip at all.

        If branching runs out of nodes the best open value is returned as an upper bound, with ``exact``
        False.
        """
        key = (team.kin, stock, day, length)
        if key not in self._exact:
            s = self.market.stocks[stock]
            tables = (
                s.members, s.fare, s.minutes, s.begin, s.day_begin, s.start, s.last, s.ends, s.rank, s.heads,
                s.place_fare, s.place_minutes,
            )  # fmt: skip
            terms = (team.rank, team.heads, *self.weights(team, stock))
            value, nights, records, proven = best_elementary(
                tables, terms, self.reward(team, stock), self._best_records(team, stock),
                self._most_nodes, day,
                *self._over(team, stock, day, length),
                len(s.land.companies), *self._charges(stock),
            )  # fmt: skip
            self._exact[key] = self._found(value, nights, records, exact=proven)
        return self._exact[key]

    def _charges(self, stock: int) -> tuple[NDArray[np.int64], Floats]:
        """Rows of three companies as places in a land (-1: elsewhere), two at least here; their charges."""
        if stock not in self._owed:
            position, subsets = self.market.stocks[stock].land.position, self.prices.subsets
            placed = [
                ([position.get(company, -1) for company in subset], charge)
                for subset, charge in sorted(subsets.items())
                if charge > 0.0 and sum(company in position for company in subset) >= 2
            ]
            rows = np.array([row for row, _ in placed], np.int64).reshape(-1, 3)
            self._owed[stock] = rows, np.array([charge for _, charge in placed], np.float64)
        return self._owed[stock]

    def _over(
        self, team: Team, stock: int, day: int, length: int
    ) -> tuple[Floats, NDArray[np.int64], Floats, Floats, Floats, int]:
        """What a path over some days needs: boards, records, travel days, lodging, base."""
        span = slice(day, day + length)
        boards, chosen = self.boards(team, stock)
        out, home = self.travel_days(team, stock)
        place = self.place(team, stock)
        return boards[span], chosen[span], out[span], home[span], self.lodging(team, stock), place

    def _found(
        self, value: float, nights: NDArray[np.int64], records: NDArray[np.int64], exact: bool
    ) -> Found | None:
        if value <= NEVER / 2:
            return None
        path = Path(float(value), tuple(nights[: len(records) - 1].tolist()), tuple(records.tolist()))
        return Found(path.value - self.market.instance.weights.points_per_trip, path, exact)
