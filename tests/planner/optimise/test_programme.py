"""The linear programme that grows, against arithmetic by hand and an enumeration of whole solutions."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.optimise.programme import Effort, Programme

MUCH = Effort(columns=1_000, nodes=1_000)


def knapsack() -> tuple[Programme, list[int]]:
    """3 a + 2 b + 4 c at most 6, each at most 1, worth 30, 16, 36: half of a, or a third of it, is left."""
    programme = Programme()
    row = programme.row(6.0)
    return programme, [
        programme.variable(1.0, points, [row], [weight]) for points, weight in ((30, 3), (16, 2), (36, 4))
    ]


def test_value_shares_and_multipliers_of_a_knapsack() -> None:
    programme, items = knapsack()
    assert programme.solve()
    assert programme.value == pytest.approx(57)
    assert programme.values[items].tolist() == pytest.approx([1, 0, 0.75])
    assert programme.duals.tolist() == pytest.approx([9])
    assert programme.gains[items].tolist() == pytest.approx([3, -2, 0])


def test_a_variable_added_after_a_solve_counts_in_the_next() -> None:
    programme, items = knapsack()
    programme.solve()
    better = programme.variable(1.0, 40.0, [0], [1.0])
    assert programme.solve()
    assert programme.values[[*items, better]].tolist() == pytest.approx([1, 0, 0.5, 1])


def test_what_is_fixed_and_what_is_shut_count_with_their_bounds() -> None:
    programme, (a, b, c) = knapsack()
    programme.lower[b] = 1.0
    programme.upper[a] = 0.0
    assert programme.solve()
    assert programme.values[[a, b, c]].tolist() == pytest.approx([0, 1, 1])
    assert programme.value == pytest.approx(52)


def test_bounds_that_contradict_each_other_have_no_solution_and_leave_the_programme_fit_for_use() -> None:
    programme, (a, b, c) = knapsack()
    programme.lower[[a, b, c]] = 1.0
    assert not programme.solve()
    programme.lower[[a, b, c]] = 0.0
    assert programme.solve()
    assert programme.value == pytest.approx(57)


def test_the_best_whole_solution_and_that_it_is_proven() -> None:
    programme, (a, b, c) = knapsack()
    programme.solve()
    found = programme.whole([a, b, c], [a, b], 46.0, MUCH, None)
    assert found is not None
    assert (found.chosen, found.proven) == ([b, c], True)


def test_a_whole_solution_worth_too_little_is_not_looked_for() -> None:
    programme, (a, b, c) = knapsack()
    programme.solve()
    # b and c are worth 52; with b the relaxation comes to 55 at most.
    found = programme.whole([a, b, c], [], 56.0, MUCH, None)
    assert found is not None
    assert b not in found.chosen


def test_few_columns_prove_nothing() -> None:
    programme, items = knapsack()
    programme.solve()
    found = programme.whole(items, [], 0.0, Effort(columns=1, nodes=10), None)
    assert found is not None
    assert (found.chosen, found.proven) == ([items[0]], False)


@st.composite
def packings(draw: st.DrawFn) -> tuple[list[int], list[list[int]], list[int]]:
    """Points of items, the weights of each in two or three rows, and the rows' limits."""
    rows = draw(st.integers(2, 3))
    points = draw(st.lists(st.integers(1, 30), min_size=1, max_size=7))
    weights = [draw(st.lists(st.integers(0, 4), min_size=rows, max_size=rows)) for _ in points]
    return points, weights, draw(st.lists(st.integers(0, 8), min_size=rows, max_size=rows))


@given(packings())
def test_whole_solutions_are_those_of_an_enumeration(
    case: tuple[list[int], list[list[int]], list[int]],
) -> None:
    points, weights, limits = case
    programme = Programme()
    rows = [programme.row(float(limit)) for limit in limits]
    items = [
        programme.variable(1.0, float(worth), rows, [float(weight) for weight in column])
        for worth, column in zip(points, weights, strict=True)
    ]
    assert programme.solve()
    best = max(
        int(np.dot(points, choice))
        for choice in product((0, 1), repeat=len(points))
        if (np.array(choice) @ np.array(weights) <= limits).all()
    )
    found = programme.whole(items, [], 0.0, MUCH, None)
    assert found is not None
    assert sum(points[items.index(number)] for number in found.chosen) == best
    assert programme.value >= best - 1e-6
