"""Trainings, ten and more a year: the trainers must be there, the audience is wished for."""

from collections.abc import Iterable
from typing import ClassVar, Self

from pydantic import Field

from events.occasion import Occasion
from planner.event import EventKind
from planner.talent_pool import TalentPool
from planner.value import Value


class Attendance(Value):
    """Who was there (person ids) when ``subject`` was taught, by the name memberships of the pool keep."""

    subject: str = Field(min_length=1, max_length=200)
    present: tuple[str, ...] = Field(default=(), max_length=2_000)


class Training(Occasion):
    """A training held by ``trainers`` for ``audience`` (person ids).

    ``subject`` is what it teaches, by the name memberships of the pool keep it under.
    """

    kind: ClassVar[EventKind] = EventKind.TRAINING

    subject: str = Field(default="", max_length=200)
    trainers: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    notice_days: int = Field(default=7, ge=0, le=365)
    next_to_holidays: bool = True

    def for_those_lacking(self, pool: TalentPool) -> Self:
        """The same training with the members of ``pool`` who lack its subject added to the audience."""
        lacking = pool.lacking(self.subject) if self.subject else ()
        audience = dict.fromkeys((*self.audience, *lacking))
        return self.model_copy(
            update={"audience": tuple(name for name in audience if name not in self.trainers)}
        )

    def had_by(self, pool: TalentPool, present: Iterable[str]) -> TalentPool:
        """``pool`` after the training: of ``present`` (person ids) those in the pool have had its subject."""
        there = frozenset(present)
        return pool.model_copy(
            update={
                "memberships": tuple(
                    item.model_copy(update={"trainings": (*item.trainings, self.subject)})
                    if item.person in there and self.subject and self.subject not in item.trainings
                    else item
                    for item in pool.memberships
                )
            }
        )

    def _also_required(self) -> Iterable[str]:
        return self.trainers

    def _also_wished(self) -> Iterable[str]:
        return self.audience
