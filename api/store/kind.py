"""A kind of record: its value, its table, what the table copies out of the value, and what it refers to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple

from sqlmodel import Session

from api.store.record import Record, V
from api.store.work import Work
from planner.errors import Fault


class Reference(NamedTuple):
    """A value names another record: its kind and id, and the path of the field that names it."""

    kind: str
    id: str
    place: str


def _nothing(_value: Any) -> Iterable[Reference]:
    return ()


def _nobody(_session: Session, _identity: str) -> Iterable[Fault]:
    return ()


def _untold(_work: Work, _values: Mapping[str, Any]) -> None:
    """Nobody follows what becomes of most kinds."""


def _own_id(value: Any) -> str:
    return str(value.id)


def _own_name(value: Any) -> str:
    return str(value.name)


@dataclass(frozen=True)
class Kind(Generic[V]):
    """What the store needs to know to keep values of type ``V``.

    ``columns`` gives the table's own columns for a value; ``references`` the records it names, which must be
    there when it is written and cannot be deleted while it stands; ``label`` what people call it. ``filters``
    are the columns a list may be filtered by, ``sorts`` those it may be sorted by (always also ``id`` and
    ``changed_at``). ``unique`` is the column that no two live records share, beside ``id``. ``users`` tells
    what else than a record needs the one of an id, a fault each: it cannot be deleted meanwhile.
    ``follow`` is told, in the transaction that writes them, what records (by id) are now, None if deleted.
    """

    name: str
    value: type[V]
    table: type[Record]
    columns: Callable[[V], dict[str, Any]]
    references: Callable[[V], Iterable[Reference]] = _nothing
    identity: Callable[[V], str] = _own_id
    label: Callable[[V], str] = _own_name
    filters: frozenset[str] = field(default_factory=frozenset)
    sorts: frozenset[str] = field(default_factory=frozenset)
    unique: str | None = None
    users: Callable[[Session, str], Iterable[Fault]] = _nobody
    follow: Callable[[Work, Mapping[str, V | None]], None] = _untold
