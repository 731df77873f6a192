"""A restored database goes on where it stood: jobs that waited or ran are done, once; what was done stays."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from api.store import worker_beats
from api.store.backup import back_up
from api.store.database import Database
from api.store.jobs import JobState
from api.store.restore import restore
from tests.api.databases import BACKENDS
from tests.api.jobs.asking import NOW, asked, drafts_of, finishes_of, handed_over, now_of
from tests.api.jobs.workers import fake_solver, worker
from tests.api.servers import wait_until


def _states(database: Database, jobs: list[str]) -> list[JobState]:
    return [now_of(database, job).state for job in jobs]


def _workers(database: Database) -> list[str]:
    with database.reading() as session:
        return [item.executor for item in worker_beats.workers(session)]


def _backed_up(database: Database, url: str, folder: Path) -> list[str]:
    """A backup ``b.zip`` made while the first job is done, the second runs, and two more wait.

    The worker finishes the last three afterwards: what the engine remembers is ahead of the backup.
    """
    go, solver = folder / "go", fake_solver(folder)
    with worker(url, solver, folder):
        go.touch()
        done = asked(database).id
        wait_until(lambda: now_of(database, done).state is JobState.DONE, "the first to be done")
        go.unlink()
        running = asked(database).id
        wait_until(lambda: (now_of(database, running).best or 0) > 0, "the second to run")
        # One the engine knows of, and one that whoever asked did not hand over any more.
        jobs = [done, running, handed_over(database, url), asked(database).id]
        back_up(database, folder / "b.zip", NOW)
        go.touch()
        wait_until(lambda: _states(database, jobs) == [JobState.DONE] * 4, "all to be done")
        go.unlink()
    return jobs


@pytest.mark.parametrize("into", ["itself", "the other kind"])
def test_jobs_of_a_backup_that_had_not_ended_are_done_once_by_a_worker_of_the_restored_database(
    database: Database,
    database_url: str,
    backend: str,
    fresh_url: Callable[..., str],
    into: str,
    tmp_path: Path,
) -> None:
    jobs = _backed_up(database, database_url, tmp_path)
    [other] = set(BACKENDS) - {backend}
    url = database_url if into == "itself" else fresh_url(other, tables=False)
    restored = Database(url)
    restore(restored, tmp_path / "b.zip", force=True)
    waiting = [JobState.DONE, JobState.RUNNING, JobState.QUEUED, JobState.QUEUED]
    assert _states(restored, jobs) == waiting
    before = [now_of(restored, job).attempts for job in jobs]
    with worker(url, fake_solver(tmp_path), tmp_path) as fresh:
        (tmp_path / "go").touch()
        wait_until(lambda: _states(restored, jobs) == [JobState.DONE] * 4, "all to be done")
        wait_until(lambda: len(_workers(restored)) == 1, "the worker of the backup to be forgotten")
        fresh.send_signal(signal.SIGTERM)
        assert fresh.wait(60) == 0
    # What was done is done; the others are taken once more, the second for the second time.
    assert [now_of(restored, job).attempts - many for job, many in zip(jobs, before, strict=True)] == [
        0,
        1,
        1,
        1,
    ]
    assert [(drafts_of(restored, job), finishes_of(restored, job)) for job in jobs] == [(1, 1)] * 4
    restored.close()
