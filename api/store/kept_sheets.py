"""A kind of sheet together with the value it holds: read, found and kept typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlmodel import Session

from api.store import event_sheets
from api.store.event_sheets import Sheet, SheetKind
from api.store.work import Work
from planner.value import Value

V = TypeVar("V", bound=Value)


class KeptSheet(Value, Generic[V]):
    """``value`` as it is kept for ``event``; ``version`` goes into If-Match, 0 while nothing is kept."""

    event: str
    version: int
    changed_at: datetime
    changed_by: str
    value: V


@dataclass(frozen=True)
class SheetOf(Generic[V]):
    """The sheets of a ``kind``, each a ``value``; validated again: what a database holds is not believed."""

    kind: SheetKind
    value: type[V]

    def kept(self, session: Session, event: str) -> KeptSheet[V]:
        """What is kept; raises :class:`NotFound` (``no_such_sheet``)."""
        return self._typed(event_sheets.sheet(session, event, self.kind))

    def kept_at(self, session: Session, event: str, version: int) -> KeptSheet[V]:
        """What is kept, if it is of that version; raises as :meth:`kept`, and :class:`StaleVersion`."""
        found = self.kept(session, event)
        self.refuse_other_version(found, version)
        return found

    def refuse_other_version(self, found: KeptSheet[V], version: int) -> None:
        """Raise :class:`StaleVersion` if a change is meant for another version than was read.

        For changes that are worked out before a transaction is open; :meth:`keep` compares once more.
        """
        if found.version != version:
            raise event_sheets.stale(found.event, self.kind, version, found.version, found.changed_by)

    def find(self, session: Session, event: str) -> KeptSheet[V] | None:
        """What is kept; None if nothing is."""
        found = event_sheets.find_sheet(session, event, self.kind)
        return None if found is None else self._typed(found)

    def find_value(self, session: Session, event: str) -> V | None:
        """The value alone; None if nothing is kept."""
        found = self.find(session, event)
        return None if found is None else found.value

    def every(self, session: Session, *, lock: bool = False) -> tuple[KeptSheet[V], ...]:
        """Those of all events, in order of event; ``lock``: nobody changes them meanwhile."""
        found = event_sheets.sheets_of_kind(session, self.kind, lock=lock)
        return tuple(self._typed(sheet) for sheet in found)

    def keep(self, work: Work, event: str, value: V, version: int | None) -> KeptSheet[V]:
        """Keep ``value`` in place of what was read at ``version``; None or 0 for the first.

        Raises :class:`StaleVersion` if somebody has kept another meanwhile.
        """
        return self._typed(event_sheets.keep(work, event, self.kind, value, version))

    def _typed(self, found: Sheet) -> KeptSheet[V]:
        body = self.value.model_validate(found.body)
        fields = found.model_dump(exclude={"kind", "body"})
        return KeptSheet[self.value].model_validate({**fields, "value": body})  # type: ignore[name-defined]
