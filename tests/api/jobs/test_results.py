"""What a job of days leaves: kept day by day, resumed by the next attempt, not lost by cancel or crash."""

from pathlib import Path

from api.jobs.messages import DaysTask, Message, Outcome
from api.jobs.pace import Pace
from api.jobs.results import days_of
from api.jobs.run import task_of
from api.jobs.solver import solved_days
from api.jobs.solver_process import SolverProcess
from api.stopwatch import Stopwatch
from api.store import job_attempts, jobs
from api.store.database import Database
from api.store.jobs import JobState
from api.store.work import SYSTEM
from events.solved_days import SolvedDay, solve_days
from planner.errors import Fault
from planner.options import Options
from tests.api.jobs.asking import NOW, now_of
from tests.api.jobs.days_asked import BOTH, ONE, days_answered, days_asked, days_on_the_way
from tests.api.jobs.test_run import PACE, Bench
from tests.api.servers import wait_until
from tests.api.spring import FIRST, FRIDAY, SEASON, THURSDAY


def solved_by(database: Database, job: str) -> tuple[SolvedDay, ...]:
    with database.reading() as session:
        return days_of(session, jobs.job(session, job))


def cancelled(database: Database, job: str) -> None:
    with database.work(SYSTEM, NOW) as work:
        jobs.cancel(work, job)


def test_a_job_keeps_each_day_as_it_is_done_and_all_at_its_end(database: Database, tmp_path: Path) -> None:
    bench = Bench(database, tmp_path, PACE, "--checkpoint", str(days_on_the_way(tmp_path)))
    days_answered(tmp_path)
    job = days_asked(database).id
    assert solved_by(database, job) == ()
    with bench.running(job):
        wait_until(lambda: solved_by(database, job) == (ONE,), "the first day")
        bench.release()
    found = now_of(database, job)
    assert (found.state, found.fault, solved_by(database, job)) == (JobState.DONE, None, BOTH)


def test_whoever_takes_the_job_of_a_killed_worker_solves_what_is_left(
    database: Database, tmp_path: Path
) -> None:
    bench = Bench(database, tmp_path, PACE, "--checkpoint", str(days_on_the_way(tmp_path)))
    job = days_asked(database).id
    with bench.running(job):
        wait_until(lambda: solved_by(database, job) == (ONE,), "the first day")
        with database.work(SYSTEM, NOW) as work:  # as the watch does once the worker is silent
            assert job_attempts.give_back(work, job_attempts.Attempt(job, 1, "w1"))
    assert now_of(database, job).state is JobState.QUEUED
    task = task_of(database, job)
    assert isinstance(task, DaysTask)
    assert task.done == (ONE,)
    outcome = solved_days(task, Stopwatch(), lambda _: None)
    assert outcome.days is not None
    assert outcome.days[0] == ONE  # not solved again: nothing is really worth eleven points
    assert [item.day for item in outcome.days] == [FRIDAY, THURSDAY]


def test_a_fenced_worker_keeps_no_day(database: Database, tmp_path: Path) -> None:
    bench = Bench(database, tmp_path, PACE)
    job = days_asked(database).id
    with bench.running(job):
        held = job_attempts.Attempt(job, 1, "w1")
        with database.work(SYSTEM, NOW) as work:
            job_attempts.give_back(work, held)
            job_attempts.take(work, job, "w2", 5)
        try:
            with database.work(SYSTEM, NOW) as work:
                job_attempts.keep_so_far(work, held, "spoilt")
        except job_attempts.Fenced:
            assert now_of(database, job).result is None
        else:
            raise AssertionError("an attempt that is over has written")


def test_a_cancelled_job_keeps_the_days_that_are_done(database: Database, tmp_path: Path) -> None:
    pace = Pace(drain_seconds=0.02, grace_seconds=0.1)
    bench = Bench(database, tmp_path, pace, "--deaf", "--checkpoint", str(days_on_the_way(tmp_path)))
    job = days_asked(database).id
    with bench.running(job):
        cancelled(database, job)
    found = now_of(database, job)
    assert (found.state, found.fault, solved_by(database, job)) == (JobState.CANCELLED, None, (ONE,))


def test_a_job_cancelled_before_a_day_is_done_says_so(database: Database, tmp_path: Path) -> None:
    pace = Pace(drain_seconds=0.02, grace_seconds=0.1)
    job = days_asked(database).id
    with Bench(database, tmp_path, pace, "--deaf").running(job):
        cancelled(database, job)
    fault = Fault(code="job_cancelled_without_plan", value=job)
    assert (now_of(database, job).state, now_of(database, job).fault) == (JobState.CANCELLED, fault)
    other, bench = days_asked(database).id, Bench(database, tmp_path)
    none = Message(outcome=Outcome(days=()))
    (tmp_path / "answer.json").write_text(none.model_dump_json(), encoding="utf-8")
    with bench.running(other):
        cancelled(database, other)
    fault = Fault(code="job_cancelled_without_plan", value=other)
    assert (now_of(database, other).state, now_of(database, other).fault) == (JobState.CANCELLED, fault)


def test_a_solver_that_dies_for_good_does_not_take_the_days_with_it(
    database: Database, tmp_path: Path
) -> None:
    first = Bench(database, tmp_path, PACE, "--checkpoint", str(days_on_the_way(tmp_path)))
    job = days_asked(database).id
    with first.running(job):
        wait_until(lambda: solved_by(database, job) == (ONE,), "the first day")
        assert first.runner.leave(60)
    dying = Bench(database, tmp_path, PACE, "--die")
    for _ in range(2):
        dying.runner.run(job)
    found = now_of(database, job)
    assert (found.state, solved_by(database, job)) == (JobState.FAILED, (ONE,))
    assert found.fault is not None
    assert found.fault.code == "job_solver_died"


def test_the_solver_in_its_own_process_solves_the_days(database: Database) -> None:
    task = task_of(database, days_asked(database).id)
    with SolverProcess(task) as solver:
        assert solver.ended.wait(120)
        expected = solve_days(SEASON, FIRST, "forum", (FRIDAY, THURSDAY), Options(effort=0))
        assert solver.outcome == Outcome(days=expected)
        assert solver.checkpoint == Outcome(days=expected)
        assert solver.progress is not None
