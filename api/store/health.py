"""Whether the database can be worked with, asked by those who watch the service."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from api.errors import Unreachable
from api.store import migration
from api.store.database import Database
from api.store.worker_beats import workers
from planner.errors import Fault
from planner.value import Value


class Condition(Value):
    """``beats`` are when each worker was last heard of; with ``is_current`` False nobody asked for them."""

    is_reachable: bool
    is_current: bool = False
    beats: tuple[datetime, ...] = ()


@contextmanager
def answering() -> Iterator[None]:
    """Work on a database that may fail: raises :class:`Unreachable` with what it says, never its address."""
    try:
        yield
    except (ArgumentError, DBAPIError) as error:
        why = str(error.orig if isinstance(error, DBAPIError) else error).strip().partition("\n")[0]
        raise Unreachable(Fault(code="database_failed", detail={"why": why})) from error


def condition(database: Database) -> Condition:
    """The database's condition now; never raises for a database that fails."""
    try:
        if not migration.is_current(database):
            return Condition(is_reachable=True)
        with database.reading() as session:
            beats = tuple(worker.beat_at for worker in workers(session))
    except SQLAlchemyError:
        return Condition(is_reachable=False)
    return Condition(is_reachable=True, is_current=True, beats=beats)
