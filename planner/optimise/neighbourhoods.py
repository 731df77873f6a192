"""Which trips a round of improvement takes back: near each other, and rather those that earn too little."""

import random
from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from planner.optimise.columns import Column

LEAST_SIZE = 6  # trips taken back
FREED_LEADERS = 2
EVEN = 0.3  # of the mean that trips lack, added to what each lacks: none is left alone for ever


class Way(Enum):
    """How the trips that go are chosen: those of some leaders, near in time, or of a region near in time."""

    LEADERS = 1
    TIME = 2
    REGION = 3


TURNS = (Way.LEADERS, Way.TIME, Way.LEADERS, Way.TIME, Way.LEADERS, Way.REGION)


class Neighbourhoods:
    """Chooses trips to take back, more or fewer of each way as rounds turn out easy or hard.

    ``lack`` says how many points a trip earns less than the relaxation's prices ask for it: what a plan falls
    short of its bound is the sum of these and of what it leaves unsold, so the centre of a neighbourhood is
    drawn with odds by them. ``size`` trips are taken back at first.
    """

    def __init__(self, lack: Callable[[Column], float], seed: int, size: int) -> None:
        self.lack = lack
        self.random = random.Random(seed)  # noqa: S311  (a search, no secret)
        self.sizes = dict.fromkeys(Way, size)
        self._turn = 0

    def next(self, count: int, best: Sequence[Column]) -> list[tuple[Way, list[Column]]]:
        """Trips for so many rounds side by side: no trip in two of them, while there are enough."""
        odds = self._odds(best)
        taken, found = set[object](), list[tuple[Way, list[Column]]]()
        for _ in range(count):
            way = TURNS[self._turn % len(TURNS)]
            self._turn += 1
            left = [column for column in best if column.key not in taken]
            freed = self._near(way, left or best, odds)
            taken.update(column.key for column in freed)
            found.append((way, freed))
        return found

    def fewer(self, way: Way) -> bool:
        """Take fewer trips back next time; False if there are the fewest already."""
        before = self.sizes[way]
        self.sizes[way] = max(LEAST_SIZE, before - 2)
        return self.sizes[way] < before

    def more(self, way: Way) -> None:
        """Take one trip more back next time."""
        self.sizes[way] += 1

    def _odds(self, columns: Sequence[Column]) -> dict[object, float]:
        lacks = {column.key: self.lack(column) for column in columns}
        even = EVEN * sum(lacks.values()) / max(1, len(lacks))
        return {key: max(lack + even, 1.0) for key, lack in lacks.items()}

    def _near(self, way: Way, columns: Sequence[Column], odds: Mapping[object, float]) -> list[Column]:
        """Trips that share a time, a region or leaders with one drawn; for leaders, the others drawn too."""
        if not columns:
            return []
        centre = self.random.choices(columns, [odds[column.key] for column in columns])[0]
        if way is Way.TIME:
            far = [float(abs(c.first - centre.first)) for c in columns]
        elif way is Way.REGION:
            far = [1_000.0 * (c.stock != centre.stock) + abs(c.first - centre.first) for c in columns]
        else:
            free = self._leaders(centre, columns, odds)
            far = [
                0.0 if c.team.leader in free else 1.0 + self.random.random() / odds[c.key] for c in columns
            ]
        ranked = sorted(zip(far, columns, strict=True), key=lambda pair: (pair[0], pair[1].key[:3:2]))
        return [column for _, column in ranked[: self.sizes[way]]]

    def _leaders(self, centre: Column, columns: Sequence[Column], odds: Mapping[object, float]) -> set[int]:
        """The leader of ``centre``, and others drawn by what their trips lack."""
        by_leader: dict[int, float] = {}
        for column in columns:
            by_leader[column.team.leader] = by_leader.get(column.team.leader, 0.0) + odds[column.key]
        free = {centre.team.leader}
        while len(free) < min(FREED_LEADERS, len(by_leader)):
            others = sorted(by_leader.keys() - free)
            free.add(self.random.choices(others, [by_leader[leader] for leader in others])[0])
        return free
