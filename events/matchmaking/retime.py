"""Retime: something has changed on the day; what has happened stays, the rest moves as little as pays.

What was left out before is brought in where it fits and nobody has to move for it: least movement comes
first, then what the meetings are worth.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from events.matchmaking.arrange import accepted, written
from events.matchmaking.day_changes import DayChange, Overrun, amended, tables_taken
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.optimise.instance import Instance, instance_of
from events.matchmaking.participant import Side
from events.matchmaking.request import Request, Wish
from events.matchmaking.retiming_check import Known, broken_rules
from events.matchmaking.tables import seated
from events.matchmaking.timetable import Meeting, Timetable
from planner.errors import Fault, RejectedTimetable, UnsolvedInTime
from planner.options import Options
from planner.plan import Status
from planner.stop import Never, Stop
from planner.value import Value

if TYPE_CHECKING:
    from events.matchmaking.optimise.bringing_in import Brought

_MOVING = 0.6  # of the time there is, before that of bringing in


class Moved(Value):
    """A meeting (request id) that lies or sits elsewhere than before; None after: it is dropped."""

    request: str
    before: Meeting
    after: Meeting | None


class Retiming(Value):
    """The day as it has become, its timetable, and what moved, in the order of the slots before.

    ``brought_in`` are meetings that were left out before, in the order of their slots. The timetable's status
    is OPTIMAL if no cheaper one exists by the day's weights, nor, of those as cheap, one with more let in;
    its bounds are not looked for.
    """

    day: MeetingDay
    timetable: Timetable
    moved: tuple[Moved, ...]
    brought_in: tuple[Meeting, ...] = ()


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

    What is dropped, moved, and moved how far is priced by ``day.weights``, and no price is paid for bringing
    anything in: of all timetables of the least price the one is chosen that lets in the most points of what
    was left out. A must that cannot be held any more is a wish in the day that is handed back.

    Raises :class:`InvalidMeetingDay` for a change that names nothing, :class:`UnsolvedInTime` if ``stop``
    came before anything was found, :class:`RejectedTimetable` if the audit refuses the result.
    """
    later = amended(day, timetable, changes, now)
    before = {meeting.request: meeting for meeting in timetable.meetings}
    kept = [item for item in later.requests if item.id in before]
    stays = _overrunning(changes, before, instance_of(later, kept), kept)
    stays |= {item for item, meeting in before.items() if meeting.slot < now}
    known = Known(before, tables_taken(changes, later, timetable), stays, now)
    asked = [*kept, *_left_out(later, before)]
    found = _solved(later, asked, known, (options or Options()).seed, stop or Never())
    slots = {item.id: slot + 1 for item, slot in zip(asked, found.slots, strict=True) if slot is not None}
    became = _with_lost_musts(later, slots)
    tables = _seated(became, slots, known)
    status = Status.OPTIMAL if found.proven else Status.FEASIBLE
    made = written(became, slots, tables, seed=timetable.seed, taken=known.taken, now=now)
    made = accepted(became, made.model_copy(update={"stage": timetable.stage, "status": status}))
    _refuse_broken(became, made, known)
    new = sorted((m for m in made.meetings if m.request not in before), key=lambda m: (m.slot, m.table))
    return Retiming(day=became, timetable=made, moved=tuple(_moved(timetable, made)), brought_in=tuple(new))


def _left_out(day: MeetingDay, before: Mapping[str, Meeting]) -> list[Request]:
    """What is wished for and was not held; an unanswered request is not brought in on the day."""
    return [
        item
        for item in day.requests
        if item.id not in before and item.wish is not Wish.NO and not item.pending
    ]


def _solved(day: MeetingDay, asked: Sequence[Request], known: Known, seed: int, stop: Stop) -> "Brought":
    """The slots of ``asked``, those held before first. Raises UnsolvedInTime."""
    # The solver is imported here alone.
    from events.matchmaking.optimise.bringing_in import Brought, Room, brought_in  # noqa: PLC0415
    from events.matchmaking.optimise.retiming import Before, retimed  # noqa: PLC0415

    kept = asked[: len(known.before)]
    slots = tuple(known.before[item.id].slot - 1 for item in kept)
    before = Before(slots, tuple(item.wish is Wish.MUST for item in kept), day.weights)
    instance = _instance(day, kept, known)
    seconds = stop.remaining_seconds()
    is_all = len(asked) == len(kept)
    found = retimed(instance, before, seed, seconds if is_all or seconds is None else seconds * _MOVING)
    if found.slots is None:
        raise UnsolvedInTime(Fault(code="no_timetable_in_time", place="changes"))
    if is_all:
        return Brought(found.slots, found.proven)
    # A must goes before every wish: what it is worth is what dropping it would cost.
    worth = [item.points + (day.weights.dropped_must if item.wish is Wish.MUST else 0) for item in asked]
    brought = brought_in(Room(_instance(day, asked, known), instance, before, found, worth), seed, stop)
    return replace(brought, proven=found.proven and brought.proven)


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


def _instance(day: MeetingDay, asked: Sequence[Request], known: Known) -> Instance:
    plain = instance_of(day, asked)
    past = frozenset(range(known.now - 1))
    own = {(meeting.slot, meeting.table) for item, meeting in known.before.items() if item in known.stays}
    lost = [
        0 if slot < known.now else sum((slot, table) not in own for table in known.taken[slot])
        for slot in range(1, day.slots + 1)
    ]
    return replace(
        plain,
        domains=tuple(
            frozenset({known.before[item.id].slot - 1}) if item.id in known.stays else domain - past
            for item, domain in zip(asked, plain.domains, strict=True)
        ),
        required=tuple(item.id in known.stays for item in asked),
        tables=tuple(day.tables - number for number in lost),
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


def _seated(day: MeetingDay, slots: Mapping[str, int], known: Known) -> dict[str, int]:
    """Whoever stays keeps his table; the others theirs or, if it cannot be had, the nearest to that.

    Who is brought in takes what they leave free.
    """
    before = known.before
    found = {item: before[item].table for item in known.stays if item in slots}
    ahead = {item: slot for item, slot in slots.items() if item in before and item not in known.stays}
    wanted = {item: before[item].table for item in ahead}
    found |= seated(day, ahead, _blocked(slots, found, known), wanted)
    new = {item: slot for item, slot in slots.items() if item not in before}
    usual = _usual_tables(day, new, found)
    return found | seated(day, new, _blocked(slots, found, known), usual)


def _usual_tables(day: MeetingDay, new: Mapping[str, int], tables: Mapping[str, int]) -> dict[str, int]:
    """For each of ``new`` the table at which one of the two sits most, a host before a company."""
    sits: dict[str, Counter[int]] = {person.id: Counter() for person in day.participants}
    for item in day.requests:
        if item.id in tables:
            for who in (item.first, item.second):
                sits[who][tables[item.id]] += 1
    hosts = {person.id for person in day.participants if person.side is Side.HOST}
    found = {}
    for item in day.requests:
        both = sorted((item.first, item.second), key=lambda who: who not in hosts)
        usual = [sits[who].most_common(1)[0][0] for who in both if sits[who]]
        if item.id in new and usual:
            found[item.id] = usual[0]
    return found


def _blocked(slots: Mapping[str, int], tables: Mapping[str, int], known: Known) -> dict[int, frozenset[int]]:
    """By slot the tables that are lost or taken by the meetings of ``tables``."""
    return {
        slot: lost | {table for item, table in tables.items() if slots[item] == slot}
        for slot, lost in known.taken.items()
    }


def _moved(published: Timetable, made: Timetable) -> Iterator[Moved]:
    after = {meeting.request: meeting for meeting in made.meetings}
    for meeting in sorted(published.meetings, key=lambda meeting: (meeting.slot, meeting.table)):
        if after.get(meeting.request) != meeting:
            yield Moved(request=meeting.request, before=meeting, after=after.get(meeting.request))


def _refuse_broken(day: MeetingDay, timetable: Timetable, known: Known) -> None:
    found = list(broken_rules(day, timetable, known))
    if found:
        raise RejectedTimetable(
            Fault(code="timetable_breaks_rule", place=item.place, value=item.rule, detail=dict(item.detail))
            for item in found
        )
