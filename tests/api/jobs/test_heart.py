"""The heart: a worker is known before it works, beats while it lives, and is forgotten when it leaves."""

from api.jobs.heart import Heart, new_executor
from api.jobs.pace import Pace
from api.store import worker_beats
from api.store.database import Database
from api.store.worker_beats import Worker
from tests.api.jobs.asking import NOW
from tests.api.servers import wait_until


def _workers(database: Database) -> list[Worker]:
    with database.reading() as session:
        return list(worker_beats.workers(session))


def test_a_heart_beats_until_it_stops(database: Database) -> None:
    heart = Heart(database, "w1", lambda: NOW, Pace(beat_seconds=0.02))
    heart.start()
    assert [item.executor for item in _workers(database)] == ["w1"]
    heart.job = "j1"
    wait_until(lambda: _workers(database)[0].job == "j1", "the job in a beat")
    first = _workers(database)[0].beats
    wait_until(lambda: _workers(database)[0].beats > first, "another beat")
    heart.stop()
    assert _workers(database) == []


def test_no_two_processes_ever_have_one_name(backend: str) -> None:
    assert new_executor() != new_executor()
