"""Which record names which: kept beside the values, so that nothing dangles and nothing in use is deleted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Index, and_, delete, insert
from sqlmodel import Field, Session, SQLModel, col, select

from api.errors import InUse, InvalidInput
from api.store.kind import Kind, Reference
from api.store.record import Record
from planner.errors import Fault

_CHUNK = 400  # SQLite takes at most 32,766 variables, PostgreSQL 65,535; small statements are cached best
MOST_NAMED = 20


class LinkRow(SQLModel, table=True):
    """``source`` (kind and id) names ``target``."""

    __tablename__ = "link"
    __table_args__ = (Index("link_target", "target_kind", "target"),)

    source_kind: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    target_kind: str = Field(primary_key=True)
    target: str = Field(primary_key=True)


def chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    """``items`` in pieces that fit a statement."""
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def relink(session: Session, kind: str, references: dict[str, list[Reference]]) -> None:
    """Replace what the records ``references`` (id -> what it names) of ``kind`` name."""
    for some in chunks(list(references)):
        session.execute(
            delete(LinkRow).where(col(LinkRow.source_kind) == kind, col(LinkRow.source).in_(some))
        )
    rows = [
        {"source_kind": kind, "source": source, "target_kind": target_kind, "target": target}
        for source, named in references.items()
        for target_kind, target in sorted({(item.kind, item.id) for item in named})
    ]
    if rows:
        session.execute(insert(LinkRow), rows)


def refuse_dangling(session: Session, references: dict[str, list[Reference]]) -> None:
    """Raise :class:`InvalidInput` with a fault for each reference to a record that is not there."""
    from api.store.kinds import KINDS  # noqa: PLC0415  (the registry needs every kind, and kinds need links)

    wanted: dict[str, set[str]] = defaultdict(set)
    for named in references.values():
        for item in named:
            wanted[item.kind].add(item.id)
    known: set[tuple[str, str]] = set()
    for kind, ids in wanted.items():
        table = KINDS[kind].table
        for some in chunks(sorted(ids)):
            known |= {(kind, found) for found in held(session, table, some)}
    faults = [
        Fault(
            code="dangling_reference",
            place=item.place,
            value=item.id,
            detail={"kind": item.kind, "id": source},
        )
        for source, named in references.items()
        for item in named
        if (item.kind, item.id) not in known
    ]
    if faults:
        raise InvalidInput(faults)


def held(session: Session, table: type[Record], ids: Sequence[str]) -> Sequence[str]:
    """Those of ``ids`` that are live records of ``table``: until the transaction ends none is deleted.

    On PostgreSQL by the weakest lock there is: it lets others change the records, and use them, and makes
    only a deletion wait, which then finds them in use. (SQLite has one writer at a time.)
    """
    query = select(table.id).where(col(table.id).in_(ids), col(table.deleted_at).is_(None))
    return session.exec(query.order_by(table.id).with_for_update(read=True, key_share=True)).all()


def refuse_in_use(session: Session, kind: Kind[Any], identity: str) -> None:
    """Raise :class:`InUse` if a live record names this one, or anything else needs it."""
    from api.store.kinds import KINDS  # noqa: PLC0415  (as above)

    users: list[str] = []
    for name, source in KINDS.items():
        live = and_(col(LinkRow.source_kind) == name, col(LinkRow.source) == source.table.id)
        query = (
            select(LinkRow.source)
            .join(source.table, live)
            .where(LinkRow.target_kind == kind.name, LinkRow.target == identity)
            .where(col(source.table.deleted_at).is_(None))
            .order_by(LinkRow.source)
        )
        users += [f"{name} {found}" for found in session.exec(query)]
    faults = list(kind.users(session, identity))
    if users:
        detail = {"kind": kind.name, "count": str(len(users)), "users": ", ".join(users[:MOST_NAMED])}
        faults.insert(0, Fault(code="record_in_use", value=identity, detail=detail))
    if faults:
        raise InUse(faults)
