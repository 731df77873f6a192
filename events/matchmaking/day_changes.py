"""What happens on the day: somebody is late, absent or new, a table is lost, a meeting takes longer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import Field, ValidationError

from events.matchmaking.meeting_day import MOST_REQUESTS, MeetingDay
from events.matchmaking.participant import Participant
from events.matchmaking.request import Request
from events.matchmaking.timetable import Meeting, Timetable
from planner.errors import Fault, InvalidMeetingDay
from planner.refusal import faults_of
from planner.value import Value


class Late(Value):
    """A participant (id) cannot meet before slot ``first_slot``."""

    kind: Literal["late"] = "late"
    participant: str
    first_slot: int = Field(ge=1)


class Absent(Value):
    """A participant (id) cannot meet from slot ``from_slot`` on."""

    kind: Literal["absent"] = "absent"
    participant: str
    from_slot: int = Field(default=1, ge=1)


class TableLost(Value):
    """A table cannot be used from slot ``from_slot`` on."""

    kind: Literal["table_lost"] = "table_lost"
    table: int = Field(ge=1)
    from_slot: int = Field(default=1, ge=1)


class Overrun(Value):
    """The meeting of a request (id) stays at its table for ``slots`` more slots than planned."""

    kind: Literal["overrun"] = "overrun"
    request: str
    slots: int = Field(default=1, ge=1)


class Arrived(Value):
    """Somebody nobody counted on takes part, with the requests that are his; others stay where they are."""

    kind: Literal["arrived"] = "arrived"
    participant: Participant
    requests: tuple[Request, ...] = Field(default=(), max_length=MOST_REQUESTS)


DayChange = Late | Absent | TableLost | Overrun | Arrived


def forbidden_by(change: DayChange, day: MeetingDay, timetable: Timetable) -> Iterator[tuple[str, range]]:
    """The participants (ids) that ``change`` keeps from meeting, and in which slots."""
    end = day.slots + 1
    if isinstance(change, Late):
        yield change.participant, range(1, change.first_slot)
    elif isinstance(change, Absent):
        yield change.participant, range(change.from_slot, end)
    elif isinstance(change, Overrun):
        slot = _meeting(timetable, change).slot
        item = next(item for item in day.requests if item.id == change.request)
        for person in (item.first, item.second):
            yield person, range(slot + 1, min(end, slot + 1 + change.slots))


def tables_taken(
    changes: Sequence[DayChange], day: MeetingDay, timetable: Timetable
) -> dict[int, frozenset[int]]:
    """By slot, the tables that cannot be used for another meeting."""
    taken: dict[int, set[int]] = {slot: set() for slot in range(1, day.slots + 1)}
    for change in changes:
        if isinstance(change, TableLost):
            for slot in range(change.from_slot, day.slots + 1):
                taken[slot].add(change.table)
        elif isinstance(change, Overrun):
            meeting = _meeting(timetable, change)
            for slot in range(meeting.slot + 1, min(day.slots, meeting.slot + change.slots) + 1):
                taken[slot].add(meeting.table)
    return {slot: frozenset(tables) for slot, tables in taken.items()}


def amended(day: MeetingDay, timetable: Timetable, changes: Sequence[DayChange], now: int) -> MeetingDay:
    """``day`` as it is once ``changes`` are known, from slot ``now`` on; what lies before is left as it was.

    Raises :class:`InvalidMeetingDay` for a change that names nothing in the day.
    """
    day = _with_arrivals(day, changes)
    faults = tuple(
        fault for number, change in enumerate(changes) for fault in _faults(number, change, day, timetable)
    )
    if faults:
        raise InvalidMeetingDay(faults)
    added: dict[str, set[int]] = {person.id: set() for person in day.participants}
    for change in changes:
        for person, slots in forbidden_by(change, day, timetable):
            added[person] |= {slot for slot in slots if slot >= now}
    people = tuple(_with_forbidden(person, added[person.id]) for person in day.participants)
    return day.model_copy(update={"participants": people, "hold_all": False})


def _with_arrivals(day: MeetingDay, changes: Sequence[DayChange]) -> MeetingDay:
    """``day`` with those who came and what they ask for; raises InvalidMeetingDay where that is at odds."""
    people, requests = [*day.participants], [*day.requests]
    places: dict[str, str] = {}
    strangers: list[Fault] = []
    for number, change in enumerate(changes):
        if not isinstance(change, Arrived):
            continue
        places[f"participants[{len(people)}]"] = f"changes[{number}].participant"
        people.append(change.participant)
        for index, item in enumerate(change.requests):
            place = f"changes[{number}].requests[{index}]"
            places[f"requests[{len(requests)}]"] = place
            requests.append(item)
            if change.participant.id not in {item.first, item.second}:
                detail = {"participant": change.participant.id}
                strangers.append(Fault(code="request_of_others", place=place, value=item.id, detail=detail))
    if strangers:
        raise InvalidMeetingDay(strangers)
    if not places:
        return day
    try:
        return MeetingDay.model_validate(dict(day) | {"participants": people, "requests": requests})
    except InvalidMeetingDay as error:
        raise InvalidMeetingDay(_placed(fault, places) for fault in error.faults) from None
    except ValidationError as error:  # more of them than a day can have
        raise InvalidMeetingDay(faults_of(error)) from None


def _placed(fault: Fault, places: Mapping[str, str]) -> Fault:
    """``fault`` at the place in the changes that its place in the day came from."""
    head, bracket, tail = fault.place.partition("]")
    return fault.model_copy(update={"place": places.get(head + bracket, head + bracket) + tail})


def _with_forbidden(person: Participant, slots: set[int]) -> Participant:
    return person.model_copy(update={"forbidden": tuple(sorted({*person.forbidden, *slots}))})


def _meeting(timetable: Timetable, change: Overrun) -> Meeting:
    return next(meeting for meeting in timetable.meetings if meeting.request == change.request)


def _faults(number: int, change: DayChange, day: MeetingDay, timetable: Timetable) -> Iterator[Fault]:
    place = f"changes[{number}]"
    if isinstance(change, Late | Absent) and change.participant not in {p.id for p in day.participants}:
        yield Fault(code="no_such_participant", place=f"{place}.participant", value=change.participant)
    if isinstance(change, TableLost) and change.table > day.tables:
        detail = {"tables": str(day.tables)}
        yield Fault(code="no_such_table", place=f"{place}.table", value=str(change.table), detail=detail)
    if isinstance(change, Overrun) and change.request not in {m.request for m in timetable.meetings}:
        yield Fault(code="no_such_meeting", place=f"{place}.request", value=change.request)
