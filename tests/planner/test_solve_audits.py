"""Whatever ``solve`` hands over, at the end or on the way, was audited: so is every plan in every test."""

from collections.abc import Callable
from typing import Any

import pytest

from planner import restatement
from planner import solve as solving
from planner.audit import Audit, audit
from planner.audit.tours import audit_tours
from planner.changes import CompanyCancels
from planner.optimise import search
from planner.options import Options
from planner.orienteering import Tours
from planner.plan import Plan, Status
from planner.replan import replan
from planner.season import Season
from planner.solve import solve
from tests.planner.optimise.routing.problems import STAR
from tests.planner.quarters import quarter
from tests.planner.stops import StopAfter
from tests.planner.test_plans_in_hand import Listener
from tests.tiny_seasons import tiny_season


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans that the audit has passed."""
    passed: list[Plan] = []

    def watched(season: Season, plan: Plan, *more: Any) -> Audit:
        found = audit(season, plan, *more)
        if found.passed:
            passed.append(plan)
        return found

    for module in (solving, restatement):
        monkeypatch.setattr(module, "audit", watched)
    return passed


WAYS: dict[str, Callable[[Listener], Plan]] = {
    "exact": lambda ear: solve(tiny_season(7), keep=ear.keep),
    "columns": lambda ear: solve(quarter(), Options(effort=2), keep=ear.keep),
    "stopped": lambda ear: solve(quarter(), stop=StopAfter(0), keep=ear.keep),
    "published": lambda ear: solve(quarter(), Options(effort=1), published=_first(), keep=ear.keep),
    "start": lambda ear: solve(quarter(), Options(effort=1), start=_first(), keep=ear.keep),
    "replan": lambda ear: replan(
        quarter(), _first(), [CompanyCancels(company=_first().trips[0].visits[0].company)], Options(effort=1),
        keep=ear.keep,
    ).plan,
}  # fmt: skip


def _first() -> Plan:
    return solve(quarter(), Options(effort=0))


@pytest.mark.parametrize("way", WAYS)
def test_every_plan_handed_over_was_audited(
    way: str, judged: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "STAFFED_ANEW_PERMILLE", 0.0)
    ear = Listener()
    last = WAYS[way](ear)
    assert last.status is not Status.INFEASIBLE
    assert len(ear.plans) > 0
    for plan in (*ear.plans, last):
        assert any(plan is known for known in judged)


def test_tours_handed_over_were_audited(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[Tours] = []

    def watched(problem: Any, tours: Tours) -> Any:
        judged.append(tours)
        return audit_tours(problem, tours)

    monkeypatch.setattr(solving, "audit_tours", watched)
    found = solve(STAR, Options(effort=1))
    assert any(found is known for known in judged)
