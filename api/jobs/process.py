"""A worker as a process of its own: what ``zhaoshang worker`` becomes, and how it ends."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from threading import Event
from typing import NoReturn

from api.jobs.pace import Pace
from api.jobs.solver_process import SOLVER
from api.jobs.worker import run_worker
from api.settings import Settings

DONE, FAILED = 0, 70


def be_a_worker(
    settings: Settings,
    pace: Pace | None = None,
    solver: Sequence[str] = SOLVER,
    *,
    at_end: Callable[[], None] = lambda: None,
) -> NoReturn:
    """Work in this process until SIGTERM or Ctrl-C, call ``at_end``, and end it; status 70 after a failure.

    The second signal ends it at once: another worker finds what it leaves behind.
    """
    stop = Event()

    def heed(_signal: int, _frame: object) -> None:
        if stop.is_set():
            os._exit(FAILED)
        stop.set()

    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, heed)
    status = FAILED
    try:
        run_worker(settings, stop, pace, solver)
        at_end()
        status = DONE
    except Exception:
        logging.getLogger("zhaoshang.jobs").exception("the worker failed")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # DBOS may have left a thread that waits for another worker's outcome, and Python would wait for it.
        os._exit(status)
