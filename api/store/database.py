"""The database: SQLite in a file by default, PostgreSQL by its address; transactions of both behave alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from sqlite3 import OperationalError
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, make_url
from sqlmodel import Session, create_engine

from api.store.work import Actor, Work

__all__ = ["Database", "Session"]  # routes hand sessions on, and know nothing else of SQL

_WAL_PAUSE_SECONDS = 0.02
BUSY_SECONDS = 15  # how long a SQLite writer waits for the one before it
CONNECT_SECONDS = 10  # how long a PostgreSQL that does not answer is waited for
_POOL = 20  # FastAPI runs at most 40 requests in threads


class Database:
    """One database and its connections.

    ``url``: ``sqlite:///path`` (the folder is made) or ``postgresql://user@host/name``. SQLite runs in WAL
    mode with foreign keys on and every commit on the disk; a writing transaction takes the write lock at its
    start, so that it waits for another instead of failing half-way.
    """

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        # Parameters hold passwords' hashes and people's names: they are kept out of error messages.
        arguments: dict[str, Any] = {"pool_size": _POOL, "max_overflow": _POOL, "hide_parameters": True}
        if self.is_sqlite:
            if address.database:
                Path(address.database).parent.mkdir(parents=True, exist_ok=True)
            arguments["connect_args"] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        else:
            address = address.set(drivername="postgresql+psycopg")
            arguments |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS}}
        self.url = address
        self.engine: Engine = create_engine(address, **arguments)
        self._writing = self.engine.execution_options(writes=True)
        self._reading = self.engine
        if not self.is_sqlite:  # where a transaction is one snapshot anyway (sqlite.org/isolation.html)
            self._reading = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read in: one snapshot, nothing written."""
        with Session(self._reading) as session:
            yield session

    @contextmanager
    def work(self, actor: Actor, at: datetime) -> Iterator[Work]:
        """A transaction of ``actor`` at the instant ``at``: committed whole at the end, or not at all."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield Work(session=session, actor=actor, at=at)

    @contextmanager
    def changing_schema(self) -> Iterator[Connection]:
        """A writing transaction for what no person does: migrations and the restoring of backups."""
        with self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin by itself; _begin_sqlite does
    _into_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _into_wal(connection: Any) -> None:
    """Turn WAL on. Where several turn it on at once SQLite refuses all but one without waiting."""
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except OperationalError as error:
            if "locked" not in str(error) or monotonic() > deadline:
                raise
            sleep(_WAL_PAUSE_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
