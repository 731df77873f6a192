"""What every sheet's assembly needs at hand: the frame, the ledger, the cities, who is who."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from api.imports.assembly.cities import Cities
from api.imports.assembly.index import Index
from api.imports.assembly.origins import Origins, column_of
from api.imports.frame import Frame
from api.imports.ledger import Ledger
from api.imports.parse.refusal import Refused
from api.imports.parse.text import items
from api.imports.rows import Row
from planner.refusal import faults_of
from planner.value import Value

V = TypeVar("V", bound=Value)


@dataclass
class Assembly:
    """A season being put together; ``indexes`` by the key of the sheet that is referred to."""

    frame: Frame
    ledger: Ledger
    indexes: Mapping[str, Index]
    cities: Cities = field(default_factory=Cities)
    origins: Origins = field(default_factory=Origins)

    def one(self, row: Row, name: str) -> str | None:
        """The id that a cell refers to; None if it is empty, or blamed."""
        text = row.get(name)
        return None if text is None else next(iter(self._resolved(row, name, (text,))), None)

    def many(self, row: Row, name: str) -> tuple[str, ...]:
        """The ids that a cell's list refers to, each once; those that nobody bears are blamed."""
        return self._resolved(row, name, row.get(name, ()))

    def _resolved(self, row: Row, name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
        index = self.indexes[row.sheet.column(name).refers_to]
        return self.resolved(row, name, texts, index)

    def resolved(self, row: Row, name: str, texts: tuple[str, ...], index: Index) -> tuple[str, ...]:
        """The ids of ``texts`` by ``index``; none, without blame, if the whole index was blamed."""
        if index.blamed and texts:
            row.sound = False
            return ()
        found: dict[str, None] = {}
        for text in texts:
            try:
                found[index.resolve(text)] = None
            except Refused as refused:
                self.blame(refused, row, name)
        return tuple(found)

    def listed(self, row: Row, name: str, index: Index) -> tuple[str, ...]:
        """As :meth:`many`, for a cell that was read as plain text."""
        return self.resolved(row, name, items(row.get(name, "")), index)

    def blame(self, refused: Refused, row: Row, name: str = "") -> None:
        """Blame a cell; its row becomes no value."""
        row.sound = False
        self.ledger.blame(refused, row.place(name), row.raw.get(name, ""))

    def remark(self, refused: Refused, row: Row, name: str = "") -> None:
        """Note something at a cell."""
        self.ledger.remark(refused, row.place(name), row.raw.get(name, ""))

    def built(self, model: type[V], row: Row, fields: Mapping[str, Any]) -> V | None:
        """The value; None once its faults are blamed on their cells, or for a row blamed before."""
        if not row.sound:
            return None
        try:
            return model(**fields)
        except ValidationError as error:
            for fault in faults_of(error):
                column = column_of(row, fault.place)
                detail = fault.detail | ({} if column else {"path": fault.place})
                update = {"place": row.place(column), "value": row.raw.get(column, fault.value)}
                blamed = fault.model_copy(update=update | {"detail": detail})
                self.ledger.faults.append(blamed)
            row.sound = False
            return None

    def keep(self, found: list[V], root: str, value: V | None, row: Row) -> None:
        """Append ``value``, if there is one, to the season's list ``root``; remember its row."""
        if value is not None:
            self.origins.add(f"{root}[{len(found)}]", row)
            found.append(value)
