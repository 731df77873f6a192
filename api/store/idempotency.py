"""Answers kept by the key their request came with, so that a request sent twice is carried out once.

What comes here of key, request and answer is a hash, a keyed hash, and sealed (:mod:`api.accounts.sealing`):
an answer may hold a secret. Source: draft-ietf-httpapi-idempotency-key-header-07, §2.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, LargeBinary, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, col

from api.errors import Conflict, InvalidInput
from api.store.columns import UtcMoment
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value

KEPT_FOR = timedelta(hours=24)


class IdempotencyRow(SQLModel, table=True):
    """The hash of an account's key, the request it came with, and the sealed answer, once there is one."""

    __tablename__ = "idempotency_key"

    account: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    made_at: datetime = Field(sa_type=UtcMoment, index=True)
    fingerprint: str
    status: int | None = None
    headers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    body: bytes = Field(default=b"", sa_type=LargeBinary)


class KeptAnswer(Value):
    """An answer as it left: status, headers that matter, sealed body."""

    status: int
    headers: dict[str, str]
    body: bytes


def claim(work: Work, account: str, key: str, fingerprint: str) -> KeptAnswer | None:
    """Take ``key`` (a hash) for the request ``fingerprint``: None if it is new, else the answer kept.

    The row is part of ``work``: it comes to stand with what the request writes, or not at all. Whoever comes
    second with the same key waits at the insert until the first has ended (SQLite: at the write lock), and
    then finds the answer, or, if the first was refused, a free key. Raises :class:`InvalidInput` for a key
    that came with another request, :class:`Conflict` for one whose answer nobody kept.
    """
    prune(work)
    is_sqlite = work.session.get_bind().dialect.name == "sqlite"
    insert = (sqlite.insert if is_sqlite else postgresql.insert)(IdempotencyRow)
    new = insert.values(
        account=account, key=key, made_at=work.at, fingerprint=fingerprint, headers={}, body=b""
    ).on_conflict_do_nothing()
    if work.session.execute(new.returning(col(IdempotencyRow.key))).first() is not None:
        return None
    row = work.session.get(IdempotencyRow, (account, key), populate_existing=True)
    if row is None or (row.fingerprint == fingerprint and row.status is None):
        raise Conflict(Fault(code="idempotency_in_progress", place="Idempotency-Key"))
    if row.fingerprint != fingerprint:
        raise InvalidInput(Fault(code="idempotency_key_reused", place="Idempotency-Key"))
    return KeptAnswer(status=row.status or 0, headers=row.headers, body=row.body)


def prune(work: Work) -> None:
    """Forget keys that are older than a day, and their answers."""
    work.session.execute(delete(IdempotencyRow).where(col(IdempotencyRow.made_at) < work.at - KEPT_FOR))


def keep(work: Work, account: str, key: str, answer: KeptAnswer) -> None:
    """Keep the answer of a key that :func:`claim` took in the same ``work``."""
    row = work.session.get_one(IdempotencyRow, (account, key))
    row.status, row.headers, row.body = answer.status, dict(answer.headers), answer.body
    work.session.add(row)
