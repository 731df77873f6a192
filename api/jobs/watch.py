"""The watch: finds jobs that got lost on the way or whose worker fell silent, and queues them again.

Every worker watches; one at a time acts. Looked at are the engine's books first, then the jobs and the beats
in one snapshot: what the engine said may be older than that, never newer.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from time import monotonic

from api.clock import Clock
from api.jobs.engine import JobEngine, Leg, Standing
from api.jobs.pace import Pace
from api.jobs.silence import Silence
from api.own_thread import Repeated
from api.store import job_attempts, jobs, outbox, worker_beats
from api.store.database import Database
from api.store.job_attempts import Attempt
from api.store.jobs import Job
from api.store.work import SYSTEM
from api.store.worker_beats import Worker
from api.store.worker_turn import turn_at

TASK = "watch"
_LEASE = timedelta(seconds=10)

log = logging.getLogger("zhaoshang.jobs")


class Watch(Repeated):
    """Looks every ``pace.watch_seconds``, from :meth:`start` to :meth:`stop`."""

    def __init__(
        self, database: Database, engine: JobEngine, executor: str, clock: Clock, pace: Pace
    ) -> None:
        super().__init__("watch", pace.watch_seconds, log, "the watch could not look")
        self._database, self._engine, self._executor, self._clock = database, engine, executor, clock
        self._silence = Silence(pace.silence_seconds, 2 * pace.watch_seconds)
        self._looked = monotonic()

    def _step(self) -> None:
        self.look()

    def look(self) -> tuple[str, ...]:
        """Look once; the ids of the jobs that were brought to the queue again."""
        # To ask for the turn is to write, on SQLite: behind a long writer nobody can beat, nor count.
        with turn_at(self._database, TASK, self._executor, self._clock(), _LEASE) as mine:
            with self._database.reading() as session:
                self._hear(worker_beats.workers(session))
            return self._act() if mine else ()

    def _hear(self, workers: Sequence[Worker]) -> None:
        now = monotonic()
        self._silence.hear({item.executor: item.beats for item in workers}, now - self._looked)
        self._looked = now

    def _act(self) -> tuple[str, ...]:
        with self._database.reading() as session:
            known = [item.id for item in jobs.open_jobs(session)]
        standings = self._engine.standings(known)
        with self._database.reading() as session:
            open_jobs, workers = jobs.open_jobs(session), worker_beats.workers(session)
        self._hear(workers)  # one may have come since, and have taken a job
        at = {item.executor: item for item in workers}
        brought = tuple(
            job.id
            for job in open_jobs
            if job.id in known and self._brought_again(job, standings.get(job.id), at)
        )
        self._take_back_mails(at)
        self._forget_the_dead(at, open_jobs)
        return brought

    def _brought_again(self, job: Job, standing: Standing | None, at: dict[str, Worker]) -> bool:
        """Whether ``job`` was lost, and has been put into the queue again."""
        if job.executor is None:
            return self._brought_if_lost(job, standing)
        if not self._silence.is_dead(job.executor) and at[job.executor].job == job.id:
            return False
        attempt = Attempt(job.id, job.attempts, job.executor)
        with self._database.work(SYSTEM, self._clock()) as work:
            if not job_attempts.give_back(work, attempt):
                return False
            is_open = jobs.job(work.session, job.id).is_open
        log.warning("job %s: worker %s is gone", job.id, job.executor)
        if is_open and (standing is None or standing.leg is not Leg.WAITING):
            self._engine.bring_again(job.id)
        return is_open

    def _brought_if_lost(self, job: Job, standing: Standing | None) -> bool:
        """A queued job: whoever asked died before handing it over, or its worker before taking it."""
        if standing is None:
            self._engine.enqueue(job.id)
        elif standing.leg is Leg.ENDED or (
            standing.leg is Leg.HELD and self._silence.is_dead(standing.executor)
        ):
            self._engine.bring_again(job.id)
        else:
            return False
        return True

    def _take_back_mails(self, at: dict[str, Worker]) -> None:
        """Mails that a worker held which lives no more: back to the queue, or doubtful."""
        living = [executor for executor in at if not self._silence.is_dead(executor)]
        with self._database.reading() as session:
            if not outbox.is_anything_held(session, living):
                return
        with self._database.work(SYSTEM, self._clock()) as work:
            log.warning("%d mails of a worker that is gone", outbox.bereave(work, living))

    def _forget_the_dead(self, at: dict[str, Worker], open_jobs: Sequence[Job]) -> None:
        held = {job.executor for job in open_jobs}
        for executor in at:
            if self._silence.is_dead(executor) and executor not in held:
                with self._database.work(SYSTEM, self._clock()) as work:
                    worker_beats.leave(work, executor)
