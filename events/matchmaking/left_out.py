"""Why a request is left out of a timetable, read off the timetable itself."""

from collections import Counter
from collections.abc import Iterator, Mapping

from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Participant
from events.matchmaking.request import Request, Wish
from events.matchmaking.timetable import LeftOut, Reason


def reasons(
    day: MeetingDay,
    slots: Mapping[str, int],
    taken: Mapping[int, frozenset[int]] | None = None,
    now: int = 1,
) -> Iterator[LeftOut]:
    """For each request without a slot in ``slots`` (request id to slot) what stands against it.

    ``taken`` are tables that cannot be used, by slot; slots before ``now`` are past.
    """
    busy: dict[str, dict[int, Request]] = {person.id: {} for person in day.participants}
    for item in day.requests:
        if item.id in slots:
            busy[item.first][slots[item.id]] = item
            busy[item.second][slots[item.id]] = item
    people = {person.id: person for person in day.participants}
    used = Counter(slots.values())
    used.update({slot: len(tables) for slot, tables in (taken or {}).items()})
    for item in day.requests:
        if item.id not in slots:
            yield _reason(day, item, people, busy, used, now)


def _reason(
    day: MeetingDay,
    item: Request,
    people: Mapping[str, Participant],
    busy: Mapping[str, Mapping[int, Request]],
    used: Mapping[int, int],
    now: int,
) -> LeftOut:
    if item.wish is Wish.NO:
        return LeftOut(request=item.id, reason=Reason.REFUSED)
    if item.pending:
        return LeftOut(request=item.id, reason=Reason.UNANSWERED)
    both = (people[item.first], people[item.second])
    common = [slot for slot in range(now, day.slots + 1) if _may_lie(day, item, both, slot)]
    if not common:
        return LeftOut(request=item.id, reason=Reason.NO_COMMON_SLOT)
    for person in both:
        if person.most_meetings is not None and len(busy[person.id]) >= person.most_meetings:
            detail = {"participant": person.id, "most": str(person.most_meetings)}
            return LeftOut(request=item.id, reason=Reason.PARTICIPANT_FULL, detail=detail)
    free = [slot for slot in common if not any(slot in busy[person.id] for person in both)]
    if free and all(used[slot] >= day.tables for slot in free):
        detail = {"slots": ", ".join(map(str, free))}
        return LeftOut(request=item.id, reason=Reason.TABLES_FULL, detail=detail)
    if free:
        detail = {"slots": ", ".join(map(str, free))}
        return LeftOut(request=item.id, reason=Reason.TOGETHER_IMPOSSIBLE, detail=detail)
    slot = min(common, key=lambda slot: sum(r.points for r in _in_the_way(busy, both, slot)))
    rivals = _in_the_way(busy, both, slot)
    detail = {
        "slot": str(slot),
        "rivals": ", ".join(rival.id for rival in rivals),
        "points": str(sum(rival.points for rival in rivals)),
    }
    return LeftOut(request=item.id, reason=Reason.OTHERS_WORTH_MORE, detail=detail)


def _in_the_way(
    busy: Mapping[str, Mapping[int, Request]], both: tuple[Participant, Participant], slot: int
) -> list[Request]:
    found = [busy[person.id][slot] for person in both if slot in busy[person.id]]
    return list({item.id: item for item in found}.values())


def _may_lie(day: MeetingDay, item: Request, both: tuple[Participant, Participant], slot: int) -> bool:
    half = day.session_of(slot)
    return (
        item.session in {None, half}
        and item.fixed_slot in {None, slot}
        and all(slot not in person.forbidden and half in person.sessions for person in both)
    )
