"""Changing between the stations of one city."""

from planner.clock import at
from planner.plan import Mode
from planner.timetable import Station, Timetable
from tests.planner.travel.feeds import DAILY, MONDAY, network, point, station, train

HONGQIAO = Station(id="上海虹桥", name="上海虹桥", lat=31.194, lon=121.320, city="310000")


def two_stations(onward: int) -> Timetable:
    """Suzhou to Shanghai at 08:00, on from Hongqiao to Wenzhou at ``onward``."""
    return Timetable(
        stations=(station("苏州"), station("上海"), HONGQIAO, station("温州")),
        services=(DAILY,),
        trains=(
            train("G1", (0, 480, 480), (1, 510, 510)),
            train("G2", (2, onward, onward), (3, onward + 60, onward + 60)),
        ),
    )


def numbers(onward: int) -> list[tuple[Mode, str]]:
    """Modes and trains from Suzhou to Wenzhou, left at 07:25, the second train leaving at ``onward``."""
    roads = network(["苏州", "上海", "温州"], two_stations(onward))
    return [
        (ride.mode, ride.number) for ride in roads.journey(point("苏州"), point("温州"), MONDAY, 445).rides
    ]


# Off the first train at 08:30. The way between the stations: 15.2 km * 1.4 = 21.3, in steps of 500 m 21.5 km;
# at the slowest pace 14 km at 20 km/h (42 min), 7.5 km at 42 km/h (10.7 min), 5 min of parking: 58 min. With
# 10 min of exit and 25 of entry one is ready at 510 + 93 = 603.


def test_one_changes_by_car_between_stations_of_a_city() -> None:
    assert numbers(603) == [
        (Mode.ROAD, ""),
        (Mode.RAIL, "G1"),
        (Mode.ROAD, ""),
        (Mode.RAIL, "G2"),
        (Mode.ROAD, ""),
    ]


def test_a_train_too_soon_for_the_change_by_car_is_missed() -> None:
    assert numbers(602) == [(Mode.ROAD, "")]


def test_the_car_between_stations_leaves_from_the_kerb() -> None:
    roads = network(["苏州", "上海", "温州"], two_stations(603))
    car = roads.journey(point("苏州"), point("温州"), MONDAY, 445).rides[2]
    assert (car.origin.name, car.destination.name) == ("上海", "上海虹桥")
    assert car.depart == at(MONDAY, 520)
