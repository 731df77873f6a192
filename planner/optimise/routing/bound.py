"""A profit that no tours exceed, proven: the least of every bound that the work allowed comes to.

First the knapsack. Then the Lagrangian: coarse, at prices that a subgradient or the routes of a search
suggest; then with ng-routes, by labelling and column generation. For one route the memory grows until its
best is elementary: that is the optimum. Every value on the way is a bound, so that work may end at any time
(docs/method.md).
"""

from typing import NamedTuple

import numpy as np

from planner.optimise.routing.budget import Budget
from planner.optimise.routing.explore import CELLS_A_STEP, MOMENTS, Exploration, Way
from planner.optimise.routing.ground import INF, Ground
from planner.optimise.routing.knapsack import in_steps, knapsack_bound, profit_step
from planner.optimise.routing.lagrange import Lagrangian, Prices
from planner.optimise.routing.master import Master
from planner.optimise.routing.memory import extended, nearest
from planner.optimise.routing.packing import Columns
from planner.optimise.routing.single import settled
from planner.optimise.routing.subgradient import Evaluation, descended
from planner.orienteering import Orienteering, Proof
from planner.stop import Never, Stop

NEIGHBOURS = 6  # a stop remembers to begin with
COARSE, FIRST_COARSE = (
    60,
    15,
)  # evaluations without labels: where nothing else gives prices, and where routes do
COARSE_MOMENTS = 200  # a grid for direction, not for the last unit
FINE, FINE_MOMENTS = 100, 300  # evaluations with labels, and the grid before them
FADING = (1.0, 0.6, 0.3, 0.1, 0.0)  # of the prices, while one route is settled
MIXED, UNMIXED = 0.6, 6  # how much of the best prices stays in the next; every so many times nothing
FILLING = 0.7  # of the seconds are left when the routes of a search have had their time
TAKEN = 40  # ways a sweep gives the master
CLOSE = 0.3  # a bound is as good as the master's value
SWEEP = 0.15  # of the work left, for one sweep
TRIES = 3  # of a sweep that takes too long, each aiming half as far
WHOLE, SLIGHT = 1e-6, 1e-7  # profits come in steps: what is less than so much above one is that one
RELATIVE = 1e-13  # what sums of some hundred terms may lose
STEPS = 200_000_000


class Proven(NamedTuple):
    """No tours bring more than ``bound``, as ``by`` says.

    ``way``: the stops of the one route that brings it, if that is news.
    """

    bound: int
    by: Proof
    way: tuple[int, ...] | None = None


def proven_bound(
    problem: Orienteering,
    ground: Ground,
    incumbent: int,
    columns: Columns | None = None,
    stop: Stop | None = None,
    seconds: float | None = None,
    steps: int = STEPS,
    quick: bool = False,
) -> Proven:
    """Prove a bound, never above that of the knapsack.

    ``incumbent`` is the best profit known: work ends where it is proven best.
    ``columns``: routes of a search, for the first prices. ``seconds`` of ``stop`` may be used; without them
    ``steps`` of work, the same on every machine. ``quick``: of one route only what is likely to come soon.
    """  # fmt: skip
    knapsack = knapsack_bound(problem)
    if knapsack <= incumbent or not problem.stops:
        return Proven(knapsack, Proof.KNAPSACK)
    bounding = Bounding(problem, ground, knapsack, incumbent, Budget(stop or Never(), seconds, steps))
    if len(problem.routes) == 1:
        way = bounding.single(quick)
        if way is not None:
            return Proven(int(ground.profit[list(way)].sum()), Proof.LABELS, way)
    elif columns is not None and len(columns.profit):
        bounding.generate(columns)
    else:
        bounding.descend()
    least = in_steps(_whole(bounding.least), profit_step(problem))
    return Proven(max(incumbent, least), bounding.by)


class Bounding:
    """Lowers ``least``, a bound in fractions; ``by`` is what proves it."""

    def __init__(
        self, problem: Orienteering, ground: Ground, knapsack: int, incumbent: int, budget: Budget
    ) -> None:
        n, routes = len(problem.stops), problem.routes
        ends = np.array([[n + route.start, n + route.end] for route in routes])
        chained = (n + routes[0].start, n + routes[-1].end) if problem.hotels else None
        self.ground, self.budget, self._ends = ground, budget, ends
        self.lagrangian = Lagrangian(ground, chained, ends)
        self.memory = nearest(self.lagrangian.legs, n, NEIGHBOURS)
        self.target = incumbent + profit_step(problem) - WHOLE
        self.least, self.by = float(knapsack), Proof.KNAPSACK
        self.free = Prices(np.zeros(n), np.zeros(len(ground.room)))

    @property
    def done(self) -> bool:
        """Whether nothing is left to prove, or no work."""
        return self.least <= self.target or self.budget.over()

    def single(self, quick: bool) -> tuple[int, ...] | None:
        """Settle one route without prices; then, unless it is to be quick, with prices that fade.

        Returns the best there is, if it came to light.
        """
        way = self._settle(self.free, True)
        if way is not None or self.done or quick:
            return way
        _, best = descended(self.lagrangian, self.free, self.target, COARSE, self._coarse)
        for part in FADING:
            way = self._settle(Prices(best.stop * part, best.room), False)
            if way is not None or self.done:
                return way
        return None

    def _settle(self, prices: Prices, quick: bool) -> tuple[int, ...] | None:
        lines = self._explored(prices, MOMENTS)
        if lines is None:
            return None
        line = lines[0]
        known = max(0.0, self.target - self.lagrangian.constant(prices))  # an empty route brings nothing
        way = settled(line, self.memory, known, self.budget, quick)
        self._lowered(prices, lines, Proof.LABELS)
        if way is None or prices.stop.any() or prices.room.any():
            return None
        route = way[0]
        fits = bool((self.ground.takes[route].sum(axis=0) <= self.ground.room).all())
        news = self.ground.profit[route].sum() >= self.least - SLIGHT
        return tuple(route) if fits and news and self._in_time(route) else None

    def _in_time(self, route: list[int]) -> bool:
        """Whether the first route can really run so: legs between labels may lead over other stops."""
        g, (start, end) = self.ground, self._ends[0].tolist()
        now, here, calendar = int(g.begin[0]), start, int(g.calendar[0])
        for stop in route:
            arrival = now + int(g.leave[here, stop])
            windows = zip(g.opens[calendar, stop], g.closes[calendar, stop], strict=True)
            now = min((max(arrival, int(first)) for first, last in windows if arrival <= last), default=INF)
            here = stop
        return now + int(g.leave[here, end]) <= int(g.finish[0])

    def descend(self) -> None:
        """Subgradients alone, coarse and then with labels."""
        _, best = descended(self.lagrangian, self.free, self.target, COARSE, self._coarse)
        if not self.done:
            descended(self.lagrangian, best, self.target, FINE, self._fine)

    def generate(self, columns: Columns) -> None:
        """Column generation, beginning with the routes of a search; prices are smoothed (Wentges 1997)."""
        master = Master(self.lagrangian)
        end = FILLING * self.budget.seconds()
        master.fill(columns, lambda: self.budget.over() or self.budget.seconds() < end < np.inf)
        dual = master.prices()
        if dual is None:
            return self.descend()
        _, best = descended(self.lagrangian, dual, self.target, FIRST_COARSE, self._coarse)
        value = np.inf
        for turn in range(FINE):
            if dual is None or self.done:
                break
            mixed = turn % UNMIXED != UNMIXED - 1
            prices = _mixed(best, dual) if mixed else dual
            bound, whole, ways = self._generated(prices)
            if bound == np.inf:
                break
            if bound < value:
                value, best = bound, prices
            fresh = [master.add(k, way) for k, way in ways]
            if whole and (value - master.value < CLOSE or not (any(fresh) or mixed)):
                if not sum(extended(self.memory, way) for _, way in ways):
                    break
                master.forget(self.memory)
                value, best = np.inf, prices
            dual = master.prices()
        return None

    def _generated(self, prices: Prices) -> tuple[float, bool, list[tuple[int, Way]]]:
        """The bound at prices, whether every line was seen whole, and the best ways with their lines.

        There is no bound, so an infinite one, where there is no time for it.
        """
        lines = self._explored(prices, FINE_MOMENTS)
        if lines is None:
            return np.inf, False, []
        whole = True
        ways: list[tuple[int, Way]] = []
        for k, line in enumerate(lines):
            found = self._swept(prices, line)
            whole = whole and found is not None
            ways.extend((k, way) for way in found or ())
        return self._lowered(prices, lines, Proof.LABELS), whole, ways

    def _swept(self, prices: Prices, line: Exploration) -> list[Way] | None:
        """Label a line; None if not all was seen.

        Returns the best ways that bring more than none, or than the target leaves for each line.
        """
        share = (self.target - self.lagrangian.constant(prices)) / sum(self.lagrangian.counts)
        aim = max(0.0, share)
        for _ in range(TRIES):
            before = line.steps
            work = int(SWEEP * self.budget.steps())
            whole = line.upper <= aim or line.refine(self.memory, aim, work, self.budget.over)
            self.budget.took(line.steps - before)
            if whole:
                return line.found(aim, TAKEN)
            if self.budget.over():
                return None
            aim = (aim + line.upper) / 2
        return None

    def _explored(self, prices: Prices, moments: int) -> list[Exploration] | None:
        """Every line at prices, as yet on the grid alone; None if there is no time for that."""
        if not self.budget.affords(self.lagrangian.cells(prices, moments) // CELLS_A_STEP):
            return None
        lines = self.lagrangian.explored(prices, moments)
        self.budget.took(sum(line.steps for line in lines))
        self._lowered(prices, lines, Proof.GRID)
        return lines

    def _lowered(self, prices: Prices, lines: list[Exploration], by: Proof) -> float:
        """The bound at prices, which counts if it is the least so far."""
        bound = self.lagrangian.value(prices, lines)
        if bound < self.least:
            self.least, self.by = bound, by
        return bound

    def _coarse(self, prices: Prices) -> Evaluation | None:
        if self.done:
            return None
        lines = self._explored(prices, COARSE_MOMENTS)
        if lines is None:
            return None
        ways = [line.sketch() if line.slope > 0.0 else [] for line in lines]
        bound = self._lowered(prices, lines, Proof.GRID)
        slopes = (
            count * max(0.0, line.slope) for count, line in zip(self.lagrangian.counts, lines, strict=True)
        )
        return Evaluation(bound, self.lagrangian.constant(prices) + sum(slopes), *self.lagrangian.slack(ways))

    def _fine(self, prices: Prices) -> Evaluation | None:
        if self.done:
            return None
        lines = self._explored(prices, FINE_MOMENTS)
        if lines is None:
            return None
        ways = [next(iter(self._swept(prices, line) or ()), []) for line in lines]
        bound = self._lowered(prices, lines, Proof.LABELS)
        return Evaluation(bound, bound, *self.lagrangian.slack(ways))


def _whole(value: float) -> int:
    """The largest profit that ``value`` does not rule out, arithmetic in floating point granted."""
    return int(np.floor(value + SLIGHT + RELATIVE * abs(value)))


def _mixed(best: Prices, dual: Prices) -> Prices:
    return Prices(*(MIXED * old + (1.0 - MIXED) * new for old, new in zip(best, dual, strict=True)))
