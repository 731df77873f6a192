"""Profiles of a day's trains, and the trains behind them."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.timetable import Timetable
from planner.travel.connections import Calls, Connections, running
from planner.travel.itinerary import Timeline
from planner.travel.profiles import Changes, Profiles, profiles_of
from tests.planner.travel.feeds import MONDAY, timetable, train, untimed
from tests.planner.travel.timetables import CITIES, earliest, timetables

TRANSFER = 20
STATIONS = st.integers(0, len(CITIES) - 1)


def stay(stations: int) -> Changes:
    """Changing trains at the same station only."""
    return Changes(
        ptr=np.arange(stations + 1, dtype=np.int32),
        station=np.arange(stations, dtype=np.int32),
        minutes=np.full(stations, TRANSFER, np.int32),
    )


def compiled(table: Timetable) -> tuple[Connections, Profiles]:
    """The connections and profiles of Monday."""
    connections = Calls(table).of_day(running(table, MONDAY))
    return connections, profiles_of(len(table.stations), connections, stay(len(table.stations)))


def entries(profiles: Profiles, stations: int, origin: int, destination: int) -> list[tuple[int, int]]:
    """The pairs (departure, arrival) from one station to another."""
    pair = destination * stations + origin
    span = slice(profiles.ptr[pair], profiles.ptr[pair + 1])
    return list(zip(profiles.depart[span].tolist(), profiles.arrive[span].tolist(), strict=True))


def test_only_departures_worth_taking_remain() -> None:
    table = timetable(
        CITIES,
        train("slow", (0, 480, 480), (1, 600, 600)),
        train("fast", (0, 500, 500), (1, 550, 550)),
        train("late", (0, 700, 700), (1, 760, 760)),
    )
    # slow leaves before fast and arrives after it: nobody takes it.
    assert entries(compiled(table)[1], 5, 0, 1) == [(500, 550), (700, 760)]


def test_a_change_needs_its_minutes() -> None:
    first = train("G1", (0, 480, 480), (1, 540, 540))
    missed = train("G2", (1, 559, 559), (2, 600, 600))
    caught = train("G3", (1, 560, 560), (2, 660, 660))
    # 540 + 20 minutes of changing = 560: G2 is missed by a minute.
    assert entries(compiled(timetable(CITIES, first, missed, caught))[1], 5, 0, 2) == [(480, 660)]


def test_a_through_train_needs_no_change() -> None:
    through = train("G1", (0, 480, 480), (1, 540, 541), (2, 600, 600))
    assert entries(compiled(timetable(CITIES, through))[1], 5, 0, 2) == [(480, 600)]


def test_a_train_of_the_day_before_is_boarded_after_midnight() -> None:
    night = train("D1", (0, 1_400, 1_400), (1, 1_470, 1_475), (2, 1_560, 1_560))
    # From 1 it leaves at 00:35 of every day, the train having started the evening before: 1475 - 1440 = 35,
    # arriving 120; and again after the next midnight.
    assert entries(compiled(timetable(CITIES, night))[1], 5, 1, 2) == [(35, 120), (1_475, 1_560)]


@untimed
@given(timetables(), STATIONS, STATIONS, st.integers(0, 1_439))
def test_profiles_equal_the_slow_search(table: Timetable, origin: int, destination: int, ready: int) -> None:
    if origin == destination:
        return
    found = [
        arrive for depart, arrive in entries(compiled(table)[1], 5, origin, destination) if depart >= ready
    ]
    assert (found[0] if found else None) == earliest(table, MONDAY, origin, destination, ready, TRANSFER)


@untimed
@given(timetables(), STATIONS, STATIONS)
def test_profiles_rise_strictly(table: Timetable, origin: int, destination: int) -> None:
    found = entries(compiled(table)[1], 5, origin, destination)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))


@untimed
@given(timetables(), STATIONS, STATIONS)
def test_every_profile_entry_has_trains_that_can_be_ridden(
    table: Timetable, origin: int, destination: int
) -> None:
    connections, profiles = compiled(table)
    timeline = Timeline(connections, stay(5))
    for depart, arrive in entries(profiles, 5, origin, destination):
        ridden = timeline.trains(origin, destination, depart, arrive)
        here, ready = origin, depart
        for item in ridden:
            assert connections.trip[item.board] == connections.trip[item.alight]
            assert connections.origin[item.board] == here
            assert connections.depart[item.board] >= ready
            here, ready = connections.destination[item.alight], connections.arrive[item.alight] + TRANSFER
        assert (here, ready - TRANSFER) == (destination, arrive)


def test_a_direct_train_is_preferred_to_changing() -> None:
    table = timetable(
        CITIES,
        train("G1", (0, 480, 480), (1, 500, 500)),
        train("G2", (1, 530, 530), (2, 600, 600)),
        train("G3", (0, 480, 480), (2, 600, 600)),
    )
    connections, _ = compiled(table)
    (ridden,) = Timeline(connections, stay(5)).trains(0, 2, 480, 600)
    assert table.trains[connections.trip[ridden.board]].number == "G3"
