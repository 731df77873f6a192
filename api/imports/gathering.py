"""Ten thousand faults of one kind in one column, shown as twenty and a count."""

import re
from collections import defaultdict
from collections.abc import Iterable

from planner.errors import Fault

MOST_ALIKE = 20
_ROW = re.compile(r"\d+$")


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
