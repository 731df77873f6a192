"""What the solver is made of: the start, annealing, the exact model, the proof."""

import numpy as np
import pytest

from events.seating.banquet import Banquet
from events.seating.optimise.annealing import annealed
from events.seating.optimise.assign import assign
from events.seating.optimise.conflict import impossible_core
from events.seating.optimise.fewest_moves import fewest_moves
from events.seating.optimise.instance import Instance, Ints, instance_of
from events.seating.optimise.model import Outcome, TableModel
from events.seating.optimise.start import count_at_odds, first_assignment
from events.seating.seated import Obstacle
from events.seating.table_terms import table_terms
from planner.options import Options
from tests.events.seating.people import attendee, banquet, host, in_order, member
from tests.events.seating.tables import any_banquet, every_assignment


def _points(instance: Instance, table_of: Ints) -> int:
    tables = instance.banquet.tables
    named = {
        name: tables[int(table)].number
        for party, table in zip(instance.parties, table_of, strict=True)
        for name in party
    }
    return table_terms(instance.banquet, named).points


def test_an_instance_counts_what_a_party_brings_to_its_table() -> None:
    people = (
        host("主", 1, region="csj"), member("上", "zb", "up", region="mt"),
        member("下", "qm", "down", region="mt"), attendee("甲"),
    )  # fmt: skip
    dinner = banquet(*people, together=(("上", "下"),), apart=(("主", "下"),), pinned={"甲": 2})
    instance = instance_of(dinner)
    assert instance.parties == (("主",), ("上", "下"), ("甲",))
    # people, hosts, csj, mt, zb up mid down, qm up mid down
    assert instance.features.tolist() == [
        [1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
        [2, 0, 0, 2, 1, 0, 0, 0, 0, 1],
        [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    assert (instance.settled.tolist(), instance.odd_pairs()) == ([-1, -1, 1], [(0, 1)])


def test_the_first_assignment_keeps_chairs_and_puts_those_at_odds_apart_where_it_can() -> None:
    instance = instance_of(banquet(*in_order(8), apart=(("1", "2"), ("3", "4"))))
    table_of = first_assignment(instance)
    assert table_of is not None
    assert (np.bincount(table_of).tolist(), count_at_odds(instance, table_of)) == ([4, 4], 0)


def test_pins_beyond_the_chairs_of_a_table_give_no_first_assignment() -> None:
    assert first_assignment(instance_of(banquet(*in_order(5), pinned=dict.fromkeys("12345", 1)))) is None


def _start(seed: int) -> tuple[Instance, Ints] | None:
    dinner = any_banquet(seed)
    if next(every_assignment(dinner), None) is None:
        return None
    instance = instance_of(dinner)
    table_of = first_assignment(instance)
    return None if table_of is None else (instance, table_of)


@pytest.mark.parametrize("seed", range(20))
def test_annealing_keeps_chairs_and_pins_and_is_never_worse(seed: int) -> None:
    start = _start(seed)
    if start is None:
        return
    instance, table_of = start
    better = annealed(instance, table_of, 20_000, 1, 10_000)
    loads = np.bincount(better, weights=instance.sizes, minlength=len(instance.seats))
    assert (loads <= instance.seats).all()
    settled = instance.settled >= 0
    assert (better[settled] == instance.settled[settled]).all()
    before = (-count_at_odds(instance, table_of), _points(instance, table_of))
    assert (-count_at_odds(instance, better), _points(instance, better)) >= before
    assert (annealed(instance, table_of, 20_000, 1, 10_000) == better).all()


@pytest.mark.parametrize("seed", range(25))
def test_the_exact_model_finds_what_trying_all_finds(seed: int) -> None:
    dinner = any_banquet(seed)
    values = [table_terms(dinner, table_of).points for table_of in every_assignment(dinner)]
    names = {name for pair in dinner.apart for name in pair}
    if not values and any({*pair} <= names for pair in dinner.together):
        return  # a party at odds with itself never comes as far as the model
    instance = instance_of(dinner)
    model = TableModel(instance)
    model.apart(instance.odd_pairs())
    model.value()
    answer = model.solve(10.0)
    if not values:
        assert answer.outcome is Outcome.IMPOSSIBLE
        return
    assert answer.table_of is not None
    assert (answer.outcome, _points(instance, answer.table_of)) == (Outcome.BEST, max(values))
    assert answer.bound_points == max(values)


def _ring(size: int) -> Banquet:
    apart = tuple((str(k), str(k % size + 1)) for k in range(1, size + 1))
    return banquet(*in_order(size + 2), sizes=(8, 8), apart=(*apart, (str(size + 1), "1")))


def test_the_core_of_a_proof_leaves_out_what_does_not_matter() -> None:
    core = impossible_core(instance_of(_ring(5)), 5.0)
    assert core is not None
    assert sorted(core) == [(0, 1), (0, 4), (1, 2), (2, 3), (3, 4)]


def test_there_is_no_core_of_what_is_possible() -> None:
    assert impossible_core(instance_of(_ring(6)), 5.0) is None


def test_chairs_that_parties_cannot_fill_are_a_proof_without_any_pair() -> None:
    # Three parties of 2 at two tables of 3: each table holds one.
    dinner = banquet(*in_order(6), sizes=(3, 3), together=(("1", "2"), ("3", "4"), ("5", "6")))
    assert impossible_core(instance_of(dinner), 5.0) == []
    assigned = assign(dinner, Options(effort=1))
    assert (assigned.table_of, assigned.proven) == (None, True)
    assert [(reason.obstacle, reason.people) for reason in assigned.reasons] == [
        (Obstacle.PROVEN_TOGETHER, ())
    ]


def test_where_neither_a_way_nor_a_proof_is_found_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.seating.optimise.assign.WAY_EFFORT_SECONDS", 0.0)
    dinner = banquet(*in_order(6), sizes=(3, 3), together=(("1", "2"), ("3", "4"), ("5", "6")))
    assigned = assign(dinner, Options(effort=1))
    assert (assigned.table_of, assigned.proven) == (None, False)
    assert [reason.obstacle for reason in assigned.reasons] == [Obstacle.NOT_FOUND]


def test_the_fewest_moves_are_told_as_proven() -> None:
    dinner = banquet(*in_order(4), attendee("新"), sizes=(3, 2), apart=(("新", "1"),))
    moves = fewest_moves(dinner, {"1": 1, "2": 1, "3": 2, "4": 2})
    assert moves is not None
    # The free chair is at the table of 1: one of 3 and 4 takes it, 新 takes his.
    assert moves.proven
    old = {"1": 1, "2": 1, "3": 2, "4": 2}
    assert sum(moves.table_of[name] != table for name, table in old.items()) == 1


def test_no_way_to_let_somebody_in_is_none() -> None:
    assert fewest_moves(banquet(*in_order(5), sizes=(2, 2)), {"1": 1, "2": 1, "3": 2, "4": 2}) is None
