"""The list of workers: known by their beats, gone when they leave."""

from datetime import timedelta

from api.store import worker_beats
from api.store.database import Database
from api.store.work import SYSTEM
from api.store.worker_beats import Worker
from tests.api.jobs.asking import NOW


def _workers(database: Database) -> list[Worker]:
    with database.reading() as session:
        return list(worker_beats.workers(session))


def test_a_worker_is_known_from_its_first_beat_and_counts_the_others(database: Database) -> None:
    for second in range(3):
        with database.work(SYSTEM, NOW + timedelta(seconds=second)) as work:
            worker_beats.beat(work, "w1", "host", 7, "job" if second else None)
    expected = Worker(
        executor="w1", beats=2, beat_at=NOW + timedelta(seconds=2), host="host", pid=7, job="job"
    )
    assert _workers(database) == [expected]


def test_a_worker_that_left_is_forgotten_and_the_others_are_not(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work:
        worker_beats.beat(work, "w1", "host", 7, None)
        worker_beats.beat(work, "w2", "host", 8, None)
        worker_beats.leave(work, "w1")
    assert [item.executor for item in _workers(database)] == ["w2"]
