"""A banquet as arrays: parties by what they add to a table, tables by their chairs, parties at odds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from events.seating.attendee import Attendee, Side
from events.seating.banquet import Banquet
from events.seating.head_table import party_tables
from events.seating.parties import parties_of
from events.seating.table_terms import PRODUCTION

Ints = NDArray[np.int64]
LOAD, HOSTS, REGIONS = 0, 1, 2
NOWHERE = -1


@dataclass(frozen=True)
class Instance:
    """What the search reads.

    ``features`` (parties x columns) holds what a party adds to its table: people, hosts, people of each of
    ``regions`` regions, then upstream, midstream and downstream of each chain. ``seats`` (tables) and
    ``settled`` (parties: a table's index, or ``NOWHERE``) are as the banquet says. ``at_odds`` (parties x
    parties) is 1 where two must not share a table. ``weights``: empty, host, region and chain points.
    """

    banquet: Banquet
    parties: tuple[tuple[str, ...], ...]
    features: Ints
    regions: int
    seats: Ints
    settled: Ints
    at_odds: Ints
    weights: Ints

    @property
    def sizes(self) -> Ints:
        """People in each party."""
        sizes: Ints = self.features[:, LOAD]
        return sizes

    def odd_pairs(self) -> list[tuple[int, int]]:
        """The pairs of parties at odds, each once."""
        return [(int(u), int(v)) for u, v in np.argwhere(np.triu(self.at_odds, 1))]


def instance_of(banquet: Banquet) -> Instance:
    """The arrays of a banquet whose parties are not at odds with themselves."""
    parties = parties_of(banquet)
    party_of = {name: number for number, party in enumerate(parties) for name in party}
    index_of = {table.number: index for index, table in enumerate(banquet.tables)}
    regions = list(dict.fromkeys(p.region for p in banquet.attendees if p.region is not None))
    chains = list(dict.fromkeys(p.chain for p in banquet.attendees if p.chain is not None))
    features = np.zeros((len(parties), REGIONS + len(regions) + 3 * len(chains)), np.int64)
    for attendee in banquet.attendees:
        for column in _columns(attendee, regions, chains):
            features[party_of[attendee.id], column] += 1
    settled = np.full(len(parties), NOWHERE, np.int64)
    for name, number in party_tables(banquet).items():
        settled[party_of[name]] = index_of[number]
    at_odds = np.zeros((len(parties), len(parties)), np.int64)
    for one, other in banquet.apart:
        at_odds[party_of[one], party_of[other]] = at_odds[party_of[other], party_of[one]] = 1
    weights = banquet.weights
    return Instance(
        banquet=banquet,
        parties=parties,
        features=features,
        regions=len(regions),
        seats=np.array([table.seats for table in banquet.tables], np.int64),
        settled=settled,
        at_odds=at_odds,
        weights=np.array(
            [weights.empty_pair, weights.host_pair, weights.region_pair, weights.chain_pair], np.int64
        ),
    )


def _columns(attendee: Attendee, regions: list[str], chains: list[str]) -> list[int]:
    """The columns of ``features`` that somebody counts in."""
    columns = [LOAD]
    if attendee.side is Side.HOST:
        columns.append(HOSTS)
    if attendee.region is not None:
        columns.append(REGIONS + regions.index(attendee.region))
    if attendee.chain is not None and attendee.segment in PRODUCTION:
        link = PRODUCTION.index(attendee.segment)
        columns.append(REGIONS + len(regions) + 3 * chains.index(attendee.chain) + link)
    return columns
