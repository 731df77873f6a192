"""Upkeep: what nobody needs any more is deleted, once in a while, by one worker at a time."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from api.clock import Clock
from api.jobs.engine import JobEngine
from api.jobs.pace import Pace
from api.own_thread import Repeated
from api.store import idempotency, login_attempts, pruning
from api.store.database import Database
from api.store.document_pruning import prune_documents
from api.store.work import SYSTEM, Work
from api.store.worker_turn import turn_at

T = TypeVar("T")
TASK = "upkeep"
_LEASE = timedelta(minutes=30)

log = logging.getLogger("zhaoshang.jobs")


class Upkeep(Repeated):
    """Prunes every ``pace.upkeep_seconds``, from :meth:`start` to :meth:`stop`.

    Files, finished jobs and discarded drafts go after ``keep_days``, and then what documents only they named.
    """

    def __init__(
        self, database: Database, engine: JobEngine, executor: str, clock: Clock, pace: Pace, keep_days: int
    ) -> None:
        super().__init__("upkeep", pace.upkeep_seconds, log, "the upkeep could not prune")
        self._database, self._engine, self._executor = database, engine, executor
        self._clock, self._kept = clock, timedelta(days=keep_days)

    def _step(self) -> None:
        self.prune()  # what was not deleted today is deleted tomorrow

    def prune(self) -> bool:
        """Prune once, unless another worker is at it; whether it was done to the end."""
        now = self._clock()
        with turn_at(self._database, TASK, self._executor, now, _LEASE) as mine:
            if not mine:
                return False
            for _ in self._steps(now - self._kept):
                if self._stopping.is_set():
                    return False
        return True

    def _steps(self, before: datetime) -> Iterator[None]:
        """One short transaction after another."""
        for step in (pruning.prune_uploads, pruning.prune_drafts):
            while self._written(partial(step, before=before)):
                yield
            yield
        while ids := self._written(partial(pruning.finished_jobs, before=before)):
            self._engine.forget(ids)  # first: whom the engine forgot is found again, whom we forgot is not
            self._written(partial(pruning.prune_jobs, ids=ids))
            yield
        self._written(partial(prune_documents, before=before))
        yield
        self._written(idempotency.prune)
        self._written(login_attempts.prune)

    def _written(self, write: Callable[[Work], T]) -> T:
        with self._database.work(SYSTEM, self._clock()) as work:
            return write(work)
