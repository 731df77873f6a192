"""What a job of helps leaves: kept as it is found, resumed by the next attempt, not lost by a cancel."""

from pathlib import Path

from api.jobs.arguments import HelpsArguments
from api.jobs.messages import HelpsTask, Message, Outcome
from api.jobs.pace import Pace
from api.jobs.results import helps_of
from api.jobs.run import task_of
from api.jobs.solver import found_helps
from api.jobs.solver_process import SolverProcess
from api.stopwatch import Stopwatch
from api.store import documents, job_attempts, jobs
from api.store.database import Database
from api.store.jobs import Job, JobKind, JobState
from api.store.work import SYSTEM
from planner.helps.assessment import Assessment, Basis, Helps, Standing
from planner.helps.report import helps
from planner.options import Options
from planner.plan import Status
from planner.wish import WISHES, DaysAdded, PersonAdded
from tests.api.jobs.asking import NOW, PLANNER, now_of
from tests.api.jobs.test_run import PACE, Bench
from tests.api.servers import wait_until
from tests.api.spring import FIRST, SEASON

WISHED = (DaysAdded(person="head"), PersonAdded(person="deputy"))
STANDING = Standing(total=11, bound=12, status=Status.FEASIBLE)
ONE = Helps(
    season=SEASON.id,
    plan=STANDING,
    anew=STANDING,
    assessments=(Assessment(wish=WISHED[0], basis=Basis.RESOLVED, gain=7, standing=STANDING),),
)


def helps_asked(database: Database) -> Job:
    """A queued job that solves both wishes."""
    with database.work(PLANNER, NOW) as work:
        arguments = HelpsArguments(
            plan="p",
            season_document=documents.put(work, SEASON.model_dump_json()),
            plan_document=documents.put(work, FIRST.model_dump_json()),
            wishes_document=documents.put(work, WISHES.dump_json(WISHED).decode()),
            options=Options(effort=0),
        )
        return jobs.request(work, JobKind.HELPS, SEASON.id, arguments.model_dump(mode="json"))


def _on_the_way(folder: Path) -> str:
    path = folder / "checkpoint.json"
    path.write_text(Message(checkpoint=Outcome(helps=ONE)).model_dump_json(), encoding="utf-8")
    return str(path)


def known(database: Database, job: str) -> Helps | None:
    with database.reading() as session:
        return helps_of(session, jobs.job(session, job))


def test_what_is_found_is_kept_on_the_way_and_not_solved_again(database: Database, tmp_path: Path) -> None:
    bench = Bench(database, tmp_path, PACE, "--checkpoint", _on_the_way(tmp_path))
    job = helps_asked(database).id
    assert known(database, job) is None
    with bench.running(job):
        wait_until(lambda: known(database, job) == ONE, "the first wish")
        with database.work(SYSTEM, NOW) as work:  # as the watch does once the worker is silent
            assert job_attempts.give_back(work, job_attempts.Attempt(job, 1, "w1"))
    task = task_of(database, job)
    assert isinstance(task, HelpsTask)
    assert (task.wishes, task.done) == (WISHED, ONE)
    outcome = found_helps(task, Stopwatch(), lambda _: None)
    assert outcome.helps is not None
    # Not solved again: no day more is really worth seven points.
    assert outcome.helps.anew == STANDING
    assert ONE.assessments[0] == outcome.helps.assessments[1]
    assert [item.basis.is_shown for item in outcome.helps.assessments] == [True, True]


def test_a_cancelled_job_keeps_what_is_found(database: Database, tmp_path: Path) -> None:
    pace = Pace(drain_seconds=0.02, grace_seconds=0.1)
    bench = Bench(database, tmp_path, pace, "--deaf", "--checkpoint", _on_the_way(tmp_path))
    job = helps_asked(database).id
    with bench.running(job), database.work(SYSTEM, NOW) as work:
        jobs.cancel(work, job)
    found = now_of(database, job)
    assert (found.state, found.fault, known(database, job)) == (JobState.CANCELLED, None, ONE)


def test_the_solver_in_its_own_process_finds_them(database: Database) -> None:
    task = task_of(database, helps_asked(database).id)
    with SolverProcess(task) as solver:
        assert solver.ended.wait(120)
        expected = helps(SEASON, FIRST, Options(effort=0), wishes=WISHED)
        assert solver.outcome == Outcome(helps=expected)
        assert solver.checkpoint == Outcome(helps=expected)
        assert solver.progress is not None
