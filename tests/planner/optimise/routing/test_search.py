"""The search as a whole: what it returns, when it ends, what it tells."""

from dataclasses import dataclass, field
from threading import Event, Lock

import pytest

from planner.optimise.routing import search
from planner.optimise.routing.anneal import Walk
from planner.optimise.routing.compile import copied, empty_course
from planner.optimise.routing.ground import Course
from planner.optimise.routing.search import Cooling
from planner.orienteering import Orienteering, Route, Stop, first_nights
from planner.stop import Never
from tests.brute_force.tours import best_profit
from tests.planner.optimise.routing import replay
from tests.planner.optimise.routing.doors import keep, put
from tests.planner.optimise.routing.problems import KINDS, STAR, tiny_problem
from tests.planner.optimise.routing.test_anneal import rows
from tests.planner.optimise.routing.walks import search_of
from tests.planner.stops import SecondsLeft, StopAfter


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(6))
def test_equal_seed_and_effort_give_equal_courses(kind: str, seed: int) -> None:
    problem = tiny_problem(seed, kind, stops=7)
    one, two = (search_of(problem, seed, effort=1).run() for _ in range(2))
    assert [array.tolist() for array in one] == [array.tolist() for array in two]
    replay.assert_consistent(problem, one)


def test_walks_of_one_search_and_of_other_seeds_differ() -> None:
    one, two = search_of(STAR, 1), search_of(STAR, 2)
    states = {int(item._walk(k, ()).rng[0]) for item in (one, two) for k in range(2)}
    assert len(states) == 4


def test_no_effort_is_the_empty_course() -> None:
    assert search_of(STAR, effort=0).run().tally.tolist() == [0, 0]


def test_a_problem_without_stops_is_not_searched() -> None:
    problem = Orienteering(ways=((0,),), stops=(), routes=(Route(start=0, end=0, closes=1),))
    assert search_of(problem).run().tally.tolist() == [0, 0]


def test_whoever_has_everything_stops() -> None:
    @dataclass
    class Counting(Never):
        asked: int = 0

        def stopped(self) -> bool:
            self.asked += 1
            return False

    easy = STAR.model_copy(update={"routes": (Route(start=0, end=0, closes=99),)})
    always = tuple(Stop(profit=stop.profit, windows=(((0, 99),),)) for stop in STAR.stops)
    stop = Counting()
    assert search_of(easy.model_copy(update={"stops": always}), stop=stop).run().tally[0] == 28
    assert stop.asked < 20


def test_stopped_at_once_the_course_is_empty() -> None:
    assert search_of(STAR, stop=StopAfter(0)).run().tally[0] == 0


def test_stopped_later_the_best_so_far_is_handed_over() -> None:
    found = search_of(STAR, stop=StopAfter(6)).run()
    replay.assert_consistent(STAR, found)
    assert found.tally[0] > 0


def test_seconds_end_the_search() -> None:
    found = search_of(STAR, stop=SecondsLeft(30)).run()
    replay.assert_consistent(STAR, found)
    assert found.tally[0] == best_profit(STAR)


def test_effort_counts_though_there_are_seconds() -> None:
    by_effort = search_of(STAR, 3, effort=1).run()
    assert rows(search_of(STAR, 3, stop=SecondsLeft(10_000), effort=1).run()) == rows(by_effort)
    assert search_of(STAR, 3, stop=SecondsLeft(50), effort=0).run().tally[0] == 0


@dataclass
class Listening:
    """Notes what is told, and whether two threads told at once."""

    told: list[int] = field(default_factory=list)
    busy: Lock = field(default_factory=Lock)
    together: bool = False

    def __call__(self, profit: int) -> None:
        if not self.busy.acquire(blocking=False):
            self.together = True
            return
        Event().wait(0.02)  # long enough for the other walk to come across
        self.told.append(profit)
        self.busy.release()


def test_the_best_is_told_by_one_thread_at_a_time() -> None:
    listening = Listening()
    found = search_of(STAR, tell=listening, effort=4).run()
    assert not listening.together
    assert max(listening.told) == found.tally[0]
    assert listening.told[-1] == found.tally[0]


def _walks_with_pools(problem: Orienteering, *routes: tuple[int, ...]) -> tuple[Course, list[Course], object]:
    packs = search_of(problem)
    walks = [packs._walk(k, ()) for k in range(2)]
    for number, stops in enumerate(routes):
        course = empty_course(problem)
        for p, stop in enumerate(stops):
            put(packs.ground, course, stop, 0, p)
        keep(packs.ground, course, 0, walks[number % 2].pool)
    packs._pack(walks, copied(walks[0].best), None)
    return walks[0].best, [walks[0].now, walks[0].kept], walks[1].best


def test_packing_joins_routes_of_both_walks_and_the_first_goes_on_from_there() -> None:
    best, others, _ = _walks_with_pools(STAR, (5, 6), (3, 4), (0, 6))
    replay.assert_consistent(STAR, best)
    assert best.tally[0] == 22 == best_profit(STAR)
    assert [rows(course) for course in others] == [rows(best)] * 2


def test_routes_of_unlike_hours_are_not_confused_in_packing() -> None:
    # The second route has time for one stop only: routes of two stops fit the first.
    short = STAR.model_copy(update={"routes": (STAR.routes[0], Route(start=0, end=0, closes=6))})
    best, _, _ = _walks_with_pools(short, (5, 6), (3, 4))
    replay.assert_consistent(short, best)
    assert best.tally[0] == 13
    found = search_of(short, effort=4).run()
    replay.assert_consistent(short, found)
    assert found.tally[0] == best_profit(short)


def test_between_hotels_the_second_walk_begins_again_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = tiny_problem(6, "hotels", stops=7)
    monkeypatch.setattr(search, "SHORT_ROUNDS", 100)
    monkeypatch.setattr(search, "SHORT_CHUNK", 50)
    found = search_of(problem, effort=1)  # 500 rounds
    walks = [found._walk(k, first_nights(problem) or ()) for k in range(2)]
    seen: list[tuple[float, int, list[list[int]]]] = []

    def chunk(walk: Walk, cooling: Cooling, done: float, rounds: int) -> None:
        if walk is walks[1]:
            seen.append((done, rounds, rows(walk.kept)))
        chunked(walk, cooling, done, rounds)

    chunked = found._chunk
    monkeypatch.setattr(found, "_chunk", chunk)
    monkeypatch.setattr(found, "_enough", 1 << 30)
    empty = rows(walks[1].now)
    found._cool(walks, 0, 1, None)
    assert [item[:2] for item in seen] == [
        (0.0, 50), (0.5, 50), (0.0, 50), (50 / 110, 50), (100 / 110, 50),
        (0.0, 50), (50 / 121, 50), (100 / 121, 50), (0.0, 50), (50 / 133, 50),
    ]  # fmt: skip
    assert [item[2] == empty for item in seen] == [item[0] == 0.0 for item in seen]
    assert walks[1].best.tally[0] == best_profit(problem)
