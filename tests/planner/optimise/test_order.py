"""A day in order: what the enumeration of tours found, and what an order by permutations finds, agree."""

from itertools import combinations
from typing import NamedTuple

import pytest

from planner.company import Needs
from planner.optimise.boards import Stock
from planner.optimise.land import Land
from planner.optimise.market import Market
from planner.optimise.order import Lunch, Route, ordered
from planner.season import Season
from tests.builders import MONDAY, WUXI, window
from tests.planner.optimise.markets import market_of
from tests.planner.optimise.week import prospect, week
from tests.tiny_seasons import tiny_season


class _Tour(NamedTuple):
    companies: frozenset[int]
    start: int
    end: int


def _without_needs(season: Season) -> Season:
    companies = tuple(
        c.model_copy(update={"needs": Needs(), "first_contact": None}) for c in season.companies
    )
    return season.model_copy(update={"companies": companies})


def _enumerated(market: Market, stock: Stock, day: int, people: int) -> dict[_Tour, int]:
    """The least cost of each tour of a day, in points, by the records."""
    land, minute, found = stock.land, market.instance.weights.points_per_travel_minute, dict[_Tour, int]()
    for segment in range(int(stock.day_begin[day]), int(stock.day_begin[day + 1])):
        for record in range(int(stock.begin[segment]), int(stock.begin[segment + 1])):
            companies = frozenset(
                land.companies[int(c)] for c in stock.members[record] if c < len(land.companies)
            )
            for end in range(stock.places):
                if int(stock.ends[segment]) >> end & 1:
                    last = int(stock.last[segment])
                    fare = int(stock.fare[record]) + int(stock.place_fare[last, end])
                    minutes = int(stock.minutes[record]) + int(stock.place_minutes[last, end])
                    tour = _Tour(companies, int(stock.start[segment]), end)
                    cost = people * fare + minute * minutes
                    found[tour] = min(cost, found.get(tour, cost))
    return found


def _permuted(market: Market, land: Land, day: int, people: int) -> dict[_Tour, int]:
    """The same by trying every order of every set."""
    instance, found = market.instance, dict[_Tour, int]()
    open_ = [c for c in land.companies if any(o.day == day for o in instance.openings[c])]
    bases = len(land.bases)
    for size in range(1, instance.rules.most_visits_a_day + 1):
        for companies in combinations(open_, size):
            for start in range(land.places):
                for end in range(land.places):
                    route = Route(
                        land, day, land.point_of(start), land.point_of(end), start < bases, end < bases
                    )
                    way = ordered(route, companies, people)
                    if way is not None:
                        cost = people * way.fare_cny + instance.weights.points_per_travel_minute * way.minutes
                        found[_Tour(frozenset(companies), start, end)] = cost
    return found


@pytest.mark.parametrize("seed", range(600, 612))
def test_tours_by_labels_are_tours_by_permutation(seed: int) -> None:
    market = market_of(_without_needs(tiny_season(seed)))
    people = min((team.people for team in market.teams.all), default=1)
    for stock in market.stocks:
        for day in range(stock.days):
            led = [t for t in market.teams.all if t.base in stock.land.bases and market.teams.free(t)[day]]
            expected = _permuted(market, stock.land, day, people) if led else {}
            assert _enumerated(market, stock, day, people) == expected


def _route(*companies: object, **fields: object) -> tuple[Route, Market]:
    market = market_of(week(*companies, **fields))  # type: ignore[arg-type]
    land = market.stocks[0].land
    return Route(land, 0, land.point_of(0), land.point_of(0), from_base=True, to_base=True), market


def test_the_cheapest_order_that_fits_is_taken() -> None:
    # Both are open all day: by 无锡 to 苏州 is as far as the other way round, and comes first by number.
    route, _ = _route(prospect("a", 1, MONDAY, city=WUXI), prospect("b", 1, MONDAY))
    way = ordered(route, (0, 1), 1)
    assert way is not None
    assert [stop.company for stop in way.stops] == [0, 1]
    # b is open in the morning alone.
    route, _ = _route(
        prospect("a", 1, MONDAY, city=WUXI), prospect("b", 1, windows=(window(MONDAY, 540, 660),))
    )
    other = ordered(route, (0, 1), 1)
    assert other is not None
    assert [stop.company for stop in other.stops] == [1, 0]


def test_lunch_stands_where_it_costs_no_visit() -> None:
    # The visit is from 13:00 to 14:00: one eats at the door, from 11:30 to 12:30.
    route, _ = _route(prospect("a", 1, windows=(window(MONDAY, 780, 840),)))
    way = ordered(route, (0,), 1)
    assert way is not None
    assert way.stops[0].lunch is not Lunch.NONE
    early = ordered(_route(prospect("a", 1, windows=(window(MONDAY, 600, 660),)))[0], (0,), 1)
    assert early is not None
    assert early.stops[0].lunch is Lunch.NONE


def test_what_does_not_fit_has_no_order() -> None:
    same_hour = (window(MONDAY, 600, 660),)
    route, _ = _route(prospect("a", 1, windows=same_hour), prospect("b", 1, windows=same_hour))
    assert ordered(route, (0, 1), 1) is None
    assert ordered(route, (0,), 1) is not None
    assert ordered(route, (), 1) is not None
