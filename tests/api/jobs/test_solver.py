"""The solver's process: real seasons in, plans and refusals out."""

import sys

from api.jobs.arguments import PlanArguments
from api.jobs.messages import Outcome, Task
from api.jobs.solver import outcome_of, solved
from api.jobs.solver_process import SolverProcess
from api.stopwatch import Stopwatch
from planner.changes import CompanyCancels
from planner.options import Options
from planner.plan import Plan, Status
from planner.progress import Phase, Progress
from planner.season import Season
from planner.solve import solve
from tests.tiny_seasons import tiny_season

EFFORT = Options(effort=1)


def _task(season: Season, **more: object) -> Task:
    arguments = PlanArguments(season_document="-", options=EFFORT)
    return Task.model_validate({"kind": "plan", "arguments": arguments, "season": season, **more})


def test_a_solver_in_its_own_process_tells_its_steps_and_hands_over_the_plan_solve_makes() -> None:
    season = tiny_season(8)
    with SolverProcess(_task(season)) as solver:
        assert solver.ended.wait(120)
        assert solver.outcome == Outcome(plan=solve(season, EFFORT))
        assert solver.progress is not None
        assert solver.progress.phase is Phase.WRITE


def test_a_plan_begins_with_the_one_it_is_told_to_start_from() -> None:
    season = tiny_season(8)
    start = solve(season, Options(effort=1, seed=5))
    found = solved(_task(season, start=start), Stopwatch(None), lambda _: None)
    assert found.plan is not None
    assert (found.plan.trips, found.plan.events) == (start.trips, start.events)
    assert found == Outcome(plan=solve(season, EFFORT, start=start))


def test_a_replan_hands_over_the_season_as_it_has_become() -> None:
    season = tiny_season(8)
    published = solve(season, EFFORT)
    met = {visit.company for trip in published.trips for visit in trip.visits}
    cancelled = min(met)
    arguments = PlanArguments(
        season_document="-", options=EFFORT, changes=(CompanyCancels(company=cancelled),)
    )
    task = Task(kind="replan", arguments=arguments, season=season, published=published)
    found = solved(task, Stopwatch(), lambda _: None)
    assert found.plan is not None
    assert found.season is not None
    assert cancelled not in {visit.company for trip in found.plan.trips for visit in trip.visits}
    assert found.season != season


def test_plans_on_the_way_come_with_the_season_as_it_has_become() -> None:
    season = tiny_season(8)
    published = solve(season, EFFORT)
    cancelled = min(visit.company for trip in published.trips for visit in trip.visits)
    arguments = PlanArguments(
        season_document="-", options=EFFORT, changes=(CompanyCancels(company=cancelled),)
    )
    task = Task(kind="replan", arguments=arguments, season=season, published=published)
    kept: list[tuple[Season, Plan]] = []
    found = solved(task, Stopwatch(), lambda _: None, lambda *item: kept.append(item))
    assert found.plan is not None
    assert [now for now, _ in kept] == [found.season] * len(kept)
    worth = [plan.objective.total for _, plan in kept]
    assert (worth, worth[-1]) == (sorted(worth), found.plan.objective.total)
    assert outcome_of(task, *kept[0]) == Outcome(plan=kept[0][1], season=found.season)
    # What the store has already is not sent.
    assert outcome_of(task, task.season, published) == Outcome(plan=published)


def test_the_worker_has_the_plan_on_the_way_before_its_value_is_told() -> None:
    season = tiny_season(8)
    with SolverProcess(_task(season)) as solver:
        assert solver.ended.wait(120)
        assert solver.checkpoint is not None
        assert solver.checkpoint.plan is not None
        assert solver.outcome is not None
        assert solver.outcome.plan is not None
        assert solver.checkpoint.plan.objective == solver.outcome.plan.objective


def test_what_the_planner_refuses_comes_back_as_its_fault() -> None:
    season = tiny_season(8)
    arguments = PlanArguments(season_document="-", changes=(CompanyCancels(company="nobody"),))
    published = solve(season, EFFORT)
    task = Task(kind="replan", arguments=arguments, season=season, published=published)
    found = solved(task, Stopwatch(), lambda _: None)
    assert found.plan is None
    assert found.fault is not None
    assert found.fault.value == "nobody"


def test_a_defect_comes_back_as_one() -> None:
    def broken(_: Progress) -> None:
        raise ZeroDivisionError("oh")

    found = solved(_task(tiny_season(8)), Stopwatch(), broken)
    assert found.fault is not None
    assert (found.fault.code, found.fault.value, found.fault.detail) == (
        "job_defect",
        "ZeroDivisionError",
        {"why": "oh"},
    )


def test_a_solver_told_to_stop_hands_over_a_plan() -> None:
    watch = Stopwatch()
    watch.stop()
    found = solved(_task(tiny_season(8)), watch, lambda _: None)
    assert found.plan is not None
    assert found.plan.status is not Status.INFEASIBLE


def test_a_solver_ends_when_nobody_is_left_to_tell() -> None:
    endless = (
        "import threading; from api.jobs import solver;"
        "solver.solved = lambda *_: threading.Event().wait(); solver.main()"
    )
    with SolverProcess(_task(tiny_season(8)), [sys.executable, "-c", endless]) as solver:
        solver._lines.put(None)  # closes its standard input, as the death of the worker does
        assert solver.ended.wait(120)
        assert solver._process.wait(120) == 1
