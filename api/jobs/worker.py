"""A worker: takes jobs from the queue, one at a time, beats, watches over the others, and tidies up."""

import logging
from collections.abc import Sequence
from threading import Event

from api.clock import wall_clock
from api.jobs.dbos_engine import DbosEngine, DbosWorker
from api.jobs.heart import Heart, new_executor
from api.jobs.pace import Pace
from api.jobs.run import JobRunner
from api.jobs.solver_process import SOLVER
from api.jobs.upkeep import Upkeep
from api.jobs.watch import Watch
from api.post.round import PostRound
from api.settings import Settings
from api.store.database import Database

_PATIENCE_SECONDS = 10.0

log = logging.getLogger("zhaoshang.jobs")


def run_worker(
    settings: Settings, stop: Event, pace: Pace | None = None, solver: Sequence[str] = SOLVER
) -> None:
    """Work until ``stop`` is set; then give back what is in hand, and leave.

    One a process. The database must have its tables; the engine's own are made here. A process that ran a
    worker ends by ``os._exit``: DBOS may have left a thread waiting for another worker's outcome.
    """
    pace = pace or Pace()
    executor = new_executor()
    database = Database(settings.database_url)
    heart = Heart(database, executor, wall_clock, pace)
    heart.start()
    runner = JobRunner(database, executor, heart, wall_clock, pace, solver)
    carrier = DbosWorker(settings.database_url, executor, runner.run, pace)
    engine = DbosEngine(settings.database_url)
    watch = Watch(database, engine, executor, wall_clock, pace)
    post = PostRound(settings, database, executor, wall_clock)
    upkeep = Upkeep(database, engine, executor, wall_clock, pace, settings.keep_days)
    try:
        carrier.start()
        watch.start()
        post.start()
        upkeep.start()
        log.info("worker %s is ready", executor)
        stop.wait()
    finally:
        if not runner.leave(_PATIENCE_SECONDS):
            log.warning("worker %s leaves a job behind; another will find it", executor)
        post.stop()
        upkeep.stop()
        watch.stop()
        carrier.close()
        engine.close()
        heart.stop()
        database.close()
        log.info("worker %s has left", executor)
