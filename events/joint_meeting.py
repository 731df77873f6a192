"""联席会议: every month on the 20th, moved off rest days to the working day before it (or after)."""

from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import Field

from planner.errors import Fault, InvalidSeason
from planner.event import Event, EventKind
from planner.value import Value
from planner.workdays import Workdays

DAY_OF_MONTH = 20


class JointMeeting(Value):
    """The series of a season, one meeting a month.

    ``days`` replace the usual day of the month where a district keeps others. ``moves_earlier`` says which
    way a meeting leaves a rest day (``Rules.joint_meeting_moves_earlier``). ``required`` and ``wished`` are
    person ids; whom a unit sends is said by :mod:`events.representation`.
    """

    id: str
    title: str
    day_of_month: int = Field(default=DAY_OF_MONTH, ge=1, le=28)
    days: tuple[date, ...] = ()
    moves_earlier: bool = True
    start_minute: int = Field(default=540, ge=0, lt=1_440)
    duration_minutes: int = Field(default=180, gt=0, le=900)
    required: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    optional: bool = False
    held_points: int = Field(default=0, ge=0)
    venue: str = ""

    def held_on(self, workdays: Workdays) -> tuple[date, ...]:
        """The day of each meeting that falls into the season once it has moved off rest days."""
        move = workdays.on_or_before if self.moves_earlier else workdays.on_or_after
        moved = (move(day) for day in self.days or _monthly(self.day_of_month, workdays))
        return tuple(sorted({day for day in moved if workdays.first <= day <= workdays.last}))

    def to_events(self, workdays: Workdays) -> tuple[Event, ...]:
        """The meetings, each on its one day; ids are the series' with the month (or day) they are of.

        Raises InvalidSeason (``no_joint_meeting``) if none falls into the season.
        """
        days = self.held_on(workdays)
        if not days:
            raise InvalidSeason(Fault(code="no_joint_meeting", value=self.title))
        suffix = "%Y-%m-%d" if self.days else "%Y-%m"
        wished = tuple(person for person in dict.fromkeys(self.wished) if person not in self.required)
        return tuple(
            Event(
                id=f"{self.id}-{day.strftime(suffix)}",
                kind=EventKind.JOINT_MEETING,
                title=self.title,
                candidate_days=(day,),
                start_minute=self.start_minute,
                duration_minutes=self.duration_minutes,
                required=tuple(dict.fromkeys(self.required)),
                wished=wished,
                after=self.after,
                optional=self.optional,
                held_points=self.held_points,
                venue=self.venue,
            )
            for day in days
        )


def _monthly(day_of_month: int, workdays: Workdays) -> Iterator[date]:
    """That day of every month that might, moved, fall into the season."""
    day = (workdays.first.replace(day=1) - timedelta(days=1)).replace(day=day_of_month)
    while day <= workdays.last + timedelta(days=31):
        yield day
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=day_of_month)
