"""A solver's process, seen by the worker that started it."""

import logging
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import IO, Self

from api.jobs.messages import STOP, AnyTask, Message, Outcome
from planner.progress import Progress

SOLVER = (sys.executable, "-P", "-m", "api.jobs.solver")
_PATIENCE_SECONDS = 10

log = logging.getLogger("zhaoshang.jobs")


class SolverProcess:
    """A running solver. Leaving the ``with`` ends it, whatever state it is in.

    ``progress`` is the last step it told, ``checkpoint`` the last plan (or days) on the way, ``outcome`` what
    it handed over; ``ended`` is set once it says no more. No progress is seen whose plan has not come.
    """

    def __init__(self, task: AnyTask, command: Sequence[str] = SOLVER) -> None:
        self.progress: Progress | None = None
        self.checkpoint: Outcome | None = None
        self.outcome: Outcome | None = None
        self.ended = Event()
        # A session of its own: Ctrl-C at the terminal is the worker's to answer.
        self._process = subprocess.Popen(  # noqa: S603  (our own command)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, encoding="utf-8"
        )
        # A season is more than a pipe holds: who writes it waits until the solver has started.
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._lines.put(task.model_dump_json())
        self._threads = [Thread(target=work, daemon=True) for work in (self._read, self._write)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def status(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        return self._process.poll()

    def stop(self) -> None:
        """Ask for the best plan so far."""
        self._lines.put(STOP)

    def kill(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait(_PATIENCE_SECONDS)
        self._lines.put(None)
        for thread in self._threads:
            thread.join(_PATIENCE_SECONDS)

    def _write(self) -> None:
        pipe = self._process.stdin
        try:
            while pipe is not None and (line := self._lines.get()) is not None:
                pipe.write(line + "\n")
                pipe.flush()
        except BrokenPipeError:  # it has ended; ``ended`` and ``status`` say so
            return
        finally:
            _close(pipe)

    def _read(self) -> None:
        pipe = self._process.stdout
        try:
            for line in pipe or ():
                message = Message.model_validate_json(line)
                self.progress = message.progress or self.progress
                self.checkpoint = message.checkpoint or self.checkpoint
                self.outcome = message.outcome or self.outcome
        except ValueError:  # cut off in the middle of a line
            log.warning("a solver fell silent in the middle of a word")
        finally:
            self.ended.set()
            _close(pipe)


def _close(pipe: IO[str] | None) -> None:
    if pipe is not None:
        with suppress(BrokenPipeError):  # what was not sent yet has no reader any more
            pipe.close()
