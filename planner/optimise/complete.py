"""Every trip of a small season: with all columns in hand, the master's optimum is the season's."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.optimise.boards import EMPTY, Stock
from planner.optimise.columns import Column, column_of
from planner.optimise.market import Market
from planner.optimise.paths import Path
from planner.optimise.teams import Team

Cost = tuple[int, ...]


class TooMany(Exception):
    """The season has more trips than asked for: it is not small."""


@dataclass(frozen=True)
class _Step:
    """One day of a trip: its record, the place it ends at, its companies."""

    record: int
    end: int
    companies: frozenset[int]


class Complete:
    """All undominated columns of a market, at most ``most`` of them."""

    def __init__(self, market: Market, most: int) -> None:
        self.market, self.most = market, most
        self._by_day_matters = bool(market.adjust.published_visits or market.adjust.pinned)

    def columns(self) -> list[Column]:
        """Every column that no other of the same team and days beats. Raises :class:`TooMany`."""
        found: list[Column] = []
        for team in self.market.teams.all:
            free = self.market.teams.free(team) & ~self.market.adjust.required_at_home[list(team.aboard)].any(
                axis=0
            )
            for stock, item in enumerate(self.market.stocks):
                if team.base not in item.land.bases:
                    continue
                for first in range(item.days):
                    longest = self.market.run_end[first] - first + 1
                    for length in range(1, min(longest, self.market.instance.rules.most_trip_days) + 1):
                        if not free[first : first + length].all():
                            break
                        found += self._trips(team, stock, first, length)
                        if len(found) > self.most:
                            raise TooMany
        return found

    def _trips(self, team: Team, stock: int, first: int, length: int) -> list[Column]:
        best: dict[object, list[tuple[Cost, Column]]] = {}
        for number, path in enumerate(self._paths(team, stock, first, length)):
            if number > 50 * self.most:
                raise TooMany
            column = column_of(self.market, team, stock, first, path)
            key = column.days if self._by_day_matters else column.companies
            cost = self._cost(column)
            kept = best.setdefault(key, [])
            if any(all(a <= b for a, b in zip(other, cost, strict=True)) for other, _ in kept):
                continue
            best[key] = [
                (other, c) for other, c in kept if not all(a <= b for a, b in zip(cost, other, strict=True))
            ]
            best[key].append((cost, column))
        return [column for kept in best.values() for _, column in kept]

    def _cost(self, column: Column) -> Cost:
        """What a trip costs whoever goes: fare per head, minutes, lodging by rank."""
        instance = self.market.instance
        lodging = (sum(instance.lodging_cny(night, rank) for night in column.nights) for rank in range(1, 6))
        return (column.fare_cny, column.minutes, *lodging)

    def _paths(self, team: Team, stock: int, first: int, length: int) -> Iterator[Path]:
        s = self.market.stocks[stock]
        base = s.land.bases.index(team.base)
        yield from self._extended(team, s, first, length, base, [], base)

    def _extended(
        self, team: Team, s: Stock, first: int, length: int, base: int, steps: list[_Step], place: int
    ) -> Iterator[Path]:
        if len(steps) == length:
            if any(step.companies for step in steps):
                nights = tuple(step.end for step in steps[:-1])
                yield Path(0.0, nights, tuple(step.record for step in steps))
            return
        met = frozenset[int]().union(*(step.companies for step in steps))
        last = len(steps) == length - 1
        for step in self._steps(team, s, first + len(steps), base, place, last, bool(steps)):
            if not step.companies & met:
                yield from self._extended(team, s, first, length, base, [*steps, step], step.end)

    def _steps(
        self, team: Team, s: Stock, day: int, base: int, place: int, last: bool, under_way: bool
    ) -> Iterator[_Step]:
        bases, padding = len(s.land.bases), len(s.land.companies)
        hotels = range(bases, s.places)
        if under_way and last and s.home[day, base, place - bases]:
            yield _Step(EMPTY, base, frozenset())
        if not under_way and not last:
            yield from (_Step(EMPTY, e, frozenset()) for e in hotels if s.out[day, base, e - bases])
        for segment in range(int(s.day_begin[day]), int(s.day_begin[day + 1])):
            if s.start[segment] != place or team.rank > s.rank[segment] or s.heads[segment] & ~team.heads:
                continue
            mask = int(s.ends[segment])
            ends = [e for e in ((base,) if last else hotels) if mask >> e & 1]
            for record in range(int(s.begin[segment]), int(s.begin[segment + 1])):
                companies = frozenset(int(c) for c in s.members[record] if c != padding)
                yield from (_Step(record, e, companies) for e in ends)
