"""Processes that live and end together: who dies is started again, who refuses to start ends them all."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from threading import Event

from api.cli.guard import DONE, MISUSED, REFUSED
from api.cli.language import OPTION

_LOOK_SECONDS = 0.2
_END_SECONDS = 10.0  # a worker tells its solver to stop, the web process ends its streams
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_STEADY_SECONDS = 60.0  # who lived so long has recovered: its next pause is the first again

Tell = Callable[..., None]


class Child:
    """A command of ``zhaoshang`` in a process of its own; ``name`` is what people call it."""

    def __init__(self, name: str, arguments: Sequence[str]) -> None:
        self.name = name
        self._arguments = list(arguments)
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._pause = _FIRST_PAUSE
        self.due = 0.0  # when to start it, in seconds of time.monotonic

    def start(self, language: str) -> None:
        """Start it. It holds the other end of a pipe to us, and so notices if we are killed."""
        self._began = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603  (our own program and our own words)
            [sys.executable, "-P", "-m", "api.cli.child", OPTION, language, *self._arguments],
            stdin=subprocess.PIPE,
            process_group=0,  # the terminal's Ctrl-C comes to us alone; we tell the children
        )

    def ended(self) -> int | None:
        """Its exit status, negative for a signal; None while it lives or is not started."""
        return self._process.poll() if self._process else None

    @property
    def is_started(self) -> bool:
        """Whether it was started and its end not dealt with."""
        return self._process is not None

    def rest(self) -> float:
        """Put its next start off, longer each time; gives the seconds."""
        lived = time.monotonic() - self._began
        self._pause = _FIRST_PAUSE if lived > _STEADY_SECONDS else self._pause
        pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE)
        self._process, self.due = None, time.monotonic() + pause
        return pause

    def ask_to_end(self) -> None:
        """SIGTERM, if it lives."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def wait(self, seconds: float) -> bool:
        """Wait for its end for so long, then kill it; whether it ended by itself."""
        if self._process is None:
            return True
        try:
            self._process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return False
        return True


class Family:
    """``children`` as one; ``tell`` says what happens to them."""

    def __init__(self, children: Sequence[Child], language: str, tell: Tell) -> None:
        self._children = children
        self._language = language
        self._tell = tell

    def live(self, stop: Event) -> int:
        """Keep all alive until ``stop`` is set or one refuses; then end all. Gives the exit status."""
        status = DONE
        try:
            while status == DONE and not stop.is_set():
                status = max((self._look_after(child) for child in self._children), default=DONE)
                stop.wait(_LOOK_SECONDS)
        finally:
            self._end()
        return status

    def _look_after(self, child: Child) -> int:
        """Start or restart it when due; its exit status if it will not come back."""
        status = child.ended()
        if status in (REFUSED, MISUSED):
            return status  # it has said why; trying again would not help
        if status is not None:
            self._tell("died", name=child.name, status=status, seconds=round(child.rest()))
        elif not child.is_started and time.monotonic() >= child.due:
            child.start(self._language)
        return DONE

    def _end(self) -> None:
        for child in self._children:
            child.ask_to_end()
        deadline = time.monotonic() + _END_SECONDS
        for child in self._children:
            if not child.wait(deadline - time.monotonic()):
                self._tell("killed", name=child.name, seconds=round(_END_SECONDS))
