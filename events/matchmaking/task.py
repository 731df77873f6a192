"""What is handed in: a day to be arranged, or what happened on one; the same by the service and by file."""

from typing import Annotated

from pydantic import Field

from events.matchmaking.day_changes import DayChange
from events.matchmaking.meeting_day import (
    MOST_PARTICIPANTS,
    MOST_REQUESTS,
    MOST_SLOTS,
    MOST_TABLES,
    MeetingDay,
    Weights,
)
from events.matchmaking.participant import Participant
from events.matchmaking.request import Request
from events.matchmaking.settled import SlotTimes, check_times
from planner.value import Value


class MeetingsTask(Value):
    """What is to be arranged, as a :class:`~events.matchmaking.meeting_day.MeetingDay`.

    Without ``morning_slots`` the day is not divided; without ``times`` slots have numbers only.
    """

    participants: tuple[Participant, ...] = Field(default=(), max_length=MOST_PARTICIPANTS)
    requests: tuple[Request, ...] = Field(max_length=MOST_REQUESTS)
    slots: int = Field(ge=1, le=MOST_SLOTS)
    morning_slots: int | None = Field(default=None, ge=0, le=MOST_SLOTS)
    tables: int = Field(ge=0, le=MOST_TABLES)
    hold_all: bool = False
    most_gap_difference: int | None = Field(default=None, ge=0)
    weights: Weights = Weights()
    times: SlotTimes | None = None

    def day(self, participants: tuple[Participant, ...] | None = None) -> MeetingDay:
        """The day, with other ``participants`` if given; raises InvalidMeetingDay where it is at odds."""
        check_times(self.times, self.slots)
        return MeetingDay(
            participants=self.participants if participants is None else participants,
            requests=self.requests,
            slots=self.slots,
            morning_slots=self.slots if self.morning_slots is None else self.morning_slots,
            tables=self.tables,
            hold_all=self.hold_all,
            most_gap_difference=self.most_gap_difference,
            weights=self.weights,
        )


class DayNews(Value):
    """What has happened by slot ``now``: meetings in earlier slots stay as they were."""

    changes: tuple[Annotated[DayChange, Field(discriminator="kind")], ...] = Field(
        min_length=1, max_length=100
    )
    now: int = Field(default=1, ge=1, le=MOST_SLOTS)
