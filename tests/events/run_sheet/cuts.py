"""Every way to cut travellers into groups that ride together, counted."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from random import Random
from typing import TypeVar

from events.run_sheet.ride import Traveller

T = TypeVar("T", bound=Traveller)


def ways(
    listed: Sequence[Traveller], most_minutes: int, capacity: int, together: Callable[[int, int], int]
) -> Iterator[tuple[int, int]]:
    """Vehicles and waiting of every cut in which nobody waits too long.

    ``together`` chooses of the first and the last minute of a group the one everybody waits for.
    """
    for cuts in product((False, True), repeat=len(listed) - 1):
        ends = [0, *(k for k, cut in enumerate(cuts, 1) if cut), len(listed)]
        groups = [listed[a:b] for a, b in pairwise(ends)]
        if all(group[-1].minute - group[0].minute <= most_minutes for group in groups):
            vehicles = sum(-(-sum(a.heads for a in group) // capacity) for group in groups)
            yield vehicles, sum(waiting(group, together) for group in groups)


def waiting(group: Sequence[Traveller], together: Callable[[int, int], int]) -> int:
    """Minutes of everybody's waiting."""
    moment = together(group[0].minute, group[-1].minute)
    return sum(abs(moment - item.minute) * item.heads for item in group)


def eight(seed: int, first_minute: int, make: Callable[[str, int, int], T]) -> list[T]:
    """Eight parties by chance within two hours, in order of time."""
    dice = Random(seed)
    heads = (1, 1, 2, 3, 5)
    found = [make(f"g{k}", first_minute + dice.randrange(120), dice.choice(heads)) for k in range(8)]
    return sorted(found, key=lambda item: item.minute)
