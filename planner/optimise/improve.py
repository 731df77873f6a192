"""Improve a solution by taking some of its trips back and putting together anew what they leave free.

Large neighbourhood search (Shaw 1998) whose repair is price and branch: column generation on what is left
until it rises no more, then the best whole choice among the columns whose reduced cost allows a gain. Every
column ever priced stays in the pool.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.generation import Reach
from planner.optimise.neighbourhoods import TURNS, Neighbourhoods, Way
from planner.optimise.programme import Effort
from planner.optimise.relaxation import Relaxation
from planner.optimise.reshape import without
from planner.optimise.residual import Residual
from planner.optimise.schedule import penalties

PRICINGS = 8
PATIENCE = 2  # a column may have to wait for another that it goes with
RICH = Reach(each=4, a_week=12)  # columns for whole numbers, which the relaxation has no use for
RICH_SHARE = 0.5  # of what can still be gained a column may lack
MOST = Effort(columns=1_000, nodes=60)
HARDER = 1.25  # so many times the effort where the fewest trips were too hard, or nothing gained for a turn


class Start(NamedTuple):
    """What rounds begin with: so many trips are taken back, with so much effort put together."""

    size: int
    effort: Effort


STEADY = Start(12, Effort(columns=600, nodes=30))
BRISK = Start(8, Effort(columns=300, nodes=10))  # many companies, little time: more rounds, not better ones


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
        """The columns with every company kept in one trip only: where the others lose least without it.

        A trip that cannot do without it, since a day in its middle would be empty, is lost whole if another
        keeps it; a trip that is left with nobody is no loss but of its points.
        """
        single = list(columns)
        for company, count in sorted(Counter(c for column in columns for c in column.companies).items()):
            if count > 1:
                holders = [n for n, column in enumerate(single) if company in column.companies]
                choices = [self._kept_by(single, holders, keeper, company) for keeper in holders]
                single = max(choices, key=lambda choice: choice[0])[1] if choices else single
        return single

    def _kept_by(
        self, columns: Sequence[Column], holders: Sequence[int], keeper: int, company: int
    ) -> tuple[float, list[Column]]:
        """What the holders bring when only ``keeper`` meets the company, and all columns then."""
        points, found = 0.0, list[Column]()
        for number, column in enumerate(columns):
            lost = number in holders and number != keeper
            thin = without(self.market, column, {company}) if lost else column
            found += [thin] if thin is not None else []
            points += self.relaxation.true_points(thin) if thin is not None and number in holders else 0.0
        return points, found


class Attempt(NamedTuple):
    """What came of a round: whole trips (None if there are none as good), and whether it was hard or easy.

    ``easy`` says that more trips could be taken back, ``hard`` that fewer should be.
    """

    columns: list[Column] | None
    easy: bool
    hard: bool


class Improve:
    """Rounds of taking back and putting together again; keeps the best.

    As many rounds run side by side as there are ``residuals``, each on a thread and a relaxation of its own,
    from the same solution and with other trips taken back; what they find is put together. ``lack`` says what
    a trip earns less than its prices ask for (:class:`Neighbourhoods`). ``remaining`` tells how many seconds
    are left for the search, None if nobody counts them. ``start`` says how big the first rounds are.
    """

    def __init__(
        self,
        judge: Judge,
        residuals: Sequence[Residual],
        seed: int,
        lack: Callable[[Column], float],
        remaining: Callable[[], float | None],
        start: Start = STEADY,
    ) -> None:
        self.judge, self.residuals, self.remaining = judge, residuals, remaining
        self.neighbourhoods = Neighbourhoods(lack, seed, start.size)
        self.best: list[Column] = []
        self.points = float("-inf")
        self._effort, self._idle = start.effort, 0

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
        with ThreadPoolExecutor(len(self.residuals)) as pool:
            while going() and (rounds is None or number < rounds):
                count = len(self.residuals) if rounds is None else min(len(self.residuals), rounds - number)
                chosen = self.neighbourhoods.next(count, self.best)
                tasks = zip(self.residuals, (freed for _, freed in chosen), strict=False)
                attempts = list(pool.map(lambda task: self._attempt(*task), tasks))
                self._take([way for way, _ in chosen], attempts)
                number += count
                tell()

    def _attempt(self, residual: Residual, freed: list[Column]) -> Attempt:
        """Take ``freed`` back and put together anew."""
        relaxation, gone = residual.relaxation, {column.key for column in freed}
        relaxation.add(self.best)
        with residual.beside([column for column in self.best if column.key not in gone]):
            if not _converged(residual) or relaxation.value < self.points + 0.5:
                return Attempt(None, easy=True, hard=False)
            least = RICH_SHARE * (self.points - relaxation.value)
            if residual.price(RICH._replace(least=least)) and not relaxation.solve():
                return Attempt(None, easy=True, hard=False)
            found = relaxation.whole(self.best, self.points, self._effort, self.remaining())
            if found is None:
                return Attempt(None, easy=False, hard=True)
            columns = [relaxation.columns[number] for number in found.chosen]
            return Attempt(columns, easy=found.proven, hard=not found.proven)

    def _take(self, ways: Sequence[Way], attempts: Sequence[Attempt]) -> None:
        """Keep the best that was found, or all of it together; next time take more or fewer trips back."""
        before = self.best
        found = [attempt.columns for attempt in attempts if attempt.columns is not None]
        better = [self.offer(columns) for columns in found]
        if len(found) > 1 and any(better):
            self.offer(self.residuals[0].fitting(_together(before, found)))
        gained = self.best is not before
        self._idle = 0 if gained else self._idle + len(attempts)
        for way, attempt in zip(ways, attempts, strict=True):
            if attempt.hard and not self.neighbourhoods.fewer(way):
                self._effort = _harder(self._effort)
            elif attempt.easy and not gained:
                self.neighbourhoods.more(way)
        if self._idle >= len(TURNS):
            self._effort, self._idle = _harder(self._effort), 0


def _harder(effort: Effort) -> Effort:
    """Some more effort, up to the most."""
    columns, nodes = (int(HARDER * part) for part in effort)
    return Effort(min(MOST.columns, columns), min(MOST.nodes, nodes))


def _converged(residual: Residual) -> bool:
    """Price and solve until the relaxation of what is left rises no more; False if it has no optimum."""
    relaxation, idle = residual.relaxation, 0
    if not relaxation.solve():
        return False
    for _ in range(PRICINGS):
        before = relaxation.value
        if not residual.price():
            break
        if not relaxation.solve():
            return False
        idle = 0 if relaxation.value > before + 0.5 else idle + 1
        if idle == PATIENCE:
            break
    return True


def _together(before: Sequence[Column], found: Sequence[Sequence[Column]]) -> list[Column]:
    """The trips that nobody took back for good, and all new ones."""
    kept = {column.key for column in before}.intersection(*({c.key for c in columns} for columns in found))
    old = {column.key for column in before}
    new = {column.key: column for columns in found for column in columns if column.key not in old}
    return [column for column in before if column.key in kept] + list(new.values())
