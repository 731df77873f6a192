"""Failed attempts, counted in the database, so that every web process knows of those at the others."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select, update

from api.errors import TooOften
from api.store.columns import UtcMoment
from api.store.work import Work
from planner.errors import Fault

KEPT = timedelta(days=2)  # longer than any count is remembered


class LoginAttemptRow(SQLModel, table=True):
    """How often something failed: ``key`` says what, as a hash, for people type passwords as log-ins."""

    __tablename__ = "login_attempt"

    key: str = Field(primary_key=True)
    failures: int
    last_at: datetime = Field(sa_type=UtcMoment, index=True)
    blocked_until: datetime = Field(sa_type=UtcMoment)


class Counted(NamedTuple):
    """What is counted: under which key, and after how long without a failure from the start again."""

    key: str
    forgotten_after: timedelta


def wait(failures: int, *, free: int = 5, most: timedelta = timedelta(minutes=15)) -> timedelta:
    """How long to wait after so many failures: none below ``free``, then 1 s, 2 s, 4 s ... up to ``most``."""
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - free, 30)), most)


def refuse_blocked(session: Session, counted: Sequence[Counted], at: datetime) -> None:
    """Raise :class:`TooOften` with the seconds to wait if one of ``counted`` is blocked."""
    keys = [item.key for item in counted]
    query = select(LoginAttemptRow.blocked_until).where(col(LoginAttemptRow.key).in_(keys))
    _refuse_until(max(session.exec(query), default=at), at)


def _refuse_until(moment: datetime, at: datetime) -> None:
    if moment > at:
        seconds = str(math.ceil((moment - at).total_seconds()))
        raise TooOften(Fault(code="too_many_attempts", detail={"seconds": seconds}))


def count_failure(work: Work, counted: Sequence[Counted]) -> None:
    """Count a failure of each, before anybody knows whether it is one: a hundred at once count as a hundred.

    Raises :class:`TooOften`, and counts nothing, if one is blocked. Forgets what is older than two days.
    """
    insert = sqlite.insert if work.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    ordered = sorted(counted)  # the same order everywhere: nobody waits for each other in a circle
    first = {"failures": 0, "last_at": work.at, "blocked_until": work.at}
    rows = [{"key": item.key, **first} for item in ordered]
    work.session.execute(insert(LoginAttemptRow).values(rows).on_conflict_do_nothing())
    keys = [item.key for item in ordered]
    held = select(LoginAttemptRow).where(col(LoginAttemptRow.key).in_(keys))
    by_key = {
        row.key: row
        for row in work.session.exec(held.order_by(LoginAttemptRow.key).with_for_update())
    }  # fmt: skip
    _refuse_until(max(row.blocked_until for row in by_key.values()), work.at)
    for item in ordered:
        row = by_key[item.key]
        before = row.failures if work.at - row.last_at < item.forgotten_after else 0
        row.failures = before + 1
        row.last_at = work.at
        row.blocked_until = work.at + wait(row.failures)
        work.session.add(row)
    work.session.flush()
    prune(work)


def forget(work: Work, key: str) -> None:
    """Begin to count ``key`` from nought again."""
    work.session.execute(delete(LoginAttemptRow).where(col(LoginAttemptRow.key) == key))


def take_back(work: Work, key: str) -> None:
    """One failure counted in advance was none: as if it had not been tried."""
    statement = (
        update(LoginAttemptRow)
        .where(col(LoginAttemptRow.key) == key, col(LoginAttemptRow.failures) > 0)
        .values(failures=LoginAttemptRow.failures - 1, blocked_until=work.at)
    )
    work.session.execute(statement, execution_options={"synchronize_session": False})


def prune(work: Work) -> None:
    """Forget what is older than two days."""
    # Rows that another attempt holds are left to it: to wait for them could be to wait in a circle.
    old = (
        select(LoginAttemptRow.key)
        .where(LoginAttemptRow.last_at < work.at - KEPT)
        .limit(1000)
        .with_for_update(skip_locked=True)
    )
    work.session.execute(
        delete(LoginAttemptRow)
        .where(col(LoginAttemptRow.key).in_(old))
        .execution_options(synchronize_session=False)
    )
