"""The upkeep: everything that is old goes in one round, by one worker at a time, and stops when asked to."""

from datetime import timedelta

from sqlmodel import select

from api.jobs.engine import EngineAway, Leg, Standing
from api.jobs.pace import Pace
from api.jobs.upkeep import TASK, Upkeep
from api.store import documents, drafts, idempotency, jobs, login_attempts, uploads
from api.store.database import Database
from api.store.documents import DocumentRow
from api.store.idempotency import IdempotencyRow
from api.store.jobs import JobRow
from api.store.login_attempts import Counted, LoginAttemptRow
from api.store.plans import PlanRow
from api.store.uploads import UploadRow
from api.store.worker_turn import turn_at
from planner.errors import Fault
from tests.api.jobs.asking import NOW, PLAN, PLANNER, SEASON, asked
from tests.api.jobs.fake_engine import FakeEngine
from tests.api.servers import wait_until

LATER = NOW + timedelta(days=91)
GROWING = (UploadRow, JobRow, PlanRow, DocumentRow, IdempotencyRow, LoginAttemptRow)


def upkeep(database: Database, engine: FakeEngine, pace: Pace | None = None) -> Upkeep:
    return Upkeep(database, engine, "w1", lambda: LATER, pace or Pace(), keep_days=90)


def filled(database: Database) -> str:
    """One of everything that grows; the id of the job, which has ended."""
    job = asked(database).id
    with database.work(PLANNER, NOW) as work:
        uploads.keep(work, "a.xlsx", b"content", None, {})
        jobs.cancel(work, job)
        season = documents.put(work, SEASON.model_dump_json())
        drafts.discard(work, drafts.keep_draft(work, season_id="s", season_document=season, plan=PLAN), 1)
        idempotency.claim(work, "a1", "k", "f")
        login_attempts.count_failure(work, [Counted("login:x", timedelta(days=1))])
    return job


def counts(database: Database) -> list[int]:
    with database.reading() as session:
        return [len(session.exec(select(row)).all()) for row in GROWING]


def test_what_is_old_goes_from_our_tables_and_from_the_engines(database: Database) -> None:
    engine, job = FakeEngine(), filled(database)
    engine.at[job] = Standing(Leg.ENDED, None)
    engine.at["young"] = Standing(Leg.ENDED, None)
    assert counts(database) == [1, 1, 1, 2, 1, 1]
    assert upkeep(database, engine).prune() is True
    assert counts(database) == [0] * 6
    assert list(engine.at) == ["young"]


def test_what_is_young_stays(database: Database) -> None:
    filled(database)
    Upkeep(database, FakeEngine(), "w1", lambda: LATER, Pace(), keep_days=92).prune()
    assert counts(database) == [1, 1, 1, 2, 0, 0]  # keys and failures are forgotten sooner


def test_a_job_that_the_engine_cannot_forget_is_not_forgotten(database: Database) -> None:
    class Away(FakeEngine):
        def forget(self, jobs: object) -> None:
            raise EngineAway(Fault(code="job_engine_away"))

    filled(database)
    keeper = upkeep(database, Away(), Pace(upkeep_seconds=0.01))
    keeper.start()
    wait_until(lambda: counts(database)[0] == 0, "the steps before")
    keeper.stop()
    assert counts(database)[1] == 1


def test_one_worker_prunes_at_a_time(database: Database) -> None:
    filled(database)
    with turn_at(database, TASK, "w2", LATER, timedelta(minutes=1)):
        assert upkeep(database, FakeEngine()).prune() is False
    assert counts(database)[0] == 1
    assert upkeep(database, FakeEngine()).prune() is True


def test_a_worker_prunes_when_it_starts(database: Database) -> None:
    filled(database)
    keeper = upkeep(database, FakeEngine())
    keeper.start()
    wait_until(lambda: counts(database) == [0] * 6, "the upkeep")
    keeper.stop()
