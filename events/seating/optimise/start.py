"""A first assignment: the hardest parties first, each where it costs least. It may have parties at odds."""

import numpy as np

from events.seating.optimise.instance import LOAD, NOWHERE, Instance, Ints


def first_assignment(instance: Instance) -> Ints | None:
    """Parties -> table index, chairs kept; None if a party found no table with room.

    Large parties go first, then those with most others at odds; a table without anybody at odds is preferred,
    then the emptiest.
    """
    table_of = instance.settled.copy()
    room = instance.seats.copy()
    np.subtract.at(room, table_of[table_of >= 0], instance.sizes[table_of >= 0])
    if (room < 0).any():
        return None
    degree = instance.at_odds.sum(axis=1)
    order = sorted(
        np.flatnonzero(table_of == NOWHERE).tolist(), key=lambda u: (-instance.sizes[u], -degree[u], u)
    )
    for party in order:
        odds = np.zeros(len(room), np.int64)
        placed = table_of >= 0
        np.add.at(odds, table_of[placed], instance.at_odds[party, placed])
        fits = np.flatnonzero(room >= instance.features[party, LOAD])
        if len(fits) == 0:
            return None
        table = min(fits.tolist(), key=lambda t: (odds[t], -room[t], t))
        table_of[party] = table
        room[table] -= instance.features[party, LOAD]
    return table_of


def count_at_odds(instance: Instance, table_of: Ints) -> int:
    """How many pairs at odds share a table."""
    return sum(bool(table_of[u] == table_of[v]) for u, v in instance.odd_pairs())
