"""A proven bound on the points of any assignment to tables, from one wish at a time.

Pairs of a kind at tables are fewest when its people are spread evenly (k ↦ k(k - 1)/2 is convex, so filling
the lowest table first is best), and matches in a chain cannot exceed those its people allow at one table.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from events.seating.attendee import Attendee, Side
from events.seating.banquet import Banquet
from events.seating.head_table import party_tables
from events.seating.seated import TableTerms
from events.seating.table_terms import chain_counts, matched, pairs, points


def fewest_pairs(settled: Iterable[int], room: Iterable[int], more: int) -> int:
    """The fewest pairs when ``more`` join tables where ``settled`` are and ``room`` is left.

    Both are given table by table. Raises ValueError if the room is too little.
    """
    counts, left = list(settled), list(room)
    for _ in range(more):
        open_tables = [t for t in range(len(counts)) if left[t] > 0]
        table = min(open_tables, key=lambda t: counts[t])
        counts[table] += 1
        left[table] -= 1
    return sum(pairs(count) for count in counts)


def bound_points(banquet: Banquet) -> int:
    """No assignment that keeps the chairs and whose table is settled is worth more points."""
    table_of = party_tables(banquet)
    at: dict[int, list[Attendee]] = {table.number: [] for table in banquet.tables}
    free: list[Attendee] = []
    for attendee in banquet.attendees:
        if attendee.id in table_of:
            at[table_of[attendee.id]].append(attendee)
        else:
            free.append(attendee)
    room = [table.seats - len(at[table.number]) for table in banquet.tables]

    def fewest(belongs: Callable[[Attendee], bool]) -> int:
        settled = [sum(map(belongs, at[table.number])) for table in banquet.tables]
        return fewest_pairs(settled, room, sum(map(belongs, free)))

    regions = Counter(attendee.region for attendee in banquet.attendees if attendee.region is not None)
    none_at_all = [0] * len(room)
    terms = TableTerms(
        region_pairs=sum(fewest(lambda person, r=region: person.region == r) for region in regions),  # type: ignore[misc]
        host_pairs=fewest(lambda person: person.side is Side.HOST),
        empty_pairs=fewest_pairs(none_at_all, room, sum(room) - len(free)),
        chain_pairs=_most_matched(banquet, at, free),
    )
    return points(banquet.weights, terms)


def _most_matched(banquet: Banquet, at: dict[int, list[Attendee]], free: list[Attendee]) -> int:
    """Full tables match among themselves; all others as if they were one table."""
    full = [at[table.number] for table in banquet.tables if len(at[table.number]) == table.seats]
    others = [
        person
        for table in banquet.tables
        if len(at[table.number]) < table.seats
        for person in at[table.number]
    ]
    return sum(
        matched(counts) for people in (*full, others + free) for counts in chain_counts(people).values()
    )
