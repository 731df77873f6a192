"""What a change on the day comes to: the new plan and whom it moves besides the one who came or went."""

from collections.abc import Mapping

from events.seating.plan import SeatingPlan
from planner.value import Value


class Change(Value):
    """``moved`` are the ids of people who must take another chair, in seat order of the new plan.

    ``fewest`` tells whether fewer moves are proven impossible under the rules of the change asked for.
    """

    plan: SeatingPlan
    moved: tuple[str, ...]
    fewest: bool = True


def moved_between(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """Who is in both, at another place, in the order of ``after``."""
    return tuple(name for name, place in after.items() if name in before and before[name] != place)
