"""A chair for a newcomer when none is free where he may sit: who has to change tables, as few as possible."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from events.seating.banquet import Banquet
from events.seating.optimise.instance import instance_of
from events.seating.optimise.model import Outcome, TableModel

EFFORT_SECONDS = 20.0


@dataclass(frozen=True)
class Moves:
    """Attendee id -> table number, and whether fewer people changing tables are proven impossible."""

    table_of: dict[str, int]
    proven: bool


def fewest_moves(banquet: Banquet, table_of: dict[str, int]) -> Moves | None:
    """Everybody seated, the fewest of those in ``table_of`` elsewhere than there.

    People at the head table stay, others go there only if pinned. None if there is no way, or none is found.
    """
    head = next((table.number for table in banquet.tables if table.head), None)
    numbers = [table.number for table in banquet.tables]
    kept = {name: number for name, number in table_of.items() if number == head}
    quiet = banquet.model_copy(
        update={
            "pinned": kept | banquet.pinned,
            "tables": tuple(table.model_copy(update={"head": False}) for table in banquet.tables),
        }
    )
    instance = instance_of(quiet)
    model = TableModel(instance)
    model.apart(instance.odd_pairs())
    movers: list[cp_model.LinearExprT] = []
    hint = np.zeros(len(instance.parties), np.int64)
    for u, party in enumerate(instance.parties):
        for name in party:
            if name in table_of:
                hint[u] = numbers.index(table_of[name])
                if (u, hint[u]) in model.x:
                    movers.append(1 - model.x[u, int(hint[u])])
        if head is not None and instance.settled[u] < 0:
            model.model.add(model.x[u, numbers.index(head)] == 0)
    model.model.minimize(cp_model.LinearExpr.sum(movers))
    answer = model.solve(EFFORT_SECONDS, hint=hint)
    if answer.table_of is None:
        return None
    named = {
        name: numbers[int(table)]
        for party, table in zip(instance.parties, answer.table_of, strict=True)
        for name in party
    }
    return Moves(named, proven=answer.outcome is Outcome.BEST)
