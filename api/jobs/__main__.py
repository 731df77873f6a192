"""A worker as a process of its own: ``python -m api.jobs``, with the settings of the environment.

``--tied`` ends it when its standard input closes, as it does when the process that started it dies.
``--pace`` takes intervals by name as JSON, ``--solver`` another solver's command: both are for tests.
"""

import argparse
import json
import logging
import os
import shlex
import signal
import sys
from collections.abc import Sequence
from threading import Event, Thread

from api.jobs.pace import Pace
from api.jobs.solver_process import SOLVER
from api.jobs.worker import run_worker
from api.settings import Settings


def run_here(
    settings: Settings, pace: Pace | None = None, solver: Sequence[str] = SOLVER, *, tied: bool = False
) -> None:
    """Work in this process until SIGTERM or Ctrl-C, then end it."""
    stop, status = Event(), 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if tied:
        Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    try:
        run_worker(settings, stop, pace, solver)
        status = 0
    except Exception:
        logging.getLogger("zhaoshang.jobs").exception("the worker failed")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _stop_at_end_of_input(stop: Event) -> None:
    while sys.stdin.buffer.read(1_024):
        continue
    stop.set()


def main() -> None:
    """Read the arguments and work."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tied", action="store_true")
    parser.add_argument("--pace", type=json.loads, default={})
    parser.add_argument("--solver", type=shlex.split, default=list(SOLVER))
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    run_here(Settings(), Pace(**given.pace), given.solver, tied=given.tied)


if __name__ == "__main__":
    main()
