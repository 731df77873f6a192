"""Tables for meetings whose slots are known: whoever hosts stays at one table as far as possible."""

from collections import Counter
from collections.abc import Mapping, Sequence

from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Side
from events.matchmaking.request import Request


def home_tables(day: MeetingDay, requests: Sequence[Request]) -> dict[str, int]:
    """Each participant's own table, as long as there are some: hosts first, then who has most meetings."""
    number = Counter(who for item in requests for who in (item.first, item.second))
    order = sorted(day.participants, key=lambda p: (p.side is not Side.HOST, -number[p.id], p.id))
    busy = [person.id for person in order if number[person.id]]
    return {person: table for table, person in enumerate(busy[: day.tables], 1)}


def seated(
    day: MeetingDay,
    slots: Mapping[str, int],
    taken: Mapping[int, frozenset[int]] | None = None,
    wanted: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """A table (from 1) for each request (id) with a slot in ``slots``; no two of one slot share one.

    ``taken`` are tables that cannot be used, by slot; ``wanted`` those that meetings had before, kept where
    free. Whoever's own table it is goes before all others; a meeting with no own table free takes the
    lowest number.

    Raises ValueError if a slot has more meetings than tables.
    """
    asked = {item.id: item for item in day.requests if item.id in slots}
    homes = home_tables(day, list(asked.values()))
    found: dict[str, int] = {}
    for slot in sorted(set(slots.values())):
        here = [asked[item] for item in sorted(slots) if slots[item] == slot]
        free = set(range(1, day.tables + 1)) - (taken or {}).get(slot, frozenset())
        if len(here) > len(free):
            raise ValueError(f"slot {slot} has {len(here)} meetings and {len(free)} tables")
        found |= _of_slot(here, free, homes, wanted or {})
    return found


def _of_slot(
    here: Sequence[Request], free: set[int], homes: Mapping[str, int], wanted: Mapping[str, int]
) -> dict[str, int]:
    liked: dict[str, list[int]] = {}
    for item in here:
        own = sorted(homes[who] for who in (item.first, item.second) if who in homes)
        liked[item.id] = [wanted.get(item.id, 0), *own, 0, 0][:3]
    found: dict[str, int] = {}
    for choice in range(3):
        for item in here:
            table = liked[item.id][choice]
            if item.id not in found and table in free:
                found[item.id] = table
                free.discard(table)
    for item in here:
        if item.id not in found:
            found[item.id] = min(free)
            free.discard(found[item.id])
    return found
