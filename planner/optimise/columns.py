"""Columns of the master: trips with their heads, dates, companies and true cost."""

from dataclasses import dataclass
from functools import cached_property

from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import EMPTY
from planner.optimise.market import Market
from planner.optimise.paths import Path
from planner.optimise.teams import Team


@dataclass(frozen=True)
class Column:
    """A trip of a team: ``days`` holds the companies (season indices, ascending) of its days from ``first``.

    ``nights`` are hotel cities (adcodes). ``fare_cny`` is per head, ``minutes`` of all legs, both nominal.
    ``points`` is what it brings with the least staff at their cheapest: values and adjustments of its visits
    less fares, lodging, time and the trip's own cost; coverage, load and days away are the master's.
    ``money_cny`` is what it takes from the budgets at least.
    """

    team: Team
    stock: int
    region: str
    first: int
    days: tuple[tuple[int, ...], ...]
    nights: tuple[str, ...]
    fare_cny: int
    minutes: int
    points: int
    money_cny: int

    @cached_property
    def companies(self) -> frozenset[int]:
        """All companies it meets."""
        return frozenset(company for day in self.days for company in day)

    @property
    def length(self) -> int:
        """Days away."""
        return len(self.days)

    @property
    def span(self) -> range:
        """Its day indices."""
        return range(self.first, self.first + len(self.days))

    @cached_property
    def key(self) -> tuple[int, int | None, int, tuple[tuple[int, ...], ...], tuple[str, ...]]:
        """What makes two columns the same trip."""
        return (self.team.leader, self.team.second, self.first, self.days, self.nights)


def column_of(market: Market, team: Team, stock: int, first: int, path: Path) -> Column:
    """The column of a path that was found at some prices, costed at true ones.

    A company the path repeats is kept on its first day only: the path's cost then is an upper limit.
    """
    s = market.stocks[stock]
    land, padding, seen = s.land, len(s.land.companies), set[int]()
    days, fare, minutes = list[tuple[int, ...]](), 0, 0
    places = [s.land.bases.index(team.base), *path.nights, s.land.bases.index(team.base)]
    for k, record in enumerate(path.records):
        here, there = places[k], places[k + 1]
        if record == EMPTY:
            origin = land.point_of(here)
            fare += int(s.place_fare[origin, there])
            minutes += int(s.place_minutes[origin, there])
            days.append(())
            continue
        inside = {int(c) for c in s.members[record] if c != padding} - seen
        seen |= inside
        last = s.last_of(record)
        fare += int(s.fare[record]) + int(s.place_fare[last, there])
        minutes += int(s.minutes[record]) + int(s.place_minutes[last, there])
        days.append(tuple(sorted(land.companies[c] for c in inside)))
    nights = tuple(land.hotels[place - len(land.bases)].adcode for place in path.nights)
    return costed(market, team, stock, first, tuple(days), nights, fare, minutes)


def costed(
    market: Market, team: Team, stock: int, first: int, days: tuple[tuple[int, ...], ...],
    nights: tuple[str, ...], fare: int, minutes: int,
) -> Column:  # fmt: skip
    """A column of given days, nights, fare per head and minutes, with its points."""
    instance, land = market.instance, market.stocks[stock].land
    number = {city.adcode: k for k, city in enumerate(land.hotels)}
    per_night = market.lodging(team, stock)
    lodging = sum(int(per_night[number[night]]) for night in nights)
    money = fare * team.people + lodging
    weights = instance.weights
    points = -money - minutes * weights.points_per_travel_minute - weights.points_per_trip
    points += visit_points(market.adjust, market, team, first, days)
    return Column(team, stock, land.region, first, days, nights, fare, minutes, points, money)


def visit_points(
    adjust: Adjustments, market: Market, team: Team, first: int, days: tuple[tuple[int, ...], ...]
) -> int:
    """Values and adjustments of the visits of a trip."""
    value, total = market.teams.value(team), 0
    for k, companies in enumerate(days):
        if companies:
            extra = adjust.visit(team, list(companies))[first + k]
            total += sum(int(value[c]) for c in companies) + int(extra.sum())
    return total
