"""Which pairs at odds make seating impossible: a set none of which can be spared, proven by CP-SAT."""

from ortools.sat.python import cp_model

from events.seating.optimise.instance import Instance
from events.seating.optimise.model import Outcome, TableModel, new_solver

PairOfParties = tuple[int, int]


def impossible_core(instance: Instance, effort_seconds: float) -> list[PairOfParties] | None:
    """Pairs of parties that cannot all be kept apart; empty if the tables cannot be filled even without any.

    Small, and smallest in that every pair left out on trial gave a way (or no answer within the effort, each
    trial having ``effort_seconds``). None if the proof does not succeed.
    """
    pairs = instance.odd_pairs()
    model = TableModel(instance)
    literals = model.apart_if(pairs)
    solver = new_solver(effort_seconds)
    if solver.solve(model.model) != cp_model.INFEASIBLE:
        return None
    named = set(solver.sufficient_assumptions_for_infeasibility())
    core = [pair for pair, literal in zip(pairs, literals, strict=True) if literal.index in named]
    for pair in list(core):
        rest = [other for other in core if other != pair]
        if _impossible(instance, rest, effort_seconds):
            core = rest
    return core


def _impossible(instance: Instance, pairs: list[PairOfParties], effort_seconds: float) -> bool:
    model = TableModel(instance)
    model.apart(pairs)
    return model.solve(effort_seconds).outcome is Outcome.IMPOSSIBLE
