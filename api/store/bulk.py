"""Many records at once, as an import brings them: whole or not at all, in a handful of statements."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, bindparam, col, select

from api.errors import AlreadyThere
from api.store.audit_log import AuditRow
from api.store.kind import Kind, Reference
from api.store.kinds import KINDS
from api.store.links import chunks, refuse_dangling, relink
from api.store.record import Record
from api.store.records import new_row
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value


class Change(Value):
    """What happened, or would happen, to the records of a kind: their ids."""

    kind: str
    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0


def compare(session: Session, kind: Kind[Any], values: Sequence[Value]) -> Change:
    """What :func:`write_all` would do, for a dry run."""
    present = _present(session, kind, [kind.identity(value) for value in values])
    created, changed, unchanged = [], [], 0
    for value in values:
        identity = kind.identity(value)
        row = present.get(identity)
        if row is None:
            created.append(identity)
        elif row.deleted_at is not None or row.body != value.model_dump(mode="json"):
            changed.append(identity)
        else:
            unchanged += 1
    return Change(kind=kind.name, created=tuple(created), changed=tuple(changed), unchanged=unchanged)


def write_all(work: Work, values: Mapping[str, Sequence[Value]]) -> tuple[Change, ...]:
    """Create or replace every value, by name of its kind; a deleted record of that id comes back.

    References may run in any direction among them: they are checked once all are written. Raises
    :class:`InvalidInput` for a dangling one, :class:`AlreadyThere` for a name in use by another record.
    """
    done, references = [], dict[str, dict[str, list[Reference]]]()
    for name, some in values.items():
        kind = KINDS[name]
        done.append(_write(work, kind, some))
        references[name] = {kind.identity(value): list(kind.references(value)) for value in some}
    for name, named in references.items():
        refuse_dangling(work.session, named)
        relink(work.session, name, named)
    return tuple(done)


def _write(work: Work, kind: Kind[Any], values: Sequence[Value]) -> Change:
    plan = compare(work.session, kind, values)
    by_id = {kind.identity(value): value for value in values}
    before = {
        identity: row.body for identity, row in _present(work.session, kind, list(plan.changed)).items()
    }
    work.session.expunge_all()
    try:
        fresh = [new_row(work, kind, by_id[identity]).model_dump() for identity in plan.created]
        if fresh:
            work.session.execute(insert(kind.table), fresh)
        if plan.changed:
            _update(work, kind, [by_id[identity] for identity in plan.changed])
    except IntegrityError as error:
        raise AlreadyThere(
            Fault(
                code="name_taken",
                place=kind.name,
                value=str(error.params)[:80],
                detail={"kind": kind.name, "id": ""},
            )
        ) from error
    _log(work, kind, plan, before, by_id)
    return plan


def _update(work: Work, kind: Kind[Any], values: Sequence[Value]) -> None:
    table = kind.table
    rows = [
        {"_id": kind.identity(value), "body": value.model_dump(mode="json"), **kind.columns(value)}
        for value in values
    ]
    names = [name for name in rows[0] if name != "_id"]
    statement = (
        update(table)
        .where(col(table.id) == bindparam("_id"))
        .values(
            version=table.version + 1,
            changed_at=work.at,
            changed_by=work.actor.name,
            deleted_at=None,
            deleted_by=None,
            **{name: bindparam(name) for name in names},
        )
    )
    work.session.connection().execute(statement, rows)


def _log(work: Work, kind: Kind[Any], done: Change, before: dict[str, Any], by_id: dict[str, Any]) -> None:
    shared = {
        "at": work.at,
        "actor": work.actor.id,
        "actor_name": work.actor.name,
        "request_id": work.actor.request_id,
        "kind": kind.name,
    }
    rows = [
        {**shared, "action": action, "subject": identity, "before": before.get(identity),
         "after": by_id[identity].model_dump(mode="json")}
        for action, ids in (("create", done.created), ("replace", done.changed))
        for identity in ids
    ]  # fmt: skip
    if rows:
        work.session.execute(insert(AuditRow), rows)


def _present(session: Session, kind: Kind[Any], ids: Sequence[str]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for some in chunks(ids):
        rows = session.exec(select(kind.table).where(col(kind.table.id).in_(some)))
        found |= {row.id: row for row in rows}
    return found
