"""Subset rows: which a relaxation breaks, against every triple there is."""

from itertools import combinations
from random import Random

import numpy as np
import pytest

from planner.optimise.columns import Column
from planner.optimise.complete import Complete
from planner.optimise.subsets import OF_ONE_COMPANY, VIOLATED, enters, violated
from tests.builders import MONDAY
from tests.planner.optimise.markets import market_of
from tests.planner.optimise.week import TUESDAY, prospect, week

PLENTY = 10**6


def _columns(count: int) -> list[Column]:
    """Every trip of the head to so many companies open on Monday and Tuesday."""
    companies = (prospect(f"c{number}", 100, MONDAY, TUESDAY) for number in range(count))
    return [c for c in Complete(market_of(week(*companies)), PLENTY).columns() if c.companies]


def _with(columns: list[Column], *companies: int) -> int:
    return next(n for n, column in enumerate(columns) if column.companies == set(companies))


def test_a_trip_enters_the_row_of_three_of_which_it_meets_two() -> None:
    columns = _columns(4)
    found = [enters(columns[_with(columns, *met)], (0, 1, 2)) for met in ((0,), (0, 3), (0, 1), (0, 1, 2))]
    assert found == [False, False, True, True]


def test_three_halves_that_meet_two_of_three_each_break_the_row_of_the_three() -> None:
    columns = _columns(4)
    values = np.zeros(len(columns))
    values[[_with(columns, *pair) for pair in ((0, 1), (1, 2), (0, 2))]] = 0.5
    assert violated(columns, values, (), 9) == [(0, 1, 2)]
    assert violated(columns, values, ((0, 1, 2),), 9) == []


def test_whole_trips_that_share_no_company_break_nothing() -> None:
    columns = _columns(4)
    values = np.zeros(len(columns))
    values[[_with(columns, 0, 1), _with(columns, 2, 3)]] = 1.0
    assert violated(columns, values, (), 9) == []
    assert violated(columns, np.zeros(len(columns)), (), 9) == []


@pytest.mark.parametrize("seed", range(20))
def test_every_broken_row_is_found_the_most_broken_first(seed: int) -> None:
    dice, columns = Random(seed), _columns(5)
    values = np.array([dice.choice((0.0, 0.0, dice.random() / 4)) for _ in columns])
    over = {
        subset: sum(value for column, value in zip(columns, values, strict=True) if enters(column, subset))
        - 1.0
        for subset in combinations(range(5), 3)
    }
    found = violated(columns, values, (), PLENTY)
    expected = [subset for subset, excess in over.items() if excess > VIOLATED]
    assert max((sum(c in subset for subset in expected) for c in range(5)), default=0) <= OF_ONE_COMPANY
    assert sorted(found) == expected
    assert [over[subset] for subset in found] == sorted((over[s] for s in expected), reverse=True)


def test_rows_of_one_company_are_few() -> None:
    columns = _columns(6)
    values = np.array([0.5 if len(column.companies) >= 2 else 0.0 for column in columns])
    assert len(violated(columns, values, (), 3)) == 3
    found = violated(columns, values, (), PLENTY)
    counts = [sum(company in subset for subset in found) for company in range(6)]
    assert max(counts) == OF_ONE_COMPANY
