"""The knapsack bound is no less than the best tours of any problem."""

from hypothesis import given

from planner.optimise.routing.knapsack import knapsack_bound
from planner.orienteering import Orienteering, Route, Stop
from tests.brute_force.tours import best_profit
from tests.planner.optimise.routing.problems import STAR, law, problems

ALWAYS = (((0, 99),),)


@law
@given(problem=problems())
def test_no_tours_are_worth_more_than_the_bound(problem: Orienteering) -> None:
    assert knapsack_bound(problem) >= best_profit(problem)


@law
@given(problem=problems("hotels", "crooked", "unlike_routes", "two_windows"))
def test_nor_where_hotels_and_crooked_ways_come_together(problem: Orienteering) -> None:
    assert knapsack_bound(problem) >= best_profit(problem)


def at_the_hotel(problem: Orienteering) -> Orienteering:
    """The problem with its first stop moved to its first hotel, open always and served in no time."""
    n, hotel = len(problem.stops), len(problem.stops) + problem.hotels[0]
    ways = [list(row) for row in problem.ways]
    ways[0] = list(ways[hotel])
    for row in ways:
        row[0] = row[hotel]
    ways[hotel][0] = ways[0][hotel] = ways[0][0] = 0
    open_ = tuple(((0, 999),) for _ in problem.stops[0].windows)
    first = problem.stops[0].model_copy(update={"service": 0, "windows": open_})
    stops = (first, *problem.stops[1:n])
    return problem.model_copy(update={"ways": tuple(map(tuple, ways)), "stops": stops})


@law
@given(problem=problems("hotels"))
def test_nor_where_a_stop_lies_at_a_hotel(problem: Orienteering) -> None:
    moved = at_the_hotel(problem)
    assert knapsack_bound(moved) >= best_profit(moved)


def test_routes_hold_so_many_stops_one_by_one() -> None:
    # Nine hours each after the way home, by the fraction three stops at 3; but the second is 6 from a first.
    assert knapsack_bound(STAR) == best_profit(STAR) == 7 + 6 + 5 + 4


def test_a_stop_at_the_hotel_is_served_in_the_evening() -> None:
    # The first stop lies at the hotel, the others 3 from there and from the depot, 6 from each other. Day 1
    # has time for one of them and for that at the hotel, day 2 for another, be the hotel's put off or not.
    def way(a: int, b: int) -> int:
        if a == b or {a, b} == {0, 5}:
            return 0
        return 6 if {a, b} <= {1, 2, 3} else 3

    problem = Orienteering(
        ways=tuple(tuple(way(a, b) for b in range(6)) for a in range(6)),
        stops=tuple(Stop(profit=10 - k, windows=ALWAYS) for k in range(4)),
        routes=(Route(start=0, end=0, closes=6),) * 2,
        hotels=(1,),
    )
    assert knapsack_bound(problem) == best_profit(problem) == 10 + 9 + 8


def beside(*routes: Route, hotels: tuple[int, ...] = ()) -> Orienteering:
    """A stop beside depot 0; from depot 1 it takes a moment to the stop, and very long back."""
    return Orienteering(
        ways=((0, 1, 50), (1, 0, 2), (1, 2, 0)),
        stops=(Stop(profit=7, service=2, windows=ALWAYS),),
        routes=routes,
        hotels=hotels,
    )


def test_a_route_with_no_hours_takes_none_of_the_others() -> None:
    long, none = Route(start=0, end=0, closes=4), Route(start=0, end=0, closes=0)
    assert knapsack_bound(beside(long)) == 7
    assert knapsack_bound(beside(long, none, none)) == 7


def test_the_last_route_goes_home_to_its_end_and_not_to_a_hotel() -> None:
    # From the hotel 1, service 2, home 1: four, all that the last route has.
    last = Route(start=1, end=0, closes=4)
    assert knapsack_bound(beside(Route(start=0, end=0, closes=2), last, hotels=(1,))) == 7


def test_a_stop_out_of_reach_counts_for_nothing() -> None:
    assert knapsack_bound(beside(Route(start=0, end=0, closes=3))) == 0


def test_a_stop_is_in_reach_over_a_shorter_way_round() -> None:
    # The direct way to the second stop takes 9, over the first 2.
    problem = Orienteering(
        ways=((0, 1, 1), (1, 0, 1), (1, 9, 0)),
        stops=(Stop(profit=1, windows=ALWAYS), Stop(profit=5, windows=ALWAYS)),
        routes=(Route(start=0, end=0, closes=3),),
    )
    assert best_profit(problem) == 6
    assert knapsack_bound(problem) == 6


def test_the_last_item_is_packed_in_part() -> None:
    # 8 units of time are left after the way home: 6 for the first stop, 2 of the 3 for the second.
    problem = Orienteering(
        ways=((0, 1, 1), (1, 0, 1), (1, 1, 0)),
        stops=(Stop(profit=20, service=5, windows=ALWAYS), Stop(profit=6, service=2, windows=ALWAYS)),
        routes=(Route(start=0, end=0, closes=9), Route(start=0, end=0, closes=1)),
    )
    assert knapsack_bound(problem) == 20 + 6 * 2 // 3


def test_what_fits_in_part_fits_not_at_all_where_one_more_is_too_many() -> None:
    # 8 units of time: 5 for either stop.
    problem = Orienteering(
        ways=((0, 1, 1), (1, 0, 1), (1, 1, 0)),
        stops=(Stop(profit=10, service=4, windows=ALWAYS), Stop(profit=6, service=4, windows=ALWAYS)),
        routes=(Route(start=0, end=0, closes=9),),
    )
    assert knapsack_bound(problem) == best_profit(problem) == 10


def test_without_stops_there_is_nothing_to_gain() -> None:
    assert (
        knapsack_bound(Orienteering(ways=((0,),), stops=(), routes=(Route(start=0, end=0, closes=1),))) == 0
    )
