"""Work done aside, in a thread of its own, so that a Ctrl-C is answered at once whatever the work is at.

Ctrl-C interrupts the main thread wherever it is; in compiled code that is too late, or comes out as another
error. So the main thread does nothing but wait.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
_NAME = "aside"
_left_behind: list[Thread] = []


def done_aside(work: Callable[[], T], stop: Callable[[], None] | None = None) -> T:
    """What ``work`` returns or raises.

    A KeyboardInterrupt leaves it behind: it goes on, and nobody waits. With ``stop`` the first one calls that
    instead, and what the work comes to then is waited for; only the second leaves it behind.
    """
    result: Future[T] = Future()

    def do() -> None:
        try:
            result.set_result(work())
        except BaseException as error:  # noqa: BLE001  (whatever it is, it is raised again where it is waited for)
            result.set_exception(error)

    thread = Thread(target=do, name=_NAME, daemon=True)
    try:
        try:
            thread.start()
            return result.result()
        except KeyboardInterrupt:
            if stop is None or result.done():  # done: the interrupt is the work's own
                raise
            stop()
            return result.result()
    except KeyboardInterrupt:
        _left_behind.append(thread)
        raise


def end(status: int) -> int:
    """``status``, for the end of the process; at once if work was left behind that is still under way.

    Python would take its interpreter from under compiled code, which may crash at the very end.
    """
    if any(thread.is_alive() for thread in _left_behind):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status
