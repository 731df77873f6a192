"""The watch: brings to the queue again what was lost, once, and lets alone what is not."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event

import pytest

from api.jobs.engine import Leg, Standing
from api.jobs.pace import Pace
from api.jobs.watch import TASK, Watch
from api.store import job_attempts, jobs, outbox, worker_beats
from api.store.database import Database
from api.store.job_attempts import Attempt
from api.store.jobs import JobState
from api.store.outbox import ParcelState
from api.store.work import SYSTEM
from api.store.worker_turn import turn_at
from tests.api.jobs.asking import NOW, asked, now_of
from tests.api.jobs.fake_engine import FakeEngine
from tests.api.store.test_outbox import put, states

# Whoever does not beat between two looks is dead.
PACE = Pace(silence_seconds=1e-9, watch_seconds=1.0)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def watch(database: Database, engine: FakeEngine) -> Watch:
    return Watch(database, engine, "me", lambda: datetime.now(UTC), PACE)


def _beat(database: Database, worker: str, job: str | None = None) -> None:
    with database.work(SYSTEM, NOW) as work:
        worker_beats.beat(work, worker, "host", 1, job)


def _take(database: Database, job: str, worker: str) -> Attempt:
    with database.work(SYSTEM, NOW) as work:
        attempt = job_attempts.take(work, job, worker, 5)
    assert attempt is not None
    return attempt


def _held(database: Database, engine: FakeEngine, worker: str = "w1") -> str:
    """A job that ``worker`` runs."""
    job = asked(database).id
    _beat(database, worker)
    _take(database, job, worker)
    engine.at[job] = Standing(Leg.HELD, worker)
    return job


def test_a_job_that_was_never_handed_over_is_enqueued(
    database: Database, engine: FakeEngine, watch: Watch
) -> None:
    job = asked(database).id
    assert watch.look() == (job,)
    assert engine.at == {job: Standing(Leg.WAITING, None)}
    assert watch.look() == ()


def test_a_job_of_a_living_worker_is_let_alone(database: Database, engine: FakeEngine) -> None:
    watch = Watch(database, engine, "me", lambda: NOW, Pace())
    job = _held(database, engine)
    assert [watch.look(), watch.look()] == [(), ()]
    assert (now_of(database, job).state, engine.brought) == (JobState.RUNNING, [])


def test_a_job_of_a_silent_worker_goes_back_to_the_queue_and_the_worker_is_forgotten(
    database: Database, engine: FakeEngine, watch: Watch
) -> None:
    job = _held(database, engine)
    watch.look()
    found = now_of(database, job)
    assert (found.state, found.executor, engine.brought) == (JobState.QUEUED, None, [job])
    watch.look()
    with database.reading() as session:
        assert worker_beats.workers(session) == []
    assert engine.brought == [job]


def test_a_job_of_a_worker_that_left_goes_back_at_once(database: Database, engine: FakeEngine) -> None:
    watch = Watch(database, engine, "me", lambda: NOW, Pace())
    job = _held(database, engine)
    with database.work(SYSTEM, NOW) as work:
        worker_beats.leave(work, "w1")
    assert watch.look() == (job,)
    assert now_of(database, job).state is JobState.QUEUED


def test_a_job_that_its_living_worker_has_lost_goes_back(database: Database, engine: FakeEngine) -> None:
    watch = Watch(database, engine, "me", lambda: NOW, Pace())
    job = _held(database, engine)
    _beat(database, "w1", None)  # it lives, and works at nothing
    assert watch.look() == (job,)
    assert (now_of(database, job).state, engine.brought) == (JobState.QUEUED, [job])


def test_a_job_to_be_cancelled_whose_worker_died_ends(
    database: Database, engine: FakeEngine, watch: Watch
) -> None:
    job = _held(database, engine)
    with database.work(SYSTEM, NOW) as work:
        jobs.cancel(work, job)
    assert watch.look() == ()
    assert (now_of(database, job).state, engine.brought) == (JobState.CANCELLED, [])


def test_a_job_in_the_queue_is_not_brought_twice(
    database: Database, engine: FakeEngine, watch: Watch
) -> None:
    job = _held(database, engine)
    engine.at[job] = Standing(Leg.WAITING, "w1")  # another watch died between its two writings
    watch.look()
    assert (now_of(database, job).state, engine.brought) == (JobState.QUEUED, [])


@pytest.mark.parametrize("standing", [Standing(Leg.HELD, "dead"), Standing(Leg.ENDED, "w1")])
def test_a_queued_job_that_the_engine_will_not_bring_is_brought_again(
    database: Database, engine: FakeEngine, watch: Watch, standing: Standing
) -> None:
    job = asked(database).id
    engine.at[job] = standing
    assert (watch.look(), engine.brought) == ((job,), [job])


def test_a_queued_job_that_a_living_worker_is_about_to_take_is_let_alone(
    database: Database, engine: FakeEngine
) -> None:
    watch = Watch(database, engine, "me", lambda: NOW, Pace())
    job = asked(database).id
    _beat(database, "w1")
    engine.at[job] = Standing(Leg.HELD, "w1")
    assert (watch.look(), engine.brought) == ((), [])


def test_a_watch_whose_turn_it_is_not_does_nothing(
    database: Database, engine: FakeEngine, watch: Watch
) -> None:
    job = asked(database).id
    with turn_at(database, TASK, "other", datetime.now(UTC), timedelta(minutes=1)) as theirs:
        assert theirs
        assert (watch.look(), engine.at) == ((), {})
    assert watch.look() == (job,)


def test_a_job_that_another_gave_back_meanwhile_is_let_alone(database: Database, engine: FakeEngine) -> None:
    job = _held(database, engine)
    instants = 0

    def clock() -> datetime:
        """Asked for the second time just before the job is given back."""
        nonlocal instants
        instants += 1
        if instants == 2:
            with database.work(SYSTEM, NOW) as work:
                job_attempts.give_back(work, Attempt(job, 1, "w1"))
                job_attempts.take(work, job, "w2", 5)
        return datetime.now(UTC)

    assert (Watch(database, engine, "me", clock, PACE).look(), engine.brought) == ((), [])
    assert now_of(database, job).executor == "w2"


def test_a_worker_that_came_during_the_look_is_not_taken_for_dead(database: Database) -> None:
    job = asked(database).id

    class Late(FakeEngine):
        def standings(self, jobs: Sequence[str]) -> Mapping[str, Standing]:
            _beat(database, "new")
            _take(database, job, "new")
            return {job: Standing(Leg.HELD, "new")}

    engine = Late()
    assert (Watch(database, engine, "me", lambda: NOW, Pace()).look(), engine.brought) == ((), [])
    assert now_of(database, job).executor == "new"


def test_while_nobody_can_write_nobody_falls_silent(database: Database, engine: FakeEngine) -> None:
    locked = False

    def clock() -> datetime:
        """Asked for when a look begins to write."""
        if locked:
            raise OSError("a long writer holds the database")
        return NOW

    pace = Pace(silence_seconds=1.0, watch_seconds=0.1)
    watch, job = Watch(database, engine, "me", clock, pace), _held(database, engine)
    watch.look()
    locked = True
    for _ in range(10):
        with pytest.raises(OSError, match="long writer"):
            watch.look()
        Event().wait(0.15)
    locked = False
    assert (watch.look(), engine.brought) == ((), [])
    assert now_of(database, job).state is JobState.RUNNING


def test_two_watches_at_once_bring_a_job_once(database: Database, engine: FakeEngine) -> None:
    ids = {_held(database, engine, f"w{number}") for number in range(3)}
    watches = [Watch(database, engine, name, lambda: datetime.now(UTC), PACE) for name in "abcd"]
    start = Barrier(4)

    def look(watch: Watch) -> tuple[str, ...]:
        start.wait()
        return watch.look()

    with ThreadPoolExecutor(4) as pool:
        found = [job for looked in pool.map(look, watches) for job in looked]
    assert sorted(found) == sorted(ids)
    assert sorted(engine.brought) == sorted(ids)


def test_a_finished_job_is_nobody_s_business(database: Database, engine: FakeEngine, watch: Watch) -> None:
    job = _held(database, engine)
    with database.work(SYSTEM, NOW) as work:
        job_attempts.finish(work, Attempt(job, 1, "w1"), JobState.DONE)
    assert (watch.look(), engine.brought) == ((), [])


def test_mails_of_a_worker_that_is_gone_go_back_to_the_queue_or_become_doubtful(
    database: Database, engine: FakeEngine
) -> None:
    put(database, 1, 2, 3)
    with database.work(SYSTEM, NOW + timedelta(days=365)) as work:
        first, *_ = outbox.claim(work, "gone", 2)
        outbox.leave(work, first)
        outbox.claim(work, "living", 1)
    _beat(database, "living")
    Watch(database, engine, "me", lambda: NOW, Pace()).look()
    expected = {ParcelState.QUEUED: 1, ParcelState.DOUBTFUL: 1, ParcelState.CLAIMED: 1}
    assert states(database) == expected
