"""联席会议: every month on the 20th, moved off rest days to the working day before it (or after)."""

from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import Field

from planner.errors import Fault, InvalidSeason
from planner.event import Event, EventKind
from planner.value import Value
from planner.workdays import Workdays

DAY_OF_MONTH = 20


class SeriesDay(Value):
    """A meeting's ``usual`` day and the working ``day`` it is held on.

    ``rest`` is why the two differ: the holiday's name, empty for a plain weekend, None where they are equal.
    ``within`` says whether the day lies in the season.
    """

    usual: date
    day: date
    rest: str | None = None
    within: bool = True


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

    def series_days(self, workdays: Workdays) -> tuple[SeriesDay, ...]:
        """Every meeting whose usual day or day lies in the season, in order of day; no two on one day."""
        move = workdays.on_or_before if self.moves_earlier else workdays.on_or_after
        found: dict[date, SeriesDay] = {}
        for usual in self.days or _monthly(self.day_of_month, workdays):
            day = move(usual)
            within = workdays.first <= day <= workdays.last
            if within or workdays.first <= usual <= workdays.last:
                rest = None if day == usual else workdays.name_of(usual)
                found.setdefault(day, SeriesDay(usual=usual, day=day, rest=rest, within=within))
        return tuple(found[day] for day in sorted(found))

    def held_on(self, workdays: Workdays) -> tuple[date, ...]:
        """The day of each meeting that falls into the season once it has moved off rest days."""
        return tuple(item.day for item in self.series_days(workdays) if item.within)

    def to_events(self, workdays: Workdays) -> tuple[Event, ...]:
        """The meetings, each on its one day; ids are the series' with the month (or day) they are of.

        Raises InvalidSeason (``no_joint_meeting``) if none falls into the season.
        """
        held = [item for item in self.series_days(workdays) if item.within]
        if not held:
            raise InvalidSeason(Fault(code="no_joint_meeting", value=self.title))
        return tuple(self.event_on(item) for item in held)

    def event_on(self, held: SeriesDay) -> Event:
        """One meeting as an event."""
        # By the usual day: moved off a holiday at its beginning a month's meeting may lie in the one before.
        suffix = f"{held.day:%Y-%m-%d}" if self.days else f"{held.usual:%Y-%m}"
        return Event(
            id=f"{self.id}-{suffix}",
            kind=EventKind.JOINT_MEETING,
            title=self.title,
            candidate_days=(held.day,),
            start_minute=self.start_minute,
            duration_minutes=self.duration_minutes,
            required=tuple(dict.fromkeys(self.required)),
            wished=tuple(person for person in dict.fromkeys(self.wished) if person not in self.required),
            after=self.after,
            optional=self.optional,
            held_points=self.held_points,
            venue=self.venue,
        )


def _monthly(day_of_month: int, workdays: Workdays) -> Iterator[date]:
    """That day of every month that might, moved, fall into the season."""
    day = (workdays.first.replace(day=1) - timedelta(days=1)).replace(day=day_of_month)
    while day <= workdays.last + timedelta(days=31):
        yield day
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=day_of_month)
