"""Plans made on the way: complete, audited, worth what is told, and of no influence on the end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Event

import pytest

from planner.audit import Audit, Violation, audit
from planner.errors import RejectedPlan
from planner.optimise import enumeration, search
from planner.optimise.land import Land
from planner.optimise.market import THREADS
from planner.optimise.records import DayTours, Demand, day_tours
from planner.options import Options
from planner.plan import Plan, Reason, Status
from planner.progress import Phase, Progress
from planner.season import Season
from planner.solve import solve
from tests.planner.quarters import quarter
from tests.planner.stops import StopAfter
from tests.tiny_seasons import tiny_season

ROUNDS = 6
BRIEF = Options(effort=ROUNDS)
SEASONS = pytest.mark.parametrize("make", [lambda: tiny_season(7), quarter], ids=["small", "large"])


@cache
def scarce() -> Season:
    """The large season, many companies of which are hardly worth the trip: they are left out for a price."""
    companies = tuple(
        company.model_copy(update={"expected_investment_cny": 1_000_000}) if number % 2 else company
        for number, company in enumerate(quarter().companies)
    )
    return quarter().model_copy(update={"companies": companies})


class Listener:
    """Hears steps and plans in the order they come; raises an interrupt at the first step in a phase."""

    def __init__(self, at: Phase | None = None) -> None:
        self.at = at
        self.plans: list[Plan] = []
        self.steps: list[Progress] = []
        self.heard: list[Progress | Plan] = []

    def hear(self, step: Progress) -> None:
        self.steps.append(step)
        self.heard.append(step)
        if step.phase is self.at:
            raise KeyboardInterrupt

    def keep(self, season: Season, plan: Plan) -> None:
        self.plans.append(plan)
        self.heard.append(plan)


@pytest.fixture
def staffed_every_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every round of improvement ends in a roster."""
    monkeypatch.setattr(search, "STAFFED_ANEW_PERMILLE", 0.0)


@SEASONS
@pytest.mark.usefixtures("staffed_every_round")
def test_every_plan_on_the_way_passes_the_audit_and_is_better_than_the_one_before(
    make: Callable[[], Season],
) -> None:
    season, ear = make(), Listener()
    last = solve(season, BRIEF, progress=ear.hear, keep=ear.keep)
    assert all(audit(season, plan).passed for plan in ear.plans)
    values = [plan.objective.total for plan in ear.plans]
    assert values == sorted(set(values))
    assert values[-1] == last.objective.total
    assert {plan.status for plan in ear.plans} <= {Status.FEASIBLE, Status.OPTIMAL}


@SEASONS
@pytest.mark.usefixtures("staffed_every_round")
def test_whatever_value_is_told_a_plan_of_it_is_in_hand(make: Callable[[], Season]) -> None:
    ear = Listener()
    solve(make(), BRIEF, progress=ear.hear, keep=ear.keep)
    in_hand: int | None = None
    for item in ear.heard:
        if isinstance(item, Plan):
            in_hand = item.objective.total
        elif item.best is not None:
            assert in_hand is not None
            assert in_hand >= item.best


@SEASONS
def test_the_plan_at_the_end_is_the_same_whether_anybody_keeps_those_on_the_way(
    make: Callable[[], Season],
) -> None:
    ear = Listener()
    with_keeper = solve(make(), BRIEF, keep=ear.keep)
    assert ear.plans != []
    assert with_keeper.model_dump_json() == solve(make(), BRIEF).model_dump_json()


@pytest.mark.parametrize("phase", list(Phase))
def test_interrupted_in_any_phase_the_plan_in_hand_is_worth_the_best_that_was_told(phase: Phase) -> None:
    season, ear = quarter(), Listener(phase)
    try:
        solve(season, BRIEF, progress=ear.hear, keep=ear.keep)
    except KeyboardInterrupt:
        pass
    else:
        # It is staffed again at the end only if improvement found something better since.
        assert phase is Phase.STAFF
    told = [step.best for step in ear.steps if step.best is not None]
    assert bool(told) == bool(ear.plans) == (phase not in {Phase.COMPILE, Phase.TOURS})
    if told:
        assert ear.plans[-1].objective.total >= max(told)
        assert audit(season, ear.plans[-1]).passed


@pytest.mark.usefixtures("staffed_every_round")
def test_a_better_incumbent_is_staffed_during_improvement() -> None:
    ear = Listener()
    solve(quarter(), BRIEF, progress=ear.hear)
    # Rounds side by side are told once, and their roster before it is solved and after.
    assert sum(step.phase is Phase.IMPROVE for step in ear.steps) == 3 * ROUNDS // THREADS


def test_a_small_gain_is_not_staffed_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "STAFFED_ANEW_PERMILLE", 1_000.0)
    ear = Listener()
    solve(quarter(), BRIEF, progress=ear.hear, keep=ear.keep)
    assert sum(step.phase is Phase.IMPROVE for step in ear.steps) == ROUNDS // THREADS


def test_on_the_way_reasons_are_those_that_are_quick_to_find() -> None:
    ear = Listener()
    last = solve(scarce(), BRIEF, keep=ear.keep)
    companies = {company.id for company in scarce().companies}
    early = {item.id: item for item in ear.plans[-1].left_out if item.id in companies}
    final = {item.id: item for item in last.left_out if item.id in companies}
    assert early.keys() == final.keys()
    assert {item.price for item in early.values()} == {None}
    assert Reason.STOPPED_EARLY in {item.reason for item in early.values()}
    assert any(item.price is not None for item in final.values())


def test_a_plan_on_the_way_that_the_audit_refuses_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Audit(violations=(Violation(rule="met_once", place="trips[0]", detail={"company": "a"}),))
    monkeypatch.setattr("planner.solve.audit", lambda *_: broken)
    ear = Listener()
    with pytest.raises(RejectedPlan):
        solve(tiny_season(8), progress=ear.hear, keep=ear.keep)
    assert ear.plans == []
    # Its value was not told either.
    assert {step.best for step in ear.steps} == {None}


def test_an_impossible_season_brings_no_plan_on_the_way() -> None:
    ear = Listener()
    seed = next(n for n in range(200) if solve(tiny_season(n)).status is Status.INFEASIBLE)
    solve(tiny_season(seed), progress=ear.hear, keep=ear.keep)
    assert ear.plans == []


class StopFrom:
    """Says stop from the first step of a phase on, and counts the steps told after that."""

    def __init__(self, phase: Phase) -> None:
        self.phase, self.steps = phase, list[Phase]()

    def hear(self, step: Progress) -> None:
        if self.steps or step.phase is self.phase:
            self.steps.append(step.phase)

    def stopped(self) -> bool:
        return self.steps != []

    def remaining_seconds(self) -> float | None:
        return None


@pytest.mark.parametrize(
    ("phase", "steps"),
    [
        # One dive, told before it, before its staffing and after; then the plan is written.
        (Phase.BOUND, [Phase.BOUND, Phase.DIVE, Phase.DIVE, Phase.DIVE, Phase.WRITE]),
        (Phase.DIVE, [Phase.DIVE, Phase.DIVE, Phase.DIVE, Phase.WRITE]),
        (Phase.WRITE, [Phase.WRITE]),
    ],
)
def test_stopped_in_a_phase_the_solver_takes_the_shortest_way_to_a_plan(
    phase: Phase, steps: list[Phase]
) -> None:
    stop = StopFrom(phase)
    plan = solve(scarce(), Options(), stop=stop, progress=stop.hear)
    assert stop.steps == steps
    assert audit(scarce(), plan).passed
    assert {item.price for item in plan.left_out} == {None}


def test_stopped_while_improving_no_further_round_is_begun() -> None:
    stop = StopFrom(Phase.IMPROVE)
    plan = solve(scarce(), Options(), stop=stop, progress=stop.hear)
    assert [step for step in stop.steps if step is Phase.IMPROVE] == [Phase.IMPROVE]
    assert audit(scarce(), plan).passed


def test_stopped_while_reasons_are_sought_the_rest_is_left_open() -> None:
    # Asked in every round of the search; the last questions are those of the reasons, one a company.
    asked = StopAfter(10**9)
    whole = solve(scarce(), BRIEF, stop=asked)
    priced = sum(item.price is not None for item in whole.left_out)
    assert priced > 1
    cut = solve(scarce(), BRIEF, stop=StopAfter(asked.asked - 1))
    open_ = [item for item in cut.left_out if item.reason is Reason.STOPPED_EARLY]
    assert len(open_) == 1
    assert sum(item.price is not None for item in cut.left_out) >= priced - 1


def test_whoever_is_interrupted_among_the_days_does_not_wait_for_all_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, shut = list[int](), Event()

    class Pool(ThreadPoolExecutor):
        """Days after the first last until the pool is told to shut."""

        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            shut.set()
            super().shutdown(wait=wait)

    def day_by_day(land: Land, day: int, demand: Demand) -> DayTours:
        begun.append(day)
        if day:
            shut.wait()
        return day_tours(land, day, demand)

    monkeypatch.setattr(enumeration, "ThreadPoolExecutor", Pool)
    monkeypatch.setattr(enumeration, "day_tours", day_by_day)
    with pytest.raises(KeyboardInterrupt):
        solve(scarce(), BRIEF, progress=Listener(Phase.TOURS).hear)
    assert 0 in begun
    assert len(begun) <= 1 + enumeration.THREADS
