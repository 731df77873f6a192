"""The best timetable so far and the proven bound, shared by searches that run side by side."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition

from events.matchmaking.optimise.instance import Slots

Listener = Callable[[int | None, int | None], None]


@dataclass
class Incumbent:
    """A cost to be made small, the best and its bound so far; ``tell`` hears of each improvement.

    ``closed`` once nothing better can be found, whoever proved it: the bound is met or there is no timetable.
    """

    tell: Listener
    slots: Slots | None = None
    cost: int | None = None
    bound: int = 0
    impossible: bool = False
    stopped: bool = False
    changed: Condition = field(default_factory=Condition)

    @property
    def closed(self) -> bool:
        """Whether there is nothing left to do."""
        return self.stopped or self.impossible or (self.cost is not None and self.cost <= self.bound)

    def offer(self, slots: Slots, cost: int) -> bool:
        """Take ``slots`` if they cost less than what is known; whether they did."""
        with self.changed:
            better = self.cost is None or cost < self.cost
            if better:
                self.slots, self.cost = slots, cost
                self.tell(self.cost, self.bound)
                self.changed.notify_all()
            return better

    def raise_bound(self, bound: int) -> None:
        """Nothing costs less than ``bound``."""
        with self.changed:
            if bound > self.bound:
                self.bound = bound
                self.tell(self.cost, self.bound)
                self.changed.notify_all()

    def refuse(self) -> None:
        """There is no timetable at all."""
        with self.changed:
            self.impossible = True
            self.changed.notify_all()

    def stop(self) -> None:
        """End every search."""
        with self.changed:
            self.stopped = True
            self.changed.notify_all()
