"""Jobs as rows: asked for, read, cancelled; each step once."""

from datetime import timedelta

import pytest

from api.errors import NotFound
from api.store import audit_log, job_attempts, jobs
from api.store.database import Database
from api.store.jobs import Job, JobState
from tests.api.jobs.asking import NOW, PLANNER, asked, now_of

LATER = NOW + timedelta(seconds=5)


def _cancelled(database: Database, job: str) -> Job:
    with database.work(PLANNER, LATER) as work:
        return jobs.cancel(work, job)


def _log(database: Database, job: str) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(item.action, item.actor_name) for item in audit_log.entries(session, subject=job)]


def test_a_job_that_is_asked_for_is_queued_and_in_the_audit_log(database: Database) -> None:
    job = asked(database)
    assert now_of(database, job.id) == job
    assert (job.state, job.requested_by, job.created_at, job.attempts) == (JobState.QUEUED, "甲", NOW, 0)
    assert _log(database, job.id) == [("request", "甲")]


def test_an_unknown_job_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound, match="no_such_job"), database.reading() as session:
        jobs.job(session, "nobody")
    with pytest.raises(NotFound, match="no_such_job"):
        _cancelled(database, "nobody")


def test_a_queued_job_is_cancelled_at_once_and_never_taken(database: Database) -> None:
    job = asked(database)
    found = _cancelled(database, job.id)
    assert (found.state, found.finished_at) == (JobState.CANCELLED, LATER)
    with database.work(PLANNER, LATER) as work:
        assert job_attempts.take(work, job.id, "w1", 3) is None
    assert now_of(database, job.id) == found
    assert _log(database, job.id) == [("cancel", "甲"), ("request", "甲")]


def test_a_running_job_turns_cancelling_and_stays_so_when_asked_again(database: Database) -> None:
    job = asked(database)
    with database.work(PLANNER, NOW) as work:
        job_attempts.take(work, job.id, "w1", 3)
    first = _cancelled(database, job.id)
    assert (first.state, first.cancel_requested_at) == (JobState.CANCELLING, LATER)
    assert _cancelled(database, job.id) == first
    assert [action for action, _ in _log(database, job.id)] == ["cancel", "request"]


def test_a_finished_job_is_not_cancelled_any_more(database: Database) -> None:
    job = asked(database)
    with database.work(PLANNER, NOW) as work:
        attempt = job_attempts.take(work, job.id, "w1", 3)
        assert attempt is not None
        job_attempts.finish(work, attempt, JobState.DONE, result="d1")
    assert _cancelled(database, job.id).state is JobState.DONE


def test_open_jobs_are_those_that_something_may_come_of_the_oldest_first(database: Database) -> None:
    second, first, ended = asked(database, at=LATER), asked(database), asked(database)
    _cancelled(database, ended.id)
    with database.reading() as session:
        assert [job.id for job in jobs.open_jobs(session)] == [first.id, second.id]
