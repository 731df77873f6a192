"""The knapsack bound is no less than the best tours of any problem."""

from hypothesis import given

from planner.optimise.routing.knapsack import knapsack_bound
from planner.orienteering import Orienteering, Route, Stop
from tests.brute_force.tours import best_profit
from tests.planner.optimise.routing.problems import law, problems

ALWAYS = (((0, 99),),)


@law
@given(problem=problems())
def test_no_tours_are_worth_more_than_the_bound(problem: Orienteering) -> None:
    assert knapsack_bound(problem) >= best_profit(problem)


@law
@given(problem=problems("hotels", "crooked", "unlike_routes", "two_windows"))
def test_nor_where_hotels_and_crooked_ways_come_together(problem: Orienteering) -> None:
    assert knapsack_bound(problem) >= best_profit(problem)


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
    # 8 units of time are left after the way home: 5 for the first stop, 3 of the 5 for the second.
    problem = Orienteering(
        ways=((0, 1, 1), (1, 0, 1), (1, 1, 0)),
        stops=(Stop(profit=10, service=4, windows=ALWAYS), Stop(profit=6, service=4, windows=ALWAYS)),
        routes=(Route(start=0, end=0, closes=9),),
    )
    assert knapsack_bound(problem) == 10 + 6 * 3 // 5


def test_without_stops_there_is_nothing_to_gain() -> None:
    assert (
        knapsack_bound(Orienteering(ways=((0,),), stops=(), routes=(Route(start=0, end=0, closes=1),))) == 0
    )
