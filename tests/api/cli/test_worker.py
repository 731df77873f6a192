"""``zhaoshang worker``: one in this process, or several looked after; both end in order."""

import signal
from pathlib import Path

import pytest

from api.store import worker_beats
from api.store.database import Database
from api.store.jobs import JobState
from tests.api.jobs.asking import asked, now_of
from tests.api.servers import process, wait_until


def _workers(database: Database) -> int:
    with database.reading() as session:
        return len(worker_beats.workers(session))


def _migrated(database_url: str, folder: Path) -> None:
    with process("migrate", database_url=database_url, folder=folder) as migrating:
        assert migrating.process.wait(60) == 0, migrating.output


@pytest.mark.parametrize("count", [1, 2])
def test_workers_make_plans_and_leave_when_told(tmp_path: Path, count: int) -> None:
    url = f"sqlite:///{tmp_path / 'data.db'}"
    _migrated(url, tmp_path)
    database = Database(url)
    with process("worker", "--workers", str(count), database_url=url, folder=tmp_path) as running:
        wait_until(lambda: _workers(database) == count or running.process.poll() is not None, "the workers")
        job = asked(database).id
        wait_until(lambda: now_of(database, job).state is JobState.DONE, "a plan")
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(60) == 0, running.output
    assert _workers(database) == 0
    assert "Traceback" not in running.output
    database.close()


def test_a_worker_needs_a_database_with_its_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data.db'}"
    with process("worker", database_url="sqlite:///elsewhere.db", folder=tmp_path) as running:
        assert running.process.wait(60) == 1
    with process(
        "worker", "--database", url, database_url="sqlite:///elsewhere.db", folder=tmp_path
    ) as other:
        assert other.process.wait(60) == 1
    assert "migrate" in other.output
