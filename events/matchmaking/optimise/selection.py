"""Which meetings would be most valuable if only numbers counted: a proven bound, and mostly attainable.

A b-matching: each participant's slots, in either half of the day, and his most; tables times slots. That a
choice within these numbers can be put into slots is no accident: without forbidden slots a bipartite choice
always can, one colour a slot (König 1916), which is why the choice is tried whole before anything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from events.matchmaking.optimise.instance import Instance
from events.matchmaking.optimise.proof import solver_of

EFFORT = 20.0


@dataclass(frozen=True)
class Selection:
    """The meetings (numbers) to be held and the most points that any timetable can have."""

    held: tuple[int, ...]
    bound: int


def selection(instance: Instance, seed: int) -> Selection | None:
    """The most valuable choice by numbers alone; None if already the required meetings are too many."""
    model = cp_model.CpModel()
    held = [model.new_bool_var("") for _ in instance.pairs]
    for meeting, literal in enumerate(held):
        if instance.required[meeting]:
            model.add(literal == 1)
        elif not instance.domains[meeting]:
            model.add(literal == 0)
    halves = (frozenset(range(instance.morning)), frozenset(range(instance.morning, instance.slots)))
    missing: list[cp_model.IntVar] = []
    for participant, meetings in enumerate(instance.meetings_of):
        for half in (*halves, halves[0] | halves[1]):
            usable = frozenset().union(*(instance.domains[m] for m in meetings)) & half
            inside = [held[m] for m in meetings if instance.domains[m] <= half]
            if len(inside) > len(usable):
                model.add(sum(inside) <= len(usable))
        if len(meetings) > instance.most[participant]:
            model.add(sum(held[m] for m in meetings) <= instance.most[participant])
        if instance.least[participant]:
            short = model.new_int_var(0, instance.least[participant], "")
            model.add(short + sum(held[m] for m in meetings) >= instance.least[participant])
            missing.append(short)
    _tables(instance, model, held, halves)
    gained = sum(points * literal for points, literal in zip(instance.points, held, strict=True))
    model.maximize(gained - instance.missing_points * sum(missing))
    solver = solver_of(seed, EFFORT)
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Selection((), sum(instance.points))
    chosen = tuple(m for m, literal in enumerate(held) if solver.boolean_value(literal))
    return Selection(chosen, int(solver.best_objective_bound + 1e-6))


def _tables(
    instance: Instance,
    model: cp_model.CpModel,
    held: Sequence[cp_model.IntVar],
    halves: Sequence[frozenset[int]],
) -> None:
    for half in (*halves, halves[0] | halves[1]):
        inside = [literal for literal, domain in zip(held, instance.domains, strict=True) if domain <= half]
        places = sum(instance.tables[slot] for slot in half)
        if len(inside) > places:
            model.add(sum(inside) <= places)
