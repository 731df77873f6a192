"""What forums, ceremonies and trainings share: a title, a time, people, and what they ask of their day."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from pydantic import Field

from events.candidate_days import Demand, EventCalendar, candidate_days
from planner.event import Event, EventKind
from planner.value import Value


class Occasion(Value):
    """Something held once in the season, on a day still to be found.

    ``among`` are the days it may be held on, empty for the whole season; ``start_minute`` counts from 00:00.
    ``notice_days`` is the least number of days its guests are told ahead.
    """

    kind: ClassVar[EventKind]

    id: str
    title: str
    among: tuple[date, ...] = ()
    start_minute: int = Field(default=540, ge=0, lt=1_440)
    duration_minutes: int = Field(default=180, gt=0, le=900)
    notice_days: int = Field(default=0, ge=0, le=365)
    next_to_holidays: bool = False
    required: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    optional: bool = False
    held_points: int = Field(default=0, ge=0)
    venue: str = ""

    def to_event(self, calendar: EventCalendar) -> Event:
        """The event as the season sees it.

        Raises InvalidSeason (``event_without_day``) if no day will do.
        """
        required = tuple(dict.fromkeys((*self._also_required(), *self.required)))
        wished = dict.fromkeys((*self._also_wished(), *self.wished))
        demand = Demand(self.among, self.notice_days, self.next_to_holidays)
        return Event(
            id=self.id,
            kind=self.kind,
            title=self.title,
            candidate_days=candidate_days(self.title, demand, calendar),
            start_minute=self.start_minute,
            duration_minutes=self.duration_minutes,
            required=required,
            wished=tuple(person for person in wished if person not in required),
            after=self.after,
            optional=self.optional,
            held_points=self.held_points,
            venue=self.venue,
            **self._guests(),
        )

    def _also_required(self) -> Iterable[str]:
        return ()

    def _also_wished(self) -> Iterable[str]:
        return ()

    def _guests(self) -> dict[str, str | int]:
        return {}
