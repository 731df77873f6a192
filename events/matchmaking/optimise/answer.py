"""From a compiled day to slots: what is impossible, what is most valuable, and how few the gaps can be."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from events.matchmaking.optimise.contradiction import contradiction
from events.matchmaking.optimise.goal import FewGaps, ManyPoints
from events.matchmaking.optimise.idle import least_gaps
from events.matchmaking.optimise.incumbent import Incumbent
from events.matchmaking.optimise.instance import Instance, Slots
from events.matchmaking.optimise.model import TimetableModel
from events.matchmaking.optimise.narrowing import narrowed
from events.matchmaking.optimise.proof import solver_of
from events.matchmaking.optimise.race import race
from events.matchmaking.optimise.selection import Selection, selection
from events.matchmaking.optimise.sight import obstacles_at_sight
from events.matchmaking.timetable import Obstacle
from planner.stop import Stop

WHOLE_EFFORT = 10.0  # deterministic seconds to put the best choice by numbers into slots
CHOICE_SHARE, FAIR_SHARE = 0.5, 0.3  # of the time left: for points; for a fair timetable of what is chosen

Tell = Callable[[int | None, int | None], None]


@dataclass(frozen=True)
class Answer:
    """The slots found (None if none), the bounds proven, or the obstacles."""

    slots: Slots | None
    points_bound: int | None = None
    gaps_bound: int | None = None
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class Share:
    """Ends work when a share of the time left at its making is over, or when ``whole`` says so."""

    whole: Stop
    until_seconds: float | None

    def stopped(self) -> bool:
        """Whether the share is used up."""
        left = self.whole.remaining_seconds()
        over = left is not None and self.until_seconds is not None and left <= self.until_seconds
        return over or self.whole.stopped()

    def remaining_seconds(self) -> float | None:
        """Seconds left of the share."""
        left = self.whole.remaining_seconds()
        return None if left is None else max(0.0, left - (self.until_seconds or 0.0))


def share_of(stop: Stop, share: float) -> Share:
    """``stop``, come so much earlier."""
    left = stop.remaining_seconds()
    return Share(stop, None if left is None else left * (1 - share))


def answer(
    instance: Instance, seed: int, effort: int | None, stop: Stop, tell: Tell, *, hold_all: bool
) -> Answer:
    """The best slots for ``instance``; gaps, or points not earned, are told with their bound."""
    if hold_all:
        return _all_held(instance, seed, effort, stop, tell)
    found = _most_valuable(instance, seed, effort, share_of(stop, CHOICE_SHARE), tell)
    if found.slots is None:
        return found
    return _with_few_gaps(instance, found, seed, effort, stop, tell)


def _all_held(instance: Instance, seed: int, effort: int | None, stop: Stop, tell: Tell) -> Answer:
    smaller = narrowed(instance)
    if smaller is None:
        return _impossible(instance, stop)
    incumbent = Incumbent(tell, bound=_least(smaller))
    race(FewGaps(smaller), incumbent, seed, effort, stop)
    if incumbent.impossible:
        return _impossible(instance, stop)
    return Answer(
        incumbent.slots, points_bound=instance.value((0,) * len(instance.pairs)), gaps_bound=incumbent.bound
    )


def _impossible(instance: Instance, stop: Stop) -> Answer:
    return Answer(None, obstacles=obstacles_at_sight(instance) or (contradiction(instance, stop),))


def _most_valuable(instance: Instance, seed: int, effort: int | None, stop: Stop, tell: Tell) -> Answer:
    """The most points; the gaps as they come. Fairness waits."""
    unfair = replace(instance, difference=None)
    musts = unfair.holding([m for m, required in enumerate(instance.required) if required])
    smaller = narrowed(unfair)
    chosen = None if smaller is None else selection(smaller, seed)
    if smaller is None or chosen is None:
        return _impossible(replace(musts, most=instance.most), stop)
    goal = ManyPoints(smaller)
    incumbent = Incumbent(tell, bound=goal.most - chosen.bound)
    whole = _whole(smaller, chosen, seed)
    if whole is not None:
        incumbent.offer(whole, goal.cost(whole))
    elif not any(instance.required):
        nothing: Slots = (None,) * len(instance.pairs)
        incumbent.offer(nothing, goal.cost(nothing))
    race(goal, incumbent, seed, effort, stop)
    if incumbent.impossible:
        return _impossible(musts, stop)
    return Answer(incumbent.slots, points_bound=goal.most - incumbent.bound)


def _whole(instance: Instance, chosen: Selection, seed: int) -> Slots | None:
    """The best choice by numbers in slots, if it can be had without much ado."""
    part = narrowed(instance.holding(chosen.held))
    if part is None or not chosen.held:
        return None
    timetable = TimetableModel(part)
    solver = solver_of(seed, WHOLE_EFFORT)
    if solver.solve(timetable.model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    slots: list[int | None] = [None] * len(instance.pairs)
    for meeting, slot in zip(chosen.held, timetable.read(solver), strict=True):
        slots[meeting] = slot
    return tuple(slots)


def _with_few_gaps(
    instance: Instance, found: Answer, seed: int, effort: int | None, stop: Stop, tell: Tell
) -> Answer:
    """The meetings of ``found`` at other slots, with fewer gaps, and fair if that can be had."""
    slots = found.slots or ()
    held = [m for m, slot in enumerate(slots) if slot is not None]
    part = narrowed(replace(instance.holding(held), difference=None))
    if part is None or not held:
        return replace(found, gaps_bound=0)
    start: Slots = tuple(slots[m] for m in held)
    fair = replace(part, difference=_attainable(part, instance.difference))
    if not _is_fair(fair, start):
        attempt = Incumbent(tell, bound=_least(part))
        race(FewGaps(fair), attempt, seed, effort, share_of(stop, FAIR_SHARE))
        fair, start = (fair, attempt.slots) if attempt.slots is not None else (part, start)
    goal = FewGaps(fair)
    incumbent = Incumbent(tell, bound=_least(fair))
    incumbent.offer(start, goal.cost(start))
    race(goal, incumbent, seed, effort, stop)
    moved = dict(zip(held, incumbent.slots or start, strict=True))
    return replace(found, slots=tuple(moved.get(m) for m in range(len(slots))), gaps_bound=incumbent.bound)


def _least(instance: Instance) -> int:
    """The gaps that each has on his own account, summed."""
    return sum(least_gaps(instance, p) or 0 for p in range(len(instance.most)))


def _attainable(instance: Instance, difference: int | None) -> int | None:
    """``difference``, or the least that these meetings force: somebody's gaps against another's none."""
    idle = any(len(meetings) <= 1 for meetings in instance.meetings_of)
    if difference is None or not idle:
        return difference
    return max(difference, *(least_gaps(instance, p) or 0 for p in range(len(instance.most))))


def _is_fair(instance: Instance, slots: Slots) -> bool:
    gaps = instance.gaps(slots)
    return instance.difference is None or max(gaps) - min(gaps) <= instance.difference
