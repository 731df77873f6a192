"""The line of vehicles between a station and the venue."""

from events.run_sheet.line import Material, RunLine, Step
from events.run_sheet.ride import Ride, Traveller

RIDE = Ride(station="重庆西站", vehicles=2, leave_minute=620, arrive_minute=670)


def traveller(guest: str, number: str = "", heads: int = 1) -> Traveller:
    return Traveller(guest=guest, number=number, station="重庆西站", minute=600, heads=heads)


def test_a_line_names_each_train_once_and_counts_heads_and_vehicles() -> None:
    aboard = [traveller("a", "G1", 3), traveller("b", "G1"), traveller("c", "G2"), traveller("d")]
    assert RIDE.line(Step.PICK_UP, 600, aboard, "会议中心") == RunLine(
        start_minute=600,
        minutes=70,
        step=Step.PICK_UP,
        words={
            "station": "重庆西站",
            "venue": "会议中心",
            "numbers": "G1、G2",
            "heads": "6",
            "vehicles": "2",
        },
        people=("a", "b", "c", "d"),
        where="重庆西站",
        materials=(Material.VEHICLE,),
        fixed=True,
    )


def test_without_a_number_there_is_a_dash() -> None:
    assert RIDE.line(Step.DROP_OFF, 620, [traveller("a")], "会议中心").words["numbers"] == "—"
