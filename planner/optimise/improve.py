"""Improve a solution by taking some of its trips back and putting together anew what they leave free.

Large neighbourhood search (Shaw 1998) whose repair is price and branch: column generation on what is left
until it rises no more, then the best whole choice among the columns whose reduced cost allows a gain. Every
column ever priced stays in the pool.
"""

import random
from collections.abc import Callable, Sequence
from enum import Enum

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column, visit_points
from planner.optimise.programme import Effort
from planner.optimise.relaxation import Relaxation
from planner.optimise.reshape import without
from planner.optimise.residual import Residual
from planner.optimise.schedule import penalties

FIRST_SIZE, LEAST_SIZE = 12, 6  # trips taken back
FREED_LEADERS = 3
PRICINGS = 8
PATIENCE = 2  # a column may have to wait for another that it goes with
EFFORT = Effort(columns=800, nodes=20)


class Way(Enum):
    """How the trips that go are chosen: those of some leaders, near in time, or of a region near in time."""

    LEADERS = 1
    TIME = 2
    REGION = 3


TURNS = (Way.LEADERS, Way.TIME, Way.LEADERS, Way.TIME, Way.LEADERS, Way.REGION)


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
    """Rounds of taking back and putting together again; keeps the best.

    ``remaining`` tells how many seconds are left for the search, None if nobody counts them.
    """

    def __init__(
        self, judge: Judge, residual: Residual, seed: int, remaining: Callable[[], float | None]
    ) -> None:
        self.judge, self.residual, self.remaining = judge, residual, remaining
        self.random = random.Random(seed)  # noqa: S311  (a search, no secret)
        self.best: list[Column] = []
        self.points = float("-inf")
        self._sizes = dict.fromkeys(Way, FIRST_SIZE)

    def offer(self, columns: Sequence[Column]) -> bool:
        """Keep ``columns`` if they are better than the best so far."""
        points = self.judge.points(columns)
        if points > self.points + 0.5:
            self.best, self.points = self.judge.deduplicated(columns), points
            return True
        return False

    def run(self, rounds: int | None, going: Callable[[], bool], tell: Callable[[], None]) -> None:
        """So many rounds, or until ``going`` says no."""
        number = 0
        while going() and (rounds is None or number < rounds):
            self._round(TURNS[number % len(TURNS)])
            number += 1
            tell()

    def _round(self, way: Way) -> None:
        """Take some trips back and put together anew; next time fewer or more, as this was hard or easy."""
        relaxation = self.residual.relaxation
        relaxation.add(self.best)
        with self.residual.beside(self._kept(way)):
            if not self._converged() or relaxation.value < self.points + 0.5:
                self._sizes[way] += 1
                return
            found = relaxation.whole(self.best, self.points, EFFORT, self.remaining())
            if found is None or not found.proven:
                self._sizes[way] = max(LEAST_SIZE, self._sizes[way] - 1)
            better = found is not None and self.offer([relaxation.columns[n] for n in found.chosen])
            if found is not None and found.proven and not better:
                self._sizes[way] += 1

    def _converged(self) -> bool:
        """Price and solve until the relaxation of what is left rises no more; False if it has no optimum."""
        relaxation = self.residual.relaxation
        if not relaxation.solve():
            return False
        idle = 0
        for _ in range(PRICINGS):
            before = relaxation.value
            if not self.residual.price():
                break
            if not relaxation.solve():
                return False
            idle = 0 if relaxation.value > before + 0.5 else idle + 1
            if idle == PATIENCE:
                break
        return True

    def _kept(self, way: Way) -> list[Column]:
        """The trips that stay: others go by what they share, the rest of their number at random."""
        if not self.best:
            return []
        centre = self.random.choice(self.best)
        if way is Way.TIME:
            far = {id(c): abs(c.first - centre.first) for c in self.best}
        elif way is Way.REGION:
            far = {id(c): 1_000 * (c.stock != centre.stock) + abs(c.first - centre.first) for c in self.best}
        else:
            leaders = sorted({c.team.leader for c in self.best})
            free = set(self.random.sample(leaders, min(FREED_LEADERS, len(leaders))))
            far = {id(c): 0 if c.team.leader in free else 1 + self.random.randrange(1_000) for c in self.best}
        ranked = sorted(self.best, key=lambda c: (far[id(c)], c.key[:3:2]))
        return ranked[min(self._sizes[way], len(ranked)) :]
