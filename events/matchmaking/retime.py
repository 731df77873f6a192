"""Retime: something has changed on the day; what has happened stays, the rest moves as little as pays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from events.matchmaking.arrange import accepted, written
from events.matchmaking.day_changes import DayChange, amended, tables_taken
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.optimise.instance import Instance, instance_of
from events.matchmaking.request import Request, Wish
from events.matchmaking.tables import seated
from events.matchmaking.timetable import Meeting, Timetable
from planner.audit.violation import Violation, broken
from planner.errors import Fault, RejectedTimetable, UnsolvedInTime
from planner.options import Options
from planner.plan import Status
from planner.stop import Never, Stop
from planner.value import Value


class Moved(Value):
    """A meeting (request id) that lies or sits elsewhere than before; None after: it is dropped."""

    request: str
    before: Meeting
    after: Meeting | None


class Retiming(Value):
    """The day as it has become, its timetable, and what moved, in the order of the slots before.

    The timetable's status is OPTIMAL if no cheaper one exists by the day's weights; its bounds are not
    looked for.
    """

    day: MeetingDay
    timetable: Timetable
    moved: tuple[Moved, ...]


def retime(
    day: MeetingDay,
    timetable: Timetable,
    changes: Sequence[DayChange],
    options: Options | None = None,
    *,
    now: int = 1,
    stop: Stop | None = None,
) -> Retiming:
    """``timetable`` adapted to ``changes``; meetings in slots before ``now`` have happened and stay.

    What is dropped, moved, and moved how far is priced by ``day.weights``. A must that cannot be held any
    more is a wish in the day that is handed back.

    Raises :class:`InvalidMeetingDay` for a change that names nothing, :class:`UnsolvedInTime` if ``stop``
    came before anything was found, :class:`RejectedTimetable` if the audit refuses the result.
    """
    from events.matchmaking.optimise.retiming import retimed  # noqa: PLC0415  (the solver is imported here alone)

    later = amended(day, timetable, changes, now)
    taken = tables_taken(changes, day, timetable)
    before = {meeting.request: meeting for meeting in timetable.meetings}
    asked = [item for item in later.requests if item.id in before]
    was = tuple(before[item.id].slot - 1 for item in asked)
    instance = _instance(later, asked, before, taken, now)
    seconds = (stop or Never()).remaining_seconds()
    musts = {number: item.wish is Wish.MUST for number, item in enumerate(asked)}
    seed = (options or Options()).seed
    found = retimed(instance, was, musts, day.weights, seed, seconds)
    if found.slots is None:
        raise UnsolvedInTime(Fault(code="no_timetable_in_time", place="changes"))
    slots = {item.id: slot + 1 for item, slot in zip(asked, found.slots, strict=True) if slot is not None}
    result = _written(
        _with_lost_musts(later, slots), slots, _seated(later, slots, before, taken, now), timetable
    )
    if found.proven:
        result = result.model_copy(
            update={"timetable": result.timetable.model_copy(update={"status": Status.OPTIMAL})}
        )
    _refuse_broken(result.timetable, before, taken, now)
    return result


def _instance(
    day: MeetingDay,
    asked: Sequence[Request],
    before: Mapping[str, Meeting],
    taken: Mapping[int, frozenset[int]],
    now: int,
) -> Instance:
    plain = instance_of(day, asked)
    held = [before[item.id].slot for item in asked]
    past = frozenset(range(now - 1))
    return replace(
        plain,
        domains=tuple(
            frozenset({slot - 1}) if slot < now else domain - past
            for slot, domain in zip(held, plain.domains, strict=True)
        ),
        required=tuple(slot < now for slot in held),
        tables=tuple(
            day.tables if slot < now else day.tables - len(taken[slot]) for slot in range(1, day.slots + 1)
        ),
        difference=None,
    )


def _with_lost_musts(day: MeetingDay, slots: Mapping[str, int]) -> MeetingDay:
    """``day`` with the musts that are not in ``slots`` turned into wishes."""
    requests = tuple(
        item.model_copy(update={"wish": Wish.WISH})
        if item.wish is Wish.MUST and item.id not in slots
        else item
        for item in day.requests
    )
    return day.model_copy(update={"requests": requests})


def _seated(
    day: MeetingDay,
    slots: Mapping[str, int],
    before: Mapping[str, Meeting],
    taken: Mapping[int, frozenset[int]],
    now: int,
) -> dict[str, int]:
    past = {item: before[item].table for item, slot in slots.items() if slot < now}
    ahead = {item: slot for item, slot in slots.items() if slot >= now}
    return past | seated(day, ahead, taken, {item: before[item].table for item in ahead})


def _written(
    day: MeetingDay, slots: Mapping[str, int], tables: Mapping[str, int], published: Timetable
) -> Retiming:
    timetable = written(day, slots, tables, seed=published.seed)
    timetable = timetable.model_copy(update={"stage": published.stage})
    after = {meeting.request: meeting for meeting in timetable.meetings}
    order = sorted(published.meetings, key=lambda meeting: (meeting.slot, meeting.table))
    moved = tuple(
        Moved(request=meeting.request, before=meeting, after=after.get(meeting.request))
        for meeting in order
        if after.get(meeting.request) != meeting
    )
    return Retiming(day=day, timetable=accepted(day, timetable), moved=moved)


def _refuse_broken(
    timetable: Timetable, before: Mapping[str, Meeting], taken: Mapping[int, frozenset[int]], now: int
) -> None:
    found = list(_broken(timetable, before, taken, now))
    if found:
        raise RejectedTimetable(
            Fault(code="timetable_breaks_rule", place=item.place, value=item.rule, detail=dict(item.detail))
            for item in found
        )


def _broken(
    timetable: Timetable, before: Mapping[str, Meeting], taken: Mapping[int, frozenset[int]], now: int
) -> Iterator[Violation]:
    """What lies in the past and differs, and what sits at a table that is lost or still taken."""
    after = {meeting.request: meeting for meeting in timetable.meetings}
    for item, meeting in before.items():
        if meeting.slot < now and after.get(item) != meeting:
            yield broken("meeting_in_past", "meetings", request=item, slot=meeting.slot)
    for meeting in timetable.meetings:
        if meeting.slot >= now and meeting.table in taken[meeting.slot]:
            yield broken("meeting_own_table", "meetings", slot=meeting.slot, table=meeting.table)
