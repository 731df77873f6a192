"""A cycle in a relation such as "comes after"."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def cycle_of(predecessors: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One cycle among nodes with their predecessors, each before the next, the first repeated at the end.

    Empty if there is none.
    """
    try:
        TopologicalSorter(predecessors).prepare()
    except CycleError as error:
        found: Sequence[str] = error.args[1]
        return tuple(found)
    return ()
