"""The timetable re-timed: what has not happened moves as little as may be."""

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from events.matchmaking.meeting_day import Weights
from events.matchmaking.optimise.gap_terms import GapTerms
from events.matchmaking.optimise.instance import Instance, Slots
from events.matchmaking.optimise.model import TimetableModel
from events.matchmaking.optimise.proof import solver_of

EFFORT = 30.0  # deterministic seconds if nobody says otherwise


@dataclass(frozen=True)
class Retimed:
    """The slots found, and whether nothing cheaper exists; ``slots`` is None if nothing was found in time."""

    slots: Slots | None
    proven: bool


def retimed(
    instance: Instance,
    was: Slots,
    musts: Mapping[int, bool],
    weights: Weights,
    seed: int,
    seconds: float | None,
) -> Retimed:
    """``instance``, of the meetings that were held, with each near the slot that ``was`` gives it.

    No meeting is required that may move: what cannot be held is dropped, at a price. ``musts`` says which
    were musts.
    """
    timetable = TimetableModel(instance)
    gaps = GapTerms(timetable)
    price: list[cp_model.LinearExprT] = [weights.gap * gaps.total()]
    for meeting, literals in timetable.starts.items():
        dropped = weights.dropped_must if musts[meeting] else weights.dropped
        before = was[meeting] or 0
        price.append(
            (instance.points[meeting] + dropped) * (1 - cp_model.LinearExpr.sum(list(literals.values())))
        )
        for slot, literal in literals.items():
            if slot != before:
                price.append((weights.moved + weights.moved_slot * abs(slot - before)) * literal)
    timetable.model.minimize(cp_model.LinearExpr.sum(price))
    timetable.hint(was)
    solver = solver_of(seed, EFFORT)
    solver.parameters.linearization_level = 1
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(timetable.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Retimed(None, proven=False)
    return Retimed(timetable.read(solver), proven=status == cp_model.OPTIMAL)
