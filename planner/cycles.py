"""A cycle in a relation such as "comes after"."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def cycle_of(successors: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One cycle of the relation, its first node repeated at the end; empty if there is none."""
    try:
        TopologicalSorter(successors).prepare()
    except CycleError as error:
        found: Sequence[str] = error.args[1]
        return tuple(found)
    return ()
