"""A connection of its own that asks, thousands of times a second, whether anything about feeds changed."""

from abc import ABC, abstractmethod
from typing import Any, NamedTuple

from psycopg import OperationalError
from psycopg.pq import ExecStatus

from api.store.database import Database

_BUSY_MILLISECONDS = 1_000
# One query: the counters, and beside them each subscription whose address went bad since (none as a rule).
_QUESTION = (
    "SELECT r.plans, r.subscriptions, s.id, s.changed_in FROM feed_revision r "
    "LEFT JOIN feed_subscription s ON s.changed_in > {seen} WHERE r.id = 1"
)
_NAME = b"feed_watch"


class Check(NamedTuple):
    """The counters of :mod:`api.store.feed_revision`.

    ``gone`` are the subscriptions rotated or revoked since: their ids, each with the count it happened in.
    """

    plans: int
    subscriptions: int
    gone: tuple[tuple[str, int], ...] = ()


class FeedWatch(ABC):
    """A connection by the driver alone, without SQLAlchemy and its pool. Not for several threads at once.

    ``queries`` counts what was asked of the tables.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Any = None
        self.queries = 0

    def close(self) -> None:
        """Close the connection, if there is one; the next look makes a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _connected(self) -> Any:
        if self._connection is None:
            pooled = self._database.engine.raw_connection()
            connection: Any = pooled.driver_connection
            pooled.detach()
            self._connection = connection
            self._prepare(connection)
        return self._connection

    @abstractmethod
    def _prepare(self, connection: Any) -> None:
        """Make a new connection ready to be asked."""


class SqliteFeedWatch(FeedWatch):
    """SQLite: looks and asks in microseconds, waiting for nobody. Raises the driver's errors."""

    def stamp(self) -> int:
        """A number that differs after any commit of another connection.

        ``PRAGMA data_version`` (sqlite.org/pragma.html): it reads shared memory, no table, and sees every
        commit that ended before the call.
        """
        try:
            [number] = self._connected().execute("PRAGMA data_version").fetchone()
        except Exception:
            self.close()
            raise
        return int(number)

    def check(self, seen: int) -> Check:
        """The counters, and the subscriptions whose ``changed_in`` lies above ``seen``: one query."""
        self.queries += 1
        try:
            return _check(self._connected().execute(_QUESTION.format(seen="?"), (seen,)).fetchall())
        except Exception:
            self.close()
            raise

    def _prepare(self, connection: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")


class PostgresFeedWatch(FeedWatch):
    """PostgreSQL: sends a question and takes its answer when it comes. Raises the driver's errors.

    By libpq's own calls, which take a tenth of what psycopg's cursor takes of the processor.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._result: Any = None

    def open(self) -> int:
        """Connect, if that is still to be done, which may take its time; the number of the socket."""
        return int(self._connected().fileno())

    def ask(self, seen: int) -> None:
        """Send the question: the counters, and the subscriptions whose ``changed_in`` lies above ``seen``."""
        self.queries += 1
        self._connection.pgconn.send_query_prepared(_NAME, [b"%d" % seen])

    def answer(self) -> Check | None:
        """The answer, once the socket can be read; None if there is more to come."""
        connection = self._connection.pgconn
        connection.consume_input()
        while not connection.is_busy():
            result = connection.get_result()
            if result is None:  # the end of the answer
                kept, self._result = self._result, None
                return _check(_rows(kept))
            self._result = result
        return None

    def close(self) -> None:
        """Close the connection, if there is one; what was asked is forgotten."""
        self._result = None
        super().close()

    def _prepare(self, connection: Any) -> None:
        connection.autocommit = True
        _refuse_failure(connection.pgconn.prepare(_NAME, _QUESTION.format(seen="$1").encode()))


def _check(rows: list[tuple[Any, ...]]) -> Check:
    if not rows:
        return Check(0, 0)
    gone = tuple((str(row[2]), int(row[3])) for row in rows if row[2] is not None)
    return Check(int(rows[0][0]), int(rows[0][1]), gone)


def _rows(result: Any) -> list[tuple[Any, ...]]:
    _refuse_failure(result)
    return [
        (
            result.get_value(row, 0),
            result.get_value(row, 1),
            _text(result.get_value(row, 2)),
            result.get_value(row, 3),
        )
        for row in range(result.ntuples)
    ]


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


def _refuse_failure(result: Any) -> None:
    if result is None:
        raise OperationalError("the server closed the connection")
    if result.status not in {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}:
        raise OperationalError(result.error_message.decode(errors="replace"))
