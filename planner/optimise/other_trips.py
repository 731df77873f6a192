"""Other trips for one trip of a plan, the rest standing: other days, leaders, companies, another order."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import combinations, islice, permutations

import numpy as np

from planner.optimise.boards import NEVER
from planner.optimise.bound import Bounder, spans
from planner.optimise.columns import Column
from planner.optimise.compiling import compiled_market
from planner.optimise.generation import day_cost
from planner.optimise.instance import Instance
from planner.optimise.land import lands
from planner.optimise.market import Market, Quote
from planner.optimise.pinned import fixed_points
from planner.optimise.prices import Floats, Prices
from planner.optimise.published import column_of_trip
from planner.optimise.reshape import reshaped, usable
from planner.optimise.roster import Roster, Rostered
from planner.optimise.shortlist import Sizes, listed_of
from planner.optimise.teams import Team
from planner.optimise.writing import written
from planner.plan import Plan, Status, Trip
from planner.season import Season
from planner.travel.network import Network

OF_A_KIND = 24  # trips made exact: on other days, under other leaders, both
IN_TURN = 3  # trips of which each shares no meeting with those before
THIRDS = 24  # of the trip's meetings that are barred in turn
STAFFED = 60  # trips given their staff, the most promising first
WORK = 1.0
SIZES = Sizes(all_listed=400, listed=250)  # of one region, that a reader waits for


Meeting = tuple[int, int]  # a day index and a company (season number)


class Barred(Quote):
    """A market's quote in which some companies may not be met on some days."""

    def __init__(self, market: Market, prices: Prices, pairs: frozenset[Meeting]) -> None:
        super().__init__(market, prices, None)
        self._pairs, self._seen = pairs, set[tuple[int, int]]()

    def reward(self, team: Team, stock: int) -> Floats:
        """As of a quote, but NEVER for what is barred."""
        found, land = super().reward(team, stock), self.market.stocks[stock].land
        if (team.purse, stock) not in self._seen:
            self._seen.add((team.purse, stock))
            for day, company in self._pairs:
                if company in land.position:
                    found[day, land.position[company]] = NEVER
        return found


@dataclass(frozen=True)
class Offer:
    """A trip written down, and what the plan is worth with it."""

    trip: Trip
    total: int


class OtherTrips:
    """Trips in place of one whose season has every other trip and event pinned (``around``).

    They are the best for their leader, first day and length at prices that count the next company of a
    region or chain in full; each is then staffed by CP-SAT at its true worth.
    """

    def __init__(self, around: Season, network: Network, trip: Trip, published: Plan | None) -> None:
        self._season, self._network, self._published = around, network, published
        self._own_trip = trip

    @cached_property
    def _market(self) -> Market:
        return compiled_market(self._instance, every=False, regions=lands(self._instance, self._listed))

    @cached_property
    def _instance(self) -> Instance:
        return Instance(self._season, self._network, self._published)

    @cached_property
    def _listed(self) -> frozenset[int] | None:
        own = Plan(
            season=self._season.id,
            made_at=self._season.as_of,
            status=Status.FEASIBLE,
            trips=(self._own_trip,),
        )
        plans = (own,) if self._published is None else (own, self._published)
        return listed_of(self._instance, plans, SIZES)

    @property
    def narrowed(self) -> bool:
        """Whether companies of the region are left aside because there are too many."""
        return self._listed is not None

    @cached_property
    def _bounder(self) -> Bounder:
        return Bounder(self._market, 0.0)

    @cached_property
    def _prices(self) -> Prices:
        """Nothing costs anything but itself; the next company of a region or chain brings its coverage."""
        prices = Prices.zero(self._market.instance, self._market.limits)
        for row, group in enumerate(self._market.limits.coverage):
            prices.coverage[row] = group.steps[0] if group.steps else 0.0
        return prices

    def offers(
        self, least: float, differs: Callable[[Trip], bool], going: Callable[[], bool]
    ) -> Iterator[Offer]:
        """Trips that ``differs`` says yes to, the most promising first, as long as ``going`` says yes.

        Those are left out that cannot bring the plan ``least`` points.
        """
        if not self._market.stocks:
            return
        fixed, stamp = fixed_points(self._season, self._network, self._published), self._season.as_of
        columns = {column.key: column for column in self._columns()}
        ranked = sorted(columns.values(), key=lambda column: (-self._promise(column), repr(column.key)))
        for column in ranked[:STAFFED]:
            # The promise leaves out what only costs: staff, load. Staff published as away may save, though.
            if not going() or (self._published is None and self._promise(column) < least):
                return
            found = Roster(self._market, [column], must_meet=False).solve(seed=1, work=WORK)
            if found is None or not found.trips:
                continue
            trip = self._written(found, stamp)
            if differs(trip):
                yield Offer(trip, found.value + fixed)

    def _written(self, found: Rostered, stamp: datetime) -> Trip:
        staffed = found.trips[0]
        return written(self._market.stocks[staffed.column.stock].land, staffed, self._own_trip.id, stamp)

    def _promise(self, column: Column) -> float:
        """The column's points with the least staff, coverage and the days of its heads counted."""
        limits, met = self._market.limits, self._market.instance.pinned_companies
        covered = sum(
            sum(group.steps[: len(column.companies & group.companies)]) for group in limits.coverage
        )
        assert not column.companies & met  # noqa: S101  (what others meet has no openings)
        away = self._bounder.away_cost[np.ix_(column.team.aboard, column.span)].sum()
        return column.points + covered - float(away)

    def _columns(self) -> Iterator[Column]:
        """Other days and leaders; the same people with meetings barred; the days in another order."""
        plain = self._market.quote(self._prices)
        barred = [self._barred(pairs) for pairs in self._meetings_to_bar()]
        days, leader, known = self._own_days, self._own_leader, Counter[tuple[bool, bool]]()
        for team, first, length in self._best_first(plain):
            kind = (team.leader == leader, (first, length) == days)
            known[kind] += 1
            if known[kind] > OF_A_KIND:
                continue
            if not all(kind):
                yield from self._exact(plain, team, first, length)
            if kind[0] and first < sum(days) and days[0] < first + length:  # some meetings could be the same
                for quote in barred if all(kind) else barred[:1]:
                    yield from self._exact(quote, team, first, length)
            if all(kind):
                yield from self._one_without_the_other(team, first, length)
        yield from self._in_other_order()

    def _meetings_to_bar(self) -> list[frozenset[Meeting]]:
        """All meetings of the trip, then thirds of them: without a third of them two trips are unlike enough.

        Thirds that cost least come first: companies open on another of its days, then the cheapest.
        """
        own = self._own
        if own is None:
            return []
        worth, openings = self._market.teams.value(own.team), self._market.instance.openings
        pinned = self._market.adjust.pinned

        def dearness(meeting: Meeting) -> tuple[bool, int]:
            day, company = meeting
            elsewhere = any(o.day != day and o.day in own.span for o in openings[company])
            return (not elsewhere, int(worth[company]))

        meetings = _meetings(own)
        ranked = sorted((m for m in meetings if m[1] not in pinned), key=dearness)
        thirds = combinations(ranked, -(-len(meetings) // 3))
        return [frozenset(ranked), *(frozenset(third) for third in islice(thirds, THIRDS))]

    def _one_without_the_other(self, team: Team, first: int, length: int) -> Iterator[Column]:
        """The best trip that shares no meeting with the trip, then one that shares none with both, and on."""
        pinned = self._market.adjust.pinned
        barred = _meetings(self._own) if self._own is not None else set[Meeting]()
        for _ in range(IN_TURN):
            quote = self._barred(frozenset(pair for pair in barred if pair[1] not in pinned))
            for column in self._exact(quote, team, first, length):
                barred |= _meetings(column)
                yield column

    def _barred(self, pairs: frozenset[Meeting]) -> Quote:
        return Barred(self._market, self._prices, pairs)

    @property
    def _own_days(self) -> tuple[int, int]:
        index = self._market.instance.day_index
        return index.get(self._own_trip.dates[0], -1), len(self._own_trip.days)

    @property
    def _own_leader(self) -> int:
        return self._market.instance.person_index[self._own_trip.leader]

    def _best_first(self, quote: Quote) -> list[tuple[Team, int, int]]:
        """Every team, first day and length with a trip, by what the best brings at most, then a day."""
        rows: list[tuple[float, Team, int, int]] = []
        longest = self._market.instance.rules.most_trip_days
        for team in self._market.teams.all:
            if team.base not in self._market.stocks[0].land.bases:
                continue
            gains = quote.trips(team, 0) - self._charge(quote, team, longest)
            rows += [(float(gains[day, k]), team, int(day), int(k) + 1) for day, k in np.argwhere(gains > 0)]
        rows.sort(key=lambda row: (-row[0], row[1].leader, row[1].second or -1, row[2], row[3]))
        return [row[1:] for row in rows]

    def _charge(self, quote: Quote, team: Team, longest: int) -> Floats:
        cost = day_cost(quote, self._prices, self._bounder.away_cost, team)
        open_ = self._bounder.free[list(team.aboard)].all(axis=0)
        return spans(np.where(open_, cost, -NEVER), self._market.run_end, longest)

    def _exact(self, quote: Quote, team: Team, first: int, length: int) -> Iterator[Column]:
        found = quote.exact(team, 0, first, length)
        column = None if found is None else usable(self._market, team, 0, first, found.path)
        if column is not None:
            yield column

    @cached_property
    def _own(self) -> Column | None:
        return column_of_trip(self._market, self._own_trip)

    def _in_other_order(self) -> Iterator[Column]:
        """The same companies, day by day, with the days in another order."""
        own = self._own
        for days in permutations(own.days) if own is not None else ():
            if own is not None and days != own.days and self._is_open(own, days):
                column = reshaped(self._market, own.team, own.stock, own.first, days)
                if column is not None:
                    yield column

    def _is_open(self, own: Column, days: tuple[tuple[int, ...], ...]) -> bool:
        openings = self._market.instance.openings_on
        return all(
            own.first + k in openings[company] for k, companies in enumerate(days) for company in companies
        )


def _meetings(column: Column) -> set[Meeting]:
    return {(column.first + k, company) for k, day in enumerate(column.days) for company in day}
