"""The search: walks on several threads cool down; between two, set packing chooses among all routes seen.

With seconds and no effort the walks cool by the seconds, and the result depends on the machine. Else they
take a number of rounds, and equal problem, seed and effort give equal tours.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import NamedTuple

import numpy as np

from planner.optimise.routing.anneal import Manner, Walk, anneal
from planner.optimise.routing.compile import copied, empty_course, grounded
from planner.optimise.routing.courses import course_of
from planner.optimise.routing.ground import Course, Ground
from planner.optimise.routing.packing import Columns, Packing, columns_of
from planner.optimise.routing.pool import empty_pool
from planner.optimise.routing.recreate import Bench
from planner.options import Options
from planner.orienteering import Orienteering, first_nights
from planner.stop import Stop

THREADS = 2
CYCLES = 2  # coolings, each followed by set packing; one where there is nothing to pack
HOT, COLD = 1.0, 0.12  # first and last temperature, in mean profits
WARM = 0.5  # first temperature of later coolings
APART = 2.5  # how much warmer than the one before each further thread ends
WAY_PRICE = 0.01  # mean profits a mean way costs: among equals the shorter
SHORT_ROUNDS, SHORT_CHUNK = 20_000, 1_000  # of the first short cooling, and between two temperatures of it
SHORT_WAY_PRICE = 0.3  # where all but a stop is served, way is what counts
FLOOR = 0.002  # mean ways added to what an insertion costs, lest free ones count without end
NOISE = 0.6
LONGEST = 10  # stops a ruin takes out at the most
POOLED = 200_000  # routes a thread remembers
PACKING_SHARE, PACKING_SECONDS = 0.06, 0.6  # of the time, at the most so much, for one packing
CHUNK_SECONDS, FIRST_CHUNK = 0.05, 50
ROUNDS_AN_EFFORT, CHUNKS = 500, 40


class Cooling(NamedTuple):
    """One annealing: temperatures in mean profits; until so many seconds are left, or for so many rounds.

    ``way_price``: mean profits that a mean way costs.
    """

    hot: float
    cold: float
    until: float
    rounds: int
    way_price: float = WAY_PRICE


class Search:
    """Searches good tours, until they have as much profit as there is, or ``enough``: a proven bound.

    ``tell`` gets the best profit whenever it may have risen, from one thread at a time.
    """

    def __init__(
        self,
        problem: Orienteering,
        options: Options,
        stop: Stop,
        tell: Callable[[int], None],
        enough: int | None = None,
    ) -> None:
        self.problem, self.options, self.stop, self.tell = problem, options, stop, tell
        self.ground: Ground = grounded(problem)
        n, g = len(problem.stops), self.ground
        self._mean_profit = max(float(g.profit.mean()), 1e-9) if n else 1.0
        # Of a single stop, or of several at one place, the ways to the depots count.
        self._mean_way = float(g.way[: max(n, 1), : max(n, 1)].mean()) or float(g.way.mean()) or 1.0
        self._packs = len(problem.routes) > 1 and not problem.hotels
        self._enough = int(g.profit.sum()) if enough is None else enough
        self._telling = Lock()
        self.columns: Columns | None = None  # the routes of the last packing

    def run(self) -> Course:
        """The best course found."""
        nights = first_nights(self.problem) or ()
        walks = [self._walk(k, nights) for k in range(THREADS)]
        cycles = CYCLES if self._packs else 1
        begun = self._seconds()
        for cycle in range(cycles):
            self._cool(walks, cycle, cycles, begun)
            best = max((walk.best for walk in walks), key=_merit)
            self._told(best)
            if best.tally[0] == self._enough or self.stop.stopped():
                return best
            if self._packs:
                self._pack(walks, best, begun)
        return max((walk.best for walk in walks), key=_merit)

    def _walk(self, number: int, nights: tuple[int, ...]) -> Walk:
        n, m, g = len(self.problem.stops), len(self.problem.routes), self.ground
        course = empty_course(self.problem, nights)
        bench = Bench(np.zeros(n, np.int64), np.zeros((n, m)), np.zeros((n, m), np.int64))
        seed = np.random.default_rng((self.options.seed, number)).integers(1, 1 << 63, dtype=np.uint64)
        pool = empty_pool(n, 1 + int(g.kind.max()), POOLED if self._packs else 0, 1)
        marked, dirty = np.zeros(n, np.int64), np.zeros(m, np.int64)
        return Walk(course, copied(course), copied(course), bench, marked, dirty, np.array([seed]), pool)

    def _cool(self, walks: list[Walk], cycle: int, cycles: int, begun: float | None) -> None:
        effort = self.options.default_rounds if self.options.effort is None else self.options.effort
        until = 0.0
        if begun is not None:
            until = begun * (1.0 - (cycle + 1) / cycles) + (
                self._packing_seconds(begun) if self._packs else 0.0
            )
        hot = HOT if cycle == 0 else WARM
        coolings = [
            Cooling(hot, COLD * APART**k, until, effort * ROUNDS_AN_EFFORT // cycles)
            for k in range(len(walks))
        ]
        with ThreadPoolExecutor(len(walks)) as threads:
            list(threads.map(self._cooled, range(len(walks)), walks, coolings))

    def _cooled(self, number: int, walk: Walk, cooling: Cooling) -> None:
        """Walk once; between hotels, where all but the last stop is soon served, others begin ever again."""
        if number and self.problem.hotels:
            self._begin_again(walk, cooling)
        else:
            self._anneal(walk, cooling)

    def _anneal(self, walk: Walk, cooling: Cooling) -> None:
        left = self._seconds()
        if left is None:
            for k in range(CHUNKS):
                if self._ends(walk):
                    return
                rounds = cooling.rounds * (k + 1) // CHUNKS - cooling.rounds * k // CHUNKS
                self._chunk(walk, cooling, k / CHUNKS, rounds)
            return
        length, rounds = max(left - cooling.until, 1e-9), FIRST_CHUNK
        while left > cooling.until and not self._ends(walk):
            self._chunk(walk, cooling, 1.0 - (left - cooling.until) / length, rounds)
            before, left = left, self._seconds() or 0.0
            rounds = max(1, int(rounds * min(2.0, CHUNK_SECONDS / max(before - left, 1e-4))))

    def _begin_again(self, walk: Walk, cooling: Cooling) -> None:
        """One short cooling after the other, each from nothing, and a tenth longer than the one before."""
        empty, spent, rounds = copied(walk.now), 0, SHORT_ROUNDS
        short = cooling._replace(cold=COLD, way_price=SHORT_WAY_PRICE)
        while True:
            for done in range(0, rounds, SHORT_CHUNK):
                left = self._seconds()
                step = SHORT_CHUNK if left is not None else min(SHORT_CHUNK, cooling.rounds - spent)
                if self._ends(walk) or step <= 0 or (left is not None and left <= cooling.until):
                    return
                self._chunk(walk, short, done / rounds, step)
                spent += step
            for course in (walk.now, walk.kept):
                for target, source in zip(course, empty, strict=True):
                    target[...] = source
            rounds += rounds // 10

    def _ends(self, walk: Walk) -> bool:
        """Whether nothing is left to gain (so of a problem without stops) or the work is stopped."""
        return bool(walk.best.tally[0] == self._enough) or self.stop.stopped()

    def _seconds(self) -> float | None:
        """Seconds left to cool by; None if rounds are counted."""
        return None if self.options.effort is not None else self.stop.remaining_seconds()

    def _told(self, best: Course) -> None:
        with self._telling:
            self.tell(int(best.tally[0]))

    def _chunk(self, walk: Walk, cooling: Cooling, done: float, rounds: int) -> None:
        temperature = cooling.hot * (cooling.cold / cooling.hot) ** done * self._mean_profit
        price = cooling.way_price * self._mean_profit / self._mean_way
        manner = Manner(temperature, price, NOISE, FLOOR * self._mean_way, LONGEST, self._packs)
        if anneal(self.ground, walk, manner, rounds):
            self._told(walk.best)

    def _packing_seconds(self, begun: float) -> float:
        return min(PACKING_SECONDS, PACKING_SHARE * begun)

    def _pack(self, walks: list[Walk], best: Course, begun: float | None) -> None:
        """Choose among all routes; what is better becomes where the first walk stands."""
        packing = Packing(self.ground, columns_of([walk.pool for walk in walks]))
        self.columns = packing.columns
        seconds = None if begun is None else 0.7 * self._packing_seconds(begun)
        chosen = packing.better_than(int(best.tally[0]), seconds)
        if chosen is not None:
            routes = [(int(packing.columns.kind[k]), packing.columns.of(k)) for k in chosen]
            packed = course_of(self.problem, self.ground, routes)
            best = max((best, packed), key=_merit)
        for course in (walks[0].now, walks[0].kept, walks[0].best):
            for target, source in zip(course, best, strict=True):
                target[...] = source
        self._told(best)


def _merit(course: Course) -> tuple[int, int]:
    """What makes a course better: profit, then less way."""
    return int(course.tally[0]), -int(course.tally[1])
