"""The greedy plan: trips that fit together, nobody met twice, there before any bound."""

import pytest

from planner.optimise import search
from planner.optimise.bound import Bounder
from planner.optimise.greedy import A_ROUND, Greedy
from planner.optimise.pinned import fixed_points
from planner.optimise.relaxation import Relaxation
from planner.optimise.usage import Usage
from planner.options import Options
from planner.progress import Progress
from planner.solve import solve
from planner.travel.network import Network
from tests.planner.optimise.markets import market_of
from tests.planner.quarters import quarter
from tests.tiny_seasons import tiny_season


def _greedy(*, going: bool = True) -> tuple[Greedy, Bounder]:
    season = quarter()
    market = market_of(season, every=False)
    bounder = Bounder(market, float(fixed_points(season, Network(season), None)))
    relaxation = Relaxation(market, bounder.away_cost, bounder.free)
    return Greedy(relaxation, bounder, lambda: going), bounder


def test_trips_fit_together_pay_and_meet_no_company_twice() -> None:
    greedy, bounder = _greedy()
    found = greedy.run()
    usage, met = Usage(bounder.market.instance, bounder.market.limits), list[int]()
    for column in found:
        assert usage.fits(column)
        usage.take(column)
        met += column.companies
        assert greedy.relaxation.true_points(column) > 0
    assert len(met) == len(set(met)) > 0


def test_the_first_round_is_a_plan_where_there_is_no_time_for_more() -> None:
    greedy, _ = _greedy(going=False)
    found = greedy.run()
    assert 0 < len(found) <= A_ROUND


@pytest.mark.parametrize("seed", [3, 8, 14])
def test_a_plan_is_told_before_any_bound(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SMALL_COMPANIES", -1)
    steps: list[Progress] = []
    plan = solve(tiny_season(seed), Options(effort=1), progress=steps.append)
    first_plan = next((k for k, step in enumerate(steps) if step.best is not None), None)
    first_bound = next(k for k, step in enumerate(steps) if step.bound is not None)
    assert first_plan is not None
    assert first_plan < first_bound
    assert plan.objective.total >= (steps[first_plan].best or 0)
