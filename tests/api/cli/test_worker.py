"""``zhaoshang worker``: several, each a process of its own that is looked after; all end in order."""

import signal
from collections.abc import Callable
from pathlib import Path

from api.store import worker_beats
from api.store.database import Database
from api.store.jobs import JobState
from tests.api.databases import NOWHERE
from tests.api.jobs.asking import asked, now_of
from tests.api.servers import process, wait_until


def _workers(database: Database) -> int:
    with database.reading() as session:
        return len(worker_beats.workers(session))


def test_workers_make_plans_and_leave_when_told(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    given = ("worker", "--workers", "2", "--database", database_url)
    with process(*given, database_url=NOWHERE, folder=tmp_path) as running:
        wait_until(lambda: _workers(database) == 2 or running.process.poll() is not None, "the workers")
        job = asked(database).id
        wait_until(lambda: now_of(database, job).state is JobState.DONE, "a plan")
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(60) == 0, running.output
    assert _workers(database) == 0
    assert "Traceback" not in running.output


def test_a_worker_needs_a_database_with_its_tables(
    fresh_url: Callable[..., str], backend: str, tmp_path: Path
) -> None:
    with process("worker", database_url=fresh_url(backend, tables=False), folder=tmp_path) as running:
        assert running.process.wait(60) == 1
    assert "migrate" in running.output
