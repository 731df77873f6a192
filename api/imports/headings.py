"""Where a sheet's headings stand and which column is which: in any order, in one row or two merged ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from functools import cache
from typing import Any

from api.imports import vocabulary
from api.imports.columns import Column, Sheet
from api.imports.grid import Grid
from api.imports.parse.text import Cell, key_of

_SEARCHED_ROWS = 10
_REQUIRED_MARKS = "*＊#"
_BRACKET = re.compile(r"^(.+?)[(\[【](.*)[)\]】]$")


@dataclass
class Headings:
    """``last_row`` of the heading; column by index of the grid; units written in brackets (万元) by field."""

    last_row: int = 0
    columns: dict[int, Column] = part(default_factory=dict)
    units: dict[str, str] = part(default_factory=dict)
    extra: dict[int, str] = part(default_factory=dict)
    repeated: dict[int, Column] = part(default_factory=dict)

    def missing(self, sheet: Sheet) -> tuple[Column, ...]:
        """Required columns that are not there."""
        found = set(self.columns.values())
        return tuple(column for column in sheet.columns if column.required and column not in found)


def find_headings(grid: Grid, sheet: Sheet) -> Headings:
    """The headings of a grid: of its first rows the one, or the pair, that names most columns."""
    deepest = max(_SEARCHED_ROWS, min(grid.rows, default=0))
    numbers = [number for number in grid.rows if number <= deepest]
    best = Headings()
    for number in numbers:
        single = _matched({index: [cell] for index, cell in grid.rows[number].items()}, sheet, number)
        if len(single.columns) > len(best.columns):
            best = single
        if number + 1 in grid.rows:
            pair = _matched(_stacked(grid.rows[number], grid.rows[number + 1]), sheet, number + 1)
            if len(pair.columns) > len(best.columns):
                best = pair
    return best


def _stacked(upper: Mapping[int, Any], lower: Mapping[int, Any]) -> dict[int, list[Any]]:
    """Two rows as one: a merged cell above several stands for all of them until the next one."""
    group, labels = "", {}
    for index in range(max(*upper, *lower) + 1):
        group = str(upper.get(index, group if index in lower else ""))
        if index in lower:
            labels[index] = [f"{group}{lower[index]}", lower[index]]
        elif index in upper:
            labels[index] = [upper[index]]
    return labels


def _matched(labels: Mapping[int, list[Any]], sheet: Sheet, number: int) -> Headings:
    found = Headings(last_row=number)
    for index, wordings in labels.items():
        column, unit = _column(wordings, sheet)
        if column is None:
            found.extra[index] = str(wordings[-1])
            continue
        known = sheet.column(column)
        if known in found.columns.values():
            found.repeated[index] = known
            continue
        found.columns[index] = known
        if unit:
            found.units[column] = unit
    return found


def _column(wordings: list[Any], sheet: Sheet) -> tuple[str | None, str]:
    """The field and the unit in brackets that one of the wordings names."""
    names = _names(sheet)
    for wording in wordings:
        if not isinstance(wording, Cell):
            continue
        text = key_of(wording).strip(_REQUIRED_MARKS)
        if text in names:
            return names[text], ""
        bracket = _BRACKET.match(text)
        if bracket is not None and bracket.group(1).strip(_REQUIRED_MARKS) in names:
            return names[bracket.group(1).strip(_REQUIRED_MARKS)], bracket.group(2)
    return None, ""


@cache
def _names(sheet: Sheet) -> dict[str, str]:
    """Every heading, without space or width, to its field; our own wordings go before the others."""
    known = [(column.field, vocabulary.headings(sheet.key, column.field)) for column in sheet.columns]
    ranked = sorted((depth, name, field) for field, names in known for depth, name in enumerate(names))
    names: dict[str, str] = {}
    for _, name, field in ranked:
        names.setdefault(key_of(name), field)
    return names
