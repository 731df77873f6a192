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
from api.store.records import first_row, name_taken
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
    """Write what differs, piece by piece: thousands of bodies at once are memory for nothing."""
    plan = compare(work.session, kind, values)
    by_id = {kind.identity(value): value for value in values}
    try:
        for ids in chunks(plan.created):
            fresh = [first_row(work, kind, by_id[identity]) for identity in ids]
            work.session.execute(insert(kind.table), fresh)
            _log(work, kind, "create", {row["id"]: (None, row["body"]) for row in fresh})
        for ids in chunks(plan.changed):
            before = _present(work.session, kind, ids, lock=True)
            rows = [_changed_row(kind, by_id[identity]) for identity in ids]
            _update(work, kind, rows)
            _log(work, kind, "replace", {row["_id"]: (before[row["_id"]][0], row["body"]) for row in rows})
    except IntegrityError as error:  # somebody wrote the same id or name at this moment
        raise AlreadyThere(Fault(code="written_meanwhile", place=kind.name)) from error
    work.session.expire_all()  # what was read before would hide what was written past it
    kind.follow(work, {identity: by_id[identity] for identity in (*plan.created, *plan.changed)})
    return plan


def _changed_row(kind: Kind[Any], value: Value) -> dict[str, Any]:
    return {"_id": kind.identity(value), "body": value.model_dump(mode="json"), **kind.columns(value)}


def _update(work: Work, kind: Kind[Any], rows: Sequence[dict[str, Any]]) -> None:
    table = kind.table
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
    work.session.connection().execute(statement, list(rows))


def _log(
    work: Work, kind: Kind[Any], action: str, bodies: dict[str, tuple[dict[str, Any] | None, dict[str, Any]]]
) -> None:
    """A line in the audit log for each id, with what stood there before and after."""
    shared = {
        "at": work.at,
        "actor": work.actor.id,
        "actor_name": work.actor.name,
        "request_id": work.actor.request_id,
        "kind": kind.name,
        "action": action,
    }
    rows = [
        {**shared, "subject": identity, "before": before, "after": after}
        for identity, (before, after) in bodies.items()
    ]
    work.session.execute(insert(AuditRow), rows)


def _present(
    session: Session, kind: Kind[Any], ids: Sequence[str], *, lock: bool = False
) -> dict[str, tuple[dict[str, Any], bool]]:
    """By id the stored body, and whether the record is deleted; ``lock`` keeps others from changing them."""
    table = kind.table
    found: dict[str, tuple[dict[str, Any], bool]] = {}
    for some in chunks(ids):
        query = select(table.id, table.body, table.deleted_at).where(col(table.id).in_(some))
        # FOR NO KEY UPDATE, as UPDATE itself takes: who only refers to a record need not wait (links.held).
        rows = session.exec(query.with_for_update(key_share=True) if lock else query)
        found |= {identity: (dict(body), gone is not None) for identity, body, gone in rows}
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
