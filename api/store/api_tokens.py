"""API tokens: shown once, kept as SHA-256 alone; listed, noted when used, revoked one by one."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import JSON, Column
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlmodel import Field, Session, SQLModel, col, or_, select, update

from api.errors import NotFound
from api.store import audit_log
from api.store.columns import UtcMoment
from api.store.database import BUSY_SECONDS, Database
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value

NOTED_EVERY = timedelta(minutes=1)


class ApiTokenRow(SQLModel, table=True):
    """A token of an account. ``scopes`` None stands for all its role may do, now and later."""

    __tablename__ = "api_token"

    id: str = Field(primary_key=True)
    account: str = Field(foreign_key="account.id", index=True)
    label: str
    digest: str = Field(unique=True)
    scopes: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    created_at: datetime = Field(sa_type=UtcMoment)
    expires_on: date | None = None
    last_used_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class ApiToken(Value):
    """A token as it is listed; usable to the end of ``expires_on`` (UTC), until ``revoked_at``."""

    id: str
    account: str
    label: str
    scopes: tuple[str, ...] | None
    created_at: datetime
    expires_on: date | None
    last_used_at: datetime | None
    revoked_at: datetime | None


def _value(row: ApiTokenRow) -> ApiToken:
    return ApiToken.model_validate(row.model_dump(exclude={"digest"}))


def create(
    work: Work, account: str, label: str, digest: str, scopes: Iterable[str] | None, expires_on: date | None
) -> ApiToken:
    """Keep a token by the SHA-256 ``digest`` (hexadecimal) of what its owner was shown."""
    row = ApiTokenRow(
        id=uuid.uuid4().hex,
        account=account,
        label=label,
        digest=digest,
        scopes=None if scopes is None else sorted(scopes),
        created_at=work.at,
        expires_on=expires_on,
    )
    work.session.add(row)
    work.session.flush()
    value = _value(row)
    audit_log.log(work, "create", "api_token", row.id, after=_shown(value))
    return value


def _shown(value: ApiToken) -> dict[str, object]:
    return value.model_dump(mode="json", include={"account", "label", "scopes", "expires_on"})


def of_account(session: Session, account: str | None) -> list[ApiToken]:
    """The tokens of ``account`` (of everybody if None), newest first, revoked ones included."""
    query = select(ApiTokenRow).order_by(col(ApiTokenRow.created_at).desc(), ApiTokenRow.id)
    if account is not None:
        query = query.where(ApiTokenRow.account == account)
    return [_value(row) for row in session.exec(query)]


def revoke(work: Work, identity: str, owner: str | None) -> ApiToken:
    """Make a token worthless; raises :class:`NotFound` for an unknown one or, with ``owner``, another's."""
    row = work.session.get(ApiTokenRow, identity)
    if row is None or (owner is not None and row.account != owner):
        raise NotFound(Fault(code="no_such_token", value=identity))
    if row.revoked_at is None:
        row.revoked_at = work.at
        work.session.add(row)
        audit_log.log(work, "revoke", "api_token", identity, before=_shown(_value(row)))
    return _value(row)


def revoke_all(work: Work, account: str) -> None:
    """Make every token of ``account`` worthless."""
    live = select(ApiTokenRow.id).where(ApiTokenRow.account == account, col(ApiTokenRow.revoked_at).is_(None))
    for identity in work.session.exec(live).all():
        revoke(work, identity, account)


def note_use(database: Database, identity: str, at: datetime) -> bool:
    """Remember that a token was used, at most once a minute; whether it was written.

    Never waits: while an import holds SQLite's write lock, the note is left to the first request after it.
    No line in the audit log, which would grow with every minute of use.
    """
    due = or_(col(ApiTokenRow.last_used_at).is_(None), col(ApiTokenRow.last_used_at) <= at - NOTED_EVERY)
    statement = update(ApiTokenRow).where(col(ApiTokenRow.id) == identity, due).values(last_used_at=at)
    with database.engine.connect().execution_options(writes=True) as connection:
        _set_patience(database, connection, 0)
        try:
            with connection.begin():
                return connection.execute(statement).rowcount == 1
        except OperationalError:
            return False
        finally:
            _set_patience(database, connection, BUSY_SECONDS)


def _set_patience(database: Database, connection: Connection, seconds: int) -> None:
    if database.is_sqlite:  # a row lock of PostgreSQL is held for an instant only
        connection.connection.cursor().execute(f"PRAGMA busy_timeout = {seconds * 1000}")
