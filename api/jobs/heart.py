"""The beat of a worker: a thread that says again and again that its process lives."""

import logging
import os
import socket
from uuid import uuid4

from api.clock import Clock
from api.jobs.pace import Pace
from api.own_thread import OwnThread
from api.store import worker_beats
from api.store.database import Database
from api.store.work import SYSTEM

log = logging.getLogger("zhaoshang.jobs")


def new_executor() -> str:
    """A name for this process that no process ever had, nor will have after a restart."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:12]}"


class Heart(OwnThread):
    """Beats for ``executor`` from :meth:`start` to :meth:`stop`; ``job`` is what the worker is at.

    ``job`` is set before a job is taken and cleared after it is handed in: a worker that lives and whose beat
    names no job has lost the one that its row names.
    """

    def __init__(self, database: Database, executor: str, clock: Clock, pace: Pace) -> None:
        super().__init__("heart")
        self.job: str | None = None
        self._database, self._executor, self._clock, self._pace = database, executor, clock, pace

    def start(self) -> None:
        """Beat once, so that the worker is known before it takes a job, and go on."""
        self._beat()
        super().start()

    def stop(self) -> None:
        """Beat no more, and leave the list of workers."""
        super().stop()
        with self._database.work(SYSTEM, self._clock()) as work:
            worker_beats.leave(work, self._executor)

    def _go_on(self) -> None:
        while not self._stopping.wait(self._pace.beat_seconds):
            try:
                self._beat()
            except Exception:  # whatever ails the database may pass; silence is the others' to judge
                log.exception("a beat was missed")

    def _beat(self) -> None:
        with self._database.work(SYSTEM, self._clock()) as work:
            worker_beats.beat(work, self._executor, socket.gethostname(), os.getpid(), self.job)
