"""Which trips a round takes back: neighbours of one drawn by what it lacks; more or fewer after each."""

from collections import Counter
from functools import cache

import pytest

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.greedy import Greedy
from planner.optimise.neighbourhoods import LEAST_SIZE, TURNS, Neighbourhoods, Way
from planner.optimise.relaxation import Relaxation
from tests.planner.optimise.test_search import _generated

FEW = 3


@cache
def _generation() -> tuple[Bounder, Relaxation]:
    return _generated()[:2]


def _columns(count: int = 40) -> list[Column]:
    columns = _generation()[1].columns[:count]
    assert len(columns) == count
    return columns


def _of_size(size: int, columns: list[Column], lacking: Column | None = None) -> Neighbourhoods:
    chosen = Neighbourhoods(lambda c: 1e9 if lacking is not None and c.key == lacking.key else 0.0, 1, size)
    assert len(columns) > 2 * size  # so that two rounds find trips of their own
    return chosen


def test_rounds_side_by_side_take_other_trips_back_each_in_the_turn_of_its_way() -> None:
    columns = _columns()
    chosen = _of_size(FEW, columns)
    rounds = [pair for _ in range(3) for pair in chosen.next(2, columns)]
    assert [way for way, _ in rounds] == list(TURNS)
    assert [len(freed) for _, freed in rounds] == [FEW] * 6
    for one, other in zip(rounds[::2], rounds[1::2], strict=True):
        assert not {c.key for c in one[1]} & {c.key for c in other[1]}


def test_a_trip_is_taken_back_far_more_often_if_it_lacks_nearly_everything() -> None:
    columns = _columns()

    def times(lacking: Column | None) -> int:
        chosen = _of_size(FEW, columns, lacking)
        rounds = (freed for _ in range(100) for _, freed in chosen.next(1, columns))
        return sum(columns[7].key in {c.key for c in freed} for freed in rounds)

    assert times(columns[7]) > 3 * times(None)


def test_where_nothing_lacks_every_trip_is_taken_back_sooner_or_later() -> None:
    columns = _columns(20)
    chosen = _of_size(FEW, columns)
    taken = Counter(c.key for _ in range(200) for _, freed in chosen.next(1, columns) for c in freed)
    assert taken.keys() == {c.key for c in columns}


def test_a_neighbourhood_in_time_is_the_trips_that_begin_nearest() -> None:
    columns = _columns()
    chosen = _of_size(FEW, columns, lacking=columns[0])
    chosen._turn = TURNS.index(Way.TIME)
    ((_, freed),) = chosen.next(1, columns)
    far = sorted(abs(c.first - columns[0].first) for c in columns)
    assert sorted(abs(c.first - columns[0].first) for c in freed) == far[:FEW]


def test_of_no_trips_none_is_taken_back() -> None:
    assert Neighbourhoods(lambda _: 0.0, 1, 8).next(2, []) == [(Way.LEADERS, []), (Way.TIME, [])]


def test_sizes_grow_one_by_one_and_shrink_by_twos_to_the_least() -> None:
    chosen = Neighbourhoods(lambda _: 0.0, 1, 12)
    chosen.more(Way.TIME)
    assert chosen.sizes == {Way.LEADERS: 12, Way.TIME: 13, Way.REGION: 12}
    answers = [chosen.fewer(Way.REGION) for _ in range(4)]
    assert (answers, chosen.sizes[Way.REGION]) == ([True, True, True, False], LEAST_SIZE)


def test_what_trips_lack_and_what_is_unsold_is_what_a_choice_falls_short_of_the_relaxation() -> None:
    bounder, relaxation = _generation()
    lack = relaxation.lack()
    used = [c for c, share in zip(relaxation.columns, relaxation.values, strict=True) if share > 1e-6]
    assert len(used) > 0
    assert [lack(column) for column in used] == [pytest.approx(0.0, abs=1e-4)] * len(used)
    chosen = Greedy(Relaxation(bounder.market, bounder.away_cost, bounder.free), bounder, lambda: True).run()
    assert min(map(lack, chosen)) >= 0.0
    short = relaxation.value - sum(map(relaxation.true_points, chosen))
    assert sum(map(lack, chosen)) <= short + 1e-3


def test_before_the_relaxation_is_solved_nothing_is_known_to_lack() -> None:
    bounder, _ = _generation()
    relaxation = Relaxation(bounder.market, bounder.away_cost, bounder.free)
    assert relaxation.lack()(_columns(1)[0]) == 0.0
