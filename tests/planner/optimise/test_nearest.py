"""The tours nearest to the best: the same as reckoned one by one, and none of the best missing."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

import numpy as np
import pytest

from planner.optimise.market import Market, Quote
from planner.optimise.nearest import nearest
from tests.planner.optimise.markets import market_of, random_prices
from tests.tiny_seasons import tiny_season

SEEDS = [0, 5, 6, 8, 11, 12, 13, 14]  # tiny seasons with tours
ROUNDING = 1e-6


class Tour(NamedTuple):
    """A tour of a market, and the segment it stands in."""

    stock: int
    day: int
    segment: int
    members: tuple[int, ...]
    fare: int
    minutes: int
    start: int
    last: int
    ends: int


def _quote(seed: int) -> Quote:
    market, dice = market_of(tiny_season(seed), every=False), Random(seed)
    return market.quote(random_prices(dice, market.instance, market.limits))


def _tours(market: Market) -> list[Tour]:
    found = list[Tour]()
    for number, s in enumerate(market.stocks):
        for segment in range(len(s.start)):
            day = int(np.searchsorted(s.day_begin, segment, side="right")) - 1
            of_segment = (int(s.start[segment]), int(s.last[segment]), int(s.ends[segment]))
            for record in range(int(s.begin[segment]), int(s.begin[segment + 1])):
                cost = (int(s.fare[record]), int(s.minutes[record]))
                found.append(
                    Tour(number, day, segment, tuple(s.members[record].tolist()), *cost, *of_segment)
                )
    return found


def _lack(quote: Quote, tour: Tour) -> float:
    """What a tour lacks, team by team and place by place."""
    s, lacks = quote.market.stocks[tour.stock], [float("inf")]
    rank, heads = s.rank[tour.segment], s.heads[tour.segment]
    for team in quote.market.teams.all:
        if team.base not in s.land.bases or team.rank > rank or heads & ~team.heads:
            continue
        yuan, minute = quote.weights(team, tour.stock)
        board, reward = quote.boards(team, tour.stock)[0][tour.day], quote.reward(team, tour.stock)[tour.day]
        worth = float(reward[list(tour.members)].sum()) - yuan * tour.fare - minute * tour.minutes
        for place in range(s.places):
            if tour.ends >> place & 1 and board[tour.start, place] > -1e14:
                leg = yuan * s.place_fare[tour.last, place] + minute * s.place_minutes[tour.last, place]
                lacks.append(float(board[tour.start, place] - (worth - leg)))
    return min(lacks)


def _named(tours: Iterable[Tour]) -> set[Tour]:
    """Tours without the number of their segment, which changes."""
    return {tour._replace(segment=0) for tour in tours}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_tours_that_lack_least_are_kept_and_no_others(seed: int) -> None:
    quote = _quote(seed)
    tours = _tours(quote.market)
    lacks = np.array([_lack(quote, tour) for tour in tours])
    for most in (1, len(tours) // 3 + 1, len(tours) // 2 + 1):
        limit = np.sort(lacks)[min(most, len(lacks)) - 1]
        surely, perhaps = (
            _named(tour for tour, lack in zip(tours, lacks, strict=True) if lack <= limit + slack)
            for slack in (-ROUNDING, ROUNDING)
        )
        assert surely <= _named(_tours(nearest(quote, quote.market.teams.all, most))) <= perhaps


@pytest.mark.parametrize("seed", SEEDS)
def test_a_market_with_no_more_tours_is_kept_whole(seed: int) -> None:
    quote = _quote(seed)
    assert nearest(quote, quote.market.teams.all, quote.market.tours) is quote.market


@pytest.mark.parametrize("seed", SEEDS)
def test_every_board_has_its_best_tour_still(seed: int) -> None:
    quote = _quote(seed)
    market, teams = quote.market, quote.market.teams.all
    best = sum(_lack(quote, tour) <= ROUNDING for tour in _tours(market))
    near = nearest(quote, teams, max(1, best)).quote(quote.prices)
    for team in teams:
        for number, stock in enumerate(market.stocks):
            if team.base in stock.land.bases:
                assert np.allclose(near.boards(team, number)[0], quote.boards(team, number)[0])
