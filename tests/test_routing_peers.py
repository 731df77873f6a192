"""Other solvers on the planner's own problem: what they can be given, and that their tours are judged."""

import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from planner.orienteering import Interval, Orienteering, Route, Stop, Tours
from tests.benchmarks.countdown import Countdown
from tests.benchmarks.peers.one_window import audited, windows_of
from tests.benchmarks.referee import BENCH, judged
from tests.benchmarks.routing_case import Solver, main
from tests.benchmarks.toptw import TOPTW

PEERS = ["pyvrp", "ortools_routing"]
ALWAYS = (((0, 100),),)


def _solver(peer: str) -> Solver:
    if peer == "pyvrp" and find_spec("pyvrp") is None:
        pytest.skip("needs pyvrp: pip install -c constraints.txt -e '.[bench]'")
    return audited(import_module(f"tests.benchmarks.peers.{peer}").served)


def _line(*stops: Stop, routes: tuple[Route, ...], room: tuple[int, ...] = ()) -> Orienteering:
    """Stops at 1, 2, 3, … on a line, two depots at 0 and 10."""
    spots = [*range(1, len(stops) + 1), 0, 10]
    ways = tuple(tuple(abs(a - b) for b in spots) for a in spots)
    return Orienteering(ways=ways, stops=stops, routes=routes, room=room)


def _there_and_back(closes: int, **more: int) -> Route:
    return Route(start=0, end=0, closes=closes, **more)


def _served(found: Tours) -> list[tuple[int, ...]]:
    return [tour.stops for tour in found.tours]


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_finds_the_best_tours_of_a_tiny_problem(peer: str) -> None:
    problem = _line(
        Stop(profit=4, service=2, windows=(((0, 1),),)),
        Stop(profit=3, windows=(((4, 9),),)),
        Stop(profit=9, windows=((),)),  # never open
        Stop(profit=5, windows=(((20, 20),),)),  # after both routes
        routes=(_there_and_back(6), Route(start=0, end=1, opens=3, closes=13)),
    )
    # Route 1: at 1 from 1 to 3, at 2 at 4, back at 6. Route 2 leaves at 3 and reaches stop 0 too late.
    found = _solver(peer)(problem, 1, Countdown(0.5))
    assert found.profit == 7
    assert _served(found) in ([(0, 1), ()], [(0,), (1,)])
    assert [(tour.start, tour.end) for tour in found.tours] == [(0, 0), (0, 1)]


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_prefers_profit_to_a_short_way(peer: str) -> None:
    problem = _line(*(Stop(profit=1, windows=ALWAYS) for _ in range(9)), routes=(_there_and_back(18),) * 2)
    assert _solver(peer)(problem, 1, Countdown(0.5)).profit == 9


@pytest.mark.parametrize("peer", PEERS)
def test_the_referee_counts_what_a_peer_states(peer: str, tmp_path: Path) -> None:
    path, out = BENCH / "toptw" / "instances" / "c101.txt", tmp_path / "result.json"
    if not path.is_file():
        pytest.skip("needs bench/toptw: put the folder ../shared beside the repository")
    main(TOPTW, [str(path), "--tours", "2", "--seconds", "0.8", "--out", str(out)], _solver(peer))
    found = json.loads(out.read_text(encoding="utf-8"))
    assert judged("toptw", path, out, "--tours", "2") == {"feasible": True, "score": found["score"]}
    assert (found["score"] > 0, found["bound"]) == (True, None)


def test_a_stop_that_is_never_open_has_no_window() -> None:
    shut = Stop(profit=1, windows=(((9, 3),),))
    problem = _line(
        Stop(profit=1, windows=ALWAYS), shut, Stop(profit=1, windows=((),)), routes=(_there_and_back(9),)
    )
    assert windows_of(problem) == {0: (0, 100)}


def test_what_no_peer_knows_is_refused() -> None:
    twice = Stop(profit=1, windows=(((0, 1), (3, 4)),))
    with pytest.raises(ValueError, match="one window a stop, stop 0 has 2"):
        windows_of(_line(twice, routes=(_there_and_back(9),)))
    stop = Stop(profit=1, windows=ALWAYS * 2)
    refused = [
        _line(stop, routes=(_there_and_back(9), _there_and_back(9, calendar=1))),
        _line(stop.model_copy(update={"takes": (1,)}), routes=(_there_and_back(9),), room=(1,)),
        _line(stop, routes=(_there_and_back(9),)).model_copy(update={"hotels": (0,)}),
    ]
    for problem in refused:
        with pytest.raises(ValueError, match="one calendar, no shared resource and no hotels"):
            windows_of(problem)


def test_tours_that_break_a_rule_are_refused() -> None:
    problem = _line(Stop(profit=1, windows=(((0, 0),),)), routes=(_there_and_back(9),))

    def too_late(
        problem: Orienteering, windows: dict[int, Interval], seed: int, clock: Countdown
    ) -> list[list[int]]:
        return [[0]]

    with pytest.raises(ValueError, match=r"the tours break a rule: .*window"):
        audited(too_late)(problem, 1, Countdown(1.0))
