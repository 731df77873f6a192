"""One at a time: a task that every worker is ready to do, and only one does."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import func, or_, update
from sqlalchemy.dialects import sqlite
from sqlmodel import Field, Session, SQLModel, col, select

from api.store.columns import UtcMoment
from api.store.database import Database
from api.store.work import SYSTEM, Work


class TurnRow(SQLModel, table=True):
    """Whose turn it is at ``task``, on SQLite: ``holder``'s, until ``until`` or until it lets go."""

    __tablename__ = "worker_turn"

    task: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=UtcMoment)


@contextmanager
def turn_at(database: Database, task: str, holder: str, at: datetime, lease: timedelta) -> Iterator[bool]:
    """Whether it is ``holder``'s turn at ``task``, for as long as the block lasts.

    PostgreSQL gives an advisory lock, which ends with its connection. SQLite would hold every other writer up
    with a lock: there the turn is a lease, written by compare and swap, that ends ``lease`` after ``at`` if
    its holder dies. All processes on one SQLite file share one clock.
    """
    if database.is_sqlite:
        with database.work(SYSTEM, at) as work:
            taken = _take(work, TurnRow(task=task, holder=holder, until=at + lease))
        try:
            yield taken
        finally:
            if taken:
                with database.work(SYSTEM, at) as work:
                    _let_go(work, task, holder)
    else:
        with Session(database.engine) as session, session.begin():
            yield bool(session.scalar(select(func.pg_try_advisory_xact_lock(_key(task)))))


def _take(work: Work, wanted: TurnRow) -> bool:
    values = wanted.model_dump()
    insert = sqlite.insert(TurnRow).values(**values).on_conflict_do_nothing()
    if work.session.execute(insert).rowcount == 1:  # type: ignore[attr-defined]
        return True
    free = or_(col(TurnRow.until) < work.at, col(TurnRow.holder) == wanted.holder)
    statement = update(TurnRow).where(col(TurnRow.task) == wanted.task, free).values(**values)
    done = work.session.execute(statement, execution_options={"synchronize_session": False})
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def _let_go(work: Work, task: str, holder: str) -> None:
    mine = (col(TurnRow.task) == task, col(TurnRow.holder) == holder)
    work.session.execute(update(TurnRow).where(*mine).values(until=work.at - timedelta(seconds=1)))


def _key(task: str) -> int:
    """A lock's number, the same in every process."""
    return int.from_bytes(hashlib.sha256(f"zhaoshang {task}".encode()).digest()[:8], "big", signed=True)
