"""One question to PostgreSQL at a time, in one event loop, for all who wait when it is sent.

By libpq's calls that do not wait: a thread of its own would cost more than the question, and psycopg's cursor
ten times as much.
"""

import asyncio
from enum import Enum, auto

from api.feeds.addresses import Addresses
from api.store.feed_watch import PostgresFeedWatch


class _State(Enum):
    IDLE = auto()  # nobody waits
    DUE = auto()  # the next turn of the loop sends the question
    OPENING = auto()  # a connection is being made
    OUT = auto()  # the question was sent


class Inquiry:
    """The waiting room of an event loop. Whoever joins while the question is out waits for the next one."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, reader: PostgresFeedWatch, addresses: Addresses
    ) -> None:
        self._loop = loop
        self._reader = reader
        self._addresses = addresses
        self._state = _State.IDLE
        self._socket: int | None = None
        self._waiting: list[asyncio.Future[None]] = []
        self._asked: list[asyncio.Future[None]] = []
        self._is_second_try = False

    @property
    def queries(self) -> int:
        """How many questions were sent."""
        return self._reader.queries

    async def join(self) -> None:
        """Return once a question that was sent after this call is answered, and the addresses know of it."""
        answer: asyncio.Future[None] = self._loop.create_future()
        self._waiting.append(answer)
        if self._state is _State.IDLE:
            self._send_soon()
        await answer

    def close(self) -> None:
        """Close the connection, from whatever thread; who still waits is told that it broke."""
        try:
            self._loop.call_soon_threadsafe(self._shut)
        except RuntimeError:  # the loop is closed, and nobody waits in it
            self._reader.close()

    def _send_soon(self) -> None:
        self._state = _State.DUE
        self._loop.call_soon(self._send)  # not at once: others in hand in this turn join

    def _send(self) -> None:
        if self._state is not _State.DUE:
            return
        if self._socket is None:
            self._state = _State.OPENING
            self._loop.run_in_executor(None, self._reader.open).add_done_callback(self._opened)
            return
        self._state = _State.OUT
        self._asked, self._waiting = self._waiting, []
        try:
            self._reader.ask(self._addresses.seen)
        except Exception as error:  # noqa: BLE001  (whatever it is, who waits must hear of it)
            self._lost(error)

    def _opened(self, opening: "asyncio.Future[int]") -> None:
        failure = opening.exception()
        if failure is not None:
            self._give_up(failure)
            return
        self._socket = opening.result()
        self._loop.add_reader(self._socket, self._readable)
        self._state = _State.DUE
        self._send()

    def _readable(self) -> None:
        """The answer came, or the server hung up, which may be at any time."""
        try:
            check = self._reader.answer()
            if check is None:
                return
            self._addresses.apply(check)
        except Exception as error:  # noqa: BLE001  (as above)
            self._lost(error)
            return
        self._is_second_try = False
        asked, self._asked = self._asked, []
        self._state = _State.IDLE
        _tell(asked, None)
        if self._waiting:
            self._send_soon()

    def _lost(self, error: BaseException) -> None:
        """The connection broke: who waits is served by a new one; if that breaks as well, he is told."""
        self._drop()
        self._waiting, self._asked = self._asked + self._waiting, []
        if not self._waiting:
            self._state = _State.IDLE
        elif self._is_second_try:
            self._give_up(error)
        else:
            self._is_second_try = True
            self._send_soon()

    def _give_up(self, error: BaseException) -> None:
        self._is_second_try = False
        self._state = _State.IDLE
        told, self._asked, self._waiting = self._asked + self._waiting, [], []
        _tell(told, error)

    def _shut(self) -> None:
        self._drop()
        self._give_up(ConnectionAbortedError("the watch was closed"))

    def _drop(self) -> None:
        if self._socket is not None:
            self._loop.remove_reader(self._socket)
            self._socket = None
        self._reader.close()


def _tell(answers: list["asyncio.Future[None]"], failure: BaseException | None) -> None:
    for answer in answers:
        if answer.done():  # its client went away
            continue
        if failure is None:
            answer.set_result(None)
        else:
            answer.set_exception(failure)
