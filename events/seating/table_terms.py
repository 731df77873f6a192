"""What an assignment to tables is worth, counted in plain Python: the solver is judged by this."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from events.guest import Segment
from events.seating.attendee import Attendee, Side
from events.seating.banquet import Banquet, BanquetWeights
from events.seating.seated import TableTerms

PRODUCTION = (Segment.UPSTREAM, Segment.MIDSTREAM, Segment.DOWNSTREAM)


def pairs(count: int) -> int:
    """How many pairs ``count`` things make."""
    return count * (count - 1) // 2


def matched(counts: Sequence[int]) -> int:
    """The most pairs of people of different links of a chain, each in one pair, by how many each link has.

    A complete multipartite graph of n vertices has a matching of min(⌊n/2⌋, n - its largest part) edges
    (Sitton, Electronic Journal of Undergraduate Mathematics 2 (1996), theorem 1).
    """
    total = sum(counts)
    return min(total // 2, total - max(counts, default=0))


def chain_counts(people: Iterable[Attendee]) -> dict[str, tuple[int, ...]]:
    """Chain -> how many of its upstream, midstream and downstream are among ``people``."""
    links = Counter((p.chain, p.segment) for p in people if p.chain is not None and p.segment in PRODUCTION)
    chains = dict.fromkeys(chain for chain, _ in links)
    return {chain: tuple(links[chain, segment] for segment in PRODUCTION) for chain in chains}


def points(weights: BanquetWeights, terms: TableTerms) -> int:
    """The points of counts: matches in chains less the pairs that should not be."""
    return (
        weights.chain_pair * terms.chain_pairs
        - weights.region_pair * terms.region_pairs
        - weights.host_pair * terms.host_pairs
        - weights.empty_pair * terms.empty_pairs
    )


def table_terms(banquet: Banquet, table_of: Mapping[str, int]) -> TableTerms:
    """The counts and points of an assignment (attendee id -> table number)."""
    at: dict[int, list[Attendee]] = {table.number: [] for table in banquet.tables}
    for attendee in banquet.attendees:
        at[table_of[attendee.id]].append(attendee)
    terms = TableTerms(
        region_pairs=sum(
            pairs(count)
            for people in at.values()
            for count in Counter(p.region for p in people if p.region is not None).values()
        ),
        host_pairs=sum(pairs(sum(p.side is Side.HOST for p in people)) for people in at.values()),
        empty_pairs=sum(pairs(table.seats - len(at[table.number])) for table in banquet.tables),
        chain_pairs=sum(
            matched(counts) for people in at.values() for counts in chain_counts(people).values()
        ),
    )
    return terms.model_copy(update={"points": points(banquet.weights, terms)})
