"""A plan restated: as it was where nothing changed, counted anew where something did, or refused."""

import pytest

from planner.errors import InvalidPlan
from planner.plan import Reason, Status
from planner.restatement import restated
from planner.season import Pins
from planner.solve import solve
from planner.travel.network import Network
from tests.builders import MONDAY, busy
from tests.fake_times import FakeTimes
from tests.planner.audit.scene import FRIDAY, plan_of, scene
from tests.planner.optimise.week import WEDNESDAY, prospect, week
from tests.tiny_seasons import tiny_season

TIMES = FakeTimes()


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_of_its_own_season_is_what_it_was_but_for_the_proof(seed: int) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    if plan.status is not Status.INFEASIBLE:
        found, judged = restated(season, plan, Network(season))
        same = {"status": Status.FEASIBLE, "bound": None, "gap_permille": None}
        assert found == plan.model_copy(update=same)
        assert (judged.violations, judged.differences) == ((), ())


def test_who_is_free_now_attends_and_the_figures_follow() -> None:
    season = scene()
    held_up = season.people[0].model_copy(update={"busy": (busy(FRIDAY),)})
    before = season.model_copy(update={"people": (held_up, *season.people[1:])})
    plan = restated(before, plan_of(season), TIMES)[0]
    after, judged = restated(season, plan, TIMES)
    assert (judged.violations, judged.differences) == ((), ())
    signing = {found.event: found for found in after.events}["signing"]
    assert "head" in signing.attending
    assert after.objective.attendance - plan.objective.attendance == season.rules.weights.attendance[0]


def test_a_company_no_longer_met_is_displaced_and_one_met_now_is_not_left_out() -> None:
    season = week(prospect("a", 9, MONDAY), prospect("b", 9, WEDNESDAY))
    plan = solve(season)
    only_a = tuple(trip for trip in plan.trips if trip.visits[0].company == "a")
    found, judged = restated(season, plan, Network(season), trips=only_a)
    assert [(item.id, item.reason) for item in found.left_out] == [("b", Reason.DISPLACED)]
    assert (judged.violations, judged.differences, found.objective.total) == ((), (), 9)
    back, judged = restated(season, found, Network(season), trips=plan.trips)
    assert (back.left_out, judged.violations) == ((), ())


def test_a_trip_is_pinned_where_the_season_pins_it() -> None:
    season = week(prospect("a", 9, MONDAY), prospect("b", 9, WEDNESDAY))
    plan = solve(season)
    pinned = season.model_copy(update={"pins": Pins(trips=plan.trips[:1])})
    found, judged = restated(pinned, plan, Network(pinned))
    assert ([trip.pinned for trip in found.trips], judged.violations) == ([True, False], ())
    assert [trip.pinned for trip in restated(season, found, Network(season))[0].trips] == [False, False]


def test_changes_are_counted_against_what_is_published() -> None:
    season = week(prospect("a", 9, MONDAY))
    plan = solve(season)
    dear = season.model_copy(
        update={"rules": season.rules.model_copy(update={"weights": scene().rules.weights})}
    )
    found, judged = restated(dear, plan, Network(dear), plan, trips=())
    weights, away = dear.rules.weights, sum(len(trip.days) for trip in plan.trips)
    assert found.objective.changes == weights.change_visit_dropped + away * weights.change_person_day
    assert judged.differences == ()


def test_what_the_season_does_not_know_cannot_be_restated() -> None:
    season = week(prospect("a", 9, MONDAY))
    plan = solve(season)
    with pytest.raises(InvalidPlan) as other:
        restated(season.model_copy(update={"id": "other"}), plan, Network(season))
    with pytest.raises(InvalidPlan) as unknown:
        restated(week(), plan, Network(season))
    assert [fault.code for error in (other, unknown) for fault in error.value.faults] == [
        "plan_of_another_season",
        "plan_does_not_fit",
    ]
