"""Lists of records: filtered, sorted, and cut into pages by a cursor that no change in between can shift."""

import base64
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType
from typing import Any, Generic, NamedTuple, get_args

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from api.errors import InvalidInput
from api.store.kind import Kind
from api.store.record import Record, Stored, V
from api.store.records import as_stored
from planner.errors import Fault
from planner.value import Value

MOST_A_PAGE = 200
_MOST_NUMBER = 2**63
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


class Test(StrEnum):
    """How a filter compares a column with its value."""

    __test__ = False  # pytest takes every class of such a name for its own

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
        query = query.where(_beyond(table, sort, _read_cursor(after, table, sort), descending=descending))
    directed = column.desc() if descending else column.asc()
    tie = col(table.id).desc() if descending else col(table.id).asc()
    # What is never empty goes without NULLS LAST: then both databases read it in order from its index.
    ordered = directed.nulls_last() if _may_be_empty(table, sort) else directed
    rows = session.exec(query.order_by(ordered, tie).limit(limit + 1)).all()
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
    further, not_before = (
        (column < value, column <= value) if descending else (column > value, column >= value)
    )
    beyond = and_(not_before, or_(further, further_tie))  # the first half is what an index can be read from
    return or_(beyond, column.is_(None)) if _may_be_empty(table, sort) else beyond


def _may_be_empty(table: type[Record], sort: str) -> bool:
    return bool(getattr(table, sort).property.columns[0].nullable)


def _cursor(row: Record, sort: str) -> str:
    value = getattr(row, sort)
    shown = value.isoformat() if isinstance(value, date | datetime) else value
    text = json.dumps([sort, shown, row.id], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(text: str, table: type[Record], sort: str) -> tuple[Any, str]:
    """The sort value and id after which the page begins; what a client made up is refused, not asked for."""
    try:
        padded = text + "=" * (-len(text) % 4)
        named, shown, identity = json.loads(base64.b64decode(padded.encode("ascii"), b"-_", validate=True))
        if named != sort or not _is_text(identity):
            raise ValueError(named)  # noqa: TRY301  (one way out for every kind of damage)
        return None if shown is None else _read_value(shown, table.model_fields[sort].annotation), identity
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidInput(Fault(code="unfit_cursor", place="after", value=text[:80])) from error


def _read_value(shown: Any, annotation: Any) -> str | int | date:
    """``shown`` as a value of the column's type; raises ValueError for any other."""
    expected: type = next(item for item in get_args(annotation) or (annotation,) if item is not NoneType)
    if issubclass(expected, date) and isinstance(shown, str):
        moment: date = expected.fromisoformat(shown)
        if isinstance(moment, datetime) and (moment.tzinfo is None or not _FIRST < moment < _LAST):
            raise ValueError(shown)
        return moment
    if issubclass(expected, int) and type(shown) is int and abs(shown) < _MOST_NUMBER:
        return shown
    if issubclass(expected, str) and _is_text(shown):
        return str(shown)
    raise ValueError(shown)


def _is_text(value: Any) -> bool:
    """Whether both databases keep ``value`` as text: PostgreSQL has no NUL, neither has lone surrogates."""
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= c <= "\udfff" for c in value)
