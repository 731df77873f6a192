"""A connection of its own that asks, thousands of times a second, whether anything about feeds changed."""

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


class FeedWatch:
    """Reads by the driver alone, without SQLAlchemy and its pool. Not for several threads at once.

    ``queries`` counts what was asked of the tables.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Any = None
        self.queries = 0

    def stamp(self) -> int:
        """SQLite only: a number that differs after any commit of another connection, in microseconds.

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
        """The counters, and the subscriptions whose ``changed_in`` lies above ``seen``: one query.

        A connection that broke since the last time is made anew once; raises the driver's error after that.
        """
        tries = 1 if self._connection is None else 2
        while True:
            tries -= 1
            try:
                return self._asked(seen)
            except Exception:
                self.close()
                if tries == 0:
                    raise

    def close(self) -> None:
        """Close the connection, if there is one; the next look makes a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _asked(self, seen: int) -> Check:
        self.queries += 1
        connection = self._connected()
        if self._database.is_sqlite:
            rows = connection.execute(_QUESTION.format(seen="?"), (seen,)).fetchall()
        else:
            rows = _rows(connection.pgconn, seen)
        if not rows:
            return Check(0, 0)
        gone = tuple((str(row[2]), int(row[3])) for row in rows if row[2] is not None)
        return Check(int(rows[0][0]), int(rows[0][1]), gone)

    def _connected(self) -> Any:
        if self._connection is None:
            pooled = self._database.engine.raw_connection()
            connection: Any = pooled.driver_connection
            pooled.detach()
            self._connection = connection
            if self._database.is_sqlite:
                connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
            else:
                connection.autocommit = True
                _refuse_failure(connection.pgconn.prepare(_NAME, _QUESTION.format(seen="$1").encode()))
        return self._connection


def _rows(connection: Any, seen: int) -> list[tuple[Any, ...]]:
    """By libpq's own prepared statement: a tenth of what psycopg's cursor takes of the processor."""
    result = connection.exec_prepared(_NAME, [b"%d" % seen])
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
    if result.status not in {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}:
        raise OperationalError(result.error_message.decode(errors="replace"))
