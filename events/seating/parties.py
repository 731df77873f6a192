"""Parties: people who must share a table, and so are seated as one."""

from collections.abc import Iterable, Sequence

from events.seating.banquet import Banquet, Pair


def parties(names: Sequence[str], together: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """``names`` joined by the pairs of ``together``; parties and their people in the order of ``names``."""
    leader = {name: name for name in names}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, other in together:
        leader[find(one)] = find(other)
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(find(name), []).append(name)
    return tuple(tuple(party) for party in found.values())


def parties_of(banquet: Banquet) -> tuple[tuple[str, ...], ...]:
    """The parties of a banquet, in the order of its list of attendees."""
    return parties([attendee.id for attendee in banquet.attendees], banquet.together)


def party_tables(banquet: Banquet) -> dict[str, int]:
    """Attendee id -> table number of everybody whose table is settled beforehand: by a pin or by rank.

    A pin holds for the whole party. The head table is then filled in the order of protocol, party by party,
    with whoever is not pinned elsewhere, still fits with his party, and is not at odds with those of higher
    rank who sit there (see :func:`passed_over`).
    """
    settled: dict[str, int] = {}
    groups = parties_of(banquet)
    for group in groups:
        pins = [banquet.pinned[name] for name in group if name in banquet.pinned]
        if pins:
            settled |= dict.fromkeys(group, pins[0])
    head = next((table for table in banquet.tables if table.head), None)
    if head is None:
        return settled
    room = head.seats - sum(number == head.number for number in settled.values())
    group_of = {name: group for group in groups for name in group}
    odds = {*banquet.apart, *((other, one) for one, other in banquet.apart)}
    there = [name for name, number in settled.items() if number == head.number]
    for attendee in sorted(banquet.attendees, key=lambda attendee: attendee.precedence):
        group = group_of[attendee.id]
        fits = attendee.id not in settled and len(group) <= room
        if fits and odds.isdisjoint((one, other) for one in group for other in there):
            settled |= dict.fromkeys(group, head.number)
            there += group
            room -= len(group)
    return settled


def passed_over(banquet: Banquet) -> tuple[str, ...]:
    """Whom rank would have put at the head table, but for those at odds with them or their party's size."""
    head = next((table for table in banquet.tables if table.head), None)
    if head is None:
        return ()
    settled = party_tables(banquet)
    rank_of = {attendee.id: attendee.precedence for attendee in banquet.attendees}
    # A party sits there by the rank of its highest; pinned ones do not count.
    by_rank = [
        min(rank_of[name] for name in party)
        for party in parties_of(banquet)
        if settled.get(party[0]) == head.number and not set(party) & set(banquet.pinned)
    ]
    lowest = max(by_rank, default=(0, 0))
    return tuple(name for name, rank in rank_of.items() if rank < lowest and name not in settled)
