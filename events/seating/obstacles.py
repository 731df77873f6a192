"""Why a banquet cannot be seated, as far as it shows without solving anything."""

from collections import Counter
from collections.abc import Iterable, Iterator

from events.seating.banquet import Banquet, Pair
from events.seating.head_table import party_tables
from events.seating.parties import parties_of
from events.seating.seated import Obstacle, SeatingReason


def obstacles(banquet: Banquet) -> tuple[SeatingReason, ...]:
    """Every plain contradiction; nothing found does not mean that there is a way."""
    seats = sum(table.seats for table in banquet.tables)
    people = len(banquet.attendees)
    found = [*_impossible_parties(banquet), *_settled(banquet)]
    if people > seats:
        found.append(SeatingReason(obstacle=Obstacle.TOO_FEW_SEATS, count=people, most=seats))
    if not found:
        found += _all_at_odds(banquet)
    return tuple(found)


def _impossible_parties(banquet: Banquet) -> Iterator[SeatingReason]:
    largest = max(table.seats for table in banquet.tables)
    odds = {frozenset(pair) for pair in banquet.apart}
    for party in parties_of(banquet):
        if len(party) > largest:
            yield SeatingReason(
                obstacle=Obstacle.PARTY_TOO_LARGE, people=party, count=len(party), most=largest
            )
        inside = [pair for pair in odds if pair <= set(party)]
        for pair in sorted(map(tuple, map(sorted, inside))):
            others = tuple(name for name in party if name not in pair)
            yield SeatingReason(obstacle=Obstacle.PARTY_AT_ODDS, people=(*pair, *others))
        pins = {banquet.pinned[name] for name in party if name in banquet.pinned}
        if len(pins) > 1:
            pinned = tuple(name for name in party if name in banquet.pinned)
            yield SeatingReason(obstacle=Obstacle.PARTY_PINNED_APART, people=pinned)


def _settled(banquet: Banquet) -> Iterator[SeatingReason]:
    """Pins that overfill a table, and pairs at odds whose tables are both settled and the same."""
    settled = party_tables(banquet)
    seats = {table.number: table.seats for table in banquet.tables}
    for number, count in sorted(Counter(settled.values()).items()):
        if count > seats[number]:
            yield SeatingReason(
                obstacle=Obstacle.TABLE_OVERFULL, table=number, count=count, most=seats[number]
            )
    for one, other in banquet.apart:
        if one in settled and settled[one] == settled.get(other):
            yield SeatingReason(obstacle=Obstacle.SETTLED_AT_ODDS, people=(one, other), table=settled[one])


def _all_at_odds(banquet: Banquet) -> Iterator[SeatingReason]:
    """More people than tables, of whom every two are at odds."""
    names = [attendee.id for attendee in banquet.attendees]
    clique, tables = clique_at_odds(names, banquet.apart), len(banquet.tables)
    if len(clique) > tables:
        yield SeatingReason(obstacle=Obstacle.ALL_AT_ODDS, people=clique, count=len(clique), most=tables)


def clique_at_odds(names: Iterable[str], apart: Iterable[Pair]) -> tuple[str, ...]:
    """People of whom every two are at odds: grown greedily from each person, the largest such found."""
    order = {name: number for number, name in enumerate(names)}
    odds: dict[str, set[str]] = {name: set() for name in order}
    for one, other in apart:
        odds[one].add(other)
        odds[other].add(one)
    largest: tuple[str, ...] = ()
    for seed in order:
        clique, near = [seed], odds[seed]
        while near:
            chosen = min(near, key=lambda name: (-len(odds[name] & near), order[name]))
            clique.append(chosen)
            near = near & odds[chosen]
        if len(clique) > len(largest):
            largest = tuple(sorted(clique, key=order.__getitem__))
    return largest
