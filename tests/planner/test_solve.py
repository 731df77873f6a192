"""The solver against brute force, and what every answer of it owes: audit, bound, order, repeatability."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings

from api.texts.sentences import sentence
from planner.audit import Audit, Violation, audit
from planner.errors import RejectedPlan
from planner.optimise import search
from planner.options import Options
from planner.plan import Plan, Reason, Status
from planner.progress import Phase, Progress
from planner.season import AwayLimit, Pins, Season, VisitPin
from planner.solve import solve
from planner.travel.network import Network
from tests.brute_force import best_value
from tests.builders import MONDAY
from tests.planner.optimise.week import DEPUTY, HEAD, TUESDAY, prospect, week
from tests.planner.quarters import quarter
from tests.planner.stops import SecondsLeft, StopAfter
from tests.tiny_seasons import partly_elsewhere, tiny_season, tiny_seasons

EXACT_SEEDS = range(60)
COLUMN_SEEDS = range(0, 60, 2)
# Enough rounds to pass through every phase, few enough to be quick.
BRIEF = Options(effort=2)


@pytest.fixture
def by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """No season is small: all are solved by column generation."""
    monkeypatch.setattr(search, "SMALL_COMPANIES", -1)


def _is_exact(season: Season) -> None:
    times = Network(season)
    best, plan = best_value(season, times), solve(season)
    found = audit(season, plan, times)
    assert (found.violations, found.differences) == ((), ())
    if best is None:
        assert (plan.status, plan.trips, plan.bound) == (Status.INFEASIBLE, (), None)
        assert plan.left_out != ()
    else:
        assert (plan.objective.total, plan.bound, plan.status) == (best, best, Status.OPTIMAL)
        assert plan.gap_permille == 0


@pytest.mark.parametrize("seed", range(40))
def test_a_tiny_season_with_people_elsewhere_is_solved_as_well_as_by_trying_everything(seed: int) -> None:
    _is_exact(partly_elsewhere(tiny_season(seed), Random(seed)))


@pytest.mark.parametrize("seed", [4, 11, 35, 79])
def test_an_away_limit_that_trips_elsewhere_fill_is_kept_as_well_as_by_trying_everything(seed: int) -> None:
    """Nothing but the limit keeps these people at home: in each of these seasons it costs something."""
    season = partly_elsewhere(tiny_season(seed), Random(seed))
    people = tuple(person.model_copy(update={"most_days_away": 12}) for person in season.people)
    rules = season.rules.model_copy(update={"rest_days_between_trips": 0})
    limit = AwayLimit(id="all", people=tuple(person.id for person in people), most_away=3)
    _is_exact(season.model_copy(update={"people": people, "rules": rules, "away_limits": (limit,)}))


@pytest.mark.parametrize("seed", EXACT_SEEDS)
def test_a_tiny_season_is_solved_as_well_as_by_trying_everything(seed: int) -> None:
    _is_exact(tiny_season(seed))


@settings(max_examples=20, deadline=None)
@given(season=tiny_seasons())
def test_any_tiny_season_is_solved_as_well_as_by_trying_everything(season: Season) -> None:
    _is_exact(season)


@pytest.mark.usefixtures("by_columns")
@pytest.mark.parametrize("seed", COLUMN_SEEDS)
def test_columns_never_pass_the_best_and_the_bound_never_falls_below_it(seed: int) -> None:
    season = tiny_season(seed)
    times = Network(season)
    best, plan = best_value(season, times), solve(season, BRIEF)
    found = audit(season, plan, times)
    assert (found.violations, found.differences) == ((), ())
    if best is None:
        assert plan.status is Status.INFEASIBLE
    else:
        assert plan.bound is not None
        assert plan.objective.total <= best <= plan.bound


@pytest.mark.parametrize("seed", range(130, 142))
def test_the_two_ways_agree_about_a_published_plan(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first company joins later. Brute force counts no changes: the exact way is the judge here.
    season = tiny_season(seed)
    earlier = season.model_copy(update={"companies": season.companies[1:], "pins": Pins()})
    published = solve(earlier)
    if published.status is Status.INFEASIBLE:
        return
    exact = solve(season, published=published)
    monkeypatch.setattr(search, "SMALL_COMPANIES", -1)
    columns = solve(season, BRIEF, published=published)
    assert (exact.status is Status.INFEASIBLE) == (columns.status is Status.INFEASIBLE)
    if exact.status is not Status.INFEASIBLE:
        assert columns.bound is not None
        assert columns.objective.total <= exact.objective.total <= columns.bound


def test_a_large_season_is_solved_well_and_accounted_for() -> None:
    season = quarter()
    plan = solve(season, BRIEF)
    assert audit(season, plan).passed
    assert plan.bound is not None
    assert plan.objective.total <= plan.bound
    # The dive leaves a few hundredths; a tenth would mean that a part of the search no longer works.
    assert plan.gap_permille is not None
    assert plan.gap_permille < 100
    met = [visit.company for trip in plan.trips for visit in trip.visits]
    left = [item.id for item in plan.left_out]
    held = [item.event for item in plan.events]
    companies, events = [c.id for c in season.companies], [e.id for e in season.events]
    assert sorted(met + left + held) == sorted(companies + events)


@pytest.mark.parametrize("make", [lambda: tiny_season(7), quarter], ids=["small", "large"])
def test_the_same_season_seed_and_effort_give_the_same_plan(make: Callable[[], Season]) -> None:
    one, two = (solve(make(), Options(seed=3, effort=2)) for _ in range(2))
    assert one.model_dump_json() == two.model_dump_json()
    assert one.seed == 3


def test_a_season_without_anything_to_do_has_an_empty_plan() -> None:
    plan = solve(week())
    assert (plan.status, plan.trips, plan.objective.total, plan.bound) == (Status.OPTIMAL, (), 0, 0)


def test_an_impossible_season_is_a_plan_that_says_why() -> None:
    # The only leader is asked for in two regions on one day.
    a, b = prospect("a", 100, MONDAY), prospect("b", 100, MONDAY, city=week().cities[4])
    pins = Pins(visits=(VisitPin(company="a"), VisitPin(company="b")))
    plan = solve(week(a, b, pins=pins))
    assert (plan.status, plan.trips, plan.events, plan.bound) == (Status.INFEASIBLE, (), (), None)
    assert {item.id: item.reason for item in plan.left_out} == dict.fromkeys("ab", Reason.PINS_CONTRADICT)
    possible = solve(week(a, b, people=(HEAD, DEPUTY), pins=pins))
    assert (possible.status, possible.left_out) == (Status.OPTIMAL, ())


@pytest.mark.parametrize("calls", [0, 1, 2, 3, 5, 8, 13, 21, 34])
def test_work_may_be_stopped_at_any_moment_and_hands_over_an_audited_plan(calls: int) -> None:
    season, stop = quarter(), StopAfter(calls)
    plan = solve(season, Options(), stop=stop)
    assert stop.asked > calls or calls > 0
    assert plan.status is not Status.INFEASIBLE
    assert audit(season, plan).passed
    assert plan.bound is not None
    assert plan.objective.total <= plan.bound


def test_work_ends_when_its_seconds_are_over() -> None:
    # Without a limit of rounds: only the clock of the test ends it.
    season = quarter()
    plan = solve(season, stop=SecondsLeft(60))
    assert audit(season, plan).passed


@pytest.mark.usefixtures("by_columns")
@pytest.mark.parametrize("calls", [0, 1, 4])
@pytest.mark.parametrize("seed", range(30, 36))
def test_a_tiny_season_may_be_stopped_as_well(seed: int, calls: int) -> None:
    season = tiny_season(seed)
    best, plan = best_value(season, Network(season)), solve(season, stop=StopAfter(calls))
    assert audit(season, plan).violations == ()
    if best is not None and plan.status is not Status.INFEASIBLE:
        assert plan.bound is not None
        assert plan.objective.total <= best <= plan.bound


def _heard(season: Season, options: Options) -> tuple[Plan, list[Progress]]:
    told: list[Progress] = []
    return solve(season, options, progress=told.append), told


@pytest.mark.parametrize("make", [lambda: tiny_season(7), quarter], ids=["small", "large"])
def test_progress_comes_in_the_order_of_the_phases(make: Callable[[], Season]) -> None:
    _, told = _heard(make(), BRIEF)
    order = [list(Phase).index(item.phase) for item in told]
    assert order == sorted(order)
    assert (told[0].phase, told[-1].phase) == (Phase.COMPILE, Phase.WRITE)


@pytest.mark.parametrize("make", [lambda: tiny_season(7), quarter], ids=["small", "large"])
def test_bounds_never_rise_and_the_best_never_falls(make: Callable[[], Season]) -> None:
    plan, told = _heard(make(), BRIEF)
    bounds = [item.bound for item in told if item.bound is not None]
    values = [item.best for item in told if item.best is not None]
    assert bounds == sorted(bounds, reverse=True)
    assert values == sorted(values)
    assert plan.bound == bounds[-1]
    assert values[-1] <= plan.objective.total


def test_a_large_season_tells_of_every_phase() -> None:
    # It is staffed again only if improvement found something better.
    _, told = _heard(quarter(), BRIEF)
    assert {*Phase} - {item.phase for item in told} <= {Phase.STAFF}


def test_what_is_published_keeps_its_uids_and_its_days() -> None:
    season = week(prospect("a", 100, MONDAY, TUESDAY), people=(HEAD, DEPUTY))
    first = solve(season)
    assert solve(season, published=first).trips == first.trips


def test_a_plan_that_the_audit_refuses_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Audit(violations=(Violation(rule="met_once", place="trips[0]", detail={"company": "a"}),))
    monkeypatch.setattr("planner.solve.audit", lambda *_: found)
    with pytest.raises(RejectedPlan) as caught:
        solve(week(prospect("a", 100, MONDAY)))
    (fault,) = caught.value.faults
    assert (fault.code, fault.place, fault.value) == ("plan_breaks_rule", "trips[0]", "met_once")
    assert "met_once" in sentence(fault, "zh").message
