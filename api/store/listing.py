"""Lists of records: filtered, sorted, and cut into pages by a cursor that no change in between can shift."""

import base64
import json
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, NamedTuple

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from api.errors import InvalidInput
from api.store.kind import Kind
from api.store.record import Record, Stored, V
from api.store.records import as_stored
from planner.errors import Fault
from planner.value import Value

MOST_A_PAGE = 200


class Test(StrEnum):
    """How a filter compares a column with its value."""

    IS = "is"
    IN = "in"
    CONTAINS = "contains"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    SET = "set"
    UNSET = "unset"


class Filter(NamedTuple):
    """Keep the records whose ``column`` passes ``test`` with ``value``."""

    column: str
    test: Test
    value: Any = None


class Page(Value, Generic[V]):
    """Some records in order; ``next`` is the cursor of the page after, None on the last."""

    items: tuple[Stored[V], ...]
    next: str | None = None


def page(
    session: Session,
    kind: Kind[V],
    filters: Sequence[Filter] = (),
    *,
    sort: str = "id",
    descending: bool = False,
    after: str | None = None,
    limit: int = 50,
    deleted: bool = False,
) -> Page[V]:
    """One page of the live (or with ``deleted`` the deleted) records: one query, however many rows.

    ``sort`` is one of ``kind.sorts``, ``id`` or ``changed_at``; equal ones by id, empty ones last. Raises
    :class:`InvalidInput` for a column, cursor or limit that cannot be used.
    """
    table = kind.table
    _refuse_unknown(kind, filters, sort, limit)
    column = getattr(table, sort)
    query = select(table).where(
        col(table.deleted_at).is_not(None) if deleted else col(table.deleted_at).is_(None)
    )
    for item in filters:
        query = query.where(_condition(table, item))
    if after is not None:
        query = query.where(_beyond(table, sort, _read_cursor(after, sort), descending=descending))
    directed = column.desc() if descending else column.asc()
    tie = col(table.id).desc() if descending else col(table.id).asc()
    rows = session.exec(query.order_by(column.is_(None), directed, tie).limit(limit + 1)).all()
    shown = rows[:limit]
    following = _cursor(shown[-1], sort) if len(rows) > limit else None
    return Page[kind.value](items=tuple(as_stored(kind, row) for row in shown), next=following)  # type: ignore[name-defined]


def _refuse_unknown(kind: Kind[V], filters: Sequence[Filter], sort: str, limit: int) -> None:
    known = kind.sorts | {"id", "changed_at"}
    if sort not in known:
        raise InvalidInput(
            Fault(code="unknown_sort", place="sort", value=sort, detail={"known": ", ".join(sorted(known))})
        )
    for item in filters:
        if item.column not in kind.filters | {"id", "changed_at"}:
            raise InvalidInput(Fault(code="unknown_filter", place=item.column, value=str(item.value)))
    if not 1 <= limit <= MOST_A_PAGE:
        raise InvalidInput(
            Fault(code="unfit_limit", place="limit", value=str(limit), detail={"most": str(MOST_A_PAGE)})
        )


def _condition(table: type[Record], item: Filter) -> ColumnElement[bool]:
    column = getattr(table, item.column)
    conditions: dict[Test, ColumnElement[bool]] = {
        Test.SET: column.is_not(None),
        Test.UNSET: column.is_(None),
    }
    if item.test in conditions:
        return conditions[item.test]
    if item.test is Test.IN:
        return column.in_(tuple(item.value))  # type: ignore[no-any-return]
    if item.test is Test.CONTAINS:
        return column.icontains(str(item.value), autoescape=True)  # type: ignore[no-any-return]
    if item.test is Test.AT_LEAST:
        return column >= item.value  # type: ignore[no-any-return]
    if item.test is Test.AT_MOST:
        return column <= item.value  # type: ignore[no-any-return]
    return column == item.value  # type: ignore[no-any-return]


def _beyond(table: type[Record], sort: str, at: tuple[Any, str], *, descending: bool) -> ColumnElement[bool]:
    """The records that come after ``at`` (sort value, id) in the list's order; empty sort values are last."""
    column, tie = getattr(table, sort), col(table.id)
    value, identity = at
    further_tie = tie < identity if descending else tie > identity
    if value is None:
        return and_(column.is_(None), further_tie)
    further = column < value if descending else column > value
    return or_(further, and_(column == value, further_tie), column.is_(None))


def _cursor(row: Record, sort: str) -> str:
    value = getattr(row, sort)
    shown = value.isoformat() if isinstance(value, date | datetime) else value
    kind = "moment" if isinstance(value, datetime) else "day" if isinstance(value, date) else "plain"
    text = json.dumps([sort, kind, shown, row.id], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(text: str, sort: str) -> tuple[Any, str]:
    try:
        padded = text + "=" * (-len(text) % 4)
        named, kind, value, identity = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if named != sort or not isinstance(identity, str) or isinstance(value, list | dict):
            raise ValueError(named)  # noqa: TRY301  (one way out for every kind of damage)
        if kind == "moment":
            return datetime.fromisoformat(value), identity
        return (date.fromisoformat(value) if kind == "day" else value), identity
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidInput(Fault(code="unfit_cursor", place="after", value=text[:80])) from error
