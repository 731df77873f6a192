"""Who comes to an event: representatives of units or all of their rosters, principals, a chain's chief."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.imports.assembly.assembly import Assembly
from api.imports.parse.choice import chosen
from api.imports.parse.refusal import Refused
from api.imports.rows import Row
from events.representation import everyone, representative
from planner.person import Chain, Person, Rank, Unit


@dataclass
class Guests:
    """The season's people, units and chains."""

    people: Sequence[Person]
    units: Sequence[Unit]
    chains: Sequence[Chain]

    def principals(self) -> tuple[str, ...]:
        """党政正职, in protocol order."""
        heads = [person for person in self.people if person.rank is Rank.PRINCIPAL]
        return tuple(person.id for person in sorted(heads, key=lambda person: person.order))

    def chief(self, chain: str | None) -> str | None:
        """The chief of a chain."""
        return next((item.chief for item in self.chains if item.id == chain), None)

    def sent(self, row: Row, name: str, assembly: Assembly) -> tuple[str, ...]:
        """Whom the units of a cell send; blames a unit, named one by one, that has nobody to send."""
        units, all_of_them = self._units(row, name, assembly)
        sent = {unit.id: representative(unit) for unit in units}
        for unit in units:
            if sent[unit.id] is None and not all_of_them:
                assembly.blame(Refused("unit_without_people", unit=unit.name), row, name)
        return tuple(person for person in sent.values() if person is not None)

    def everyone(self, row: Row, name: str, assembly: Assembly) -> tuple[str, ...]:
        """Everybody on the rosters of the units of a cell."""
        return everyone(self._units(row, name, assembly)[0])

    def _units(self, row: Row, name: str, assembly: Assembly) -> tuple[list[Unit], bool]:
        """The units of a cell, and whether it says 全部."""
        if any(_means_all(text) for text in row.get(name, ())):
            return list(self.units), True
        wanted = assembly.many(row, name)
        return [unit for unit in self.units if unit.id in wanted], False


def _means_all(text: str) -> bool:
    try:
        return chosen("everything", text) == "all"
    except Refused:
        return False
