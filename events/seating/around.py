"""The order around one table: protocol gives the chairs of honour, neighbours in a chain the others.

Chairs are indices 0…n - 1, clockwise from the one that faces the door; whoever sits faces the middle, so his
right is the chair before his in that order.
"""

from collections.abc import Iterable, Sequence

from events.seating.attendee import Attendee, Side, chain_neighbours, in_protocol_order
from events.seating.plan import Role, Seat
from events.seating.rules import Hand, SeatingRules

CHAIN_SCORE, SIDES_SCORE, REGIONS_SCORE = 4, 2, 1
MOST_EXACT = 8

Chairs = list[Attendee | None]


def chairs_of_honour(count: int, rules: SeatingRules, *, second_host: bool) -> tuple[int, ...]:
    """The chairs for guests in their order, best first, among ``count`` around a table.

    Guest 1 at the ``banquet_first`` hand of the principal host, 2 at his other hand, 3 and 4 likewise by the
    second host, if there is one; then one chair further from each, in the same turn.
    """
    hosts = (0, count // 2) if second_host else (0,)
    hands = (-1, 1) if rules.banquet_first is Hand.RIGHT else (1, -1)
    turns = [host + hand * step for step in range(1, count) for host in hosts for hand in hands]
    return tuple(chair for chair in dict.fromkeys(turn % count for turn in turns) if chair not in hosts)


def around(people: Sequence[Attendee], count: int, rules: SeatingRules, *, head: bool) -> tuple[Seat, ...]:
    """``people`` on the ``count`` chairs of a table; empty chairs are those of least honour.

    The first host (主陪) faces the door, the second (副主陪) sits opposite; four guests (two if there is one
    host) take the chairs of honour by rank. At the ``head`` table the other hosts and then the other guests
    follow by rank; elsewhere they sit so that more neighbours are of one chain, and then that hosts and
    guests, and people of different regions, alternate. Where no host is, the highest guest faces the door.
    """
    if not people:
        return seats_of([None] * count, ())
    ordered = in_protocol_order(people)
    hosts = [person for person in ordered if person.side is Side.HOST]
    guests = [person for person in ordered if person.side is Side.GUEST]
    honour = chairs_of_honour(count, rules, second_host=len(hosts) > 1)
    chairs: Chairs = [None] * count
    chairs[0] = hosts.pop(0) if hosts else guests.pop(0)
    if hosts:
        chairs[count // 2] = hosts.pop(0)
    honoured = 4 if chairs[count // 2] is not None else 2
    for chair, guest in zip(honour, guests[:honoured], strict=False):
        chairs[chair] = guest
    rest = [*hosts, *guests[honoured:]]
    free = [chair for chair in honour if chairs[chair] is None][: len(rest)]
    if head:
        for chair, person in zip(free, rest, strict=True):
            chairs[chair] = person
    else:
        settle_neighbours(chairs, sorted(free), rest)
    return seats_of(chairs, people)


def seats_of(chairs: Chairs, listed: Iterable[Attendee]) -> tuple[Seat, ...]:
    """The chairs of a table with the roles that come with them and the guests' numbers by protocol.

    ``listed`` holds at least those who sit there: equals are numbered as they stand in it, not by chair.
    """
    sitting = {person.id for person in chairs if person is not None}
    guests = in_protocol_order(p for p in listed if p.id in sitting and p.side is Side.GUEST)
    number = {guest.id: place for place, guest in enumerate(guests, start=1)}
    hosts = {1: Role.PRINCIPAL_HOST, len(chairs) // 2 + 1: Role.SECOND_HOST}
    found = []
    for position, person in enumerate(chairs, start=1):
        if person is None:
            found.append(Seat(position=position))
            continue
        place = number.get(person.id)
        role = hosts.get(position) if place is None else Role.PRINCIPAL_GUEST if place == 1 else None
        found.append(Seat(position=position, number=place, attendee=person.id, role=role))
    return tuple(found)


def neighbour_score(one: Attendee | None, other: Attendee | None) -> int:
    """How good it is that two sit side by side."""
    if one is None or other is None:
        return 0
    return (
        CHAIN_SCORE * chain_neighbours(one, other)
        + SIDES_SCORE * (one.side is not other.side)
        + REGIONS_SCORE * (one.region is None or one.region != other.region)
    )


def table_score(chairs: Chairs) -> int:
    """The scores of all neighbours around a table."""
    return sum(neighbour_score(chairs[chair - 1], chairs[chair]) for chair in range(len(chairs)))


def settle_neighbours(chairs: Chairs, free: Sequence[int], people: Sequence[Attendee]) -> None:
    """Fill the ``free`` chairs (ascending) with ``people``: best of all up to eight, else by exchanges."""
    best = _best_order if len(people) <= MOST_EXACT else _exchanged_order
    for chair, person in zip(free, best(chairs, free, people), strict=True):
        chairs[chair] = person


def _best_order(chairs: Chairs, free: Sequence[int], people: Sequence[Attendee]) -> list[Attendee]:
    """By dynamic programming over who has been seated and who last (Held and Karp 1962)."""
    states: dict[tuple[int, int], tuple[int, list[int]]] = {(0, -1): (0, [])}
    for place, chair in enumerate(free):
        follows = place > 0 and free[place - 1] == chair - 1
        before, after = chairs[chair - 1], chairs[(chair + 1) % len(chairs)]
        grown: dict[tuple[int, int], tuple[int, list[int]]] = {}
        for (used, last), (score, order) in states.items():
            left = people[last] if follows else before
            for k, person in enumerate(people):
                if used >> k & 1:
                    continue
                total = score + neighbour_score(left, person) + neighbour_score(person, after)
                key = (used | 1 << k, k)
                if key not in grown or total > grown[key][0]:
                    grown[key] = (total, [*order, k])
        states = grown
    order = max(states.values(), key=lambda state: state[0])[1]
    return [people[k] for k in order]


def _exchanged_order(chairs: Chairs, free: Sequence[int], people: Sequence[Attendee]) -> list[Attendee]:
    """Exchanges of two as long as one helps."""
    order = list(people)

    def score() -> int:
        trial = list(chairs)
        for chair, person in zip(free, order, strict=True):
            trial[chair] = person
        return table_score(trial)

    best, improved = score(), True
    while improved:
        improved = False
        for i in range(len(order)):
            for j in range(i + 1, len(order)):
                order[i], order[j] = order[j], order[i]
                if (found := score()) > best:
                    best, improved = found, True
                else:
                    order[i], order[j] = order[j], order[i]
    return order
