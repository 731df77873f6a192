"""Retime: something has changed on the day; what has happened stays, the rest moves as little as pays."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from events.matchmaking.arrange import accepted, written
from events.matchmaking.day_changes import DayChange, Overrun, amended, tables_taken
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
    stays = _overrunning(changes, before, instance_of(later, asked), asked)
    stays |= {item for item, meeting in before.items() if meeting.slot < now}
    instance = _instance(later, asked, before, taken, now, stays)
    found = retimed(
        instance,
        tuple(before[item.id].slot - 1 for item in asked),
        {number: item.wish is Wish.MUST for number, item in enumerate(asked)},
        day.weights,
        (options or Options()).seed,
        (stop or Never()).remaining_seconds(),
    )
    if found.slots is None:
        raise UnsolvedInTime(Fault(code="no_timetable_in_time", place="changes"))
    slots = {item.id: slot + 1 for item, slot in zip(asked, found.slots, strict=True) if slot is not None}
    became = _with_lost_musts(later, slots)
    tables = _seated(became, slots, before, taken, stays)
    status = Status.OPTIMAL if found.proven else Status.FEASIBLE
    made = written(became, slots, tables, seed=timetable.seed, taken=taken, now=now)
    made = accepted(became, made.model_copy(update={"stage": timetable.stage, "status": status}))
    _refuse_broken(made, before, taken, stays)
    return Retiming(day=became, timetable=made, moved=tuple(_moved(timetable, made)))


def _overrunning(
    changes: Sequence[DayChange],
    before: Mapping[str, Meeting],
    instance: Instance,
    asked: Sequence[Request],
) -> set[str]:
    """Meetings (request ids) that overrun where they are; not those one of whose people has left."""
    named = {change.request for change in changes if isinstance(change, Overrun)}
    domains = zip(asked, instance.domains, strict=True)
    return {item.id for item, domain in domains if item.id in named and before[item.id].slot - 1 in domain}


def _instance(
    day: MeetingDay,
    asked: Sequence[Request],
    before: Mapping[str, Meeting],
    taken: Mapping[int, frozenset[int]],
    now: int,
    stays: AbstractSet[str],
) -> Instance:
    plain = instance_of(day, asked)
    past = frozenset(range(now - 1))
    return replace(
        plain,
        domains=tuple(
            frozenset({before[item.id].slot - 1}) if item.id in stays else domain - past
            for item, domain in zip(asked, plain.domains, strict=True)
        ),
        required=tuple(item.id in stays for item in asked),
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
    stays: AbstractSet[str],
) -> dict[str, int]:
    """Whoever stays keeps his table; the others theirs or, if it cannot be had, the nearest to that."""
    found = {item: before[item].table for item in stays if item in slots}
    blocked = {
        slot: tables | {table for item, table in found.items() if slots[item] == slot}
        for slot, tables in taken.items()
    }
    ahead = {item: slot for item, slot in slots.items() if item not in stays}
    return found | seated(day, ahead, blocked, {item: before[item].table for item in ahead})


def _moved(published: Timetable, made: Timetable) -> Iterator[Moved]:
    after = {meeting.request: meeting for meeting in made.meetings}
    for meeting in sorted(published.meetings, key=lambda meeting: (meeting.slot, meeting.table)):
        if after.get(meeting.request) != meeting:
            yield Moved(request=meeting.request, before=meeting, after=after.get(meeting.request))


def _refuse_broken(
    timetable: Timetable,
    before: Mapping[str, Meeting],
    taken: Mapping[int, frozenset[int]],
    stays: AbstractSet[str],
) -> None:
    found = list(broken_rules(timetable, before, taken, stays))
    if found:
        raise RejectedTimetable(
            Fault(code="timetable_breaks_rule", place=item.place, value=item.rule, detail=dict(item.detail))
            for item in found
        )


def broken_rules(
    timetable: Timetable,
    before: Mapping[str, Meeting],
    taken: Mapping[int, frozenset[int]],
    stays: AbstractSet[str],
) -> Iterator[Violation]:
    """What the audit of a day cannot know: what had to stay and did not; who sits at a table that is lost."""
    after = {meeting.request: meeting for meeting in timetable.meetings}
    for item in sorted(stays):
        if after.get(item) != before[item]:
            yield broken("meeting_stays", "meetings", request=item, slot=before[item].slot)
    for meeting in timetable.meetings:
        if meeting.request not in stays and meeting.table in taken[meeting.slot]:
            yield broken("meeting_own_table", "meetings", slot=meeting.slot, table=meeting.table)
