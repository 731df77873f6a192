"""``solve`` on orienteering problems: the optimum of tiny ones of every kind, and what must not change it."""

from random import Random
from typing import Any

import pytest

from planner.audit.tours import audit_tours
from planner.errors import RejectedPlan
from planner.optimise.routing import answer
from planner.options import Options
from planner.orienteering import Orienteering, Route, Stop, Tours
from planner.progress import Progress
from planner.solve import solve
from tests.brute_force.tours import best_profit
from tests.planner.optimise.routing.problems import KINDS, STAR, tiny_problem
from tests.planner.stops import SecondsLeft, StopAfter

KINDS_TOGETHER = [(kind,) for kind in KINDS] + [
    ("two_windows", "calendars", "resources"),
    ("hotels", "unlike_routes", "resources"),
    ("hotels", "two_windows", "calendars"),
]
OPTIONS = Options(effort=4)


def solved(problem: Orienteering) -> Tours:
    found = solve(problem, OPTIONS)
    assert audit_tours(problem, found) == ()
    return found


@pytest.mark.parametrize("kinds", KINDS_TOGETHER, ids="+".join)
@pytest.mark.parametrize("seed", range(100, 110))
def test_tiny_problems_are_solved_to_the_optimum(kinds: tuple[str, ...], seed: int) -> None:
    problem = tiny_problem(seed, *kinds, stops=6)
    found = solved(problem)
    best = best_profit(problem)
    assert found.profit == best
    assert found.bound is not None
    assert found.bound >= best


@pytest.mark.parametrize("seed", range(200, 212))
def test_stops_in_another_order_bring_the_same(seed: int) -> None:
    problem, dice = tiny_problem(seed, "two_windows", "resources", stops=6), Random(seed)
    n = len(problem.stops)
    order = [*dice.sample(range(n), n), *range(n, len(problem.ways))]
    shuffled = Orienteering(
        ways=tuple(tuple(problem.ways[a][b] for b in order) for a in order),
        stops=tuple(problem.stops[k] for k in order[:n]),
        routes=problem.routes,
        room=problem.room,
    )
    assert solved(shuffled).profit == solved(problem).profit


@pytest.mark.parametrize("seed", range(200, 208))
def test_depots_under_other_numbers_bring_the_same(seed: int) -> None:
    problem = tiny_problem(seed, "hotels", "unlike_routes", stops=6)
    n, d = len(problem.stops), problem.depots
    order = [*range(n), *reversed(range(n, n + d))]
    renamed = Orienteering(
        ways=tuple(tuple(problem.ways[a][b] for b in order) for a in order),
        stops=problem.stops,
        routes=tuple(
            route.model_copy(update={"start": d - 1 - route.start, "end": d - 1 - route.end})
            for route in problem.routes
        ),
        hotels=tuple(d - 1 - hotel for hotel in problem.hotels),
    )
    assert solved(renamed).profit == solved(problem).profit


@pytest.mark.parametrize("seed", range(200, 208))
def test_profits_scaled_scale_the_profit(seed: int) -> None:
    problem = tiny_problem(seed, "calendars", stops=6)
    scaled = tuple(stop.model_copy(update={"profit": 1_000 * stop.profit}) for stop in problem.stops)
    assert solved(problem.model_copy(update={"stops": scaled})).profit == 1_000 * solved(problem).profit


@pytest.mark.parametrize("seed", range(200, 208))
def test_a_wider_window_more_hours_or_another_route_never_bring_less(seed: int) -> None:
    problem = tiny_problem(seed, stops=6)
    profit = solved(problem).profit
    wider = tuple(
        stop.model_copy(update={"windows": (tuple((max(0, a - 5), b + 5) for a, b in stop.windows[0]),)})
        for stop in problem.stops
    )
    longer = tuple(route.model_copy(update={"closes": route.closes + 10}) for route in problem.routes)
    for fields in ({"stops": wider}, {"routes": longer}, {"routes": (*problem.routes, problem.routes[0])}):
        assert solved(problem.model_copy(update=fields)).profit >= profit


@pytest.mark.parametrize("seed", range(200, 208))
def test_more_effort_never_brings_less(seed: int) -> None:
    problem = tiny_problem(seed, "two_windows", stops=6)
    profits = [solve(problem, Options(effort=effort)).profit for effort in (0, 4, 40)]
    assert profits == sorted(profits)
    assert (profits[0], profits[-1]) == (0, best_profit(problem))


@pytest.mark.parametrize("kind", KINDS)
def test_equal_seed_and_effort_give_equal_tours(kind: str) -> None:
    problem = tiny_problem(300, kind, stops=6)
    assert solve(problem, Options(seed=5, effort=2)) == solve(problem, Options(seed=5, effort=2))


@pytest.mark.parametrize("kind", KINDS)
def test_stopped_at_once_the_tours_are_valid(kind: str) -> None:
    problem = tiny_problem(301, kind, stops=6)
    for stop in (StopAfter(0), SecondsLeft(0)):
        found = solve(problem, stop=stop)
        assert audit_tours(problem, found) == ()
        assert len(found.tours) == len(problem.routes)


def test_progress_rises_to_the_profit() -> None:
    told: list[Progress] = []
    found = solve(STAR, OPTIONS, progress=told.append)
    profits = [step.best for step in told if step.best]
    assert profits == sorted(set(profits))
    assert profits[-1] == found.profit > 0


def test_a_far_stop_is_served_though_its_way_is_all_there_is() -> None:
    # A single stop, or all stops at one place: what a way costs is nothing beside their profit.
    one = Stop(profit=1, windows=(((0, 99),),))
    for n in (1, 3):
        ways = tuple(tuple(0 if (a < n) == (b < n) else 30 for b in range(n + 1)) for a in range(n + 1))
        routes = (Route(start=0, end=0, closes=60),)
        assert solved(Orienteering(ways=ways, stops=(one,) * n, routes=routes)).profit == n


def test_a_problem_without_stops_has_empty_tours() -> None:
    empty = Orienteering(ways=((0,),), stops=(), routes=(Route(start=0, end=0, closes=1),) * 2)
    found = solved(empty)
    assert (found.profit, found.bound, [tour.stops for tour in found.tours]) == (0, 0, [(), ()])


def test_tours_that_break_a_rule_are_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Orienteering(
        ways=((0, 1), (1, 0)),
        stops=(Stop(profit=1, windows=(((0, 5),),)),),
        routes=(Route(start=0, end=0, closes=5),),
    )
    good = solved(problem)

    def lying(*_: Any) -> Tours:
        return good.model_copy(update={"profit": 2})

    monkeypatch.setattr(answer, "toured", lying)
    with pytest.raises(RejectedPlan) as refused:
        solve(problem)
    assert [(fault.code, fault.value) for fault in refused.value.faults] == [("plan_breaks_rule", "profit")]
