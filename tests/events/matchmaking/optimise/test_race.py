import pytest

from events.matchmaking.optimise.goal import FewGaps, ManyPoints
from events.matchmaking.optimise.incumbent import Incumbent
from events.matchmaking.optimise.instance import Instance, instance_of
from events.matchmaking.optimise.neighbourhoods import NeighbourhoodSearch
from events.matchmaking.optimise.proof import ProofSearch
from events.matchmaking.optimise.race import race
from planner.stop import Never
from tests.events.matchmaking.days import day_of, drawn_day, request


def _told(_: int | None, __: int | None) -> None:
    pass


def _instance() -> Instance:
    """Everybody of five meets everybody in six slots: nobody is idle but now and then."""
    pairs = [one + other for one in "abcde" for other in "abcde" if one < other]
    day = day_of(*(request(pair) for pair in pairs), slots=6, morning_slots=3, hold_all=True)
    return instance_of(day, day.requests)


def test_both_searches_and_either_alone_find_the_same_least_gaps() -> None:
    found = []
    for effort in (None, 3):
        incumbent = Incumbent(_told)
        race(FewGaps(_instance()), incumbent, 1, effort, Never())
        found.append((incumbent.cost, incumbent.bound))
    alone = Incumbent(_told)
    ProofSearch(FewGaps(_instance()), alone, 1, 5.0).run()
    assert [*found, (alone.cost, alone.bound)] == [(alone.bound, alone.bound)] * 3


def test_the_search_from_above_comes_down_to_the_bound() -> None:
    proven = Incumbent(_told)
    ProofSearch(FewGaps(_instance()), proven, 1, 5.0).run()
    descent = Incumbent(_told)
    NeighbourhoodSearch(FewGaps(_instance()), descent, 1, 60).run()
    assert descent.cost == proven.bound


@pytest.mark.parametrize("seed", range(6))
def test_a_model_costs_what_its_timetable_does(seed: int) -> None:
    day = drawn_day(seed, hold_all=False)
    plain = instance_of(day, day.requests)
    incumbent = Incumbent(_told)
    goal = ManyPoints(plain)
    ProofSearch(goal, incumbent, 1, 5.0).run()
    if incumbent.slots is not None:
        assert incumbent.cost == goal.cost(incumbent.slots) == incumbent.bound


def test_what_fails_in_a_search_fails_the_race(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ProofSearch, "run", broken)
    with pytest.raises(ZeroDivisionError):
        race(FewGaps(_instance()), Incumbent(_told, bound=-1), 1, None, Never())


def test_an_incumbent_takes_what_is_better_and_tells_of_it() -> None:
    heard: list[tuple[int | None, int | None]] = []
    best = Incumbent(lambda cost, bound: heard.append((cost, bound)))
    assert [best.offer((1,), 5), best.offer((2,), 5), best.offer((3,), 4)] == [True, False, True]
    for bound in (3, 2, 4):
        best.raise_bound(bound)
    assert (best.slots, best.closed) == ((3,), True)
    assert heard == [(5, 0), (4, 0), (4, 3), (4, 4)]
