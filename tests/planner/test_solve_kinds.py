"""The optimum of tiny seasons of every kind, where the rule of that kind is what decides."""

import pytest

from planner.audit import audit
from planner.optimise import search
from planner.options import Options
from planner.plan import Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from tests.brute_force import best_value
from tests.season_kinds import KINDS

# Seeds with which the rule changes what the best plan is worth; the first test holds that it does.
SEEDS = {
    "windows": (0, 10, 14, 16, 17),
    "lunch": (8, 30, 33, 36, 43),
    "hotels": (0, 2, 8, 10, 11),
    "timetables": (7, 19, 32, 33, 43),
    "two people": (0, 4, 6, 7, 11),
    "away together": (2, 7, 8, 14, 16),
    "budgets": (8, 9, 11, 13, 15),
    "pins": (2, 4, 8, 9, 11),
    "events": (2, 10, 14, 15, 16),
    "rest": (6, 10, 13, 15, 20),
    "caps": (0, 2, 4, 6, 7),
    "calendars": (4, 6, 9, 10, 14),
    "cool-down": (2, 9, 10, 14, 15),
}
CASES = pytest.mark.parametrize(
    ("kind", "seed"), [(kind, seed) for kind, seeds in SEEDS.items() for seed in seeds]
)


def _best(season: Season) -> int:
    found = best_value(season, Network(season))
    assert found is not None
    return found


def test_every_kind_is_tried() -> None:
    assert SEEDS.keys() == KINDS.keys()


@CASES
def test_where_a_rule_decides_the_optimum_is_found(kind: str, seed: int) -> None:
    bound, free = KINDS[kind](seed)
    best = _best(bound)
    assert best != _best(free)
    plan = solve(bound)
    assert (plan.objective.total, plan.bound, plan.status) == (best, best, Status.OPTIMAL)
    assert audit(bound, plan).passed


@CASES
def test_where_a_rule_decides_columns_stay_between_plan_and_bound(
    kind: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SMALL_COMPANIES", -1)
    season = KINDS[kind](seed).bound
    plan = solve(season, Options(effort=2))
    assert audit(season, plan).passed
    assert plan.bound is not None
    assert plan.objective.total <= _best(season) <= plan.bound
