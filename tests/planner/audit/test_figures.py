from planner.audit import Difference, audit
from planner.plan import Objective, Plan, Status
from planner.season import Season
from tests.planner.audit.scene import TIMES, audited, plan_of, scene
from tests.plans import replaced


def _differences(*path: str | int, to: object) -> tuple[Difference, ...]:
    found = audited(scene(), replaced(plan_of(scene()), path, to))
    assert found.violations == ()
    return found.differences


def test_a_plan_with_right_figures_passes() -> None:
    found = audited(scene(), plan_of(scene()))
    assert found.passed
    assert found.objective == plan_of(scene()).objective


def test_every_term_of_the_objective_is_compared() -> None:
    for term in Objective.model_fields:
        real = getattr(plan_of(scene()).objective, term)
        expected = Difference(place=f"objective.{term}", stated=real + 1, computed=real)
        assert _differences("objective", term, to=real + 1) == (expected,)


def test_fares_and_lodging_of_each_trip_are_compared() -> None:
    # The second trip: 32 yuan each way for three.
    fares = Difference(place="trips[1].fares_cny", stated=193, computed=192)
    assert _differences("trips", 1, "fares_cny", to=193) == (fares,)
    lodging = Difference(place="trips[0].lodging_cny", stated=0, computed=1_180)
    assert _differences("trips", 0, "lodging_cny", to=0) == (lodging,)


def test_the_fare_of_each_leg_is_compared() -> None:
    fare = Difference(place="trips[0].days[0].legs[1].fare_cny", stated=14, computed=13)
    assert _differences("trips", 0, "days", 0, "legs", 1, "fare_cny", to=14) == (fare,)


def test_a_plan_that_fails_does_not_pass() -> None:
    assert not audited(scene(), replaced(plan_of(scene()), ("objective", "trips"), 0)).passed
    assert not audited(scene(), replaced(plan_of(scene()), ("season",), "other")).passed


def _bounded(bound: int | None, gap: int | None, status: Status = Status.FEASIBLE) -> tuple[Season, Plan]:
    update = {"bound": bound, "gap_permille": gap, "status": status}
    return scene(), plan_of(scene()).model_copy(update=update)


def test_the_gap_follows_from_the_bound() -> None:
    value = plan_of(scene()).objective.total  # 16,900 gains less 4,557: 12,343
    assert value == 12_343
    # 657 below 13,000: 50.54 thousandths, rounded up 51.
    assert audited(*_bounded(13_000, 51)).passed
    wrong = audited(*_bounded(13_000, 50))
    assert wrong.differences == (Difference(place="gap_permille", stated=50, computed=51),)
    assert audited(*_bounded(None, None)).passed


def test_a_bound_is_not_below_the_value() -> None:
    assert audited(*_bounded(12_343, 0)).passed
    assert [item.rule for item in audited(*_bounded(12_342, 0)).violations] == ["bound"]


def test_a_plan_called_optimal_reaches_its_bound() -> None:
    assert audited(*_bounded(12_343, 0, Status.OPTIMAL)).passed
    assert [item.rule for item in audited(*_bounded(13_000, 51, Status.OPTIMAL)).violations] == ["bound"]
    assert [item.rule for item in audited(*_bounded(None, None, Status.OPTIMAL)).violations] == ["bound"]


def test_changes_are_counted_against_the_published_plan() -> None:
    plan = plan_of(scene())
    assert audit(scene(), plan, TIMES, published=plan).passed
    before = plan.model_copy(update={"events": plan.events[1:]})
    # forum was not held in the published plan: no change is counted for it.
    assert audit(scene(), plan, TIMES, published=before).passed
    # Published without its first trip: three people, two days each.
    fewer = plan.model_copy(update={"trips": plan.trips[1:]})
    changes = Difference(place="objective.changes", stated=0, computed=3 * 2 * 200)
    # The gap follows: bound 12,343, value 11,143, 97.2 thousandths.
    gap = Difference(place="gap_permille", stated=0, computed=98)
    assert audit(scene(), plan, TIMES, published=fewer).differences == (changes, gap)


def test_changes_cannot_be_counted_without_the_published_plan() -> None:
    stated = replaced(plan_of(scene()), ("objective", "changes"), 400)
    # Bound and value 12,343 less 400.
    second = stated.model_copy(update={"version": 2, "bound": 11_943})
    assert audited(scene(), second).passed
    first = audited(scene(), second.model_copy(update={"version": 1, "bound": 12_343}))
    assert first.differences == (Difference(place="objective.changes", stated=400, computed=0),)


def test_a_plan_of_an_infeasible_season_is_empty() -> None:
    empty = Plan(season="test", made_at=scene().as_of, status=Status.INFEASIBLE)
    assert audited(scene(), empty).passed
    full = plan_of(scene()).model_copy(update={"status": Status.INFEASIBLE})
    assert [item.rule for item in audited(scene(), full).violations] == ["nothing_planned"]
