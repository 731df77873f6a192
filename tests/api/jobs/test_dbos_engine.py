"""The engine: ids in, each known once; nothing pickled."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import MetaData, String, Table, literal_column, select

from api.jobs.dbos_engine import DbosEngine, DbosWorker, Json, jobs_address
from api.jobs.engine import EngineAway, Leg, Standing
from api.jobs.pace import Pace
from api.store.database import Database
from tests.api.jobs.workers import QUICK
from tests.api.servers import wait_until


@pytest.mark.parametrize(
    ("data", "jobs"),
    [
        ("sqlite:///var/zhaoshang.db", "sqlite:///var/zhaoshang-jobs.db"),
        ("sqlite:////x/a.b/zhaoshang", "sqlite:////x/a.b/zhaoshang-jobs"),
        ("sqlite:///x.db?timeout=3", "sqlite:///x-jobs.db?timeout=3"),
        ("postgresql://u:p@host/name", "postgresql://u:p@host/name"),
    ],
)
def test_the_jobs_stand_beside_the_data(data: str, jobs: str) -> None:
    assert jobs_address(data) == jobs


class Carried:
    """DBOS running here, and what it brought."""

    def __init__(self, url: str) -> None:
        self.jobs: list[str] = []
        self.worker = DbosWorker(url, "w1", self.jobs.append, QUICK)
        self.engine = DbosEngine(url)

    def leg(self, job: str) -> Leg | None:
        return self.engine.standings([job]).get(job, Standing(None, None)).leg  # type: ignore[arg-type]  # an unknown job


@pytest.fixture
def carried(database_url: str) -> Iterator[Carried]:
    found = Carried(database_url)
    found.worker.start()
    yield found
    found.worker.close()
    found.engine.close()


def test_a_job_is_carried_once_however_often_it_is_handed_over_and_again_when_asked(carried: Carried) -> None:
    for _ in range(3):
        carried.engine.enqueue("a")
    wait_until(lambda: carried.leg("a") is Leg.ENDED, "its end")
    carried.engine.enqueue("a")
    carried.engine.enqueue("b")
    wait_until(lambda: carried.leg("b") is Leg.ENDED, "its end")
    assert carried.jobs == ["a", "b"]
    assert carried.engine.standings(["a"]) == {"a": Standing(Leg.ENDED, "w1")}
    carried.engine.bring_again("a")
    wait_until(lambda: carried.jobs == ["a", "b", "a"], "the second time")


def test_a_job_that_was_cancelled_in_the_queue_is_not_carried(database_url: str) -> None:
    found = Carried(database_url)
    found.worker.start()
    found.worker.close()
    found.engine.enqueue("a")
    assert found.engine.standings(["a"]) == {"a": Standing(Leg.WAITING, None)}
    found.engine.cancel("a")
    assert found.leg("a") is Leg.ENDED
    found.engine.bring_again("never seen")
    assert found.leg("never seen") is Leg.WAITING
    found.engine.cancel("unknown")
    assert found.engine.standings([]) == {}
    found.engine.close()


def test_what_is_forgotten_is_as_if_it_had_never_been(carried: Carried) -> None:
    for job in ("a", "b"):
        carried.engine.enqueue(job)
    wait_until(lambda: {carried.leg("a"), carried.leg("b")} == {Leg.ENDED}, "their end")
    for _ in range(2):
        carried.engine.forget(["a", "never seen"])
        assert list(carried.engine.standings(["a", "b"])) == ["b"]


def test_an_engine_without_its_tables_is_away(database_url: str) -> None:
    engine = DbosEngine(database_url)
    with pytest.raises(EngineAway, match="job_engine_away"):
        engine.enqueue("a")
    engine.close()


def test_what_is_kept_is_json(database_url: str) -> None:
    worker, engine = DbosWorker(database_url, "w1", lambda _: None, Pace()), DbosEngine(database_url)
    worker.start()
    worker.close()
    engine.enqueue("a")
    engine.close()
    beside = Database(jobs_address(database_url))
    kept_in = Table("workflow_input", MetaData(), schema=None if beside.is_sqlite else "dbos")
    with beside.engine.connect() as connection:
        kept = (
            connection.execute(select(literal_column("inputs", String)).select_from(kept_in)).scalars().all()
        )
    beside.close()
    assert [json.loads(text) for text in kept] == [{"args": ["a"], "kwargs": {}}]


def test_an_error_is_kept_by_its_words() -> None:
    assert Json().deserialize(Json().serialize({"error": ValueError("x")})) == {"error": "ValueError('x')"}
