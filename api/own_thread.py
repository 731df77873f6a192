"""Work in a thread of its own: begun, told to end, and waited for."""

from abc import ABC, abstractmethod
from logging import Logger
from threading import Event, Thread


class OwnThread(ABC):
    """Works from :meth:`start` to :meth:`stop`; a daemon, so that it holds up no process that ends."""

    def __init__(self, name: str) -> None:
        self._stopping = Event()
        self._thread = Thread(target=self._go_on, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and return once the step in hand is done."""
        self._stopping.set()
        self._thread.join()

    @abstractmethod
    def _go_on(self) -> None:
        """Work until ``_stopping`` is set."""


class Repeated(OwnThread):
    """Takes its step at once and then every ``every_seconds``.

    Whatever a step raises is logged as ``failure``, and the next one is taken: it may succeed.
    """

    def __init__(self, name: str, every_seconds: float, log: Logger, failure: str) -> None:
        super().__init__(name)
        self._every_seconds, self._log, self._failure = every_seconds, log, failure

    @abstractmethod
    def _step(self) -> object:
        """Do what there is to do now."""

    def _go_on(self) -> None:
        while not self._stopping.is_set():
            try:
                self._step()
            except Exception:  # noqa: BLE001  (told below, by the logger of the work)
                self._log.exception(self._failure)
            self._stopping.wait(self._every_seconds)
