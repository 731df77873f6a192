"""Attempts: of all who believe to hold a job, one can write, and it is handed in once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest

from api.store import audit_log, job_attempts, jobs, worker_beats
from api.store.database import Database
from api.store.job_attempts import Attempt, Fenced
from api.store.jobs import JobState
from api.store.work import SYSTEM, Work
from planner.errors import Fault
from planner.progress import Phase, Progress
from tests.api.jobs.asking import NOW, PLANNER, asked, now_of

T = TypeVar("T")
STEP = Progress(phase=Phase.DIVE, best=90, bound=100)


def _in_work(database: Database, write: Callable[[Work], T]) -> T:
    with database.work(SYSTEM, NOW + timedelta(seconds=1)) as work:
        return write(work)


def _taken(database: Database, job: str, worker: str = "w1") -> Attempt:
    attempt = _in_work(database, lambda work: job_attempts.take(work, job, worker, 3))
    assert attempt is not None
    return attempt


def _beat(database: Database, worker: str) -> None:
    _in_work(database, lambda work: worker_beats.beat(work, worker, "host", 1, None))


def _at_work(database: Database) -> dict[str, str | None]:
    with database.reading() as session:
        return {item.executor: item.job for item in worker_beats.workers(session)}


def test_taking_a_job_makes_it_its_workers_and_counts(database: Database) -> None:
    _beat(database, "w1")
    job = asked(database)
    assert _taken(database, job.id) == Attempt(job.id, 1, "w1")
    found = now_of(database, job.id)
    assert (found.state, found.attempts, found.executor) == (JobState.RUNNING, 1, "w1")
    assert found.started_at == NOW + timedelta(seconds=1)
    assert _at_work(database) == {"w1": job.id}


def test_two_who_take_one_job_at_once_one_gets_it(database: Database) -> None:
    job, start = asked(database), Barrier(2)

    def take(worker: str) -> Attempt | None:
        start.wait()
        return _in_work(database, lambda work: job_attempts.take(work, job.id, worker, 3))

    with ThreadPoolExecutor() as pool:
        attempts = list(pool.map(take, ("w1", "w2")))
    assert [attempt for attempt in attempts if attempt] == [
        Attempt(job.id, 1, now_of(database, job.id).executor or "")
    ]


def test_a_job_that_is_held_or_has_ended_is_not_taken(database: Database) -> None:
    job = asked(database)
    attempt = _taken(database, job.id)
    held = now_of(database, job.id)
    for most in (1, 3):
        assert _in_work(database, lambda work, most=most: job_attempts.take(work, job.id, "w2", most)) is None  # type: ignore[misc]  # a lambda's default has no type
    assert now_of(database, job.id) == held
    ended = _in_work(database, lambda work: job_attempts.finish(work, attempt, JobState.DONE))
    assert _in_work(database, lambda work: job_attempts.take(work, job.id, "w2", 3)) is None
    assert now_of(database, job.id) == ended


def test_progress_is_written_and_counted_and_the_wish_to_cancel_heard(database: Database) -> None:
    job = asked(database)
    attempt = _taken(database, job.id)
    before = now_of(database, job.id).step
    assert _in_work(database, lambda work: job_attempts.tell(work, attempt, STEP, 2.5)) is False
    found = now_of(database, job.id)
    assert (found.phase, found.best, found.bound, found.gap_permille) == (Phase.DIVE, 90, 100, 100)
    assert (found.seconds, found.step) == (2.5, before + 1)
    assert _in_work(database, lambda work: job_attempts.tell(work, attempt, None, 3.0)) is False
    assert now_of(database, job.id).step == before + 1  # nothing new to tell
    _in_work(database, lambda work: jobs.cancel(work, job.id))
    assert _in_work(database, lambda work: job_attempts.tell(work, attempt, STEP, 3.5)) is True


def test_a_fenced_worker_can_neither_tell_nor_finish_nor_give_back(database: Database) -> None:
    job = asked(database)
    dead = _taken(database, job.id, "dead")
    assert _in_work(database, lambda work: job_attempts.give_back(work, dead))
    alive = _taken(database, job.id, "alive")
    _in_work(database, lambda work: job_attempts.tell(work, alive, STEP, 1.0))
    before = now_of(database, job.id)
    with pytest.raises(Fenced):
        _in_work(database, lambda work: job_attempts.tell(work, dead, STEP, 9.0))
    with pytest.raises(Fenced):
        _in_work(database, lambda work: job_attempts.finish(work, dead, JobState.DONE, result="stale"))
    assert not _in_work(database, lambda work: job_attempts.give_back(work, dead))
    assert now_of(database, job.id) == before


def test_a_worker_that_takes_its_own_job_again_is_fenced_from_the_first_attempt(database: Database) -> None:
    job = asked(database)
    first = _taken(database, job.id)
    _in_work(database, lambda work: job_attempts.give_back(work, first))
    second = _taken(database, job.id)
    with pytest.raises(Fenced):
        _in_work(database, lambda work: job_attempts.finish(work, first, JobState.DONE))
    found = _in_work(database, lambda work: job_attempts.finish(work, second, JobState.DONE))
    assert (found.state, found.attempts) == (JobState.DONE, 2)


def test_a_job_finishes_once(database: Database) -> None:
    _beat(database, "w1")
    job = asked(database)
    attempt = _taken(database, job.id)
    found = _in_work(database, lambda work: job_attempts.finish(work, attempt, JobState.DONE, result="d1"))
    assert (found.state, found.result, found.executor) == (JobState.DONE, "d1", None)
    assert found.finished_at == NOW + timedelta(seconds=1)
    assert _at_work(database) == {"w1": None}
    with pytest.raises(Fenced):
        _in_work(database, lambda work: job_attempts.finish(work, attempt, JobState.FAILED))
    with database.reading() as session:
        entries = audit_log.entries(session, subject=job.id)
    assert [item.action for item in entries] == ["finish", "request"]
    assert entries[0].after == {"state": "done", "result": "d1", "attempts": 1}


def test_what_a_fenced_work_wrote_beside_is_gone(database: Database) -> None:
    job = asked(database)
    attempt = _taken(database, job.id)
    _in_work(database, lambda work: job_attempts.give_back(work, attempt))

    def hand_in(work: Work) -> None:
        audit_log.log(work, "create", "plan", "draft")
        job_attempts.finish(work, attempt, JobState.DONE, result="draft")

    with pytest.raises(Fenced):
        _in_work(database, hand_in)
    with database.reading() as session:
        assert audit_log.entries(session, subject="draft") == []


def test_a_job_asked_to_end_is_cancelled_with_what_it_has(database: Database) -> None:
    job = asked(database)
    attempt = _taken(database, job.id)
    _in_work(database, lambda work: jobs.cancel(work, job.id))
    found = _in_work(database, lambda work: job_attempts.finish(work, attempt, JobState.DONE, result="d1"))
    assert (found.state, found.result) == (JobState.CANCELLED, "d1")


def test_a_failed_job_says_why(database: Database) -> None:
    job, fault = asked(database), Fault(code="job_defect", value="ValueError", detail={"why": "x"})
    attempt = _taken(database, job.id)
    found = _in_work(database, lambda work: job_attempts.finish(work, attempt, JobState.FAILED, fault=fault))
    assert (found.state, found.fault) == (JobState.FAILED, fault)


def test_of_two_who_give_a_job_back_one_does(database: Database) -> None:
    job = asked(database)
    attempt, start = _taken(database, job.id), Barrier(2)

    def give(_: int) -> bool:
        start.wait()
        return _in_work(database, lambda work: job_attempts.give_back(work, attempt))

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(give, range(2))) == [False, True]
    assert now_of(database, job.id).state is JobState.QUEUED


def test_a_job_to_be_cancelled_whose_worker_dies_ends(database: Database) -> None:
    job = asked(database)
    attempt = _taken(database, job.id)
    _in_work(database, lambda work: jobs.cancel(work, job.id))
    assert _in_work(database, lambda work: job_attempts.give_back(work, attempt))
    found = now_of(database, job.id)
    assert (found.state, found.result) == (JobState.CANCELLED, None)
    assert found.fault == Fault(code="job_cancelled_without_plan", value=job.id)


def test_a_job_that_ends_every_worker_is_given_up(database: Database) -> None:
    job = asked(database)
    for _ in range(3):
        attempt = _taken(database, job.id)
        _in_work(database, lambda work, held=attempt: job_attempts.give_back(work, held))  # type: ignore[misc]  # a lambda's default has no type
    assert _in_work(database, lambda work: job_attempts.take(work, job.id, "w1", 3)) is None
    found = now_of(database, job.id)
    assert (found.state, found.attempts) == (JobState.FAILED, 3)
    assert found.fault == Fault(code="job_given_up", value=job.id, detail={"attempts": "3"})


def test_a_cancelled_job_cannot_be_taken_by_one_who_read_it_before(database: Database) -> None:
    job = asked(database)
    with database.work(PLANNER, NOW) as work:
        jobs.cancel(work, job.id)
        assert job_attempts.take(work, job.id, "w1", 3) is None
    assert now_of(database, job.id).state is JobState.CANCELLED
