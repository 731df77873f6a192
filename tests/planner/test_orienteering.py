"""Orienteering problems: what fits together, and the nights to begin with."""

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.texts.sentences import sentence
from planner.orienteering import MOST, Orienteering, Route, Stop, Tour, first_nights
from planner.refusal import faults_of
from tests.planner.optimise.routing.problems import law, problems

STOP = {"profit": 3, "service": 1, "windows": (((0, 9),),), "takes": (1,)}
ROUTE = {"start": 0, "end": 1, "closes": 9}
PROBLEM: dict[str, Any] = {
    "ways": ((0, 1, 2), (1, 0, 2), (2, 2, 0)),
    "stops": (STOP,),
    "routes": (ROUTE,),
    "room": (2,),
}


def problem(**fields: Any) -> Orienteering:
    return Orienteering.model_validate(PROBLEM | fields)


def fault(**fields: Any) -> tuple[str, str]:
    """Code and place of the one fault of the problem with these fields; it has its sentences."""
    with pytest.raises(ValidationError) as refused:
        problem(**fields)
    (found,) = faults_of(refused.value)
    for language in ("zh", "en"):
        assert all(sentence(found, language))
    return found.code, found.place


def test_what_fits_together_is_accepted() -> None:
    assert problem().depots == 2
    assert problem(hotels=(0, 1)).hotels == (0, 1)
    assert problem().routes[0] == Route(start=0, end=1, opens=0, closes=9, calendar=0)


@pytest.mark.parametrize(
    "fields",
    [
        {"ways": ((0,),)},  # no depot
        {"ways": ((0, 1, 2), (1, 0, 2), (2, 2))},  # a row too short
        {"ways": ()},
        {"routes": ({"start": 2, "end": 1, "closes": 9},)},
        {"routes": ({"start": 0, "end": 2, "closes": 9},)},
        {"routes": ({"start": 0, "end": 1, "closes": 9, "calendar": 1},)},  # no windows of calendar 1
        {"hotels": (2,)},
        {"hotels": (-1,)},
        {"room": ()},
        {"room": (2, 2)},
    ],
)
def test_what_does_not_fit_together_is_refused(fields: dict[str, Any]) -> None:
    assert fault(**fields) == ("orienteering_out_of_shape", "")


def test_routes_that_cannot_be_run_are_refused() -> None:
    assert fault(routes=({"start": 0, "end": 1, "closes": 1},)) == ("routes_cannot_be_run", "")
    assert fault(routes=({"start": 0, "end": 1, "opens": 8, "closes": 9},)) == ("routes_cannot_be_run", "")
    # With a hotel at depot 1 only, the first day has no time to go there.
    days = ({"start": 0, "end": 0, "closes": 1}, {"start": 0, "end": 0, "closes": 9})
    assert fault(routes=days, hotels=(1,)) == ("routes_cannot_be_run", "")


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"routes": ()}, "too_short", "routes"),
        ({"ways": ((0, -1, 2), (1, 0, 2), (2, 2, 0))}, "greater_than_equal", "ways[0][1]"),
        ({"ways": ((0, MOST + 1, 2), (1, 0, 2), (2, 2, 0))}, "less_than_equal", "ways[0][1]"),
        ({"room": (-1,)}, "greater_than_equal", "room[0]"),
        ({"stops": (STOP | {"profit": -1},)}, "greater_than_equal", "stops[0].profit"),
        ({"stops": (STOP | {"service": -1},)}, "greater_than_equal", "stops[0].service"),
        ({"stops": (STOP | {"takes": (-1,)},)}, "greater_than_equal", "stops[0].takes[0]"),
        ({"routes": (ROUTE, ROUTE | {"opens": -1})}, "greater_than_equal", "routes[1].opens"),
        ({"routes": (ROUTE, ROUTE | {"closes": -1})}, "greater_than_equal", "routes[1].closes"),
    ],
)  # fmt: skip
def test_numbers_have_their_limits(fields: dict[str, Any], code: str, place: str) -> None:
    assert fault(**fields) == (code, place)


@pytest.mark.parametrize("windows", [((5, 9), (0, 3)), ((0, 5), (4, 9))])
def test_windows_are_in_order_of_time_and_apart(windows: Any) -> None:
    assert fault(stops=(STOP | {"windows": (windows,)},)) == ("windows_out_of_order", "stops[0]")


@pytest.mark.parametrize("windows", [(), ((0, 3), (3, 9)), ((5, 9), (8, 7)), ((-9, -4), (0, 1))])
def test_windows_may_touch_lie_in_the_past_or_be_none(windows: Any) -> None:
    assert problem(stops=(STOP | {"windows": (windows,)},)).stops[0].windows == (windows,)


def shortest_chain(chained: Orienteering) -> int | None:
    """The least way of any chain of hotels that is in time, by trying all."""
    n, routes = len(chained.stops), chained.routes
    found = []
    for nights in product(chained.hotels, repeat=len(routes) - 1):
        ways = [chained.ways[n + a][n + b] for a, b in pairwise((routes[0].start, *nights, routes[-1].end))]
        if all(route.opens + way <= route.closes for route, way in zip(routes, ways, strict=True)):
            found.append(sum(ways))
    return min(found, default=None)


@law
@given(chained=problems("hotels", "crooked"), closes=st.lists(st.integers(0, 25), min_size=3, max_size=3))
def test_the_first_nights_are_the_shortest_chain_or_none(chained: Orienteering, closes: list[int]) -> None:
    routes = tuple(
        route.model_copy(update={"opens": 0, "closes": close})
        for route, close in zip(chained.routes, closes, strict=False)
    )
    tight = chained.model_copy(update={"routes": routes})
    nights, best = first_nights(tight), shortest_chain(tight)
    if nights is None:
        assert best is None
        return
    n, chain = len(tight.stops), (routes[0].start, *nights, routes[-1].end)
    ways = [tight.ways[n + a][n + b] for a, b in pairwise(chain)]
    assert set(nights) <= set(tight.hotels)
    assert len(ways) == len(routes)
    assert all(way <= route.closes for way, route in zip(ways, routes, strict=True))
    assert sum(ways) == best


def test_without_hotels_there_are_no_nights_to_choose() -> None:
    assert first_nights(problem()) == ()


def test_values_travel_as_json() -> None:
    given_problem = problem(hotels=(0,))
    assert Orienteering.model_validate_json(given_problem.model_dump_json()) == given_problem
    assert Stop.model_validate(STOP).takes == (1,)
    assert Tour(start=0, stops=(0,), end=1).stops == (0,)
