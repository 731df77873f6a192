"""Nobody is in two places: where a run sheet wants somebody twice at a time."""

from collections.abc import Iterable
from itertools import combinations

from events.run_sheet.line import RunLine, RunSheet
from planner.value import Value


class Clash(Value):
    """A person (id) whom two lines want at a time, at different places."""

    person: str
    first: RunLine
    second: RunLine


def clashes(sheet: RunSheet) -> tuple[Clash, ...]:
    """Every clash, by the first line, then the second, then the person.

    Lines at one place may share people: who witnesses a batch may also host it.
    """
    return tuple(
        Clash(person=person, first=first, second=second)
        for first, second in combinations(sheet.lines, 2)
        if first.where != second.where and _overlap(first, second)
        for person in sorted({*first.people} & {*second.people})
    )


def clashing_people(found: Iterable[Clash]) -> tuple[str, ...]:
    """Everybody in ``found``, each once."""
    return tuple(dict.fromkeys(clash.person for clash in found))


def _overlap(one: RunLine, other: RunLine) -> bool:
    return one.start_minute < other.end_minute and other.start_minute < one.end_minute
