"""Trainings, ten and more a year: the trainers must be there, the audience is wished for."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from events.occasion import Occasion
from planner.event import EventKind


class Training(Occasion):
    """A training held by ``trainers`` for ``audience`` (person ids)."""

    kind: ClassVar[EventKind] = EventKind.TRAINING

    trainers: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    notice_days: int = Field(default=7, ge=0, le=365)
    next_to_holidays: bool = True

    def _also_required(self) -> Iterable[str]:
        return self.trainers

    def _also_wished(self) -> Iterable[str]:
        return self.audience
