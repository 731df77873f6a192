"""Plans in hand: which of them still stand, and what is taken over of them."""

from planner.audit import audit
from planner.clock import at
from planner.plan import Plan, Reason, Status
from planner.solve import solve
from planner.standing import standing
from planner.travel.network import Network
from tests.builders import MONDAY, busy
from tests.planner.optimise.week import DEPUTY, HEAD, TUESDAY, met, prospect, rules, week, weights

A, B = prospect("a", 100, MONDAY), prospect("b", 200, TUESDAY)
SEASON = week(A, B, people=(HEAD, DEPUTY))
PLAN = solve(SEASON)


def test_a_plan_of_its_own_season_stands_for_what_it_is_worth() -> None:
    found = standing(SEASON, PLAN, Network(SEASON))
    assert found is not None
    assert (found.trips, found.events, found.objective) == (PLAN.trips, PLAN.events, PLAN.objective)
    assert (found.status, found.bound, found.gap_permille) == (Status.FEASIBLE, None, None)


def test_a_plan_of_another_season_stands_where_it_keeps_the_rules() -> None:
    # c is new, a is worth more by now, and the season goes by another name.
    richer = prospect("a", 1_000, MONDAY)
    other = week(richer, B, prospect("c", 50, MONDAY), people=(HEAD, DEPUTY), id="other")
    found = standing(other, PLAN, Network(other))
    assert found is not None
    assert (found.season, met(found), found.objective.total) == ("other", "ab", 1_200)
    assert [(item.id, item.reason) for item in found.left_out] == [("c", Reason.STOPPED_EARLY)]
    assert audit(other, found).passed


def test_what_breaks_a_rule_or_names_nothing_does_not_stand() -> None:
    (leader,) = {trip.leader for trip in PLAN.trips}
    tired = tuple(
        person.model_copy(update={"busy": (busy(MONDAY),)}) if person.id == leader else person
        for person in (HEAD, DEPUTY)
    )
    for other in (
        week(A, B, people=tired),
        week(A, people=(HEAD, DEPUTY)),
        week(A, prospect("b", 200, MONDAY), people=(HEAD, DEPUTY)),
    ):
        assert standing(other, PLAN, Network(other)) is None


def test_an_infeasible_plan_does_not_stand() -> None:
    nothing = Plan(season=SEASON.id, made_at=at(MONDAY, 0), status=Status.INFEASIBLE)
    assert standing(SEASON, nothing, Network(SEASON)) is None


def test_changes_against_what_is_published_are_counted() -> None:
    priced = week(
        A,
        B,
        people=(HEAD, DEPUTY),
        rules=rules(weights=weights(change_visit_dropped=70, change_person_day=3)),
    )
    published = solve(priced)
    without = solve(week(B, people=(HEAD, DEPUTY)))
    found = standing(priced, without, Network(priced), published)
    assert found is not None
    days = {(person, day) for trip in published.trips for person in trip.delegation for day in trip.dates}
    now = {(person, day) for trip in without.trips for person in trip.delegation for day in trip.dates}
    assert found.objective.changes == 70 + 3 * len(days ^ now)
