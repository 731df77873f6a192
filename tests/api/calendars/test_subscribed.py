"""Calendars over several published seasons: the union, one entry an item, nobody's absence an error."""

from itertools import permutations

import icalendar
import pytest

from api.calendars import event_calendar, person_calendar, region_calendar, trip_calendar
from api.calendars.privacy import Level
from api.calendars.scopes import NoSuchCalendar
from api.calendars.subscribed import Published, calendar_name, is_known, single_item, subscribed_calendar
from api.calendars.target import Target, TargetKind
from planner.season import Season
from tests.api.calendars.readers import libical_faults
from tests.api.calendars.sample import PUBLISHED, REPLANNED, SEASON
from tests.api.calendars.seasons import SUMMER, SUMMER_PLAN

SPRING_ONLY = [Published(SEASON, REPLANNED)]
BOTH = [Published(SEASON, REPLANNED), Published(SUMMER, SUMMER_PLAN)]


def of_person(identity: str) -> Target:
    return Target(kind=TargetKind.PERSON, id=identity)


def of_unit(identity: str) -> Target:
    return Target(kind=TargetKind.UNIT, id=identity)


def uids(data: bytes) -> list[str]:
    return [str(entry["UID"]) for entry in icalendar.Calendar.from_ical(data).walk("VEVENT")]


def titles(data: bytes) -> list[str]:
    return [str(entry["SUMMARY"]) for entry in icalendar.Calendar.from_ical(data).walk("VEVENT")]


def entries(data: bytes) -> list[bytes]:
    return [entry.to_ical() for entry in icalendar.Calendar.from_ical(data).walk("VEVENT")]


def test_over_one_season_the_entries_are_those_of_the_season_calendar() -> None:
    season = SEASON.id
    pairs = [
        (of_person("p01"), person_calendar(SEASON, REPLANNED, "p01")),
        (Target(kind=TargetKind.TRIP, id="T02", season=season), trip_calendar(SEASON, REPLANNED, "T02")),
        (
            Target(kind=TargetKind.EVENT, id="forum-1", season=season),
            event_calendar(SEASON, REPLANNED, "forum-1"),
        ),
        (Target(kind=TargetKind.REGION, id="csj"), region_calendar(SEASON, REPLANNED, "csj")),
    ]
    for target, expected in pairs:
        assert entries(subscribed_calendar(SPRING_ONLY, target)) == entries(expected)


def test_a_person_of_both_seasons_has_the_union() -> None:
    spring = person_calendar(SEASON, REPLANNED, "p02")
    summer = person_calendar(SUMMER, SUMMER_PLAN, "p02")
    union = subscribed_calendar(BOTH, of_person("p02"))
    assert sorted(entries(union)) == sorted([*entries(spring), *entries(summer)])
    assert len(set(uids(union))) == len(uids(union))


def test_a_person_of_one_season_only_has_that_one() -> None:
    assert entries(subscribed_calendar(BOTH, of_person("p06"))) == entries(
        person_calendar(SUMMER, SUMMER_PLAN, "p06")
    )
    assert entries(subscribed_calendar(BOTH, of_person("p01"))) == entries(
        person_calendar(SEASON, REPLANNED, "p01")
    )


@pytest.mark.parametrize("published", [[], BOTH], ids=["nothing published", "not in it"])
def test_a_person_of_no_season_has_an_empty_valid_calendar(published: list[Published]) -> None:
    data = subscribed_calendar(published, of_person("stranger"))
    assert titles(data) == []
    assert libical_faults(data) == []
    assert str(icalendar.Calendar.from_ical(data)["X-WR-CALNAME"]) == "招商日程"


def test_the_order_of_the_seasons_changes_no_byte() -> None:
    for target in (of_person("p02"), of_unit("bureau"), Target(kind=TargetKind.REGION, id="csj")):
        made = {subscribed_calendar(list(order), target) for order in permutations(BOTH)}
        assert len(made) == 1


def test_a_trip_of_another_season_with_the_same_id_is_another_trip() -> None:
    spring = Target(kind=TargetKind.TRIP, id="T01", season=SEASON.id)
    summer = Target(kind=TargetKind.TRIP, id="T01", season=SUMMER.id)
    assert (
        set(uids(subscribed_calendar(BOTH, spring))) & set(uids(subscribed_calendar(BOTH, summer))) == set()
    )
    assert calendar_name(BOTH, summer, Level.FULL, "zh") == "行程 T01 长三角"


def test_a_unit_sees_each_trip_visit_and_event_of_its_people_once_and_nothing_blocks() -> None:
    data = subscribed_calendar([Published(SEASON, PUBLISHED)], of_unit("bureau"), alarms=True)
    assert titles(data) == [
        "外出招商 长三角（苏州、无锡）",
        "拜访 苏州云杉装备（虚构）有限公司",
        "拜访 苏州灯塔“智造”\\测试厂",
        "拜访 无锡远帆 🚜 农机 Ltd.",
        "外出招商 长三角（无锡）",
        "拜访 无锡白露材料",
        "装备制造企业家联谊会",
        "3月联席会议",
    ]
    calendar = icalendar.Calendar.from_ical(data)
    assert {str(entry["TRANSP"]) for entry in calendar.walk("VEVENT")} == {"TRANSPARENT"}
    assert calendar.walk("VALARM") == []


def test_a_unit_sees_what_was_cancelled_for_its_people_and_nothing_of_other_units() -> None:
    struck = [
        title for title in titles(subscribed_calendar(SPRING_ONLY, of_unit("bureau"))) if "取消" in title
    ]
    assert struck == [
        "【已取消】拜访 苏州灯塔“智造”\\测试厂",
        "【已取消】外出招商 长三角",
        "【已取消】拜访 无锡白露材料",
    ]
    park = subscribed_calendar(BOTH, of_unit("park"))
    assert titles(park) == ["外出招商 长三角（无锡）", "拜访 无锡白露材料"]


def test_a_calendar_is_named_by_the_latest_season_that_knows_its_target() -> None:
    renamed = SUMMER.model_copy(
        update={"people": tuple(item.model_copy(update={"name": f"{item.name}新"}) for item in SUMMER.people)}
    )
    later: list[Published] = [Published(renamed, SUMMER_PLAN), BOTH[0]]
    assert calendar_name(later, of_person("p02"), Level.FULL, "zh") == "乙副区长新·招商日程"
    assert calendar_name(later, of_person("p01"), Level.FULL, "en") == "甲书记 · zhaoshang"
    assert calendar_name(later, of_person("p01"), Level.BUSY, "zh") == "外出与忙碌"


@pytest.mark.parametrize(
    ("target", "known"),
    [
        (of_person("p06"), True),
        (of_person("p99"), False),
        (of_unit("park"), True),
        (Target(kind=TargetKind.TRIP, id="T02", season=SEASON.id), True),  # cancelled, yet it has a calendar
        (Target(kind=TargetKind.TRIP, id="T02", season=SUMMER.id), False),
        (Target(kind=TargetKind.EVENT, id="joint-3", season=SEASON.id), True),
        (Target(kind=TargetKind.EVENT, id="joint-3", season="autumn"), False),
    ],
)
def test_a_target_is_known_if_a_published_season_holds_it(target: Target, *, known: bool) -> None:
    assert is_known(BOTH, target) is known


def test_a_single_entry_is_the_one_of_the_calendar_without_saying_anything_of_the_calendar() -> None:
    whole = person_calendar(SEASON, REPLANNED, "p01")
    for uid, entry in zip(uids(whole), entries(whole), strict=True):
        data = single_item(BOTH, uid)
        assert entries(data) == [entry]
        assert {"X-WR-CALNAME", "REFRESH-INTERVAL", "NAME"} & set(icalendar.Calendar.from_ical(data)) == set()
        assert libical_faults(data) == []


def test_a_person_gets_single_entries_of_his_own_calendar_only() -> None:
    [trip_of_p02, *_] = uids(person_calendar(SUMMER, SUMMER_PLAN, "p02"))
    assert uids(single_item(BOTH, trip_of_p02, person="p06")) == [trip_of_p02]
    with pytest.raises(NoSuchCalendar) as refusal:
        single_item(BOTH, trip_of_p02, person="p01")
    assert [fault.code for fault in refusal.value.faults] == ["no_such_item"]


def test_the_same_item_in_two_seasons_stands_once_in_its_last_revision() -> None:
    copied: Season = SEASON.model_copy(update={"id": "copied"})
    raised = REPLANNED.model_copy(update={"season": "copied"})
    data = subscribed_calendar([Published(SEASON, PUBLISHED), Published(copied, raised)], of_person("p01"))
    found = {
        str(entry["UID"]): int(str(entry["SEQUENCE"]))
        for entry in icalendar.Calendar.from_ical(data).walk("VEVENT")
    }
    assert len(found) == len(uids(data))
    latest = {
        str(entry["UID"]): int(str(entry["SEQUENCE"]))
        for entry in icalendar.Calendar.from_ical(person_calendar(SEASON, REPLANNED, "p01")).walk("VEVENT")
    }
    assert {uid: found[uid] for uid in latest} == latest


def test_the_calendar_itself_has_no_uid_that_readers_might_take_for_its_entries() -> None:
    for data in (subscribed_calendar(BOTH, of_person("p02")), single_item(BOTH, uids_of_p02()[0])):
        assert "UID" not in icalendar.Calendar.from_ical(data)


def uids_of_p02() -> list[str]:
    return uids(person_calendar(SEASON, REPLANNED, "p02"))
