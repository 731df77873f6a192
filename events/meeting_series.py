"""A series of joint meetings (联席会议) as a district keeps it, laid into a season meeting by meeting.

Laying is a merge of three: what the series says now, what it said when the meeting was laid, and what the
meeting has become. What nobody has touched follows the series; what somebody has changed by hand stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from events.joint_meeting import DAY_OF_MONTH, JointMeeting, SeriesDay
from events.representation import representative
from planner.event import Event
from planner.person import Unit
from planner.value import Value
from planner.workdays import Workdays

# Of an event what the series says; the rest of it is not the series' business.
FOLLOWED = (
    "title", "candidate_days", "start_minute", "duration_minutes", "required", "wished", "venue", "optional",
    "held_points",
)  # fmt: skip


class MeetingSeries(Value):
    """One meeting a month on ``day_of_month``, moved off rest days.

    ``units`` (ids) must attend: each by its deputy in charge, else its head, else its liaison. ``leaders``
    (person ids) must attend themselves, ``wished`` are asked to. ``moves_earlier``: to the working day
    before, else to the one after. Times are minutes.
    """

    id: str = Field(min_length=1, max_length=64)
    title: str = Field(min_length=1, max_length=200)
    units: tuple[str, ...] = Field(default=(), max_length=200)
    leaders: tuple[str, ...] = Field(default=(), max_length=100)
    wished: tuple[str, ...] = Field(default=(), max_length=200)
    day_of_month: int = Field(default=DAY_OF_MONTH, ge=1, le=28)
    moves_earlier: bool = True
    start_minute: int = Field(default=540, ge=0, lt=1_440)
    duration_minutes: int = Field(default=180, gt=0, le=900)
    venue: str = Field(default="", max_length=200)
    optional: bool = False
    held_points: int = Field(default=0, ge=0)

    def joint_meeting(self, units: Iterable[Unit]) -> JointMeeting:
        """The same with the people whom its units, looked up in ``units``, send."""
        sent = {unit.id: representative(unit) for unit in units}
        people = (*self.leaders, *(sent.get(unit) for unit in self.units))
        return JointMeeting(
            id=self.id,
            title=self.title,
            day_of_month=self.day_of_month,
            moves_earlier=self.moves_earlier,
            start_minute=self.start_minute,
            duration_minutes=self.duration_minutes,
            required=tuple(dict.fromkeys(person for person in people if person is not None)),
            wished=self.wished,
            optional=self.optional,
            held_points=self.held_points,
            venue=self.venue,
        )

    def unrepresented(self, units: Iterable[Unit]) -> tuple[str, ...]:
        """Its units (ids) that have nobody to send."""
        sent = {unit.id: representative(unit) for unit in units}
        return tuple(unit for unit in self.units if sent.get(unit) is None)


class Outcome(StrEnum):
    """What laying makes of a meeting."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    HELD = "held"
    PAST = "past"
    DELETED = "deleted"
    NOT_OF_SERIES = "not_of_series"
    OUTSIDE = "outside"
    NO_LONGER = "no_longer"


@dataclass(frozen=True)
class Known:
    """A meeting there is: the event as it stands, None if it was deleted; as it was ``laid``; its ``day``.

    ``laid`` is None for an event that came in another way.
    """

    event: Event | None
    laid: Event | None
    day: date | None = None


class Laying(Value):
    """A meeting of the series and what becomes of it; ``day`` is when it is held, or would be.

    ``event`` is as it will stand, None if there is none; ``changed`` are its fields that follow the series
    now, ``by_hand`` those that somebody has changed and that stay. ``held`` is None for a meeting that the
    series knows no more. ``laid`` is what is to be remembered of the series for the next time.
    """

    id: str
    outcome: Outcome
    day: date
    held: SeriesDay | None = None
    event: Event | None = None
    laid: Event | None = None
    changed: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


def layings(
    series: JointMeeting, workdays: Workdays, known: Mapping[str, Known], today: date
) -> tuple[Laying, ...]:
    """What becomes of every meeting of ``series`` in the season of ``workdays``, in order of day.

    ``known`` are the meetings there are, by event id. Those held by ``today`` stay as they were, deleted ones
    stay deleted, and days that are over get no meeting. Applied, and asked again, nothing changes any more.
    """
    found = [_laying(series, held, known, today) for held in series.series_days(workdays)]
    of_series = {item.id for item in found}
    gone = (
        Laying(
            id=name,
            outcome=Outcome.NO_LONGER,
            day=item.day or min(item.event.candidate_days),
            event=item.event,
            laid=item.laid,
        )
        for name, item in sorted(known.items())
        if name not in of_series and item.event is not None and item.laid is not None
    )
    return (*found, *gone)


def _laying(series: JointMeeting, held: SeriesDay, known: Mapping[str, Known], today: date) -> Laying:
    planned = series.event_on(held)
    there = known.get(planned.id)
    if there is not None and there.event is not None:
        return _merged(planned, held, there.event, there, today)
    if there is not None:
        outcome = Outcome.DELETED
    elif not held.within:
        outcome = Outcome.OUTSIDE
    elif held.day < today:
        outcome = Outcome.PAST
    else:
        outcome = Outcome.CREATED
    made = planned if outcome is Outcome.CREATED else None
    return Laying(id=planned.id, outcome=outcome, day=held.day, held=held, event=made, laid=made)


def _merged(planned: Event, held: SeriesDay, now: Event, there: Known, today: date) -> Laying:
    laid = there.laid
    day = there.day or min(now.candidate_days)
    kept = Laying(id=planned.id, outcome=Outcome.UNCHANGED, day=day, held=held, event=now, laid=laid)
    if laid is None:
        return kept.model_copy(update={"outcome": Outcome.NOT_OF_SERIES})
    if day <= today:
        return kept.model_copy(update={"outcome": Outcome.HELD})
    if not held.within:
        return kept.model_copy(update={"outcome": Outcome.NO_LONGER})
    by_hand = tuple(_by_hand(planned, now, laid))
    follows = {name: getattr(planned, name) for name in FOLLOWED if name not in by_hand}
    after = now.model_copy(update=follows)
    changed = tuple(name for name in follows if getattr(now, name) != getattr(after, name))
    return kept.model_copy(
        update={
            "day": day if "candidate_days" in by_hand else held.day,
            "outcome": Outcome.CHANGED if changed else Outcome.UNCHANGED,
            "event": after,
            "laid": laid.model_copy(update=follows),
            "changed": changed,
            "by_hand": by_hand,
        }
    )


def _by_hand(planned: Event, now: Event, laid: Event) -> Iterator[str]:
    """The fields that are neither as they were laid nor as the series has them by now."""
    for name in FOLLOWED:
        if getattr(now, name) not in (getattr(laid, name), getattr(planned, name)):
            yield name
