"""When a list that runs by itself reminds who owes an answer."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.value import Value

DayCount = Annotated[int, Field(ge=0, le=30)]


class ReminderRule(Value):
    """On which days before his deadline, and from which minute on, a guest is reminded.

    ``working_days_before`` counts working days back from the day of the deadline, which is 0. On each of them
    a reminder leaves at ``minute``, or when the office opens if that is later: once a day, before the
    deadline, and not on a day on which the guest was written to or spoke. A day on which nobody sent is not
    made up for. ``source`` and ``in_force_from`` say where the rule comes from. A list keeps the rule it was
    opened with: another default is a new version, for lists that are opened later.
    """

    working_days_before: tuple[DayCount, ...] = Field(default=(2, 0), max_length=10)
    minute: int = Field(default=600, ge=0, lt=1_440)
    source: str = "本项目的约定：截止前第二个工作日和截止当天上午各提醒一次；未核"
    in_force_from: date = date(2026, 11, 27)

    @model_validator(mode="after")
    def _names_each_day_once(self) -> Self:
        if len(set(self.working_days_before)) < len(self.working_days_before):
            raise PydanticCustomError("reminder_day_twice", "a day to remind on stands twice")
        return self
