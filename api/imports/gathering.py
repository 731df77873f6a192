"""Ten thousand faults of one kind in one column, shown as twenty and a count."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from openpyxl.utils import column_index_from_string

from planner.errors import Fault

MOST_ALIKE = 20
_ROW = re.compile(r"\d+$")
_CELL = re.compile(r"(.+)!([A-Z]+)(\d+)")


def in_reading_order(faults: Iterable[Fault], sheets: Sequence[str]) -> list[Fault]:
    """``faults`` by sheet, row and column; what is no cell of ``sheets`` goes before, as it was found."""

    def key(fault: Fault) -> tuple[int, int, int]:
        cell = _CELL.match(fault.place)
        if cell is None or cell.group(1) not in sheets:
            return (sheets.index(fault.place) if fault.place in sheets else -1, 0, 0)
        return (sheets.index(cell.group(1)), int(cell.group(3)), column_index_from_string(cell.group(2)))

    return sorted(faults, key=key)


def gathered(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """``faults`` in order, of those with one code in one column the first twenty and how many follow."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    kept: list[Fault] = []
    more: dict[tuple[str, str], tuple[Fault, Fault]] = {}
    for fault in faults:
        key = (fault.code, _ROW.sub("", fault.place))
        seen[key] += 1
        if seen[key] <= MOST_ALIKE:
            kept.append(fault)
        else:
            more[key] = (more.get(key, (fault, fault))[0], fault)
    for key, (first, last) in more.items():
        detail = {"count": str(seen[key] - MOST_ALIKE), "last": last.place}
        kept.append(Fault(code="more_alike", place=first.place, value=first.value, detail=detail))
    return tuple(kept)
