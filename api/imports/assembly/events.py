"""Forums, ceremonies, trainings, joint meetings and other events from their rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from api.imports import vocabulary
from api.imports.assembly.assembly import Assembly
from api.imports.assembly.guests import Guests
from api.imports.parse.refusal import Refused
from api.imports.rows import Row
from events.candidate_days import EventCalendar
from events.ceremony import SigningCeremony
from events.forum import Forum
from events.joint_meeting import JointMeeting
from events.occasion import Occasion
from events.training import Training
from planner.errors import InvalidSeason
from planner.event import Event, EventKind
from planner.workdays import Workdays


class OtherOccasion(Occasion):
    """Anything else that is held at home."""

    kind: ClassVar[EventKind] = EventKind.OTHER

    next_to_holidays: bool = True


_OCCASIONS: Mapping[EventKind, type[Occasion]] = {
    EventKind.FORUM: Forum,
    EventKind.SIGNING_CEREMONY: SigningCeremony,
    EventKind.TRAINING: Training,
    EventKind.OTHER: OtherOccasion,
}
_SHARED = {
    "title": "title",
    "start_minute": "start",
    "duration_minutes": "duration_minutes",
    "optional": "optional",
    "held_points": "held_points",
    "venue": "venue",
}


@dataclass
class Programme:
    """The events of a season, and those whose day is fixed already."""

    events: list[Event] = field(default_factory=list)
    pinned: dict[str, date] = field(default_factory=dict)


def title_of(row: Row) -> str:
    """The event's title, or what its kind is called."""
    kind = row.get("kind")
    return str(row.get("title") or ("" if kind is None else vocabulary.words("event_kind")[kind.value][0]))


def programme(
    rows: Sequence[tuple[str, Row]],
    guests: Guests,
    days: tuple[Workdays, date | None, bool],
    assembly: Assembly,
) -> Programme:
    """Every event in the order of the rows; events keep off the days of joint meetings.

    ``days`` are the working days, the day notice counts from (None: unknown), and whether joint meetings
    move earlier.
    """
    workdays, as_of, moves_earlier = days
    held: dict[str, tuple[Event, ...]] = {}
    taken: set[date] = set()
    for id_, row in rows:
        if row.get("kind") is EventKind.JOINT_MEETING:
            held[id_] = _meetings(id_, row, guests, (workdays, moves_earlier), assembly)
            taken |= {event.candidate_days[0] for event in held[id_]}
    calendar = EventCalendar(workdays, as_of, frozenset(taken))
    for id_, row in rows:
        if id_ not in held and "kind" in row.values:
            held[id_] = _occasion(id_, row, guests, calendar, assembly)
    return _collected(rows, held, assembly)


def _collected(
    rows: Iterable[tuple[str, Row]], held: Mapping[str, tuple[Event, ...]], assembly: Assembly
) -> Programme:
    found = Programme()
    for id_, row in rows:
        for event in held.get(id_, ()):
            after = tuple(other.id for name in event.after for other in held.get(name, ()))
            assembly.keep(found.events, "events", event.model_copy(update={"after": after}), row)
            if "pinned_day" in row.values:
                assembly.origins.add(f"pins.events.{event.id}", row, "pinned_day")
                found.pinned[event.id] = row.values["pinned_day"]
    return found


def _fields(id_: str, row: Row, guests: Guests, assembly: Assembly) -> dict[str, Any]:
    """What every kind of event takes from its row."""
    return row.given(**_SHARED) | {
        "id": id_,
        "title": title_of(row),
        "required": (*assembly.many(row, "required"), *guests.sent(row, "required_units", assembly)),
        "after": assembly.many(row, "after"),
    }


def _among(row: Row) -> tuple[date, ...]:
    pinned = row.get("pinned_day")
    return (pinned,) if pinned is not None else row.get("days", ())


def _meetings(
    id_: str, row: Row, guests: Guests, days: tuple[Workdays, bool], assembly: Assembly
) -> tuple[Event, ...]:
    fields = _fields(id_, row, guests, assembly) | {
        "days": _among(row),
        "moves_earlier": days[1],
        "wished": (*assembly.many(row, "wished"), *guests.sent(row, "wished_units", assembly)),
    }
    series = assembly.built(JointMeeting, row, fields)
    if series is None:
        return ()
    try:
        return series.to_events(days[0])
    except InvalidSeason as error:
        _blame(error, row, assembly)
        return ()


def _occasion(
    id_: str, row: Row, guests: Guests, calendar: EventCalendar, assembly: Assembly
) -> tuple[Event, ...]:
    fields = _fields(id_, row, guests, assembly) | _own_fields(row, guests, assembly)
    fields |= {
        "among": _among(row),
        **row.given(notice_days="notice_days", next_to_holidays="next_to_holidays"),
    }
    if "pinned_day" in row.values:
        fields |= {"notice_days": 0, "next_to_holidays": True}
        calendar = EventCalendar(calendar.workdays)
    value = assembly.built(_OCCASIONS[row.values["kind"]], row, fields)
    if value is None:
        return ()
    try:
        return (value.to_event(calendar),)
    except InvalidSeason as error:
        _blame(error, row, assembly)
        return ()


def _own_fields(row: Row, guests: Guests, assembly: Assembly) -> dict[str, Any]:
    """What one kind alone takes."""
    kind = row.values["kind"]
    wished = assembly.many(row, "wished")
    if kind is EventKind.TRAINING:
        return {"wished": wished, "audience": guests.everyone(row, "wished_units", assembly)}
    own: dict[str, Any] = {"wished": (*wished, *guests.sent(row, "wished_units", assembly))}
    if kind is EventKind.SIGNING_CEREMONY:
        return own | {"principals": guests.principals(), **row.given(project_count="company_count")}
    if kind is EventKind.FORUM:
        chain = assembly.one(row, "chain")
        if chain is None and "chain" not in row.values:
            assembly.blame(Refused("forum_without_chain"), row, "chain")
        own |= {"chain": chain, "chief": guests.chief(chain)}
        return own | row.given(company_count="company_count", expert_count="expert_count")
    return own


def _blame(error: InvalidSeason, row: Row, assembly: Assembly) -> None:
    for fault in error.faults:
        assembly.blame(Refused(fault.code, **fault.detail, title=fault.value), row, "days")
