"""What makes a day impossible at sight, one participant or one meeting at a time."""

from collections.abc import Iterator, Sequence

from events.matchmaking.optimise.instance import Instance
from events.matchmaking.optimise.narrowing import crowded, seated
from events.matchmaking.timetable import Obstacle, Reason


def obstacles_at_sight(instance: Instance) -> tuple[Obstacle, ...]:
    """Meetings without a common slot, participants with too few slots, too few tables."""
    found = [*_without_slot(instance)]
    for participant in range(len(instance.most)):
        found += _overfull(instance, participant)
    crowd = crowded(instance)
    if crowd is not None:
        slots, meetings = crowd
        places = sum(instance.tables[slot] for slot in slots)
        detail = {"meetings": str(len(meetings)), "places": str(places)}
        detail["slots"] = f"{slots[0] + 1}–{slots[-1] + 1}"
        named = tuple(instance.ids[m] for m in meetings)
        found.append(Obstacle(reason=Reason.TOO_FEW_TABLES, requests=named, detail=detail))
    return tuple(found)


def _without_slot(instance: Instance) -> Iterator[Obstacle]:
    for meeting, pair in enumerate(instance.pairs):
        if instance.required[meeting] and not instance.domains[meeting]:
            people = tuple(instance.people[p] for p in pair)
            yield Obstacle(
                reason=Reason.NO_COMMON_SLOT, participants=people, requests=(instance.ids[meeting],)
            )


def _overfull(instance: Instance, participant: int) -> Iterator[Obstacle]:
    """The required meetings of ``participant`` that have fewer slots than they are (Hall's theorem)."""
    meetings = instance.meetings_of[participant]
    required = [m for m in meetings if instance.required[m] and instance.domains[m]]
    if len(required) > instance.most[participant]:
        yield _crowd(instance, participant, required, instance.most[participant])
        return
    taken: dict[int, int] = {}
    for meeting in required:
        seen: set[int] = set()
        if not seated(instance, meeting, taken, seen):
            crowd = sorted({meeting} | {taken[slot] for slot in seen})
            yield _crowd(instance, participant, crowd, len(seen))
            return


def _crowd(instance: Instance, participant: int, meetings: Sequence[int], slots: int) -> Obstacle:
    return Obstacle(
        reason=Reason.OVERFULL_PARTICIPANT,
        participants=(instance.people[participant],),
        requests=tuple(instance.ids[m] for m in meetings),
        detail={"meetings": str(len(meetings)), "slots": str(slots)},
    )
