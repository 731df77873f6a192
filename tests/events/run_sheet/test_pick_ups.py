"""Pick-ups, and every way to cut the arrivals into groups."""

import pytest

from events.run_sheet.clashes import clashes
from events.run_sheet.pick_ups import Arrival, PickUpRules, lines_of, pick_ups
from tests.events.run_sheet.cuts import eight, waiting, ways
from tests.events.run_sheet.test_line import line, sheet

RULES = PickUpRules(
    buffer_minutes=20, most_wait_minutes=40, capacity=4, ride_minutes={"重庆西站": 50}, otherwise_minutes=70
)


def arrival(guest: str, minute: int, heads: int = 1, station: str = "重庆西站", number: str = "") -> Arrival:
    return Arrival(guest=guest, minute=minute, heads=heads, station=station, number=number)


def test_who_arrives_close_together_rides_together() -> None:
    found = pick_ups([arrival("c", 640), arrival("a", 600), arrival("b", 630), arrival("d", 700)], RULES)
    assert [(item.leave_minute, item.arrive_minute, [a.guest for a in item.arrivals]) for item in found] == [
        (660, 710, ["a", "b", "c"]),
        (720, 770, ["d"]),
    ]
    assert [item.late_for(720) for item in found] == [0, 50]


def test_stations_are_fetched_apart_and_a_large_party_takes_two_vehicles() -> None:
    found = pick_ups([arrival("a", 600, 6), arrival("b", 600, station="江北机场")], RULES)
    assert [(item.station, item.vehicles, item.arrive_minute) for item in found] == [
        ("江北机场", 1, 690),
        ("重庆西站", 2, 670),
    ]


@pytest.mark.parametrize("seed", range(30))
def test_no_cut_takes_fewer_vehicles_or_less_waiting(seed: int) -> None:
    listed = eight(seed, 600, arrival)
    found = pick_ups(listed, RULES)
    wait = sum(waiting(item.arrivals, max) for item in found)
    least = min(ways(listed, RULES.most_wait_minutes, RULES.capacity, max))
    assert (sum(item.vehicles for item in found), wait) == least


def test_a_guest_still_on_the_road_when_his_batch_signs_is_a_clash() -> None:
    lines = lines_of(pick_ups([arrival("guest", 600, number="G1234")], RULES), "会议中心")
    assert (lines[0].start_minute, lines[0].end_minute, lines[0].fixed) == (600, 670, True)
    assert lines[0].words == {
        "station": "重庆西站",
        "venue": "会议中心",
        "numbers": "G1234",
        "heads": "1",
        "vehicles": "1",
    }
    assert [clash.person for clash in clashes(sheet(*lines, line(665, 5, "guest")))] == ["guest"]
    assert clashes(sheet(*lines, line(670, 5, "guest"))) == ()
