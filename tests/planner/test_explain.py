"""Every company once: met, or left out with its reason."""

import pytest

from planner.explain import explain
from planner.options import Options
from planner.plan import LeftOut, Reason, Status
from planner.season import Season
from planner.solve import solve
from tests.builders import MONDAY
from tests.planner.day_trips import plan, trip
from tests.planner.optimise.week import SATURDAY, TUESDAY, prospect, week
from tests.planner.quarters import quarter
from tests.tiny_seasons import tiny_season


def test_a_company_is_met_or_has_its_reason() -> None:
    season = week(prospect("a", 100, MONDAY), prospect("b", 100, SATURDAY), prospect("c", 100, TUESDAY))
    found = explain(season, solve(season))
    assert [item.company for item in found] == ["a", "b", "c"]
    assert [item.left_out.reason if item.left_out else None for item in found] == [
        None,
        Reason.NO_WORKDAY_WINDOW,
        None,
    ]
    assert [(item.trip, item.visit.company) for item in found if item.visit] == [
        ("T01", "a"),
        ("T01", "c"),
    ] or [item.trip for item in found] == ["T01", None, "T02"]


def test_the_reason_and_the_visit_are_those_of_the_plan() -> None:
    left = LeftOut(id="b", reason=Reason.DISPLACED)
    stated = plan(trip(0, "a"), left_out=(left, LeftOut(id="forum", reason=Reason.NO_CANDIDATE_DAY)))
    season = week(prospect("b", 100, MONDAY), prospect("a", 100, MONDAY))
    first, second = explain(season, stated)
    assert (first.company, first.trip, first.visit, first.left_out) == ("b", None, None, left)
    assert (second.company, second.trip, second.visit) == ("a", "new", stated.trips[0].visits[0])
    assert second.left_out is None


@pytest.mark.parametrize(
    "season", [quarter(), *map(tiny_season, range(20, 30))], ids=lambda season: season.id
)
def test_every_company_is_explained_exactly_once(season: Season) -> None:
    solved = solve(season, Options(effort=1))
    found = explain(season, solved)
    assert [item.company for item in found] == [company.id for company in season.companies]
    if solved.status is not Status.INFEASIBLE:
        assert [item.company for item in found if (item.visit is None) == (item.left_out is None)] == []
