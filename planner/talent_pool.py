"""100+N 人才储备库: who may be sent, how they came into the pool, and what they have learnt.

Members are put forward step by step (逐级推选): by themselves, by their unit, by the review of the bureau.
"""

from datetime import date
from enum import IntEnum
from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from planner.season import Season
from planner.value import Value


class Step(IntEnum):
    """The steps of a nomination, in the order they are taken."""

    VOLUNTEERED = 1
    PUT_FORWARD = 2
    REVIEWED = 3
    ADMITTED = 4


class Membership(Value):
    """A person's (id) way into the pool: the days of the steps taken so far, trainings had, a secondment."""

    person: str
    steps: dict[Step, date]
    trainings: tuple[str, ...] = ()
    seconded_to: str = ""

    @model_validator(mode="after")
    def _steps_follow_each_other(self) -> Self:
        taken = sorted(self.steps)
        days = [self.steps[step] for step in taken]
        if [int(step) for step in taken] != list(range(1, len(taken) + 1)) or days != sorted(days):
            raise PydanticCustomError(
                "steps_out_of_order",
                "the steps of a nomination are taken one after another, none left out: {steps}",
                {"steps": ", ".join(step.name.lower() for step in taken)},
            )
        return self

    @property
    def admitted(self) -> bool:
        """Whether the last step has been taken."""
        return Step.ADMITTED in self.steps


class TalentPool(Value):
    """The pool; :meth:`lacking` says who still needs a training."""

    memberships: tuple[Membership, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of those admitted, in the order they are listed."""
        return tuple(item.person for item in self.memberships if item.admitted)

    def lacking(self, training: str) -> tuple[str, ...]:
        """Ids of members who have not had ``training``."""
        return tuple(
            item.person for item in self.memberships if item.admitted and training not in item.trainings
        )


def pool_of(season: Season) -> tuple[str, ...]:
    """Ids of the people of a season who are marked as in the pool."""
    return tuple(person.id for person in season.people if person.in_pool)
