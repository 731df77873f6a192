"""Whose table is settled before anything is optimised: pins, and the head table (主桌) by rank."""

from events.seating.attendee import Attendee, Side
from events.seating.banquet import Banquet, Table
from events.seating.parties import parties_of


def party_tables(banquet: Banquet) -> dict[str, int]:
    """Attendee id -> table number of everybody whose table is settled beforehand: by a pin or by rank.

    A pin holds for the whole party. The head table is then filled in the order of protocol, party by party,
    with whoever is not pinned elsewhere, still fits with his party, and is not at odds with those of higher
    rank who sit there (see :func:`passed_over`). With ``Banquet.head_hosts`` hosts take so many of its chairs
    and guests the others; what either side leaves goes on by rank.
    """
    settled: dict[str, int] = {}
    for party in parties_of(banquet):
        pins = [banquet.pinned[name] for name in party if name in banquet.pinned]
        if pins:
            settled |= dict.fromkeys(party, pins[0])
    head = _head(banquet)
    if head is not None:
        shares = [dict.fromkeys(Side, head.seats)]
        if banquet.head_hosts is not None:
            hosts = min(banquet.head_hosts, head.seats)
            shares.insert(0, {Side.HOST: hosts, Side.GUEST: head.seats - hosts})
        for share in shares:
            _fill_by_rank(banquet, head, settled, share)
    return settled


def _head(banquet: Banquet) -> Table | None:
    return next((table for table in banquet.tables if table.head), None)


def _fill_by_rank(banquet: Banquet, head: Table, settled: dict[str, int], share: dict[Side, int]) -> None:
    """Add to ``settled`` whom rank puts at the head table, at most ``share`` of each side."""
    people = {attendee.id: attendee for attendee in banquet.attendees}
    party_of = {name: party for party in parties_of(banquet) for name in party}
    odds = {*banquet.apart, *((other, one) for one, other in banquet.apart)}
    there = [name for name, number in settled.items() if number == head.number]
    for attendee in sorted(banquet.attendees, key=lambda attendee: attendee.precedence):
        party = party_of[attendee.id]
        if attendee.id in settled or len(there) + len(party) > head.seats:
            continue
        sides = [people[name].side for name in (*there, *party)]
        fits = all(sides.count(people[name].side) <= share[people[name].side] for name in party)
        if fits and odds.isdisjoint((one, other) for one in party for other in there):
            settled |= dict.fromkeys(party, head.number)
            there += party


def passed_over(banquet: Banquet) -> tuple[str, ...]:
    """Whom rank would have put at the head table, but for those at odds with them or their party's size.

    Where hosts and guests have their share of it, rank is compared within a side.
    """
    head = _head(banquet)
    if head is None:
        return ()
    settled = party_tables(banquet)
    people = {attendee.id: attendee for attendee in banquet.attendees}
    # A party sits there by the rank of its highest; pinned ones do not count.
    lowest: dict[Side | None, tuple[int, int]] = {}
    for party in parties_of(banquet):
        if settled.get(party[0]) == head.number and not set(party) & set(banquet.pinned):
            highest = min((people[name] for name in party), key=lambda person: person.precedence)
            order = _order(banquet, highest)
            lowest[order] = max(lowest.get(order, (0, 0)), highest.precedence)
    return tuple(
        person.id
        for person in banquet.attendees
        if person.id not in settled and person.precedence < lowest.get(_order(banquet, person), (0, 0))
    )


def _order(banquet: Banquet, person: Attendee) -> Side | None:
    """In which order of rank somebody stands: his side's if the head table is shared, else everybody's."""
    return None if banquet.head_hosts is None else person.side
