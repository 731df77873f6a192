"""The audit of tours: each rule kept and broken, and said in both languages."""

import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.texts import say
from planner.audit.tours import audit_tours
from planner.orienteering import Orienteering, Route, Stop, Tour, Tours
from tests.brute_force.tours import best_profit
from tests.planner.optimise.routing.problems import law, problems

TEXTS = Path(__file__).parents[3] / "api" / "texts" / "audit.toml"
# Stops at 2 and 5 on a line from depot 0; depot 1 at 7. Stop 1 opens late, and earlier on calendar 1.
PROBLEM = Orienteering(
    ways=((0, 3, 2, 5), (3, 0, 5, 2), (2, 5, 0, 7), (5, 2, 7, 0)),
    stops=(
        Stop(profit=4, service=1, windows=(((0, 9),), ((0, 9),)), takes=(2,)),
        Stop(profit=6, service=1, windows=(((3, 4), (10, 12)), ((6, 8),)), takes=(1,)),
    ),
    routes=(Route(start=0, end=1, closes=13), Route(start=1, end=0, opens=4, closes=13, calendar=1)),
    room=(3,),
)
NONE = Tour(start=1, stops=(), end=0)


def broken(
    *tours: Tour, profit: int | None = None, problem: Orienteering = PROBLEM, **fields: Any
) -> list[str]:
    """The rules that tours break; each violation is said in both languages."""
    served = [stop for tour in tours for stop in tour.stops if 0 <= stop < len(problem.stops)]
    counted = sum(problem.stops[stop].profit for stop in served)
    found = audit_tours(problem, Tours(tours=tours, profit=counted if profit is None else profit, **fields))
    for violation in found:
        for language in ("zh", "en"):
            assert say(f"audit.tours.{violation.rule}", language, **violation.detail)
    return [violation.rule for violation in found]


def tour(*stops: int, start: int = 0, end: int = 1) -> Tour:
    return Tour(start=start, stops=stops, end=end)


def test_good_tours_break_nothing() -> None:
    # 2, service, 3 more: at 6, wait for the second window at 10, done at 11, at the end at 13.
    assert broken(tour(0, 1), NONE, bound=10) == []
    # From depot 1 at 4, at stop 1 at 6, at stop 0 at 10: closed; stop 1 alone is home at 12.
    assert broken(tour(), tour(1, start=1, end=0)) == []


def test_there_is_one_tour_a_route() -> None:
    assert broken(tour(0)) == ["one_tour_a_route"]
    assert broken(tour(0), NONE, NONE) == ["one_tour_a_route"]


def test_stops_and_depots_are_known() -> None:
    for unknown in (tour(2), tour(-1), tour(start=2), tour(end=-1)):
        assert broken(unknown, NONE) == ["known_stops"]


def test_a_stop_is_met_once() -> None:
    assert broken(tour(1), tour(1, start=1, end=0)) == ["met_once"]


def test_a_tour_runs_between_the_depots_of_its_route() -> None:
    assert broken(tour(0, end=0), NONE) == ["depots"]
    assert broken(tour(0, start=1), NONE) == ["depots"]


def test_with_hotels_each_tour_starts_where_the_one_before_ended() -> None:
    chained = PROBLEM.model_copy(update={"hotels": (0,)})
    there, back = tour(0, end=0), tour(start=0, end=0)
    assert broken(there, back, problem=chained) == []
    assert broken(tour(0), tour(start=1, end=0), problem=chained) == ["depots"]  # depot 1 is no hotel
    assert broken(there, tour(start=1, end=0), problem=chained) == ["depots"]
    assert broken(there, tour(start=0, end=1), problem=chained) == ["depots"]
    assert broken(tour(start=1, end=0), back, problem=chained) == ["depots"]


def test_service_starts_in_a_window_of_the_route_s_calendar() -> None:
    # Stop 0 first: at stop 1 at 4 + 1 + 5 + 1 + 3 = 14, after its last window on calendar 1, at 8.
    assert broken(tour(), tour(0, 1, start=1, end=0)) == ["window"]
    closed = PROBLEM.stops[0].model_copy(update={"windows": ((), ((5, 4),))})
    nowhere = PROBLEM.model_copy(update={"stops": (closed, PROBLEM.stops[1])})
    assert broken(tour(0), NONE, problem=nowhere) == ["window"]
    assert broken(tour(), tour(0, start=1, end=0), problem=nowhere) == ["window"]


def test_a_tour_ends_before_its_route_closes() -> None:
    for closes, rules in ((13, []), (12, ["route_hours"])):
        first = PROBLEM.routes[0].model_copy(update={"closes": closes})
        tight = PROBLEM.model_copy(update={"routes": (first, PROBLEM.routes[1])})
        assert broken(tour(0, 1), NONE, problem=tight) == rules


def test_a_tour_starts_when_its_route_opens() -> None:
    # Stop 1 is 2 from depot 1 and closes at 8 on calendar 1.
    for opens, rules in ((6, []), (7, ["window"])):
        late = PROBLEM.routes[1].model_copy(update={"opens": opens, "closes": 15})
        problem = PROBLEM.model_copy(update={"routes": (PROBLEM.routes[0], late)})
        assert broken(tour(), tour(1, start=1, end=0), problem=problem) == rules


def test_resources_have_room() -> None:
    for room, rules in ((3, []), (2, ["resource"])):
        assert broken(tour(0, 1), NONE, problem=PROBLEM.model_copy(update={"room": (room,)})) == rules


def test_the_profit_is_that_of_the_stops() -> None:
    assert broken(tour(0, 1), NONE, profit=11) == ["profit"]
    assert broken(tour(0, 1), NONE, profit=9) == ["profit"]


def test_the_bound_is_one() -> None:
    assert broken(tour(0, 1), NONE, bound=9) == ["bound"]
    assert broken(tour(0, 1), NONE, bound=10) == []


def test_every_rule_has_its_sentence_and_its_test() -> None:
    written = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["tours"]
    tests = Path(__file__).read_text(encoding="utf-8")
    assert [rule for rule in written if f'["{rule}"]' not in tests] == []


@law
@given(problem=problems("two_windows", "resources"), order=st.permutations(range(5)))
def test_what_breaks_nothing_is_worth_no_more_than_the_best(problem: Orienteering, order: list[int]) -> None:
    stops = [stop for stop in order if stop < len(problem.stops)]
    route = problem.routes[0]
    others = tuple(Tour(start=r.start, stops=(), end=r.end) for r in problem.routes[1:])
    for size in range(len(stops) + 1):
        first = Tour(start=route.start, stops=tuple(stops[:size]), end=route.end)
        profit = sum(problem.stops[stop].profit for stop in first.stops)
        if not audit_tours(problem, Tours(tours=(first, *others), profit=profit)):
            assert profit <= best_profit(problem)
