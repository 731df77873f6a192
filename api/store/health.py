"""Whether the database can be worked with, asked by those who watch the service."""

from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from api.store import migration
from api.store.database import Database
from api.store.worker_beats import workers
from planner.value import Value


class Condition(Value):
    """``beats`` are when each worker was last heard of; with ``is_current`` False nobody asked for them."""

    is_reachable: bool
    is_current: bool = False
    beats: tuple[datetime, ...] = ()


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
