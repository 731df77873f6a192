"""The timetable re-timed: what has not happened moves as little as may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from events.matchmaking.meeting_day import Weights
from events.matchmaking.optimise.gap_terms import GapTerms
from events.matchmaking.optimise.instance import Instance, Slots
from events.matchmaking.optimise.model import Literal, TimetableModel
from events.matchmaking.optimise.proof import solver_of

EFFORT = 30.0  # deterministic seconds if nobody says otherwise


@dataclass(frozen=True)
class Retimed:
    """The slots found, their ``price``, and whether nothing cheaper exists.

    ``slots`` is None if nothing was found in time.
    """

    slots: Slots | None
    price: int
    proven: bool


@dataclass(frozen=True)
class Before:
    """What is re-timed: the slots there were, which meetings were musts, and what is given up for what."""

    slots: Slots
    musts: Sequence[bool]
    weights: Weights


def retimed(instance: Instance, before: Before, seed: int, seconds: float | None) -> Retimed:
    """``instance``, of the meetings that were held, with each near the slot it had ``before``.

    No meeting is required that may move: what cannot be held is dropped, at a price.
    """
    timetable = TimetableModel(instance)
    timetable.model.minimize(price_of(instance, timetable.starts, GapTerms(timetable), before))
    timetable.hint(before.slots)
    solver = retiming_solver(seed, seconds)
    status = solver.solve(timetable.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Retimed(None, 0, proven=False)
    return Retimed(timetable.read(solver), round(solver.objective_value), proven=status == cp_model.OPTIMAL)


def retiming_solver(seed: int, seconds: float | None) -> cp_model.CpSolver:
    """A solver for so many seconds; with some linear relaxation, for points are at stake besides gaps."""
    solver = solver_of(seed, EFFORT)
    solver.parameters.linearization_level = 1
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    return solver


def price_of(
    instance: Instance, starts: Mapping[int, Mapping[int, Literal]], gaps: GapTerms, before: Before
) -> cp_model.LinearExprT:
    """What the re-timed meetings of ``instance`` cost, in points: dropped, moved, moved how far, and gaps."""
    weights = before.weights
    price: list[cp_model.LinearExprT] = [weights.gap * gaps.total()]
    for meeting, points in enumerate(instance.points):
        literals, was = starts[meeting], before.slots[meeting] or 0
        dropped = points + (weights.dropped_must if before.musts[meeting] else weights.dropped)
        price.append(dropped * (1 - cp_model.LinearExpr.sum(list(literals.values()))))
        price += [
            (weights.moved + weights.moved_slot * abs(slot - was)) * literal
            for slot, literal in literals.items()
            if slot != was
        ]
    return cp_model.LinearExpr.sum(price)
