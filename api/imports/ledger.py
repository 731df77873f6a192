"""What an import found: faults that stop it, notes that do not."""

from dataclasses import dataclass, field

from api.imports.parse.refusal import Refused
from api.imports.reading import Listener, nobody
from planner.errors import Fault


@dataclass
class Ledger:
    """Faults and notes in the order found, as :class:`planner.errors.Fault` values; and who listens."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    listener: Listener = nobody

    def blame(self, refused: Refused, place: str, value: object = "") -> None:
        """Record a fault."""
        self.faults.append(_fault(refused, place, value))

    def remark(self, refused: Refused, place: str, value: object = "") -> None:
        """Record a note: the import goes on."""
        self.notes.append(_fault(refused, place, value))


def _fault(refused: Refused, place: str, value: object) -> Fault:
    return Fault(code=refused.code, place=place, value=str(value)[:200], detail=refused.detail)
