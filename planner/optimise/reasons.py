"""Why a company is not in the plan, and the least anybody found to pay for having it in.

A price is the loss of a change that was really constructed: the company put into a day of a trip, with what
must give way there, or met on a day trip of its own. It is an upper limit of the true price, and said to be.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np

from planner.clock import day_of
from planner.optimise.boards import NEVER, Stock, best_records, fill_board
from planner.optimise.columns import Column, costed, visit_points
from planner.optimise.instance import Instance
from planner.optimise.market import Market
from planner.optimise.order import Route, ordered
from planner.optimise.roster import Rostered, Staffed
from planner.optimise.staffing import Berths
from planner.optimise.teams import Team
from planner.optimise.usage import Usage
from planner.plan import LeftOut, Price, Reason
from planner.window import Window

FORCED = 1e9


class Insertion(NamedTuple):
    """Points lost by having a company in, and the companies that give way."""

    points: int
    instead_of: tuple[int, ...]


@dataclass(frozen=True)
class Reasons:
    """Explains what a roster left out."""

    market: Market
    rostered: Rostered

    @property
    def instance(self) -> Instance:
        """The compiled season."""
        return self.market.instance

    @cached_property
    def met(self) -> frozenset[int]:
        """Companies in the plan."""
        trips = (staffed.column.companies for staffed in self.rostered.trips)
        return frozenset().union(*trips) | self.instance.pinned_companies

    @cached_property
    def taken(self) -> np.ndarray:  # type: ignore[type-arg]
        """``[person, day]``: on a trip of the plan, or required at one of its events."""
        taken = ~self.instance.free
        for staffed in self.rostered.trips:
            span = staffed.column.span
            aboard = [*staffed.column.team.aboard, *staffed.staff]
            taken[aboard, span.start : span.stop] = True
        for event in self.market.adjust.events:
            if event.id in self.rostered.events:
                people = [self.instance.person_index[name] for name in event.required]
                taken[people, self.rostered.events[event.id]] = True
        return taken

    def all(self) -> tuple[LeftOut, ...]:
        """Every company that is not met, in the season's order."""
        numbers = range(len(self.instance.season.companies))
        return tuple(self._left_out(number) for number in numbers if number not in self.met)

    def _left_out(self, number: int) -> LeftOut:
        name = self.instance.season.companies[number].id
        reason, detail = self._hindrance(number)
        if reason is not None:
            return LeftOut(id=name, reason=reason, detail=detail)
        found = self._price(number)
        if found is None:
            return LeftOut(id=name, reason=Reason.QUALIFIED_NEVER_FREE)
        companies = self.instance.season.companies
        price = Price(
            points=max(0, found.points), exact=False, instead_of=tuple(companies[n].id for n in found.instead_of)
        )
        chosen = Reason.DISPLACED if found.instead_of else Reason.NOT_WORTH_THE_TRIP
        return LeftOut(id=name, reason=self._capped(number) or chosen, price=price)

    def _hindrance(self, number: int) -> tuple[Reason | None, dict[str, str]]:
        """What makes meeting the company impossible whatever else is planned; None if nothing does."""
        instance, company = self.instance, self.instance.season.companies[number]
        stock = self._stock(number)
        if company.site.city not in self.market.limits.region_of or not self._served(number):
            return Reason.REGION_UNSERVED, {"city": company.site.city}
        if not instance.openings[number]:
            if company.last_met_on and any(self._long_enough(w, number) for w in company.windows):
                allowed = company.last_met_on + timedelta(days=instance.rules.cool_down_days)
                return Reason.COOLING_DOWN, {"until": allowed.isoformat()}
            return Reason.NO_WORKDAY_WINDOW, {}
        teams = self._teams(number)
        if not teams:
            return Reason.NOBODY_QUALIFIED, {}
        days = sorted({opening.day for opening in instance.openings[number]})
        if not any(self.market.teams.free(team)[days].any() for team in teams):
            return Reason.QUALIFIED_NEVER_FREE, {}
        if stock is None or not (stock.members == stock.land.companies.index(number)).any():
            return Reason.OUT_OF_REACH, {}
        return None, {}

    def _long_enough(self, window: Window, number: int) -> bool:
        minutes = (window.end - window.start).total_seconds() / 60
        long = minutes >= self.instance.season.companies[number].visit_minutes
        return long and day_of(window.start) in self.instance.day_index

    def _served(self, number: int) -> bool:
        region = self.market.limits.region_of[self.instance.season.companies[number].site.city]
        return any(not base.regions or region in base.regions for base in self.instance.season.bases)

    def _stock(self, number: int) -> Stock | None:
        return next((s for s in self.market.stocks if number in s.land.companies), None)

    def _teams(self, number: int) -> list[Team]:
        """Teams that satisfy the company's rank and head groups, calendars left aside."""
        need, mask = self.instance.requirements[number], self.market.teams.needs_mask(number)
        if not all(need.groups):
            return []
        return [t for t in self.market.teams.all if t.rank <= need.least_rank and not mask & ~t.heads]

    def _capped(self, number: int) -> Reason | None:
        for cap in self.market.limits.kinds:
            inside = cap.companies & self.met - self.instance.pinned_companies
            if number in cap.companies and len(inside) >= cap.most:
                return Reason.KIND_CAP
        return None

    def _price(self, number: int) -> Insertion | None:
        found = [f for staffed in self.rostered.trips for f in self._into_trip(number, staffed)]
        alone = self._alone(number)
        return min([*found, *alone], default=None, key=lambda f: (f.points, len(f.instead_of)))

    def _into_trip(self, number: int, staffed: Staffed) -> list[Insertion]:
        """The company put into each day of a trip on which it is open, in place of what must go."""
        column = staffed.column
        stock = self._stock(number)
        need, mask = self.instance.requirements[number], self.market.teams.needs_mask(number)
        aboard = {*column.team.aboard, *staffed.staff}
        unmet = any(not group & aboard for group in need.groups)
        if stock is None or stock.land.region != column.region or column.team.rank > need.least_rank:
            return []
        if mask & ~column.team.heads or unmet:
            return []
        open_days = {opening.day for opening in self.instance.openings[number]}
        found = (self._into_day(number, column, stock, day) for day in column.span if day in open_days)
        return [item for item in found if item is not None]

    def _into_day(self, number: int, column: Column, stock: Stock, day: int) -> Insertion | None:
        k, land, team = day - column.first, stock.land, column.team
        value = self.market.teams.value(team)
        reward = np.full(len(land.companies) + 1, NEVER)
        reward[-1] = 0.0
        there = column.days[k]
        for company in there:
            reward[land.companies.index(company)] = value[company]
        reward[land.companies.index(number)] = value[number] + FORCED
        start, end = _places(stock, column, k)
        best, record = _best_day(stock, team, reward, day, self._minute_points)
        if record[start, end] < 0 or best[start, end] < FORCED / 2:
            return None
        kept = {land.companies[int(c)] for c in stock.members[record[start, end]] if c < len(land.companies)}
        before = sum(int(value[c]) for c in there) - self._day_cost(stock, column, k)
        return Insertion(int(before - (best[start, end] - FORCED)), tuple(sorted(set(there) - kept)))

    @property
    def _minute_points(self) -> float:
        return float(self.instance.weights.points_per_travel_minute)

    def _day_cost(self, stock: Stock, column: Column, k: int) -> int:
        """What the day costs as it is, in points."""
        found = ordered(_route(stock, column, k), column.days[k], column.team.people)
        if found is None:
            return 0
        return column.team.people * found.fare_cny + int(self._minute_points) * found.minutes

    def _alone(self, number: int) -> list[Insertion]:
        """A day trip for the company alone, by a team and staff that are free for it on an open day."""
        stock, found = self._stock(number), list[Insertion]()
        if stock is None:
            return []
        days = sorted({opening.day for opening in self.instance.openings[number]})
        for team in self._teams(number):
            if team.base not in stock.land.bases:
                continue
            point = len(stock.land.companies) + len(stock.land.hotels) + stock.land.bases.index(team.base)
            for day in days:
                way = ordered(Route(stock.land, day, point, point, True, True), (number,), team.people)
                if way is None:
                    continue
                column = costed(
                    self.market, team, self.market.stocks.index(stock), day, ((number,),), (), way.fare_cny, way.minutes
                )
                if self._fits(column):
                    value = visit_points(self.market.adjust, self.market, team, day, ((number,),))
                    plain = int(self.market.teams.value(team)[number])
                    found.append(Insertion(value - plain - column.points, ()))
                    break
        return found

    def _fits(self, column: Column) -> bool:
        """Whether heads and enough staff are left for a further trip."""
        berth, span = Berths(self.instance, column), column.span
        free = {p for p in berth.eligible if not self.taken[p, span.start : span.stop].any()}
        staffed = len(free) >= berth.least and all(group & free for group in berth.asked)
        heads = not self.taken[list(column.team.aboard), span.start : span.stop].any()
        return staffed and heads and self.usage.fits(column)

    @cached_property
    def usage(self) -> Usage:
        """What the plan's trips leave of the shared limits."""
        usage = Usage(self.instance, self.market.limits)
        for staffed in self.rostered.trips:
            usage.take(staffed.column)
        return usage


def _places(stock: Stock, column: Column, k: int) -> tuple[int, int]:
    """Start and end place numbers of a day of a column."""
    bases = len(stock.land.bases)
    number = {city.adcode: bases + n for n, city in enumerate(stock.land.hotels)}
    base = stock.land.bases.index(column.team.base)
    start = base if k == 0 else number[column.nights[k - 1]]
    return start, base if k == column.length - 1 else number[column.nights[k]]


def _route(stock: Stock, column: Column, k: int) -> Route:
    start, end = _places(stock, column, k)
    land = stock.land
    return Route(
        land, column.first + k, land.point_of(start), land.point_of(end), k == 0, k == column.length - 1
    )


def _best_day(stock: Stock, team: Team, reward: np.ndarray, day: int, minute: float) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    first, end = int(stock.day_begin[day]), int(stock.day_begin[day + 1])
    value, record = np.empty(end), np.empty(end, dtype=np.int64)
    s, fare = stock, float(team.people)
    best_records(s.members, s.fare, s.minutes, s.begin, first, end, reward, fare, minute, value, record)
    board = np.empty((s.places, s.places))
    chosen = np.empty((s.places, s.places), dtype=np.int64)
    fill_board(
        first, end, s.start, s.last, s.ends, s.rank, s.heads, value, record, s.place_fare, s.place_minutes,
        team.rank, team.heads, fare, minute, board, chosen,
    )  # fmt: skip
    return board, chosen
