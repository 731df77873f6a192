"""A resource: a kind of record, its address, who may do what with it, what of it a unit's account sees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.errors import InvalidInput
from api.routes.filters import ListQuery
from api.store.database import Session
from api.store.kind import Kind
from api.store.listing import Filter
from api.store.record import V
from api.store.work import Work
from planner.errors import Fault


class Bound(Generic[V]):
    """Which records an account sees, and which values it may write. This one bounds nobody.

    In :meth:`refuse` ``before`` is the stored value, None where there is none; ``after`` the value to be,
    None for a deletion.
    """

    def filters(self, _session: Session, _who: Principal, /) -> Sequence[Filter]:
        """What the list is cut down to."""
        return ()

    def sees(self, _session: Session, _who: Principal, _value: V, /) -> bool:
        """Whether the record is there for this account; others are 404 for it."""
        return True

    def refuse(self, _work: Work, _who: Principal, _before: V | None, _after: V | None, /) -> None:
        """Raise if this account may not write ``after`` over ``before``."""


@dataclass(frozen=True)
class Resource(Generic[V]):
    """What :func:`api.routes.records.router_of` needs to serve a kind of record.

    ``noun`` in Chinese and English; ``example`` is a value that can be posted as it stands, once the examples
    of the resources before it have been.
    """

    kind: Kind[V]
    path: str
    noun: tuple[str, str]
    read: Action
    write: Action
    query: type[ListQuery]
    example: V
    bound: Bound[V]
    check: Callable[[V], None] = lambda _value: None

    @property
    def name(self) -> str:
        """The name of one record, as operation ids use it."""
        return self.kind.name

    @property
    def plural(self) -> str:
        """The name of many, as operation ids use it."""
        return self.path.strip("/").replace("-", "_")


def refuse_unfit_id(identity: str, place: str, most: int = 64) -> None:
    """Raise :class:`InvalidInput` for an id that cannot stand in an address or a file name."""
    bad = set('\\/*?"<>|#%') & set(identity)
    if bad or not identity.isprintable() or identity != identity.strip() or not 1 <= len(identity) <= most:
        raise InvalidInput(Fault(code="unfit_id", place=place, value=identity[:80]))
    if identity.startswith("."):
        raise InvalidInput(Fault(code="unfit_id", place=place, value=identity[:80]))


def own_id(value: Any) -> None:
    """The usual check of a value: its id."""
    refuse_unfit_id(value.id, "id")
