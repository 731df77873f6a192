"""A job in a worker's hands: brought to its end, cancelled, fenced, given back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from sqlmodel import select

from api.jobs.heart import Heart
from api.jobs.messages import Message, Outcome
from api.jobs.pace import Pace
from api.jobs.run import JobRunner
from api.store import documents, drafts, job_attempts, jobs
from api.store.database import Database
from api.store.jobs import JobState
from api.store.plans import PlanRow, plan_of, plan_record, season_of_plan
from api.store.work import SYSTEM, Work
from api.texts.sentences import sentence
from planner.errors import Fault
from planner.plan import Plan, Status
from planner.season import Season
from tests.api.jobs.asking import EARLIER, NOW, PLAN, PLANNER, SEASON, answer, asked, checkpoint, now_of
from tests.api.servers import wait_until

FAKE = str(Path(__file__).with_name("fake_solver.py"))
PACE = Pace(beat_seconds=0.1, drain_seconds=0.02, grace_seconds=60, most_attempts=5)


class Bench:
    """A runner with a fake solver, running one job in a thread."""

    def __init__(self, database: Database, folder: Path, pace: Pace = PACE, *solver: str) -> None:
        self.database = database
        self.folder = folder
        self.heart = Heart(database, "w1", lambda: NOW, pace)
        command = [sys.executable, FAKE, "--answer", str(answer(folder)), "--release", str(folder / "go")]
        self.runner = JobRunner(database, "w1", self.heart, lambda: NOW, pace, [*command, *solver])

    def release(self) -> None:
        (self.folder / "go").touch()

    @contextmanager
    def running(self, job: str) -> Iterator[None]:
        """The job under way; at the end it is over."""
        thread = Thread(target=self.runner.run, args=(job,))
        thread.start()
        try:
            wait_until(lambda: (now_of(self.database, job).best or 0) > 0, "progress")
            yield
        finally:
            thread.join(60)
        assert not thread.is_alive()


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> Bench:
    return Bench(database, tmp_path)


def _in_work(database: Database, write: Callable[..., object]) -> None:
    with database.work(SYSTEM, NOW) as work:
        write(work)


def test_a_job_is_followed_and_its_plan_kept_as_a_draft(bench: Bench) -> None:
    job = asked(bench.database)
    with bench.running(job.id):
        first = now_of(bench.database, job.id)
        assert (first.state, first.executor, bench.heart.job) == (JobState.RUNNING, "w1", job.id)
        wait_until(lambda: now_of(bench.database, job.id).step > first.step, "more progress")
        bench.release()
    found = now_of(bench.database, job.id)
    assert (found.state, found.attempts, found.fault) == (JobState.DONE, 1, None)
    assert (found.best, found.bound, bench.heart.job) == (PLAN.objective.total, PLAN.bound, None)
    assert found.result is not None
    with bench.database.reading() as session:
        assert plan_of(session, found.result) == PLAN
        assert season_of_plan(session, found.result) == SEASON
        assert plan_record(session, found.result).job == job.id


def test_a_cancelled_job_keeps_the_best_plan_so_far(bench: Bench) -> None:
    job = asked(bench.database)
    with bench.running(job.id):
        _in_work(bench.database, lambda work: jobs.cancel(work, job.id))
    found = now_of(bench.database, job.id)
    assert found.state is JobState.CANCELLED
    assert found.result is not None
    with bench.database.reading() as session:
        assert plan_of(session, found.result) == PLAN


def test_a_cancelled_job_whose_solver_has_no_plan_in_time_ends_without(
    database: Database, tmp_path: Path
) -> None:
    pace = Pace(drain_seconds=0.02, grace_seconds=0.1)
    bench, job = Bench(database, tmp_path, pace, "--deaf"), asked(database)
    with bench.running(job.id):
        _in_work(database, lambda work: jobs.cancel(work, job.id))
    _has_no_plan(database, job.id)


def _has_no_plan(database: Database, job: str) -> None:
    found = now_of(database, job)
    assert (found.state, found.result) == (JobState.CANCELLED, None)
    assert found.fault == Fault(code="job_cancelled_without_plan", value=job)
    assert "best" in sentence(found.fault, "en").remedy


def _kept(database: Database, job: str, season: Season = SEASON) -> Plan:
    """The plan of a cancelled job, which answers ``season``."""
    found = now_of(database, job)
    assert (found.state, found.fault) == (JobState.CANCELLED, None)
    assert found.result is not None
    with database.reading() as session:
        assert season_of_plan(session, found.result) == season
        return plan_of(session, found.result)


@pytest.mark.parametrize("manner", ["--deaf", "--die-told"])
def test_a_cancelled_job_keeps_the_last_plan_on_the_way_if_its_solver_gives_none(
    database: Database, tmp_path: Path, manner: str
) -> None:
    pace = Pace(drain_seconds=0.02, grace_seconds=0.1)
    on_the_way = str(checkpoint(tmp_path))
    bench, job = Bench(database, tmp_path, pace, manner, "--checkpoint", on_the_way), asked(database)
    with bench.running(job.id):
        _in_work(database, lambda work: jobs.cancel(work, job.id))
    assert _kept(database, job.id) == EARLIER
    assert now_of(database, job.id).bound == EARLIER.bound


def test_a_plan_on_the_way_is_kept_with_the_season_as_a_replan_has_changed_it(
    database: Database, tmp_path: Path
) -> None:
    pace, amended = Pace(drain_seconds=0.02, grace_seconds=0.1), SEASON.model_copy(update={"title": "改"})
    on_the_way = str(checkpoint(tmp_path, amended))
    bench, job = Bench(database, tmp_path, pace, "--deaf", "--checkpoint", on_the_way), asked(database)
    with bench.running(job.id):
        _in_work(database, lambda work: jobs.cancel(work, job.id))
    assert _kept(database, job.id, amended) == EARLIER


def test_a_fault_in_place_of_a_plan_does_not_cost_the_plan_on_the_way(
    database: Database, tmp_path: Path
) -> None:
    bench = Bench(database, tmp_path, PACE, "--checkpoint", str(checkpoint(tmp_path)))
    refused = Message(outcome=Outcome(fault=Fault(code="job_defect")))
    (tmp_path / "answer.json").write_text(refused.model_dump_json(), encoding="utf-8")
    job = asked(database)
    with bench.running(job.id):
        _in_work(database, lambda work: jobs.cancel(work, job.id))
    assert _kept(database, job.id) == EARLIER


def test_a_plan_handed_over_in_time_goes_before_the_one_on_the_way(
    database: Database, tmp_path: Path
) -> None:
    bench = Bench(database, tmp_path, PACE, "--checkpoint", str(checkpoint(tmp_path)))
    job = asked(database)
    with bench.running(job.id):
        _in_work(database, lambda work: jobs.cancel(work, job.id))
    assert _kept(database, job.id) == PLAN


def test_a_plan_on_the_way_is_nobody_s_result_unless_the_job_is_cancelled(
    database: Database, tmp_path: Path
) -> None:
    bench = Bench(database, tmp_path, PACE, "--die", "--checkpoint", str(checkpoint(tmp_path)))
    job = asked(database)
    bench.runner.run(job.id)
    found = now_of(database, job.id)
    assert (found.state, found.result, found.attempts) == (JobState.QUEUED, None, 1)
    with database.reading() as session:
        assert session.exec(select(PlanRow)).all() == []


def test_a_fenced_worker_keeps_no_plan_on_the_way_though_the_job_is_cancelled(
    database: Database, tmp_path: Path
) -> None:
    pace = Pace(drain_seconds=0.02, grace_seconds=0.1)
    bench = Bench(database, tmp_path, pace, "--deaf", "--checkpoint", str(checkpoint(tmp_path)))
    job = asked(database)

    def overtaken(work: Work) -> None:
        job_attempts.give_back(work, job_attempts.Attempt(job.id, 1, "w1"))
        job_attempts.take(work, job.id, "w2", 5)
        jobs.cancel(work, job.id)

    with bench.running(job.id):
        _in_work(database, overtaken)
    found = now_of(database, job.id)
    assert (found.state, found.executor, found.result) == (JobState.CANCELLING, "w2", None)
    with database.reading() as session:
        assert session.exec(select(PlanRow)).all() == []


def test_a_cancelled_job_keeps_no_plan_that_says_nothing_is_possible(bench: Bench) -> None:
    job = asked(bench.database)
    answer(bench.folder, Plan(season=SEASON.id, made_at=SEASON.as_of, status=Status.INFEASIBLE))
    with bench.running(job.id):
        _in_work(bench.database, lambda work: jobs.cancel(work, job.id))
    _has_no_plan(bench.database, job.id)


def test_a_fenced_worker_stops_and_writes_nothing(bench: Bench) -> None:
    job = asked(bench.database)
    with bench.running(job.id):
        held = job_attempts.Attempt(job.id, 1, "w1")
        _in_work(bench.database, lambda work: job_attempts.give_back(work, held))
        _in_work(bench.database, lambda work: job_attempts.take(work, job.id, "w2", 5))
        other = now_of(bench.database, job.id)
    assert now_of(bench.database, job.id) == other
    assert (other.state, other.executor, other.attempts) == (JobState.RUNNING, "w2", 2)


def test_a_worker_that_leaves_gives_its_job_back(bench: Bench) -> None:
    job = asked(bench.database)
    with bench.running(job.id):
        assert bench.runner.leave(60)
    found = now_of(bench.database, job.id)
    assert (found.state, found.executor, found.attempts) == (JobState.QUEUED, None, 1)
    bench.runner.run(job.id)  # it has left: it takes nothing any more
    assert now_of(bench.database, job.id) == found


def test_a_solver_that_dies_is_tried_again_and_then_given_up(database: Database, tmp_path: Path) -> None:
    bench, job = Bench(database, tmp_path, PACE, "--die"), asked(database)
    states = []
    for _ in range(3):
        bench.runner.run(job.id)
        states.append(now_of(database, job.id).state)
    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]
    fault = now_of(database, job.id).fault
    assert fault is not None
    assert (fault.code, fault.value) == ("job_solver_died", job.id)


def test_a_job_whose_documents_are_gone_fails_with_the_reason(bench: Bench) -> None:
    with bench.database.work(PLANNER, NOW) as work:
        job = jobs.request(work, jobs.JobKind.PLAN, SEASON.id, {"season_document": "gone"})
    bench.runner.run(job.id)
    found = now_of(bench.database, job.id)
    assert found.state is JobState.FAILED
    assert found.fault is not None
    assert (found.fault.code, found.fault.value) == ("no_such_record", "gone")


def test_a_job_that_delivered_and_died_before_it_said_so_has_one_draft(bench: Bench) -> None:
    job = asked(bench.database)
    with bench.database.work(SYSTEM, NOW) as work:
        digest = documents.put(work, SEASON.model_dump_json())
        first = drafts.keep_draft(work, season_id=SEASON.id, season_document=digest, plan=PLAN, job=job.id)
    bench.release()
    bench.runner.run(job.id)
    assert now_of(bench.database, job.id).result == first


def test_a_finished_job_is_not_run_again(bench: Bench) -> None:
    job = asked(bench.database)
    bench.release()
    bench.runner.run(job.id)
    found = now_of(bench.database, job.id)
    bench.runner.run(job.id)
    assert now_of(bench.database, job.id) == found
