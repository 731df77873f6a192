"""A day of meetings somebody has settled on: what was asked, the timetable, what changed since."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from events.matchmaking.audit import audit
from events.matchmaking.day_changes import DayChange, Overrun, TableLost
from events.matchmaking.meeting_day import MOST_SLOTS, MeetingDay
from events.matchmaking.retime import Moved, retime
from events.matchmaking.timetable import Meeting, Stage, Timetable
from planner.errors import Fault, InvalidMeetingDay
from planner.options import Options
from planner.plan import Status
from planner.stop import Stop
from planner.value import Value


class SlotTimes(Value):
    """When slots begin, in minutes from 00:00, in their order, and how many ``minutes`` each lasts."""

    starts: tuple[int, ...] = Field(min_length=1, max_length=MOST_SLOTS)
    minutes: int = Field(ge=1, le=480)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in zip((-self.minutes, *self.starts), (*self.starts, 1_440), strict=True):
            if later < earlier + self.minutes:
                raise InvalidMeetingDay(Fault(code="slots_overlap", place="times.starts", value=str(later)))
        return self


class SettledMeetings(Value):
    """A ``timetable`` of ``day``; without ``times`` slots have numbers only.

    ``changes`` are those of the day itself that still bind whoever re-times once more: a table stays lost
    and an overrun meeting at its table, though ``day`` cannot say so.
    """

    day: MeetingDay
    timetable: Timetable
    times: SlotTimes | None = None
    changes: tuple[Annotated[TableLost | Overrun, Field(discriminator="kind")], ...] = Field(
        default=(), max_length=200
    )


class Resettled(Value):
    """The meetings after a change, what ``moved``, and which that were left out are ``brought_in``."""

    meetings: SettledMeetings
    moved: tuple[Moved, ...]
    brought_in: tuple[Meeting, ...] = ()


def check_times(times: SlotTimes | None, slots: int) -> None:
    """Refuse times of another number of slots; raises InvalidMeetingDay (``slot_times_do_not_fit``)."""
    if times is not None and len(times.starts) != slots:
        detail = {"slots": str(slots)}
        value = str(len(times.starts))
        raise InvalidMeetingDay(
            Fault(code="slot_times_do_not_fit", place="times", value=value, detail=detail)
        )


def check_settled(meetings: SettledMeetings, before: SettledMeetings | None, *, reopen: bool = False) -> None:
    """Refuse what breaks a rule of its day, misstates a figure, or re-arranges what is final.

    ``before`` is what it replaces: a final timetable is printed and told, and only ``reopen`` lets other
    meetings, or a provisional timetable, stand in its place.

    Raises InvalidMeetingDay: ``meetings_not_arranged``, ``slot_times_do_not_fit``, ``timetable_is_final``, or
    the name of each broken rule of :mod:`events.matchmaking.audit`, and ``meeting_at_lost_table``.
    """
    check_times(meetings.times, meetings.day.slots)
    if meetings.timetable.status is Status.INFEASIBLE:
        raise InvalidMeetingDay(Fault(code="meetings_not_arranged", place="timetable.status"))
    if before is not None and before.timetable.stage is Stage.FINAL and not reopen:
        same = meetings.model_copy(update={"times": before.times}) == before
        if not same:
            raise InvalidMeetingDay(Fault(code="timetable_is_final", place="timetable"))
    faults = tuple(_faults(meetings))
    if faults:
        raise InvalidMeetingDay(faults)


def resettled(
    meetings: SettledMeetings,
    changes: Sequence[DayChange],
    options: Options | None = None,
    *,
    now: int = 1,
    stop: Stop | None = None,
) -> Resettled:
    """``meetings`` after ``changes``; meetings in slots before ``now`` have happened and stay.

    Raises as :func:`events.matchmaking.retime.retime`.
    """
    found = retime(
        meetings.day, meetings.timetable, [*changes, *meetings.changes], options, now=now, stop=stop
    )
    held = {meeting.request for meeting in found.timetable.meetings}
    binding = [*meetings.changes, *(_from_now(change, now) for change in changes)]
    still = tuple(
        change
        for change in dict.fromkeys(binding)
        if isinstance(change, TableLost) or (isinstance(change, Overrun) and change.request in held)
    )
    update = {"day": found.day, "timetable": found.timetable, "changes": still}
    return Resettled(
        meetings=meetings.model_copy(update=update), moved=found.moved, brought_in=found.brought_in
    )


def _from_now(change: DayChange, now: int) -> DayChange:
    """A table that is lost was there for the meetings that have happened."""
    if isinstance(change, TableLost):
        return change.model_copy(update={"from_slot": max(change.from_slot, now)})
    return change


def _faults(meetings: SettledMeetings) -> Iterator[Fault]:
    for item in audit(meetings.day, meetings.timetable):
        # The names of the audit's rules are the codes of their sentences.
        yield Fault(code=item.rule, place=f"timetable.{item.place}", detail=dict(item.detail))
    lost = [change for change in meetings.changes if isinstance(change, TableLost)]
    for number, meeting in enumerate(meetings.timetable.meetings):
        if any(meeting.table == item.table and meeting.slot >= item.from_slot for item in lost):
            detail = {"slot": str(meeting.slot), "table": str(meeting.table)}
            place = f"timetable.meetings[{number}]"
            yield Fault(code="meeting_at_lost_table", place=place, value=meeting.request, detail=detail)
