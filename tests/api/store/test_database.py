"""Transactions behave alike on both databases: one snapshot to a reader, writers in turn, all or nothing."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import Session

from api.store import audit_log
from api.store.database import Database
from api.store.work import SYSTEM

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _count(session: Session) -> int:
    return int(session.execute(text("SELECT count(*) FROM audit_log")).scalar_one())


def _log_one(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work:
        audit_log.log(work, "create", "company", "c1")


def test_a_reader_sees_one_snapshot_however_often_it_looks(database: Database) -> None:
    with database.reading() as session:
        before = _count(session)
        _log_one(database)
        assert _count(session) == before
    with database.reading() as session:
        assert _count(session) == before + 1


def test_what_a_reader_writes_is_not_kept(database: Database) -> None:
    with database.reading() as session:
        try:
            session.execute(text("INSERT INTO link VALUES ('a', 'b', 'c', 'd')"))
        except Exception:  # noqa: BLE001  (PostgreSQL refuses, SQLite forgets: either keeps nothing)
            session.rollback()
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM link")).scalar_one() == 0


def test_forty_readers_are_served_at_once(database: Database) -> None:
    sessions = [Session(database.engine) for _ in range(40)]
    try:
        assert [_count(session) for session in sessions] == [0] * 40
    finally:
        for session in sessions:
            session.close()


def test_writers_that_read_first_take_turns_and_lose_nothing(backend: str, database: Database) -> None:
    """On SQLite the write lock is taken at the start: a lock taken half-way would fail instead of waiting."""
    if backend == "postgresql":
        with database.work(SYSTEM, NOW) as work:
            assert work.session.connection().get_isolation_level() == "READ COMMITTED"

    def write() -> None:
        for _ in range(10):
            with database.work(SYSTEM, NOW) as work:
                _count(work.session)
                audit_log.log(work, "create", "company", "c1")

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert _count(session) == 40


def test_a_naive_instant_is_refused(database: Database) -> None:
    with database.work(SYSTEM, datetime(2026, 11, 23, 9, 0)) as work:
        audit_log.log(work, "create", "company", "c1")
        with pytest.raises(StatementError, match="naive"):
            work.session.flush()
        work.session.rollback()
