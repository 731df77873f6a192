"""Slots that no timetable can use, taken away before a model is built.

Only meetings that must be held narrow others. Precedences move earliest and latest slots (bounds
consistency); a required meeting with one slot left takes it from the others of both participants.
"""

from collections.abc import Iterable

from events.matchmaking.optimise.idle import least_gaps
from events.matchmaking.optimise.instance import Instance


def narrowed(instance: Instance) -> Instance | None:
    """``instance`` without the slots that cannot be used; None if that shows it to be impossible."""
    domains = [{slot for slot in domain if instance.tables[slot]} for domain in instance.domains]
    while _precedences(instance, domains) or _singles(instance, domains):
        pass
    if any(needed and not domain for needed, domain in zip(instance.required, domains, strict=True)):
        return None
    smaller = instance.with_domains([frozenset(domain) for domain in domains])
    if crowded(smaller) is not None:
        return None
    people = range(len(instance.most))
    if any(seating(smaller, p) is None for p in people) or not _fair(smaller):
        return None
    return smaller


def _precedences(instance: Instance, domains: list[set[int]]) -> bool:
    changed = False
    for earlier, later in instance.precedences:
        before, after = domains[earlier], domains[later]
        if instance.required[earlier] and before:
            changed |= _without(after, {slot for slot in after if slot <= min(before)})
        if instance.required[later] and after:
            changed |= _without(before, {slot for slot in before if slot >= max(after)})
    return changed


def _singles(instance: Instance, domains: list[set[int]]) -> bool:
    changed = False
    for meeting, pair in enumerate(instance.pairs):
        if not instance.required[meeting] or len(domains[meeting]) != 1:
            continue
        for other in {m for p in pair for m in instance.meetings_of[p] if m != meeting}:
            changed |= _without(domains[other], domains[meeting] & domains[other])
    return changed


def _without(domain: set[int], gone: Iterable[int]) -> bool:
    size = len(domain)
    domain.difference_update(set(gone))
    return len(domain) < size


def crowded(instance: Instance) -> tuple[range, list[int]] | None:
    """Slots in a row with fewer places than required meetings that lie nowhere else, and these; or None."""
    ends = [(min(d), max(d)) if d else (0, -1) for d in instance.domains]
    for first in range(instance.slots):
        for last in range(first, instance.slots):
            inside = [
                m
                for m, (low, high) in enumerate(ends)
                if instance.required[m] and first <= low <= high <= last
            ]
            if len(inside) > sum(instance.tables[first : last + 1]):
                return range(first, last + 1), inside
    return None


def _fair(instance: Instance) -> bool:
    """Whether nobody has too many gaps for those who, with one meeting at most, have none."""
    if not all(instance.required):
        return True
    least = [least_gaps(instance, p) for p in range(len(instance.most))]
    if any(gaps is None for gaps in least):
        return False
    idle = any(len(meetings) <= 1 for meetings in instance.meetings_of)
    difference = instance.difference
    return not idle or difference is None or max(gaps or 0 for gaps in least) <= difference


def seating(instance: Instance, participant: int) -> dict[int, int] | None:
    """A slot for each required meeting of ``participant`` (slot to meeting), or None if there are too few.

    A bipartite matching by augmenting paths (Hall 1935, Kuhn 1955).
    """
    required = [m for m in instance.meetings_of[participant] if instance.required[m]]
    if len(required) > instance.most[participant]:
        return None
    taken: dict[int, int] = {}
    for meeting in required:
        if not seated(instance, meeting, taken, set()):
            return None
    return taken


def seated(instance: Instance, meeting: int, taken: dict[int, int], seen: set[int]) -> bool:
    """Give ``meeting`` a slot, moving others along an augmenting path; ``seen`` are the slots tried."""
    for slot in sorted(instance.domains[meeting]):
        if slot in seen:
            continue
        seen.add(slot)
        if slot not in taken or seated(instance, taken[slot], taken, seen):
            taken[slot] = meeting
            return True
    return False
