"""Where in the workbook a part of the season came from: ``companies[3].windows[0]`` is 企业!M7."""

import re
from collections.abc import Iterator

from api.imports.rows import Row
from planner.errors import Fault

_STEPS = re.compile(r"\[\d+\]|\.?[^.\[\]]+")
_INDEX = re.compile(r"\[\d+\]")


class Origins:
    """Rows by the path of what they became."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Row, str]] = {}

    def add(self, path: str, row: Row, column: str = "") -> None:
        """``row`` became the value at ``path``; ``column`` if one of its columns alone did."""
        self._rows[path] = (row, column)

    def cell(self, path: str) -> tuple[Row, str] | None:
        """The row, and the column if it can be told, that the value at ``path`` came from."""
        for root in _roots(path):
            if root in self._rows:
                row, column = self._rows[root]
                return row, column or column_of(row, path[len(root) :].lstrip("."))
        return None

    def in_workbook(self, fault: Fault) -> Fault:
        """``fault`` with its place, and any in its detail, as cells of the workbook it came from."""
        found = self.cell(fault.place)
        detail = {word: self._shown(value) for word, value in fault.detail.items()}
        if found is None:
            return fault.model_copy(update={"detail": detail})
        row, column = found
        update = {"place": row.place(column), "detail": detail}
        return fault.model_copy(update=update)

    def _shown(self, value: str) -> str:
        found = self.cell(value) if _INDEX.search(value) else None
        return value if found is None else found[0].place(found[1])


def _roots(path: str) -> Iterator[str]:
    """``path`` and what is left of it as its last step falls away, again and again."""
    steps = _STEPS.findall(path)
    for count in range(len(steps), 0, -1):
        yield "".join(steps[:count])


def column_of(row: Row, path: str) -> str:
    """The field of the column that holds the value at ``path`` of what the row became; empty if none does."""
    plain = _INDEX.sub("", path)
    fits = [
        column
        for column in row.sheet.columns
        if plain == column.lands_in or plain.startswith(f"{column.lands_in}.")
    ]
    if fits:
        return max(fits, key=lambda column: len(column.lands_in)).field
    inside = (column for column in row.sheet.columns if plain and column.lands_in.startswith(f"{plain}."))
    return next((column.field for column in inside), "")
