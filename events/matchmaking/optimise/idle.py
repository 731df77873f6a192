"""The least groups of idle slots one participant can have, whatever the others do.

A relaxation: so many slots are taken as there are meetings, those of meetings with one slot among them, and
in each half of the day at least those of the meetings tied to it. Dynamic programming over slots.
"""

from events.matchmaking.optimise.instance import Instance


def least_gaps(instance: Instance, participant: int) -> int | None:
    """A lower bound on the gaps of ``participant`` with all his meetings held; None if there is no room."""
    meetings = instance.meetings_of[participant]
    if not meetings:
        return 0
    domains = [instance.domains[m] for m in meetings]
    usable = frozenset().union(*domains)
    needed = {slot for domain in domains if len(domain) == 1 for slot in domain}
    before = sum(max(domain) < instance.morning for domain in domains)
    after = sum(min(domain) >= instance.morning for domain in domains)
    # Slots taken so far and whether the last one is, to the least number of unbroken runs.
    runs = {(0, False): 0}
    for slot in range(instance.slots):
        if slot == instance.morning:
            runs = {k: v for k, v in runs.items() if before <= k[0] <= len(meetings) - after}
        grown: dict[tuple[int, bool], int] = {}
        for (taken, busy), number in runs.items():
            if slot not in needed:
                grown[taken, False] = min(number, grown.get((taken, False), number))
            if slot in usable and taken < len(meetings):
                more = number + (not busy)
                grown[taken + 1, True] = min(more, grown.get((taken + 1, True), more))
        runs = grown
    found = [number for (taken, _), number in runs.items() if taken == len(meetings)]
    return min(found) - 1 if found else None
