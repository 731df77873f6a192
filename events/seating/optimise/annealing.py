"""Simulated annealing over exchanges of parties between two tables (Kirkpatrick et al. 1983), compiled.

The number of chairs is kept in every step; parties at odds are paid for, so dearly that the search settles
where there are none if it can. Equal arguments give equal results.
"""

from typing import NamedTuple

import numpy as np

from events.seating.optimise.instance import Instance, Ints
from planner.travel.compiled import compiled, inner

WARM, COLD = 25.0, 0.4
ODDS_COST = 400
# Parties sent back in one exchange, and draws to find them.
MOST_BACK, MOST_DRAWS = 6, 12


class Given(NamedTuple):
    """What does not change (see ``Instance``); ``movable`` parties, the least cost there can be."""

    features: Ints
    seats: Ints
    at_odds: Ints
    weights: Ints
    movable: Ints
    fixed: Ints
    regions: int
    odds_cost: int
    enough: int


class Board(NamedTuple):
    """Who is where: per party its table and its slot there; per table its parties, counts and cost."""

    table_of: Ints
    slot: Ints
    members: Ints
    held: Ints
    counts: Ints
    cost: Ints


@inner
def table_cost(given: Given, counts: Ints, seats: int) -> int:
    """Points lost at one table by its counts (the features of its parties, summed)."""
    weights, first_chain = given.weights, 2 + given.regions
    empty = seats - counts[0]
    cost = weights[0] * (empty * (empty - 1) // 2) + weights[1] * (counts[1] * (counts[1] - 1) // 2)
    for column in range(2, first_chain):
        cost += weights[2] * (counts[column] * (counts[column] - 1) // 2)
    for column in range(first_chain, counts.shape[0], 3):
        total = counts[column] + counts[column + 1] + counts[column + 2]
        largest = max(counts[column], counts[column + 1], counts[column + 2])
        cost -= weights[3] * min(total // 2, total - largest)
    return int(cost)


@inner
def enter(given: Given, board: Board, party: int, table: int) -> int:
    """Put a party that sits nowhere at a table; how many there it is at odds with."""
    odds = 0
    for place in range(board.held[table]):
        odds += given.at_odds[party, board.members[table, place]]
    board.members[table, board.held[table]] = party
    board.slot[party] = board.held[table]
    board.held[table] += 1
    board.table_of[party] = table
    for column in range(given.features.shape[1]):
        board.counts[table, column] += given.features[party, column]
    return int(odds)


@inner
def relocate(given: Given, board: Board, party: int, table: int) -> int:
    """Move a party to a table; how many more pairs at odds there are now."""
    source, odds = int(board.table_of[party]), 0
    last = board.members[source, board.held[source] - 1]
    board.members[source, board.slot[party]] = last
    board.slot[last] = board.slot[party]
    board.held[source] -= 1
    for place in range(board.held[source]):
        odds -= given.at_odds[party, board.members[source, place]]
    for column in range(given.features.shape[1]):
        board.counts[source, column] -= given.features[party, column]
    return odds + enter(given, board, party, table)


@inner
def draw(state: Ints, below: int) -> int:
    """A number from 0 to below ``below`` (at most 2³¹) by the Park–Miller generator, Lehmer's of 1951."""
    state[0] = state[0] * 48_271 % 2_147_483_647
    return int(state[0] % below)


@inner
def exchange(given: Given, board: Board, dice: Ints, temperature: float, moved: Ints) -> int:
    """Send a party elsewhere and others back in its place; the change of the total, 0 if it was refused."""
    party = int(given.movable[draw(dice, given.movable.shape[0])])
    here, there = int(board.table_of[party]), draw(dice, given.seats.shape[0])
    if there == here:
        return 0
    odds = relocate(given, board, party, there)
    # None or one comes back where there is room, else as many as make room.
    least, back, draws = draw(dice, 2), 0, 0
    while (
        (board.counts[there, 0] > given.seats[there] or back < least)
        and draws < MOST_DRAWS
        and back < MOST_BACK
    ):
        draws += 1
        other = int(board.members[there, draw(dice, int(board.held[there]))])
        if other == party or given.fixed[other]:
            continue
        odds += relocate(given, board, other, here)
        moved[back] = other
        back += 1
    if board.counts[there, 0] <= given.seats[there] and board.counts[here, 0] <= given.seats[here]:
        cost_here = table_cost(given, board.counts[here], given.seats[here])
        cost_there = table_cost(given, board.counts[there], given.seats[there])
        change = cost_here + cost_there - board.cost[here] - board.cost[there] + given.odds_cost * odds
        if change <= 0 or draw(dice, 1_000_000) < 1e6 * np.exp(-change / temperature):
            board.cost[here], board.cost[there] = cost_here, cost_there
            return int(change)
    for place in range(back):
        relocate(given, board, int(moved[place]), there)
    relocate(given, board, party, here)
    return 0


@compiled
def anneal(given: Given, board: Board, start: Ints, dice: Ints, steps: int, warm: float, cold: float) -> Ints:
    """The best assignment (parties -> table index) met in ``steps`` exchanges from ``start``.

    It ends early where no assignment can be better: at ``enough``.
    """
    total = 0
    for party in range(start.shape[0]):
        total += given.odds_cost * enter(given, board, party, start[party])
    for table in range(given.seats.shape[0]):
        board.cost[table] = table_cost(given, board.counts[table], given.seats[table])
        total += board.cost[table]
    best, least = start.copy(), total
    moved = np.zeros(MOST_BACK, np.int64)
    temperature, cooling = warm, (cold / warm) ** (1.0 / max(steps, 1))
    for _ in range(steps):
        if least <= given.enough:
            break
        temperature *= cooling
        total += exchange(given, board, dice, temperature, moved)
        if total < least:
            least = total
            best[:] = board.table_of
    return best


def annealed(instance: Instance, start: Ints, steps: int, seed: int, bound: int) -> Ints:
    """``start`` improved by so many steps, fewer if the ``bound`` (points) is met; settled parties stay."""
    fixed = (instance.settled >= 0).astype(np.int64)
    movable = np.flatnonzero(fixed == 0).astype(np.int64)
    parties, tables = len(start), len(instance.seats)
    if len(movable) == 0 or tables < 2:
        return start
    given = Given(
        instance.features,
        instance.seats,
        instance.at_odds,
        instance.weights,
        movable,
        fixed,
        instance.regions,
        ODDS_COST,
        -bound,
    )
    board = Board(
        table_of=np.zeros(parties, np.int64),
        slot=np.zeros(parties, np.int64),
        members=np.zeros((tables, parties), np.int64),
        held=np.zeros(tables, np.int64),
        counts=np.zeros((tables, instance.features.shape[1]), np.int64),
        cost=np.zeros(tables, np.int64),
    )
    return anneal(given, board, start, np.array([seed % 2_147_483_646 + 1], np.int64), steps, WARM, COLD)
