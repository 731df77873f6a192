"""Drop-offs, and every way to cut the departures into groups."""

import pytest

from events.run_sheet.drop_offs import Departure, DropOffRules, drop_offs, lines_of
from events.run_sheet.line import Step
from tests.events.run_sheet.cuts import eight, waiting, ways

RULES = DropOffRules(
    ahead_minutes={"江北机场": 120}, otherwise_ahead_minutes=45, most_early_minutes=40, capacity=4,
    ride_minutes={"重庆西站": 50}, otherwise_minutes=70,
)  # fmt: skip


def departure(guest: str, minute: int, heads: int = 1, station: str = "重庆西站") -> Departure:
    return Departure(guest=guest, minute=minute, heads=heads, station=station, number=f"G{guest}")


def test_who_departs_close_together_rides_together_in_time_for_the_first() -> None:
    found = drop_offs([departure("c", 1_040), departure("a", 1_000), departure("d", 1_100)], RULES)
    assert [(d.leave_minute, d.arrive_minute, d.first_minute, d.vehicles) for d in found] == [
        (1_000 - 45 - 50, 1_000 - 45, 1_000, 1),
        (1_100 - 45 - 50, 1_100 - 45, 1_100, 1),
    ]
    assert [[item.guest for item in d.departures] for d in found] == [["a", "c"], ["d"]]


def test_an_airport_wants_people_earlier_and_a_large_party_takes_two_vehicles() -> None:
    [found] = drop_offs([departure("a", 1_000, 6, "江北机场")], RULES)
    assert (found.leave_minute, found.arrive_minute, found.vehicles) == (810, 880, 2)


def test_before_midnight_nobody_is_driven() -> None:
    [found] = drop_offs([departure("a", 60)], RULES)
    assert (found.leave_minute, found.arrive_minute) == (0, 15)


def test_a_line_says_who_is_taken_where() -> None:
    [line] = lines_of(drop_offs([departure("b", 1_010, 2), departure("a", 1_000)], RULES), "会议中心")
    assert (line.step, line.start_minute, line.minutes, line.fixed) == (Step.DROP_OFF, 905, 50, True)
    assert (line.people, line.where) == (("a", "b"), "重庆西站")
    assert line.words == {
        "station": "重庆西站", "venue": "会议中心", "numbers": "Ga、Gb", "heads": "3", "vehicles": "1",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_cut_takes_fewer_vehicles_or_less_waiting(seed: int) -> None:
    listed = eight(seed, 900, departure)
    found = drop_offs(listed, RULES)
    wait = sum(waiting(item.departures, min) for item in found)
    least = min(ways(listed, RULES.most_early_minutes, RULES.capacity, min))
    assert (sum(item.vehicles for item in found), wait) == least
