"""Workers as processes: a job of a killed one is finished by another, once; who leaves hands its job back."""

import os
import signal
from itertools import pairwise
from pathlib import Path

from api.store import worker_beats
from api.store.database import Database
from api.store.jobs import JobState
from tests.api.jobs.asking import PLAN, asked, drafts_of, finishes_of, handed_over, now_of
from tests.api.jobs.workers import fake_solver, worker
from tests.api.servers import wait_until


def _state(database: Database, job: str) -> JobState:
    return now_of(database, job).state


def test_a_job_of_a_killed_worker_is_finished_by_another_once(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    solver = fake_solver(tmp_path)
    with worker(database_url, solver, tmp_path) as first:
        # Nobody hands the job over: whoever asked died after the commit, and the worker finds it by itself.
        job = asked(database).id
        wait_until(lambda: (now_of(database, job).best or 0) > 0, "progress")
        with worker(database_url, solver, tmp_path):
            first_solver = next(int(path.name) for path in tmp_path.iterdir() if path.name.isdigit())
            killed = now_of(database, job)
            first.kill()
            wait_until(lambda: now_of(database, job).attempts == 2, "another worker")
            wait_until(lambda: not _lives(first_solver), "the end of the dead worker's solver")
            second = now_of(database, job)
            assert (second.state, second.executor != killed.executor) == (JobState.RUNNING, True)
            (tmp_path / "go").touch()
            wait_until(lambda: _state(database, job) is JobState.DONE, "the end")
    assert (now_of(database, job).attempts, drafts_of(database, job), finishes_of(database, job)) == (2, 1, 1)
    assert now_of(database, job).bound == PLAN.bound


def test_a_worker_started_anew_takes_up_what_it_left_and_one_that_leaves_hands_its_job_back(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    solver = fake_solver(tmp_path)
    job = asked(database).id
    with worker(database_url, solver, tmp_path) as alone:
        wait_until(lambda: now_of(database, job).attempts == 1, "the first")
        alone.kill()
        alone.wait(60)
        with worker(database_url, solver, tmp_path) as again:
            wait_until(lambda: now_of(database, job).attempts == 2, "the second")
            wait_until(lambda: (now_of(database, job).best or 0) > 0, "progress")
            leaving = now_of(database, job).executor
            again.send_signal(signal.SIGTERM)
            assert again.wait(60) == 0
    assert _state(database, job) is JobState.QUEUED
    with database.reading() as session:
        assert leaving not in {item.executor for item in worker_beats.workers(session)}
    with worker(database_url, solver, tmp_path):
        wait_until(lambda: now_of(database, job).attempts == 3, "the third")
        (tmp_path / "go").touch()
        wait_until(lambda: _state(database, job) is JobState.DONE, "the end")
    assert (drafts_of(database, job), finishes_of(database, job)) == (1, 1)


def test_one_worker_does_one_job_at_a_time_in_order(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    with worker(database_url, fake_solver(tmp_path), tmp_path):
        first = _first_running(database, asked(database).id)
        others = [handed_over(database, database_url) for _ in range(2)]
        (tmp_path / "go").touch()
        for job in (first, *others):
            wait_until(lambda job=job: _state(database, job) is JobState.DONE, "the end")  # type: ignore[misc]  # a lambda's default has no type
    times = [now_of(database, job) for job in (first, *others)]
    spans = sorted((job.started_at, job.finished_at) for job in times if job.started_at and job.finished_at)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def _first_running(database: Database, job: str) -> str:
    wait_until(lambda: _state(database, job) is JobState.RUNNING, "the first to run")
    return job


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split(")")[1].split()[0] != "Z"
