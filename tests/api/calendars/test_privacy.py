"""What a feed tells at each level: that somebody is away; what it is and in which city; everything."""

import icalendar
import pytest

from api.calendars.privacy import Level
from api.calendars.subscribed import Published, subscribed_calendar
from api.calendars.target import Target, TargetKind
from planner.plan import Plan
from tests.api.calendars.readers import libical_faults
from tests.api.calendars.sample import PUBLISHED, REPLANNED, SEASON

HEAD = Target(kind=TargetKind.PERSON, id="p01")
STABLE = ("UID", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "TRANSP", "LAST-MODIFIED")


def entries(level: Level, plan: Plan = REPLANNED, *, alarms: bool = False) -> list[icalendar.Component]:
    data = subscribed_calendar([Published(SEASON, plan)], HEAD, level=level, alarms=alarms)
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def lines(entry: icalendar.Component, names: tuple[str, ...]) -> list[bytes]:
    return [
        row for row in entry.to_ical().splitlines() if row.split(b":")[0].split(b";")[0].decode() in names
    ]


def unfolded(level: Level, plan: Plan = REPLANNED, *, alarms: bool = False) -> str:
    data = subscribed_calendar([Published(SEASON, plan)], HEAD, level=level, alarms=alarms)
    return data.decode().replace("\r\n ", "")


def words_of_the_season() -> set[str]:
    """Every name of a person, company, place, train and event that the sample holds."""
    return {
        *(person.name for person in SEASON.people),
        *(company.name for company in SEASON.companies),
        *(city.name for city in SEASON.cities),
        *(region.name for region in SEASON.regions),
        *(event.title for event in SEASON.events),
        *(company.contact.phone for company in SEASON.companies if company.contact.phone),
        "G1234", "行政中心", "工业园区", "重庆西", "p01", SEASON.title, SEASON.id, "招商",
    }  # fmt: skip


@pytest.mark.parametrize("level", [Level.BUSY, Level.TITLE])
def test_identity_history_and_times_are_those_of_the_full_calendar(level: Level) -> None:
    assert [lines(entry, STABLE) for entry in entries(level)] == [
        lines(entry, STABLE) for entry in entries(Level.FULL)
    ]


def test_busy_tells_no_title_no_place_and_no_name() -> None:
    titles = [str(entry["SUMMARY"]) for entry in entries(Level.BUSY)]
    assert titles == ["外出", *["忙碌"] * 2, *["【已取消】忙碌"] * 2, *["忙碌"] * 6]
    text = unfolded(Level.BUSY, alarms=True)
    # 招商出行规划 made it, and says so.
    assert {word for word in words_of_the_season() if word in text} == {"招商"}
    told = {name for entry in entries(Level.BUSY) for name in entry}
    assert told & {"DESCRIPTION", "LOCATION", "GEO", "CATEGORIES"} == set()
    assert {str(entry["CLASS"]) for entry in entries(Level.BUSY)} == {"PRIVATE"}


def test_title_tells_what_and_in_which_city_and_no_more() -> None:
    full, told = entries(Level.FULL), entries(Level.TITLE)
    assert [str(entry["SUMMARY"]) for entry in told] == [str(entry["SUMMARY"]) for entry in full]
    assert [str(entry.get("LOCATION", "")) for entry in told] == [
        "苏州、无锡", "江津", "苏州", "", "", "苏州", "苏州", "无锡", "无锡", "江津", "江津",
    ]  # fmt: skip
    assert {name for entry in told for name in entry} & {"DESCRIPTION", "GEO"} == set()
    text = unfolded(Level.TITLE)
    assert [word for word in ("董事会秘书", "0512", "工业园区", "丁干事", "行政中心") if word in text] == []


def test_alarms_ring_at_every_level_without_telling_more() -> None:
    counts = [
        sum(len(entry.walk("VALARM")) for entry in entries(level, PUBLISHED, alarms=True)) for level in Level
    ]
    assert counts == [7, 7, 7]


@pytest.mark.parametrize("level", list(Level))
def test_libical_finds_no_fault_at_any_level(level: Level) -> None:
    assert libical_faults(subscribed_calendar([Published(SEASON, REPLANNED)], HEAD, level=level)) == []
