"""Every refusal of travel can be said: its words are those its sentences ask for."""

from collections.abc import Callable

import pytest

from api.texts.sentences import sentence
from planner.errors import ZhaoshangError
from planner.plan import Point
from planner.travel.gazetteer import cities_of, find_city
from planner.travel.gtfs import read_gtfs
from tests.planner.travel.feeds import MONDAY, network, point
from tests.planner.travel.test_gtfs import STOPS, TIMES, feed

EXCEPTION = "service_id,date,exception_type\nD,20270306,3\n"
REFUSED: dict[str, Callable[[], object]] = {
    "unknown_city": lambda: find_city("苏洲"),
    "no_such_place": lambda: find_city("abc"),
    "ambiguous_city": lambda: find_city("朝阳区"),
    "unknown_region": lambda: cities_of("西北"),
    "unreachable": lambda: network(["苏州"]).journey(
        point("苏州"), Point(name="火星", city="460100", lat=-80.0, lon=10.0), MONDAY, 480
    ),
    "gtfs_not_a_zip": lambda: read_gtfs(b"nothing"),
    "gtfs_file_missing": lambda: read_gtfs({}),
    "gtfs_not_csv": lambda: read_gtfs(feed(stops=STOPS + '"open')),
    "gtfs_frequencies": lambda: read_gtfs(feed(frequencies="trip_id,headway_secs\nG1,600\n")),
    "gtfs_without_trains": lambda: read_gtfs(feed(stop_times=TIMES.splitlines()[0])),
    "gtfs_field_missing": lambda: read_gtfs(feed(stops=STOPS.replace("无锡", ""))),
    "gtfs_twice": lambda: read_gtfs(feed(stops=STOPS + "SZ,苏州,31,120\n")),
    "gtfs_bad_coordinate": lambda: read_gtfs(feed(stops=STOPS.replace("31.49", "x"))),
    "gtfs_bad_date": lambda: read_gtfs(feed(calendar_dates=EXCEPTION.replace("06,3", ",1"))),
    "gtfs_bad_exception": lambda: read_gtfs(feed(calendar_dates=EXCEPTION)),
    "gtfs_bad_sequence": lambda: read_gtfs(feed(stop_times=TIMES.replace("WX,2", "WX,x"))),
    "gtfs_bad_time": lambda: read_gtfs(feed(stop_times=TIMES.replace("08:20:00", "x"))),
    "gtfs_time_backwards": lambda: read_gtfs(feed(stop_times=TIMES.replace("08:20", "07:20"))),
    "gtfs_unknown_stop": lambda: read_gtfs(feed(stop_times=TIMES.replace("WX", "XX"))),
    "gtfs_unknown_trip": lambda: read_gtfs(feed(stop_times=TIMES + "G9,9:00:00,9:00:00,SZ,1\n")),
    "gtfs_unknown_service": lambda: read_gtfs(feed(trips="service_id,trip_id\nX,G1\n")),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refusal_is_said_in_chinese_and_english(code: str) -> None:
    with pytest.raises(ZhaoshangError) as refused:
        REFUSED[code]()
    fault = refused.value.faults[0]
    assert fault.code == code
    for said in (sentence(fault, "zh"), sentence(fault, "en")):
        assert "{" not in str(said)
        assert all(said)
