"""Solving again from a plan in hand: it is kept, or what changes pays for itself; never for less."""

from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from planner.audit import audit
from planner.difference import differences
from planner.objective import objective_of
from planner.optimise import search
from planner.options import Options
from planner.plan import Plan, Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from tests.planner.quarters import quarter
from tests.planner.stops import StopAfter
from tests.planner.test_plans_in_hand import Listener, scarce
from tests.tiny_seasons import partly_elsewhere, tiny_season

LARGE = pytest.mark.parametrize("make", [quarter, scarce], ids=["quarter", "scarce"])
TINY = [seed for seed in range(400, 420) if solve(tiny_season(seed)).status is not Status.INFEASIBLE]


@cache
def first_plan(make: Callable[[], Season], calls: int) -> Plan:
    """A plan whose search was stopped after so many questions: few mean a poor one."""
    return solve(make(), stop=StopAfter(calls))


def _visits(plan: Plan) -> set[tuple[str, str, str]]:
    return {
        (v.company, trip.leader, d.day.isoformat())
        for trip in plan.trips
        for d in trip.days
        for v in d.visits
    }


def _without_changes(season: Season, plan: Plan) -> int:
    return objective_of(season, plan.trips, plan.events, Network(season)).total


@LARGE
@pytest.mark.parametrize("calls", [0, 3, 30])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_published_plan_is_kept_or_what_changes_pays_for_itself(
    make: Callable[[], Season], calls: int, seed: int
) -> None:
    season, before = make(), first_plan(make, calls)
    after = solve(season, Options(effort=2, seed=seed), published=before)
    assert audit(season, after, published=before).passed
    # What is gained beyond all that the weights ask for every visit, event and day that changes.
    gain = _without_changes(season, after) - after.objective.changes - before.objective.total
    assert gain == after.objective.total - before.objective.total
    assert gain >= 0
    if gain == 0:
        assert differences(before, after) == ()
    weights = season.rules.weights
    gone = {company for company, *_ in _visits(before)} - {company for company, *_ in _visits(after)}
    moved = {company for company, *_ in _visits(before) - _visits(after)} - gone
    asked = weights.change_visit_dropped * len(gone) + weights.change_visit_moved * len(moved)
    assert _without_changes(season, after) - before.objective.total >= asked


@LARGE
def test_more_effort_from_the_plan_in_hand_keeps_nine_visits_in_ten(make: Callable[[], Season]) -> None:
    season = make()
    before = solve(season, Options(effort=1))
    for seed in (1, 2, 3):
        after = solve(season, Options(effort=2, seed=seed), published=before)
        kept = len(_visits(before) & _visits(after))
        assert 10 * kept >= 9 * len(_visits(before))


@LARGE
@pytest.mark.parametrize("calls", [0, 3, 30])
def test_the_plan_to_start_from_is_kept_or_bettered(make: Callable[[], Season], calls: int) -> None:
    season, before = make(), first_plan(make, calls)
    after = solve(season, Options(effort=1, seed=2), start=before)
    assert audit(season, after).passed
    assert after.objective.changes == 0
    gain = after.objective.total - before.objective.total
    assert gain >= 0
    if gain == 0:
        assert differences(before, after) == ()


@LARGE
def test_stopped_at_once_the_plan_to_start_from_is_handed_back(make: Callable[[], Season]) -> None:
    season = make()
    before = solve(season, Options(effort=2))
    after = solve(season, start=before, stop=StopAfter(0))
    assert differences(before, after) == ()
    assert after.objective == before.objective


@LARGE
def test_the_plan_to_start_from_is_in_hand_before_anything_is_searched(make: Callable[[], Season]) -> None:
    season, ear = make(), Listener()
    before = solve(season, Options(effort=1))
    solve(season, Options(effort=1), start=before, progress=ear.hear, keep=ear.keep)
    assert differences(before, ear.plans[0]) == ()
    assert ear.plans[0].objective == before.objective


@pytest.mark.parametrize("exact", [True, False], ids=["exact", "columns"])
@pytest.mark.parametrize("seed", TINY)
def test_of_equally_good_tiny_plans_the_one_to_start_from_is_kept(
    seed: int, monkeypatch: pytest.MonkeyPatch, *, exact: bool
) -> None:
    season = tiny_season(seed)
    before = solve(season)
    if not exact:
        monkeypatch.setattr(search, "SMALL_COMPANIES", -1)
    after = solve(season, Options(effort=0, seed=9), start=before)
    assert differences(before, after) == ()
    assert after.objective == before.objective


@pytest.mark.parametrize("seed", TINY)
def test_a_plan_that_no_longer_stands_is_begun_with_all_the_same(seed: int) -> None:
    # Some are elsewhere now: the plan may break a rule; the optimum does not depend on where one begins.
    before = solve(tiny_season(seed))
    season = partly_elsewhere(tiny_season(seed), Random(seed))
    plain, begun = solve(season), solve(season, start=before)
    assert (begun.status, begun.objective.total) == (plain.status, plain.objective.total)


@pytest.mark.parametrize("exact", [True, False], ids=["exact", "columns"])
def test_a_plan_of_quite_another_season_is_no_hindrance(
    monkeypatch: pytest.MonkeyPatch, *, exact: bool
) -> None:
    # Nobody and nothing it names is known here, or it is elsewhere and on other days.
    strange = solve(quarter(), Options(effort=0))
    for seed in TINY[:6]:
        season = tiny_season(seed)
        best = solve(season)
        if not exact:
            monkeypatch.setattr(search, "SMALL_COMPANIES", -1)
        found = solve(season, Options(effort=0), start=strange)
        assert audit(season, found).passed
        assert found.objective.total <= best.objective.total
        monkeypatch.undo()
