"""Improve a solution by taking some of its trips back and diving again for what they leave free.

Large neighbourhood search (Shaw 1998) whose repair is a dive of the same relaxation: every column ever priced
stays in the pool.
"""

import random
from collections.abc import Callable, Sequence

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column, visit_points
from planner.optimise.dive import Dive
from planner.optimise.relaxation import Relaxation
from planner.optimise.reshape import without
from planner.optimise.schedule import penalties


class Judge:
    """What a set of columns is worth as far as heads decide it: everything but staff and movable events."""

    def __init__(self, relaxation: Relaxation, bounder: Bounder) -> None:
        self.relaxation, self.bounder, self.market = relaxation, bounder, bounder.market

    def points(self, columns: Sequence[Column]) -> float:
        """Points of ``columns``, a company met twice counted once, where it is worth most."""
        market, instance = self.market, self.market.instance
        single = self.deduplicated(columns)
        total = sum(self.relaxation.true_points(column) for column in single)
        met = {company for column in single for company in column.companies}
        for group in market.limits.coverage:
            total += sum(group.steps[: len(met & group.companies)])
        days: dict[int, int] = {}
        for column in single:
            for person in column.team.aboard:
                days[person] = days.get(person, 0) + column.length
        total -= self._staff_load(single)
        for person, count in days.items():
            used, most = int(instance.pinned_days[person]), int(instance.most_days[person])
            total -= float(penalties(instance.weights.load_steps, used, most)[count])
        return total

    def _staff_load(self, columns: Sequence[Column]) -> float:
        """The least load the staff's days can cost."""
        total, instance = 0.0, self.market.instance
        for base, steps in enumerate(self.market.limits.staff_steps):
            least = instance.base(base).least_staff
            left = sum(least * column.length for column in columns if column.team.base == base)
            for points, count in steps:
                total += points * min(left, count)
                left -= min(left, count)
        return total

    def deduplicated(self, columns: Sequence[Column]) -> list[Column]:
        """The columns with every company kept only in the trip where it brings most; empty trips go."""
        market, single = self.market, dict[int, Column | None](enumerate(columns))
        keeper: dict[int, tuple[float, int]] = {}
        for number, column in enumerate(columns):
            for company in column.companies:
                gain = self._gain(column, company)
                if company not in keeper or gain > keeper[company][0]:
                    keeper[company] = (gain, number)
        for number, column in enumerate(columns):
            lost = {c for c in column.companies if keeper[c][1] != number}
            if lost:
                single[number] = without(market, column, lost)
        return [column for column in single.values() if column is not None]

    def _gain(self, column: Column, company: int) -> float:
        k = next(k for k, day in enumerate(column.days) if company in day)
        days: tuple[tuple[int, ...], ...] = ((company,),)
        return visit_points(self.market.adjust, self.market, column.team, column.first + k, days)


class Improve:
    """Rounds of taking back and diving; keeps the best."""

    def __init__(self, judge: Judge, dive: Dive, seed: int) -> None:
        self.judge, self.dive, self.random = judge, dive, random.Random(seed)  # noqa: S311  (a search, no secret)
        self.best: list[Column] = []
        self.points = float("-inf")

    def offer(self, columns: Sequence[Column]) -> bool:
        """Keep ``columns`` if they are better than the best so far."""
        points = self.judge.points(columns)
        if points > self.points + 0.5:
            self.best, self.points = list(columns), points
            return True
        return False

    def run(self, rounds: int | None, going: Callable[[], bool], tell: Callable[[], None]) -> None:
        """So many rounds, or until ``going`` says no."""
        number = 0
        while going() and (rounds is None or number < rounds):
            number += 1
            kept = self._kept()
            self.offer(self.dive.run(kept, pricings=1))
            tell()

    def _kept(self) -> list[Column]:
        """The trips that stay, after one of three ways to choose those that go."""
        share = self.random.uniform(0.15, 0.4)
        count = max(2, round(share * len(self.best)))
        way = self.random.randrange(3)
        if way == 0 and self.best:
            centre = self.random.choice(self.best).first
            ranked = sorted(self.best, key=lambda c: (abs(c.first - centre), c.key[:3:2]))
        elif way == 1:
            leaders = sorted({c.team.leader for c in self.best})
            free = set(self.random.sample(leaders, min(4, len(leaders))))
            ranked = sorted(self.best, key=lambda c: (c.team.leader not in free, self.random.random()))
            count = min(count, sum(c.team.leader in free for c in self.best))
        else:
            ranked = self.random.sample(self.best, len(self.best))
        gone = {id(column) for column in ranked[:count]}
        return [column for column in self.best if id(column) not in gone]
