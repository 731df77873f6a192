"""A connection of its own that asks, thousands of times a second, whether anything about feeds changed."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from api.store.database import Database
from api.store.feed_revision import FeedRevision

_BUSY_SECONDS = 1.0

# One query: the counters, and beside them each subscription whose address went bad since (none as a rule).
_CHECK = (
    "SELECT r.plans, r.subscriptions, r.modified_at, s.id, s.changed_in FROM feed_revision r "
    "LEFT JOIN feed_subscription s ON s.changed_in > {seen} WHERE r.id = 1"
)


class Check(NamedTuple):
    """The counters, and ``gone``: the ids of subscriptions rotated or revoked since, each with its count."""

    revision: FeedRevision
    gone: tuple[tuple[str, int], ...]


class FeedWatch:
    """Reads by the driver alone, without SQLAlchemy and its pool. Not for several threads at once.

    ``queries`` counts what was asked of the tables.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Any = None
        self._check = _CHECK.format(seen="?" if database.is_sqlite else "%s")
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
        fresh = self._connection is None
        try:
            return self._ask(seen)
        except Exception:
            self.close()
            if fresh:
                raise
        try:
            return self._ask(seen)
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back to nobody: it was this watch's own."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _ask(self, seen: int) -> Check:
        self.queries += 1
        rows = self._connected().execute(self._check, (seen,)).fetchall()
        if not rows:
            return Check(FeedRevision(), ())
        plans, subscriptions, modified_at, *_ = rows[0]
        revision = FeedRevision(plans=plans, subscriptions=subscriptions, modified_at=_moment(modified_at))
        return Check(revision, tuple((row[3], row[4]) for row in rows if row[3] is not None))

    def _connected(self) -> Any:
        if self._connection is None:
            pooled = self._database.engine.raw_connection()
            pooled.detach()
            connection: Any = pooled.driver_connection
            if self._database.is_sqlite:
                connection.execute(f"PRAGMA busy_timeout={int(_BUSY_SECONDS * 1000)}")
            else:
                connection.autocommit = True
                connection.prepare_threshold = 0
            self._connection = connection
        return self._connection


def _moment(value: datetime | str) -> datetime:
    """What the driver hands out: PostgreSQL an aware instant, SQLite the text of a naive one in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
