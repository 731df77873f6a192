"""What a search makes small: gaps, or points not earned. Both on the same timetable model."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from ortools.sat.python import cp_model

from events.matchmaking.optimise.gap_terms import GapTerms
from events.matchmaking.optimise.instance import Instance, Slots
from events.matchmaking.optimise.model import TimetableModel


@dataclass(frozen=True)
class Posed:
    """A model with its cost as an expression; ``standing`` is what stands outside the model adds to it."""

    timetable: TimetableModel
    cost: cp_model.LinearExprT
    standing: int


class Goal(Protocol):
    """A cost, of a timetable and as an expression of a model."""

    instance: Instance

    def cost(self, slots: Slots) -> int:
        """The cost of a timetable."""
        ...

    def uneasy(self, slots: Slots) -> list[int]:
        """By participant, how much of the cost is his."""
        ...

    def posed(
        self, free: Iterable[int] | None = None, given: Slots = (), instance: Instance | None = None
    ) -> Posed:
        """The model with ``free`` open; ``instance`` replaces this goal's with fewer slots."""
        ...


class FewGaps:
    """The groups of idle slots of all participants together; all meetings are held."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    def cost(self, slots: Slots) -> int:
        """The gaps."""
        return sum(self.instance.gaps(slots))

    def uneasy(self, slots: Slots) -> list[int]:
        """The gaps of each."""
        return self.instance.gaps(slots)

    def posed(
        self, free: Iterable[int] | None = None, given: Slots = (), instance: Instance | None = None
    ) -> Posed:
        """The timetable with its gaps."""
        timetable = TimetableModel(instance or self.instance, free, given)
        gaps = self.instance.gaps(timetable.given)
        standing = sum(gaps) - sum(gaps[p] for p in timetable.touched)
        return Posed(timetable, GapTerms(timetable).total(), standing)


class ManyPoints:
    """The points not earned of all requests, and what is missing of least numbers of meetings."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.most = sum(instance.points)

    def cost(self, slots: Slots) -> int:
        """The points of what is left out, and the price of what is missing."""
        return self.most - self.instance.value(slots)

    def uneasy(self, slots: Slots) -> list[int]:
        """The points each would add."""
        left = [0 if slot is not None else self.instance.points[m] for m, slot in enumerate(slots)]
        return [sum(left[m] for m in meetings) for meetings in self.instance.meetings_of]

    def posed(
        self, free: Iterable[int] | None = None, given: Slots = (), instance: Instance | None = None
    ) -> Posed:
        """The timetable with what is held of it."""
        timetable = TimetableModel(instance or self.instance, free, given)
        model, points = timetable.model, self.instance.points
        gained = sum(points[m] * sum(literals.values()) for m, literals in timetable.starts.items())
        missing: list[cp_model.IntVar] = []
        for participant in timetable.touched:
            least = self.instance.least[participant] - len(timetable.fixed[participant])
            if least > 0:
                short = model.new_int_var(0, least, "")
                model.add(short + sum(timetable.busy[participant].values()) >= least)
                missing.append(short)
        freed = sum(points[m] for m in timetable.starts)
        price = self.instance.missing_points
        return Posed(timetable, freed - gained + price * sum(missing), self._standing(timetable))

    def _standing(self, timetable: TimetableModel) -> int:
        """Points left out beyond reach of the model, and what those it does not touch miss."""
        left = sum(
            self.instance.points[m]
            for m, slot in enumerate(timetable.given)
            if slot is None and m not in timetable.starts
        )
        touched = set(timetable.touched)
        missing = sum(
            max(0, least - sum(timetable.given[m] is not None for m in self.instance.meetings_of[p]))
            for p, least in enumerate(self.instance.least)
            if p not in touched
        )
        return left + self.instance.missing_points * missing
