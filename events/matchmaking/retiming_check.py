"""The check of a re-timed day apart from the solver: what had to stay, lost tables, room left unused."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Participant
from events.matchmaking.request import Request, Wish
from events.matchmaking.timetable import Meeting, Timetable
from planner.audit.violation import Violation, broken


@dataclass(frozen=True)
class Known:
    """What was known when a day was re-timed.

    ``before`` are the meetings there were by request (id), ``stays`` the requests whose meetings had to stay,
    ``taken`` by slot the tables that are not to be had; what lies before slot ``now`` has happened.
    """

    before: Mapping[str, Meeting]
    taken: Mapping[int, frozenset[int]]
    stays: AbstractSet[str]
    now: int = 1


def broken_rules(day: MeetingDay, timetable: Timetable, known: Known) -> Iterator[Violation]:
    """What the audit of a day cannot know of ``timetable``: what re-timing owes to what was there before.

    Who had to stay and did not; who sits at a table that is lost; who was brought into the past; and who is
    left out though both are free where a table is, with nobody to move.
    """
    after = {meeting.request: meeting for meeting in timetable.meetings}
    for item in sorted(known.stays):
        if after.get(item) != known.before[item]:
            yield broken("meeting_stays", "meetings", request=item, slot=known.before[item].slot)
    for meeting in timetable.meetings:
        if meeting.request not in known.stays and meeting.table in known.taken[meeting.slot]:
            yield broken("meeting_own_table", "meetings", slot=meeting.slot, table=meeting.table)
        if meeting.request not in known.before and meeting.slot < known.now:
            yield broken("meeting_not_in_past", "meetings", request=meeting.request, slot=meeting.slot)
    yield from _room_unused(day, timetable, known)


def _room_unused(day: MeetingDay, timetable: Timetable, known: Known) -> Iterator[Violation]:
    """What is wished for, was not held before and is not now, with the first slot it could have."""
    people = {person.id: person for person in day.participants}
    slots = {meeting.request: meeting.slot for meeting in timetable.meetings}
    busy: dict[str, set[int]] = {person: set() for person in people}
    tables = {slot: set(lost) for slot, lost in known.taken.items()}
    followers: dict[str, list[str]] = {}
    for meeting in timetable.meetings:
        tables[meeting.slot].add(meeting.table)
    for item in day.requests:
        for who in (item.first, item.second):
            busy[who] |= {slots[item.id]} if item.id in slots else set()
        for other in item.after:
            followers.setdefault(other, []).append(item.id)
    for item in day.requests:
        if item.id in slots or item.id in known.before or item.pending or item.wish is Wish.NO:
            continue
        both = [people[item.first], people[item.second]]
        earliest = max([known.now - 1, *(slots.get(other, 0) for other in item.after)]) + 1
        latest = min(
            [day.slots + 1, *(slots.get(other, day.slots + 1) for other in followers.get(item.id, ()))]
        )
        for slot in range(earliest, latest):
            if len(tables[slot]) < day.tables and _may_meet(day, item, both, busy, slot):
                yield broken("meeting_brought_in", "left_out", request=item.id, slot=slot)
                break


def _may_meet(
    day: MeetingDay, item: Request, both: Sequence[Participant], busy: Mapping[str, set[int]], slot: int
) -> bool:
    """Whether it may lie there and neither of the two is busy, away, or at the end of his number."""
    half = day.session_of(slot)
    if item.fixed_slot not in {None, slot} or item.session not in {None, half}:
        return False
    return not any(
        slot in busy[person.id]
        or slot in person.forbidden
        or half not in person.sessions
        or (person.most_meetings is not None and len(busy[person.id]) >= person.most_meetings)
        for person in both
    )
