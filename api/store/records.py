"""Records of every kind: create, replace, delete, restore; with versions, links, lines in the audit log."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from api.errors import AlreadyThere, NotFound, StaleVersion, VersionRequired
from api.store import audit_log
from api.store.audit_log import AuditRow
from api.store.kind import Kind
from api.store.links import refuse_dangling, refuse_in_use, relink
from api.store.record import Record, Stored, V
from api.store.work import Work
from planner.errors import Fault


def stored(session: Session, kind: Kind[V], identity: str, *, deleted: bool = False) -> Stored[V]:
    """The live record of this id, or with ``deleted`` also a deleted one; raises :class:`NotFound`."""
    row = session.get(kind.table, identity)
    if row is None or (row.deleted_at is not None and not deleted):
        raise _not_found(kind, identity)
    return as_stored(kind, row)


def create(work: Work, kind: Kind[V], value: V) -> Stored[V]:
    """Keep a new record. Raises :class:`AlreadyThere`, or :class:`InvalidInput` for a dangling reference."""
    identity = kind.identity(value)
    present = work.session.get(kind.table, identity)
    if present is not None:
        raise _already_there(kind, identity, present)
    named = {identity: list(kind.references(value))}
    refuse_dangling(work.session, named)
    row = kind.table(**first_row(work, kind, value))
    try:
        # In a savepoint, so that after a clash the transaction can still be asked whose the record is.
        with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError as error:
        rival = work.session.get(kind.table, identity, populate_existing=True)
        if rival is not None:
            raise _already_there(kind, identity, rival) from error
        raise AlreadyThere(name_taken(kind, identity, kind.label(value))) from error
    relink(work.session, kind.name, named)
    kind.follow(work, {identity: value})
    audit_log.log(work, "create", kind.name, identity, after=row.body)
    return as_stored(kind, row)


def replace(work: Work, kind: Kind[V], value: V, version: int | None) -> Stored[V]:
    """Replace the record that ``value`` names, as it stood at ``version``.

    Raises :class:`NotFound`, :class:`VersionRequired` without a version, :class:`StaleVersion` if somebody
    was faster, :class:`InvalidInput` for a dangling reference, :class:`AlreadyThere` for a name in use.
    """
    identity = kind.identity(value)
    before = stored(work.session, kind, identity)
    named = {identity: list(kind.references(value))}
    refuse_dangling(work.session, named)
    body = value.model_dump(mode="json")
    fresh = {"body": body, **kind.columns(value)}
    try:
        with work.session.begin_nested():
            _change(work, kind, before, version, fresh)
    except IntegrityError as error:
        raise AlreadyThere(name_taken(kind, identity, kind.label(value))) from error
    relink(work.session, kind.name, named)
    kind.follow(work, {identity: value})
    audit_log.log(work, "replace", kind.name, identity, before.value.model_dump(mode="json"), body)
    return stored(work.session, kind, identity)


def delete(work: Work, kind: Kind[V], identity: str, version: int | None) -> Stored[V]:
    """Hide a record until it is restored; raises as :func:`replace` does, and :class:`InUse`."""
    # Whoever begins to need the record at this moment holds it (see links.held): of the two one waits here.
    work.session.get(kind.table, identity, with_for_update=True, populate_existing=True)
    before = stored(work.session, kind, identity)
    refuse_in_use(work.session, kind, identity)
    _change(work, kind, before, version, {"deleted_at": work.at, "deleted_by": work.actor.name})
    kind.follow(work, {identity: None})
    audit_log.log(work, "delete", kind.name, identity, before=before.value.model_dump(mode="json"))
    return stored(work.session, kind, identity, deleted=True)


def restore(work: Work, kind: Kind[V], identity: str, version: int | None) -> Stored[V]:
    """Bring a deleted record back; raises as :func:`replace` does. A live record stays as it is."""
    before = stored(work.session, kind, identity, deleted=True)
    if before.deleted_at is None:
        return before
    refuse_dangling(work.session, {identity: list(kind.references(before.value))})
    try:
        with work.session.begin_nested():
            _change(work, kind, before, version, {"deleted_at": None, "deleted_by": None})
    except IntegrityError as error:
        raise AlreadyThere(name_taken(kind, identity, kind.label(before.value))) from error
    kind.follow(work, {identity: before.value})
    audit_log.log(work, "restore", kind.name, identity, after=before.value.model_dump(mode="json"))
    return stored(work.session, kind, identity)


def first_row(work: Work, kind: Kind[V], value: V) -> dict[str, Any]:
    """The columns of a record's first version."""
    return {
        "id": kind.identity(value),
        "version": 1,
        "created_at": work.at,
        "created_by": work.actor.name,
        "changed_at": work.at,
        "changed_by": work.actor.name,
        "body": value.model_dump(mode="json"),
        **kind.columns(value),
    }


def as_stored(kind: Kind[V], row: Record) -> Stored[V]:
    """The row as a value, validated again: what the database holds is not believed unseen."""
    meta = row.model_dump(include=set(Stored.model_fields) - {"value"})
    return Stored[kind.value].model_validate({**meta, "value": row.body})  # type: ignore[name-defined]


def _change(work: Work, kind: Kind[V], before: Stored[V], version: int | None, fresh: dict[str, Any]) -> None:
    """Write ``fresh`` where the version still is ``version``: compare and swap, also between machines."""
    if version is None:
        raise VersionRequired(
            Fault(code="version_required", value=before.id, detail={"version": str(before.version)})
        )
    table = kind.table
    statement = (
        update(table)
        .where(col(table.id) == before.id, col(table.version) == version)
        .values(version=version + 1, changed_at=work.at, changed_by=work.actor.name, **fresh)
    )
    changed = work.session.execute(statement, execution_options={"synchronize_session": False})
    work.session.expire_all()
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise StaleVersion(_stale(work.session, kind, before.id, version))


def _stale(session: Session, kind: Kind[V], identity: str, version: int) -> Fault:
    """Who changed the record since, and which of its fields."""
    now = stored(session, kind, identity, deleted=True)
    query = (
        select(AuditRow)
        .where(AuditRow.kind == kind.name, AuditRow.subject == identity)
        .order_by(col(AuditRow.id).desc())
        .limit(max(now.version - version, 1))
    )
    fields: set[str] = set()
    for entry in session.exec(query):
        old, new = entry.before or {}, entry.after or {}
        fields |= {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    detail = {
        "kind": kind.name,
        "stated": str(version),
        "version": str(now.version),
        "who": now.changed_by,
        "when": now.changed_at.isoformat(timespec="seconds"),
        "fields": ", ".join(sorted(fields)) or "—",
    }
    return Fault(code="stale_version", value=identity, detail=detail)


def _not_found(kind: Kind[V], identity: str) -> NotFound:
    return NotFound(Fault(code="no_such_record", value=identity, detail={"kind": kind.name}))


def _already_there(kind: Kind[V], identity: str, present: Record) -> AlreadyThere:
    code = "record_exists" if present.deleted_at is None else "record_deleted"
    return AlreadyThere(Fault(code=code, value=identity, detail={"kind": kind.name}))


def name_taken(kind: Kind[V], identity: str, name: str) -> Fault:
    """The fault of a name that another record than ``identity`` has."""
    return Fault(code="name_taken", place="name", value=name, detail={"kind": kind.name, "id": identity})
