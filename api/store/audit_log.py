"""The audit log: who wrote what, when, what stood there before and after. Append-only, by trigger."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, event
from sqlalchemy.engine import Connection
from sqlmodel import Field, Session, SQLModel, col, select

from api.store.columns import UtcMoment
from api.store.work import Work
from planner.value import Value


class AuditRow(SQLModel, table=True):
    """One write. ``before`` and ``after`` are JSON values; None where nothing was or is."""

    __tablename__ = "audit_log"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcMoment, index=True)
    actor: str = Field(index=True)
    actor_name: str
    request_id: str = ""
    action: str
    kind: str
    subject: str = Field(index=True)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class AuditEntry(Value):
    """One write, as it is shown: newest entries have the highest ``id``."""

    id: int
    at: datetime
    actor: str
    actor_name: str
    request_id: str
    action: str
    kind: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def log(
    work: Work,
    action: str,
    kind: str,
    subject: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write down that ``work.actor`` did ``action`` to the ``subject`` of ``kind``. Never a secret."""
    work.session.add(
        AuditRow(
            at=work.at,
            actor=work.actor.id,
            actor_name=work.actor.name,
            request_id=work.actor.request_id,
            action=action,
            kind=kind,
            subject=subject,
            before=before,
            after=after,
        )
    )


def entries(
    session: Session, *, kind: str | None = None, subject: str | None = None, before_id: int | None = None,
    limit: int = 50,
) -> list[AuditEntry]:  # fmt: skip
    """The newest entries first, of one ``kind`` or ``subject`` if given, older than ``before_id``."""
    query = select(AuditRow).order_by(col(AuditRow.id).desc()).limit(limit)
    if kind is not None:
        query = query.where(AuditRow.kind == kind)
    if subject is not None:
        query = query.where(AuditRow.subject == subject)
    if before_id is not None:
        query = query.where(col(AuditRow.id) < before_id)
    return [AuditEntry.model_validate(row.model_dump()) for row in session.exec(query)]


# Append-only in the database itself, not by good manners: both databases refuse UPDATE and DELETE.
APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER audit_log_no_{verb} BEFORE {verb.upper()} ON audit_log "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        (
            "CREATE OR REPLACE FUNCTION audit_log_append_only() RETURNS trigger AS "
            "'BEGIN RAISE EXCEPTION ''the audit log is append-only''; END' LANGUAGE plpgsql"
        ),
        (
            "CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_append_only()"
        ),
    ],
}


def make_append_only(connection: Connection) -> None:
    """Put the triggers on the table, which must be there."""
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)


@event.listens_for(SQLModel.metadata.tables["audit_log"], "after_create")
def _created(_table: object, connection: Connection, **_options: object) -> None:
    make_append_only(connection)
