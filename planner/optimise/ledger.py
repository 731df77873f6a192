"""What a finished roster leaves of people, limits and money, and what it earns by coverage."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property

from planner.optimise.adjustments import Adjustments
from planner.optimise.columns import Column
from planner.optimise.market import Market
from planner.optimise.roster import Rostered, Staffed
from planner.optimise.staffing import Berths


class Ledger:
    """The books of a roster: everybody aboard counts, staff included."""

    def __init__(self, market: Market, rostered: Rostered) -> None:
        self.market, self.instance, self.limits = market, market.instance, market.limits
        self.rostered = rostered
        adjust: Adjustments = market.adjust
        self.away_cost = adjust.away_cost(rostered.events)
        self.free = self.instance.free.copy()
        self.left = self.instance.most_days - self.instance.pinned_days
        self.away_room = self.limits.away_room.copy()
        for event in adjust.events:
            if event.id in rostered.events:
                people = [self.instance.person_index[name] for name in event.required]
                self.free[people, rostered.events[event.id]] = False
        for staffed in rostered.trips:
            self._take(staffed)

    def _take(self, staffed: Staffed) -> None:
        people, column = crew(staffed), staffed.column
        self.left[people] -= column.length
        for row in range(len(self.limits.away)):
            counted = int(self.limits.away_member[row, people].sum())
            self.away_room[row, column.span.start : column.span.stop] -= counted
        days, rest = self.instance.days, self.instance.rules.rest_days_between_trips
        first, last = days[column.span.start], days[column.span.stop - 1]
        for n, day in enumerate(days):
            if (first - day).days <= rest and (day - last).days <= rest:
                self.free[people, n] = False

    @cached_property
    def met(self) -> frozenset[int]:
        """Companies met, pinned trips included."""
        trips = (staffed.column.companies for staffed in self.rostered.trips)
        return frozenset[int]().union(*trips) | self.instance.pinned_companies

    @cached_property
    def _covered(self) -> list[int]:
        """How many companies of each coverage group are met besides those of pinned trips."""
        met = self.met - self.instance.pinned_companies
        return [len(met & group.companies) for group in self.limits.coverage]

    def coverage_gained(self, gone: AbstractSet[int], come: AbstractSet[int]) -> int:
        """Coverage points that are won when met companies ``gone`` give way to others that ``come``."""
        won = 0
        for group, count in zip(self.limits.coverage, self._covered, strict=True):
            after = count - len(gone & group.companies) + len(come & group.companies)
            if after != count:
                won += sum(group.steps[:after]) - sum(group.steps[:count])
        return won

    def kinds_fit(self, met: Iterable[int]) -> bool:
        """Whether no kind is met more often than allowed."""
        met = set(met) - self.instance.pinned_companies
        return all(len(met & cap.companies) <= cap.most for cap in self.limits.kinds)

    @cached_property
    def _spent(self) -> Counter[str]:
        spent = Counter[str]()
        for staffed in self.rostered.trips:
            spent[staffed.column.region] += money(self.market, staffed.column, crew(staffed))
        return spent

    def affords(self, region: str, extra_cny: int) -> bool:
        """Whether the budgets bear so much more in a region."""
        for budget in self.limits.budgets:
            if budget.region in (None, region):
                spent = self._spent.total() if budget.region is None else self._spent[region]
                if spent + extra_cny > budget.most_cny:
                    return False
        return True

    def may_go(self, people: list[int], day: int) -> bool:
        """Whether these may all be away on a further single day."""
        able, room = self._able[day], self._room[day]
        return all(able[person] for person in people) and all(
            left >= sum(member[person] for person in people)
            for left, member in zip(room, self._member, strict=True)
        )

    # Plain lists: asked a hundred thousand times for a handful of people, an array is slower.

    @cached_property
    def _able(self) -> list[list[bool]]:
        """``[day][person]``: free, with days away left."""
        able: list[list[bool]] = (self.free & (self.left > 0)[:, None]).T.tolist()
        return able

    @cached_property
    def _room(self) -> list[list[int]]:
        """``[day][row]``: how many more of the members of an away limit may be away."""
        room: list[list[int]] = self.away_room.T.tolist()
        return room

    @cached_property
    def _member(self) -> list[list[int]]:
        """``[row][person]``: 1 for a member of an away limit."""
        member: list[list[int]] = self.limits.away_member.astype(int).tolist()
        return member

    def day_cost(self, person: int, day: int) -> int:
        """What one more day away costs this person: load, and what he misses at home."""
        steps, instance = self.instance.weights.load_steps, self.instance
        used = int(instance.most_days[person]) - int(self.left[person])
        load = steps[min(used, len(steps) - 1)] if steps else 0
        return load + int(self.away_cost[person, day])


def crew(staffed: Staffed) -> list[int]:
    """Everybody aboard: heads, then staff."""
    return [*staffed.column.team.aboard, *staffed.staff]


def money(market: Market, column: Column, people: list[int]) -> int:
    """Fares and lodging of a column for these people, in yuan."""
    berths = Berths(market.instance, column)
    return column.fare_cny * len(people) + sum(berths.lodging(person) for person in people)
