"""The day tours that come nearest to the best of their day: what a search for whole solutions looks at.

What a tour lacks is what its day would have to bring more, at given prices, to be as good as the best tour
of any team between the same places. A solution made of trips near the relaxation's optimum is made of tours
that lack little. Only a bound has to look at all of them.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from planner.optimise.boards import NEVER, Floats, Small
from planner.optimise.doors import Array, Masks
from planner.optimise.market import PARTS, THREADS, Market, Quote
from planner.optimise.teams import Team
from planner.optimise.thinning import only
from planner.travel.compiled import compiled

NEAREST = 500_000  # tours that are looked at where nothing is proven


def nearest(quote: Quote, teams: Sequence[Team], most: int) -> Market:
    """The quote's market with the ``most`` tours that lack least, and all that lack no more than these.

    What a tour lacks to any of ``teams`` counts. The market itself if it has no more tours. Nothing is
    proven of it.
    """
    market = quote.market
    if market.tours <= most:
        return market
    quote.prepare(teams)
    lacks = [_lacks(quote, number, teams) for number in range(len(market.stocks))]
    limit = np.partition(np.concatenate(lacks), most - 1)[most - 1]
    stocks = (only(stock, lack <= limit) for stock, lack in zip(market.stocks, lacks, strict=True))
    return market.with_stocks(tuple(stocks))


def _lacks(quote: Quote, number: int, teams: Sequence[Team]) -> Floats:
    """What each tour of a region lacks to the team that it suits best; endless if it suits none."""
    s, found = quote.market.stocks[number], np.full(len(quote.market.stocks[number].fare), -NEVER)
    kin = {team.kin: team for team in teams if team.base in s.land.bases}.values()
    if not kin:
        return found
    one_of = {team.purse: team for team in kin}
    row = {purse: number for number, purse in enumerate(one_of)}
    rewards = np.ascontiguousarray(np.stack([quote.reward(team, number) for team in one_of.values()], axis=2))
    weights = [quote.weights(team, number) for team in one_of.values()]
    fares, minute = np.array([fare for fare, _ in weights]), weights[0][1]
    boards = [quote.boards(team, number)[0] for team in kin]
    needs = np.full((len(one_of), len(s.start)), -NEVER)

    def of_days(part: tuple[int, int]) -> None:
        for team, board in zip(kin, boards, strict=True):
            _lower_needs(
                s.day_begin, *part, s.start, s.last, s.ends, s.rank, s.heads, s.place_fare, s.place_minutes,
                board, team.rank, team.heads, fares[row[team.purse]], minute, needs[row[team.purse]],
            )  # fmt: skip
        _least_lacks(
            s.members, s.fare, s.minutes, s.begin, s.day_begin, *part, rewards, fares, minute, needs, found
        )

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(of_days, pairwise(np.linspace(0, s.days, PARTS + 1).astype(int).tolist())))
    return found


@compiled
def _lower_needs(
    day_begin: Array, first_day: int, end_day: int, start: Array, last: Array, ends: Masks, rank: Array,
    heads: Masks, place_fare: Array, place_minutes: Array, boards: Floats, team_rank: int,
    team_heads: np.uint64, fare_points: float, minute_points: float, needs: Floats,
) -> None:  # fmt: skip
    """Lower ``needs``, by segment of some days, to what makes a tour the best of its day for a team."""
    for day in range(first_day, end_day):
        for s in range(day_begin[day], day_begin[day + 1]):
            if team_rank > rank[s] or (heads[s] & ~team_heads) != 0:
                continue
            a, leg, mask = start[s], last[s], ends[s]
            for e in range(boards.shape[2]):
                if (mask >> np.uint64(e)) & np.uint64(1) and boards[day, a, e] > NEVER / 2:
                    homeward = fare_points * place_fare[leg, e] + minute_points * place_minutes[leg, e]
                    needs[s] = min(needs[s], boards[day, a, e] + homeward)


@compiled
def _least_lacks(
    members: Small, fare: Small, minutes: Small, begin: Array, day_begin: Array, first_day: int, end_day: int,
    rewards: Floats, fare_points: Floats, minute_points: float, needs: Floats, found: Floats,
) -> None:  # fmt: skip
    """Fill ``found`` for the tours of some days: the least that each lacks of ``needs``, over all purses."""
    for day in range(first_day, end_day):
        reward = rewards[day]
        for s in range(day_begin[day], day_begin[day + 1]):
            for r in range(begin[s], begin[s + 1]):
                one, two = reward[members[r, 0]], reward[members[r, 1]]
                three, four = reward[members[r, 2]], reward[members[r, 3]]
                money, time, least = float(fare[r]), minute_points * minutes[r], -NEVER
                for p in range(fare_points.shape[0]):
                    gain = one[p] + two[p] + three[p] + four[p] - (fare_points[p] * money + time)
                    lack = needs[p, s] - gain
                    least = min(least, lack)
                found[r] = least
