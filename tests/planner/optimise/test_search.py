"""The parts of the large search by their laws: generation, relaxation, dive, improvement, usage."""

from functools import cache
from itertools import combinations, pairwise

import numpy as np
import pytest

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.complete import Complete
from planner.optimise.dive import Dive
from planner.optimise.generation import Generation
from planner.optimise.improve import Improve, Judge
from planner.optimise.market import Market
from planner.optimise.pinned import fixed_points
from planner.optimise.published import surviving_columns
from planner.optimise.relaxation import Relaxation
from planner.optimise.residual import Residual
from planner.optimise.usage import Usage
from planner.plan import Plan, Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from tests.builders import MONDAY, busy
from tests.planner.optimise.markets import market_of
from tests.planner.optimise.week import (
    ANN,
    BOB,
    DEPUTY,
    HEAD,
    TUESDAY,
    WEDNESDAY,
    base,
    prospect,
    rules,
    week,
    weights,
)
from tests.planner.quarters import quarter
from tests.tiny_seasons import NANJING, tiny_season


def _parts(season: Season) -> tuple[Market, Bounder, Relaxation]:
    market = market_of(season, every=False)
    bounder = Bounder(market, float(fixed_points(season, Network(season), None)))
    return market, bounder, Relaxation(market, bounder.away_cost, bounder.free)


@cache
def _generated() -> tuple[Bounder, Relaxation, list[float]]:
    """The large season after twelve rounds, and the bound after each."""
    _, bounder, relaxation = _parts(quarter())
    told: list[float] = []

    def tell(bound: float) -> bool:
        told.append(bound)
        return len(told) < 12

    Generation(relaxation, bounder).run(30, 0.0, tell)
    relaxation.solve()
    return bounder, relaxation, told


def test_generation_lowers_the_bound_and_ends_when_it_is_told_to() -> None:
    _, _, told = _generated()
    assert told == sorted(told, reverse=True)
    assert len(told) == 12
    assert told[-1] < told[0]


def test_prices_are_never_negative_and_shares_never_above_one_visit() -> None:
    _, relaxation, _ = _generated()
    prices = relaxation.prices()
    assert all((family >= 0).all() for _, family in prices.arrays())
    assert (relaxation.values >= -1e-9).all()


@pytest.mark.parametrize("seed", [3, 8, 14, 22])
def test_the_relaxation_over_every_trip_is_no_less_than_the_best_plan(seed: int) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    assert plan.status is Status.OPTIMAL
    market, bounder, relaxation = _parts(season)
    every = Complete(market_of(season), 10**6).columns()
    assert relaxation.add(column for column in every if column.companies) > 0
    assert relaxation.add(every) == 0
    assert relaxation.solve()
    # Events are not in it: their points stand in the bound alone.
    events = plan.objective.events + plan.objective.attendance
    assert relaxation.value + float(fixed_points(season, market.instance.network, None)) + events >= (
        plan.objective.total - 1e-6
    )
    assert bounder.evaluate(relaxation.prices()).value >= plan.objective.total - 1e-6


@pytest.mark.parametrize("seed", [3, 8, 14, 22])
def test_no_subset_row_cuts_the_best_plan_off(seed: int) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    market, bounder, relaxation = _parts(season)
    relaxation.add(column for column in Complete(market_of(season), 10**6).columns() if column.companies)
    assert relaxation.solve()
    open_ = [n for n, openings in enumerate(market.instance.openings) if openings]
    relaxation.forbid(combinations(open_, 3))
    assert relaxation.solve()
    events = plan.objective.events + plan.objective.attendance
    fixed = float(fixed_points(season, market.instance.network, None))
    assert relaxation.value + fixed + events >= plan.objective.total - 1e-6
    assert bounder.evaluate(relaxation.prices()).value >= plan.objective.total - 1e-6


def _triangle() -> tuple[Relaxation, Generation]:
    """Three companies worth 100, two visits a day, a trip at 60: two trips bring 180, three halves 210."""
    companies = (prospect(name, 100, MONDAY) for name in "abc")
    costly = rules(most_visits_a_day=2, weights=weights(points_per_trip=60))
    _, bounder, relaxation = _parts(week(*companies, people=(HEAD, DEPUTY), rules=costly))
    generation = Generation(relaxation, bounder)
    generation.run(30, 0.0, lambda _: True)
    return relaxation, generation


def test_sharpening_forbids_what_only_halves_of_trips_can_do() -> None:
    relaxation, generation = _triangle()
    assert list(relaxation.subsets) == []
    assert relaxation.value == pytest.approx(210)
    assert generation.proof.value >= 210 - 1e-6
    assert generation.sharpen(lambda _: True)
    assert list(relaxation.subsets) == [(0, 1, 2)]
    assert relaxation.value == pytest.approx(180)
    assert generation.proof.value == pytest.approx(180, abs=1)
    assert not generation.sharpen(lambda _: True)


def test_a_bound_that_is_told_to_stop_stays_proven() -> None:
    _, generation = _triangle()
    generation.sharpen(lambda _: False)
    assert generation.proof.value >= 180 - 1e-6


def test_generation_goes_on_where_it_was_stopped() -> None:
    _, bounder, relaxation = _parts(quarter())
    generation = Generation(relaxation, bounder)
    generation.run(30, 0.0, lambda _: False)
    first, stopped = generation.proof.value, generation.stopped
    generation.go_on(0.5, lambda _: True)
    assert (stopped, generation.stopped) == (True, False)
    assert generation.proof.value < first
    assert generation.gap_permille <= 0.5


def _apart(market: Market, columns: list[Column]) -> None:
    """No head is twice away on a day, rests between trips, or is away too long."""
    usage = Usage(market.instance, market.limits)
    for column in columns:
        assert usage.fits(column)
        usage.take(column)


@pytest.mark.parametrize("going", [True, False])
def test_a_dive_ends_with_trips_that_fit_together(*, going: bool) -> None:
    bounder, relaxation, _ = _generated()
    found = Dive(Residual(relaxation, bounder, lambda: going)).run([], every=1)
    assert len(found) > 0
    _apart(bounder.market, found)


def test_a_dive_keeps_what_it_is_given() -> None:
    bounder, relaxation, _ = _generated()
    dive = Dive(Residual(relaxation, bounder, lambda: True))
    first = dive.run([], every=0)
    kept = first[: len(first) // 2]
    again = dive.run(kept, every=1)
    assert {column.key for column in kept} <= {column.key for column in again}
    _apart(bounder.market, again)


def test_improvement_never_loses() -> None:
    bounder, relaxation, _ = _generated()
    judge, residual = Judge(relaxation, bounder), Residual(relaxation, bounder, lambda: True)
    improve = Improve(judge, [residual], 1, relaxation.lack(), remaining=lambda: None)
    improve.offer(Dive(residual).run([], every=0))
    heard = [improve.points]
    improve.run(4, lambda: True, lambda: heard.append(improve.points))
    assert (len(heard), heard) == (5, sorted(heard))
    assert improve.points == judge.points(improve.best)
    _apart(bounder.market, judge.deduplicated(improve.best))
    assert not improve.offer([])


def test_a_company_met_twice_is_kept_where_it_brings_most() -> None:
    # Head and deputy bring the same: one of the two visits goes.
    season = week(prospect("a", 100, MONDAY, TUESDAY), prospect("b", 50, MONDAY), people=(HEAD, DEPUTY))
    _, bounder, relaxation = _parts(season)
    every = Complete(market_of(season), 10**6).columns()
    both = next(c for c in every if c.days == ((0, 1),))
    alone = next(c for c in every if c.days == ((0,),) and c.team != both.team)
    judge = Judge(relaxation, bounder)
    single = judge.deduplicated([both, alone])
    met = [company for column in single for company in column.companies]
    assert sorted(met) == [0, 1]
    assert judge.points([both, alone]) == 150


def _columns(season: Season) -> dict[tuple[int, int, tuple[tuple[int, ...], ...]], Column]:
    every = Complete(market_of(season), 10**6).columns()
    return {(column.team.leader, column.first, column.days): column for column in every}


def _fits(season: Season, *wanted: tuple[int, int, tuple[tuple[int, ...], ...]]) -> list[bool]:
    """Taking columns one after another: whether each still fits."""
    market, columns = market_of(season), _columns(season)
    usage, found = Usage(market.instance, market.limits), []
    for key in wanted:
        found.append(usage.fits(columns[key]))
        if found[-1]:
            usage.take(columns[key])
    return found


A, B = (
    prospect("a", 100, MONDAY, kinds=("500强",)),
    prospect("b", 100, MONDAY, city=NANJING, kinds=("500强",)),
)
A_BY_HEAD, B_BY_HEAD, B_BY_DEPUTY = (0, 0, ((0,),)), (0, 0, ((1,),)), (1, 0, ((1,),))


def test_what_fits_together_keeps_every_shared_limit() -> None:
    two = {"people": (HEAD, DEPUTY)}
    assert _fits(week(A, B, **two), A_BY_HEAD, B_BY_HEAD, B_BY_DEPUTY) == [True, False, True]
    capped = week(A, B, rules=rules(most_of_kind={"500强": 1}), **two)
    assert _fits(capped, A_BY_HEAD, B_BY_DEPUTY) == [True, False]
    one_staff = week(A, B, home=base(least_staff=1), people=(HEAD, DEPUTY, ANN))
    assert _fits(one_staff, A_BY_HEAD, B_BY_DEPUTY) == [True, False]
    assert _fits(
        one_staff.model_copy(update={"people": (HEAD, DEPUTY, ANN, BOB)}), A_BY_HEAD, B_BY_DEPUTY
    ) == [True, True]


@pytest.mark.parametrize(("rest", "most", "fits"), [(0, 12, True), (1, 12, False), (0, 1, False)])
def test_a_head_rests_and_has_so_many_days(rest: int, most: int, *, fits: bool) -> None:
    later = prospect("b", 100, TUESDAY, city=NANJING)
    head = HEAD.model_copy(update={"most_days_away": most})
    season = week(A, later, people=(head,), rules=rules(rest_days_between_trips=rest))
    assert _fits(season, A_BY_HEAD, (0, 1, ((1,),))) == [True, fits]
    # And the other way round in time.
    assert _fits(season, (0, 1, ((1,),)), A_BY_HEAD) == [True, fits]


def _surviving(season: Season, published: Plan) -> list[list[str]]:
    market = market_of(season, published)
    found = surviving_columns(market, published)
    return [[season.companies[c].id for c in sorted(column.companies)] for column in found]


def test_published_trips_are_where_a_replan_starts() -> None:
    a, b = prospect("a", 100, MONDAY), prospect("b", 100, MONDAY)
    c = prospect("c", 100, WEDNESDAY, city=NANJING)
    season = week(a, b, c, rules=rules(most_trip_days=1))
    published = solve(season)
    assert _surviving(season, published) == [["a", "b"], ["c"]]
    # b has cancelled: its trip goes on without it. c has: its trip is gone.
    assert _surviving(week(a, prospect("b", 100), c), published) == [["a"], ["c"]]
    assert _surviving(week(a, b, prospect("c", 100)), published) == [["a", "b"]]
    # The head is busy on Monday.
    tired = HEAD.model_copy(update={"busy": (busy(MONDAY),)})
    assert _surviving(week(a, b, c, people=(tired,)), published) == [["c"]]


def test_columns_of_one_head_in_a_dive_follow_each_other() -> None:
    bounder, relaxation, _ = _generated()
    found = Dive(Residual(relaxation, bounder, lambda: True)).run([], every=0)
    for head in {person for column in found for person in column.team.aboard}:
        own = sorted((c.span.start, c.span.stop) for c in found if head in c.team.aboard)
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(own))
        assert np.all([bounder.free[head, first:last].all() for first, last in own])
