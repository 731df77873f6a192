"""Signed and paid against the targets of a year."""

from datetime import date

import pytest
from pydantic import ValidationError

from events.quarter import Quarter
from events.targets import (
    Measure,
    Payment,
    Signed,
    Standing,
    Targets,
    YearTargets,
    against_targets,
    jiangjin_2022,
)

YI = 10**8
SIGNED = (
    Signed(project="a", company="x", signed_on=date(2022, 3, 30), amount_cny=60 * YI, kinds=("世界500强",)),
    Signed(project="b", company="x", signed_on=date(2022, 4, 1), amount_cny=10 * YI, kinds=("世界500强",)),
    Signed(project="c", company="y", signed_on=date(2022, 6, 30), amount_cny=50 * YI, outside_city=True),
    Signed(project="d", company="z", signed_on=date(2022, 7, 1), amount_cny=90 * YI),
    Signed(project="e", company="z", signed_on=date(2021, 12, 31), amount_cny=90 * YI),
)
PAID = (
    Payment(project="a", day=date(2022, 2, 1), amount_cny=3 * YI),
    Payment(project="c", day=date(2022, 6, 1), amount_cny=2 * YI),
    Payment(project="c", day=date(2022, 8, 1), amount_cny=7 * YI),
)


def _second(targets: Targets) -> dict[Measure, Standing]:
    found = against_targets(SIGNED, PAID, targets, Quarter(year=2022, number=2))
    return {item.measure: item for item in found}


def test_a_quarter_shows_its_own_and_the_years_until_its_end() -> None:
    found = {
        measure: (item.in_quarter, item.in_year, item.due, item.missing)
        for measure, item in _second(jiangjin_2022()).items()
    }
    assert found == {
        Measure.SIGNED_CNY: (60 * YI, 120 * YI, 500 * YI, 380 * YI),
        # Exactly 50 亿 is large.
        Measure.LARGE_PROJECTS: (1, 2, 1, 0),
        # x signed again: it is one company.
        Measure.TOP_COMPANIES: (0, 1, 5, 4),
        Measure.OUTSIDE_CITY_CNY: (50 * YI, 50 * YI, 300 * YI, 250 * YI),
        Measure.PAID_CNY: (2 * YI, 5 * YI, 60 * YI, 55 * YI),
    }
    assert _second(jiangjin_2022())[Measure.SIGNED_CNY].permille_of_year == 120


def test_the_shares_of_the_quarters_are_the_districts() -> None:
    own = jiangjin_2022().model_copy(update={"quarter_permille": (100, 333, 700, 1_000)})
    assert _second(own)[Measure.TOP_COMPANIES].due == 4


def test_a_year_without_targets_has_no_standing() -> None:
    assert against_targets(SIGNED, PAID, jiangjin_2022(), Quarter(year=2023, number=1)) == ()


def test_every_target_names_its_source() -> None:
    assert {item.source for item in jiangjin_2022().targets} == {
        "江津区2022年招商引资目标（《江津特刊》报道）"
    }


def test_targets_of_a_year_are_of_that_year_one_a_measure() -> None:
    targets = jiangjin_2022().targets
    assert YearTargets(year=2022, targets=targets).targets == targets
    with pytest.raises(ValidationError, match="a target is not of 2023"):
        YearTargets(year=2023, targets=targets)
    with pytest.raises(ValidationError, match="a measure has two targets"):
        YearTargets(year=2022, targets=(targets[0], targets[0]))
