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
from api.store.records import name_taken, new_row
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value

MOST_SAMPLES = 20


class FieldChange(Value):
    """One field of one record that changes: its path, what stands there and what is to, as JSON."""

    id: str
    field: str
    before: Any
    after: Any


class Change(Value):
    """What happened, or would happen, to the records of a kind: their ids, the first fields that change."""

    kind: str
    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    samples: tuple[FieldChange, ...] = ()


def compare(session: Session, kind: Kind[Any], values: Sequence[Value]) -> Change:
    """What :func:`write_all` would do, for a dry run."""
    present = _present(session, kind, [kind.identity(value) for value in values])
    created, changed, unchanged = [], [], 0
    samples: list[FieldChange] = []
    for value in values:
        identity = kind.identity(value)
        if identity not in present:
            created.append(identity)
            continue
        before, is_deleted = present[identity]
        after = value.model_dump(mode="json")
        if is_deleted or before != after:
            changed.append(identity)
            samples += _differences(identity, before, after)[: MOST_SAMPLES - len(samples)]
        else:
            unchanged += 1
    return Change(
        kind=kind.name,
        created=tuple(created),
        changed=tuple(changed),
        unchanged=unchanged,
        samples=tuple(samples),
    )


def name_clashes(session: Session, kind: Kind[Any], values: Sequence[Value]) -> list[Fault]:
    """A fault for each value whose name another live record has, or another one of ``values``."""
    if kind.unique is None:
        return []
    column = getattr(kind.table, kind.unique)
    keys = {kind.identity(value): str(kind.columns(value)[kind.unique]) for value in values}
    holders: dict[str, str] = {}
    for some in chunks(sorted(set(keys.values()))):
        query = select(column, kind.table.id).where(column.in_(some), col(kind.table.deleted_at).is_(None))
        holders |= {key: holder for key, holder in session.exec(query) if holder not in keys}
    faults = []
    for value in values:
        identity = kind.identity(value)
        if holders.setdefault(keys[identity], identity) != identity:
            faults.append(name_taken(kind, identity, kind.label(value)))
    return faults


def write_all(work: Work, values: Mapping[str, Sequence[Value]]) -> tuple[Change, ...]:
    """Create or replace every value, by name of its kind; a deleted record of that id comes back.

    References may run in any direction among them: they are checked once all are written. Raises
    :class:`InvalidInput` for a dangling one, :class:`AlreadyThere` for a name in use by another record.
    """
    done, references = [], dict[str, dict[str, list[Reference]]]()
    for name, some in values.items():
        kind = KINDS[name]
        if clashes := name_clashes(work.session, kind, some):
            raise AlreadyThere(clashes)
        done.append(_write(work, kind, some))
        references[name] = {kind.identity(value): list(kind.references(value)) for value in some}
    for name, named in references.items():
        refuse_dangling(work.session, named)
        relink(work.session, name, named)
    return tuple(done)


def _write(work: Work, kind: Kind[Any], values: Sequence[Value]) -> Change:
    plan = compare(work.session, kind, values)
    by_id = {kind.identity(value): value for value in values}
    found = _present(work.session, kind, list(plan.changed))
    before = {identity: body for identity, (body, _) in found.items()}
    work.session.expunge_all()  # rows read before would hide what is written past them
    try:
        fresh = [new_row(work, kind, by_id[identity]).model_dump() for identity in plan.created]
        if fresh:
            work.session.execute(insert(kind.table), fresh)
        if plan.changed:
            _update(work, kind, [by_id[identity] for identity in plan.changed])
    except IntegrityError as error:  # somebody wrote the same id or name at this moment
        raise AlreadyThere(Fault(code="written_meanwhile", place=kind.name)) from error
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


def _present(session: Session, kind: Kind[Any], ids: Sequence[str]) -> dict[str, tuple[dict[str, Any], bool]]:
    """By id the stored body, and whether the record is deleted."""
    table = kind.table
    found: dict[str, tuple[dict[str, Any], bool]] = {}
    for some in chunks(ids):
        query = select(table.id, table.body, table.deleted_at).where(col(table.id).in_(some))
        found |= {identity: (dict(body), gone is not None) for identity, body, gone in session.exec(query)}
    return found


def _differences(identity: str, before: Any, after: Any, path: str = "") -> list[FieldChange]:
    """The fields in which two JSON values differ; lists as wholes."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        same = before == after
        return [] if same else [FieldChange(id=identity, field=path, before=before, after=after)]
    found: list[FieldChange] = []
    for name in dict.fromkeys((*before, *after)):
        inner = f"{path}.{name}" if path else name
        found += _differences(identity, before.get(name), after.get(name), inner)
    return found
