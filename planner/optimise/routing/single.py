"""One line proven: its memory grows until the best ng-line is elementary, or no better than is known."""

from planner.optimise.routing.budget import Budget
from planner.optimise.routing.explore import Exploration, Way
from planner.optimise.routing.memory import Memory, extended

MOST_ROUTES = 1_000  # whose cycles a sweep teaches
TRIAL = 40_000_000  # steps of a sweep before it aims higher
QUICK = 0.15  # of the work left, for a sweep that is to be quick


def settled(
    exploration: Exploration, memory: Memory, known: float, budget: Budget, quick: bool
) -> Way | None:
    """Lower ``exploration.upper`` towards ``known`` as far as the budget allows.

    Returns a way that is elementary and the best there is, worth more than ``known``, if it came to light. A
    sweep that takes too long ends the work if that is to be ``quick``; else the next aims half as far: what
    that learns of cycles makes the one after cheaper.
    """
    aim = known
    while exploration.upper > known and not budget.over():
        before = exploration.steps
        work = min(TRIAL, int((QUICK if quick else 1.0) * budget.steps()))
        whole = exploration.refine(memory, aim, work, budget.over)
        budget.took(exploration.steps - before)
        if not whole:
            if quick or exploration.upper - aim < 0.5:
                return None
            aim = (aim + exploration.upper) / 2
            continue
        ways = exploration.found(aim, MOST_ROUTES)
        if not ways:
            if aim <= known:
                return None
            aim = known + (exploration.upper - known) / 2 if exploration.upper - known > 2.0 else known
            continue
        if not sum(extended(memory, way) for way in ways):
            return ways[0]
    return None
