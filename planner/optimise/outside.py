"""A bound that holds for companies whose tours are not listed (:mod:`planner.optimise.shortlist`).

Proof. The Lagrangian (:mod:`planner.optimise.bound`) is a bound for all companies at any prices of theirs if
every head is offered, for every first day and length, no less than the best trip of any companies brings
at these prices. A trip meets either listed companies only, and is among those the boards know; or it meets
on some of its days a company that is not listed. A day of the first kind brings no more than its board says.
Of a day of the second kind :func:`planner.optimise.outside_days.outside_day` gives no less than it brings:
the true tour is one of those counted there, no visit later and no leg dearer. For

- rounding an end down to its step only lets the next visit start sooner, arrivals being FIFO;
- a leg between listed companies is ridden at the true time or a better one, at its true fare and minutes;
- a leg to or from a company not listed ends no sooner than it begins, and costs no less than nothing;
- first and last legs are true ones, of every company; the night before may be spent at any hotel;
- what is left out (lunch, calendars of staff, that nobody is met twice) would only forbid.

So the offer is the better of the listed trip made elementary and the best path with at least one day of the
second kind (:func:`~planner.optimise.outside_days.outside_trips`).
"""

from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from planner.optimise.boards import NEVER, Floats, Stock
from planner.optimise.doors import Array, Shorts
from planner.optimise.enumeration import clockwork
from planner.optimise.land import Land
from planner.optimise.market import THREADS, Market, Quote
from planner.optimise.outside_days import Open, Terms, Ways, outside_day, outside_trips, soonest, ways
from planner.optimise.prices import Prices
from planner.optimise.shortlist import Promise
from planner.optimise.teams import Team
from planner.stops import company_point

A_CHUNK = 256  # companies whose legs are looked up at once: their tables grow with the square


class Costs:
    """Fares and minutes of first legs from bases and the own hotel, and of last legs, by company."""

    def __init__(self, fare: Array, minutes: Array, land: Land, companies: int, hotel: Array) -> None:
        n, h = companies, len(land.hotels)
        bases, places = np.arange(n + h, n + h + len(land.bases)), _places(n, land)
        rows = np.arange(n)
        self.base = fare[bases][:, :n].T, minutes[bases][:, :n].T
        self.hotel = fare[n + hotel, rows], minutes[n + hotel, rows]
        self.end = fare[:n, places], minutes[:n, places]

    def joined(self, other: "Costs") -> "Costs":
        """Those of both, this one's companies first."""
        for name in ("base", "hotel", "end"):
            mine, its = getattr(self, name), getattr(other, name)
            setattr(self, name, tuple(np.concatenate(pair) for pair in zip(mine, its, strict=True)))
        return self


class Outlying:
    """A region's open companies that are not listed, and how its listed ones are reached and left."""

    def __init__(self, stock: Stock, numbers: list[int], hotel: list[int]) -> None:
        self.land, self.numbers = stock.land, np.array(numbers, dtype=np.int64)
        self.instance, self._hotel = stock.land.instance, np.array(hotel, dtype=np.int64)
        self.here = self._open(list(self.land.companies))
        self.there = self._open(numbers)
        fares = self.land.fare_cny, self.land.minutes
        self.costs = Costs(*fares, self.land, len(self.land.companies), self.land.hotel_of)
        self.outside_costs: Costs | None = None
        self._known: dict[Hashable, tuple[Ways, Ways, Shorts]] = {}

    def _open(self, numbers: list[int]) -> list[Open]:
        """For each day the companies that are open."""
        instance, found = self.instance, []
        for day in range(len(instance.days)):
            doors = [instance.openings_on[n].get(day, ()) for n in numbers]
            inside = [k for k, item in enumerate(doors) if item]
            width = max((len(doors[k]) for k in inside), default=1)
            first = np.zeros((len(inside), width), np.int64)
            last = np.full((len(inside), width), -1, np.int64)
            for row, k in enumerate(inside):
                for column, opening in enumerate(doors[k]):
                    first[row, column], last[row, column] = opening.first, opening.last
            stays = [instance.season.companies[numbers[k]].visit_minutes for k in inside]
            found.append(Open(np.array(inside, np.int64), first, last, np.array(stays, np.int64)))
        return found

    def on(self, day: int) -> tuple[Ways, Ways, Shorts]:
        """Ways of listed and other companies, and the legs among listed ones, on a day index."""
        kind = self.instance.network.day_type(self.instance.days[day])
        if kind not in self._known:
            land, clock = self.land, clockwork(self.instance)
            n, arrive = len(land.companies), land.arrive(day)
            listed = self._ways(arrive, n, land.hotel_of)
            self._known[kind] = listed, self._chunks(day), soonest(arrive, n, clock.grid, clock.most_leg)
        return self._known[kind]

    def _ways(self, arrive: Shorts, n: int, hotel: Array) -> Ways:
        land, clock = self.land, clockwork(self.instance)
        h, b = len(land.hotels), len(land.bases)
        bases = np.arange(n + h, n + h + b)
        return Ways(*ways(
            arrive, np.arange(n), n + hotel, bases, _places(n, land), clock.grid, clock.leave_base,
            clock.leave_hotel, clock.back_at_base, clock.at_hotel, clock.most_leg,
        ))  # fmt: skip

    def _chunks(self, day: int) -> Ways:
        """The ways of companies not listed, so many at a time."""
        parts, costs = list[Ways](), list[Costs]()
        land, date = self.land, self.instance.days[day]
        ends = land.points[len(land.companies) :]
        for first in range(0, len(self.numbers), A_CHUNK):
            inside, hotel = self.numbers[first : first + A_CHUNK], self._hotel[first : first + A_CHUNK]
            n = len(inside)
            points = (*(company_point(self.instance.season.companies[k]) for k in inside.tolist()), *ends)
            pairs = np.zeros((len(points), len(points)), np.bool_)
            pairs[:n, n:] = pairs[n:, :n] = True
            tables = self.instance.network.tables(points, date, pairs)
            parts.append(self._ways(tables.arrive, n, hotel))
            fares = tables.fare_cny.astype(np.int64), tables.minutes.astype(np.int64)
            costs.append(Costs(*fares, land, n, hotel))
        if self.outside_costs is None:
            self.outside_costs = costs[0]
            for more in costs[1:]:
                self.outside_costs.joined(more)
        return Ways(*(np.concatenate(fields) for fields in zip(*parts, strict=True)))


class Outside:
    """What trips that meet a company not listed can bring at most, at any prices."""

    def __init__(self, market: Market, promise: Promise, listed: frozenset[int]) -> None:
        self.market, self.instance = market, market.instance
        season, regions = self.instance.season, promise.limits.region_of
        self._outlying: list[Outlying | None] = []
        able = [n for n in np.flatnonzero(promise.points > NEVER / 2).tolist() if n not in listed]
        for stock in market.stocks:
            number = {city.adcode: k for k, city in enumerate(stock.land.hotels)}
            inside = [n for n in able if regions[season.companies[n].site.city] == stock.land.region]
            hotel = [number[season.companies[n].site.city] for n in inside]
            self._outlying.append(Outlying(stock, inside, hotel) if inside else None)
        missing = {regions[season.companies[n].site.city] for n in able}
        assert missing <= {stock.land.region for stock in market.stocks}  # noqa: S101  (shortlist sees to it)

    def values(self, quote: Quote, prices: Prices) -> dict[tuple[int, int], Floats]:
        """By kin and region, ``[first day, days - 1]``: the most that such a trip can bring, all told."""
        wanted: dict[tuple[int, int], list[Team]] = {}
        for team in self.market.teams.all:
            for stock, item in enumerate(self.market.stocks):
                if team.base in item.land.bases and self._outlying[stock] is not None:
                    wanted.setdefault((team.kin, stock), []).append(team)
        for outlying in filter(None, self._outlying):  # what the threads share is there before they start
            for day in range(len(self.instance.days)):
                outlying.on(day)
        net = self.market.company_prices(prices)
        with ThreadPoolExecutor(THREADS) as pool:
            found = pool.map(lambda item: self._of(quote, net, item[0][1], item[1]), wanted.items())
            return dict(zip(wanted, found, strict=True))

    def _of(self, quote: Quote, net: Floats, stock: int, teams: list[Team]) -> Floats:
        team, market, instance = teams[0], self.market, self.instance
        item = market.stocks[stock]
        free = np.array([market.teams.free(kin) for kin in teams]).any(axis=0)
        gain, weights, land = market.teams.value(team) - net, self._weights(quote, stock, team), item.land
        legs = weights[0] * land.fare_cny + weights[1] * land.minutes
        boards, _ = quote.boards(team, stock)
        days, places = boards.shape[:2]
        first_days, later = np.full((days, places), NEVER), np.full((days, places), NEVER)
        for day in np.flatnonzero(free).tolist():
            first_days[day], later[day] = self._day(quote, gain, legs, stock, team, day)
        out, home = quote.travel_days(team, stock)
        values = outside_trips(
            boards, first_days, later, out, home, quote.lodging(team, stock), quote.place(team, stock),
            market.run_end, instance.rules.most_trip_days,
        )  # fmt: skip
        return np.where(values > NEVER / 2, values - instance.weights.points_per_trip, NEVER)

    def _weights(self, quote: Quote, stock: int, team: Team) -> tuple[float, float]:
        """Points of a yuan of fare per head, and of a minute."""
        money = self.market.money(quote.prices, self.market.stocks[stock].land.region)
        return team.people * money, float(self.instance.weights.points_per_travel_minute)

    def _day(
        self, quote: Quote, gain: Floats, legs: Floats, stock: int, team: Team, day: int
    ) -> tuple[Floats, Floats]:
        """The most of a day from the base, and from a hotel, by the place it ends at."""
        outlying = self._outlying[stock]
        assert outlying is not None  # noqa: S101  (values asks for no other)
        assert outlying.outside_costs is not None  # noqa: S101  (and has looked its days up)
        land, clock = outlying.land, clockwork(self.instance)
        listed, others, soon = outlying.on(day)
        weights = self._weights(quote, stock, team)
        here = self._able(team, outlying.here[day], np.array(land.companies, np.int64))
        there = self._able(team, outlying.there[day], outlying.numbers)
        base, found = quote.place(team, stock), []
        for start, column in (("base", base), ("hotel", None)):
            mine = _terms(quote.reward(team, stock)[day], listed, outlying.costs, start, column, weights)
            its = _terms(gain[outlying.numbers], others, outlying.outside_costs, start, column, weights)
            most = self.instance.rules.most_visits_a_day
            found.append(outside_day(here, mine, soon, legs, there, its, most, clock.buffer, clock.grid))
        return found[0], found[1]

    def _able(self, team: Team, open_: Open, numbers: Array) -> Open:
        """Those of a day's companies whose rank and head groups the team satisfies."""
        teams, inside = self.market.teams, numbers[open_.number]
        ok = (team.rank <= teams.least_ranks[inside]) & ((teams.needs_masks[inside] & ~team.heads) == 0)
        return Open(*(part[ok] for part in open_))


def _places(n: int, land: Land) -> Array:
    """The points of places, bases first, where ``n`` companies come before them."""
    h = len(land.hotels)
    return np.concatenate((np.arange(n + h, n + h + len(land.bases)), np.arange(n, n + h)))


def _terms(
    reward: Floats, ways: Ways, costs: Costs, start: str, column: int | None, weights: tuple[float, float]
) -> Terms:
    came = ways.from_hotel if column is None else ways.from_base[:, column]
    return Terms(
        reward,
        np.ascontiguousarray(came),
        _points(weights, getattr(costs, start), column),
        ways.latest,
        _points(weights, costs.end, None),
    )


def _points(weights: tuple[float, float], costs: tuple[Array, Array], column: int | None) -> Floats:
    fare, minutes = costs if column is None else (costs[0][:, column], costs[1][:, column])
    return np.ascontiguousarray(weights[0] * fare + weights[1] * minutes)
