"""Who sees what: a person's own trips and events, and nothing of anybody's busy spans."""

from collections.abc import Iterable
from datetime import timedelta

import icalendar
import pytest

from api.calendars import event_calendar, person_calendar, region_calendar, trip_calendar
from api.calendars.scopes import NoSuchCalendar
from planner.clock import at
from planner.errors import InvalidPlan
from planner.plan import Plan
from tests.api.calendars.sample import FRIDAY, PUBLISHED, REPLANNED, SEASON


def entries(data: bytes) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def titles(data: bytes) -> list[str]:
    return [str(entry["SUMMARY"]) for entry in entries(data)]


def values(items: Iterable[icalendar.Component], name: str) -> set[str]:
    return {str(item[name]) for item in items if name in item}


def sequence(entry: icalendar.Component) -> int:
    return int(str(entry["SEQUENCE"]))


def trigger(alarm: icalendar.Component) -> str:
    [line] = [line for line in alarm.to_ical().decode().splitlines() if line.startswith("TRIGGER")]
    return str(line.removeprefix("TRIGGER:"))


def test_a_person_sees_his_trip_with_legs_and_visits_and_the_events_he_attends() -> None:
    assert titles(person_calendar(SEASON, PUBLISHED, "p01")) == [
        "外出招商 长三角（苏州、无锡）",
        "G1234 重庆西 → 苏州北",
        "拜访 苏州云杉装备（虚构）有限公司",
        "乘车 苏州云杉装备（虚构）有限公司 → 苏州灯塔“智造”\\测试厂（估算）",
        "拜访 苏州灯塔“智造”\\测试厂",
        "乘车 苏州灯塔“智造”\\测试厂 → 苏州（估算）",
        "乘车 苏州 → 无锡远帆 🚜 农机 Ltd.（估算）",
        "拜访 无锡远帆 🚜 农机 Ltd.",
        "航班 苏南硕放机场 → 江北机场（估算）",
        "3月联席会议",
    ]


def test_a_person_sees_no_trip_of_others_and_no_event_he_misses() -> None:
    assert titles(person_calendar(SEASON, PUBLISHED, "p02")) == [
        "外出招商 长三角（无锡）",
        "拜访 无锡白露材料",
        "乘车 无锡白露材料 → 江津（估算）",
        # Both on Friday at nine: the UID decides.
        "装备制造企业家联谊会",
        "3月联席会议",
    ]


def test_a_person_required_at_an_event_sees_it_even_if_the_plan_has_him_missing() -> None:
    held = tuple(event.model_copy(update={"attending": ()}) for event in PUBLISHED.events)
    plan = PUBLISHED.model_copy(update={"trips": (), "events": held})
    assert titles(person_calendar(SEASON, plan, "p02")) == ["装备制造企业家联谊会"]
    assert titles(person_calendar(SEASON, plan, "p03")) == []


def test_nobody_reads_a_busy_span_or_who_is_missing() -> None:
    p01, others = SEASON.people[0], SEASON.people[1:]
    secret = tuple(
        person.model_copy(
            update={
                "busy": (p01.busy[0].model_copy(update={"title": f"机密{person.id}"}),),
                "phone": "13911112222",
            }
        )
        for person in (p01, *others)
    )
    season = SEASON.model_copy(update={"people": secret})
    for person in season.people:
        text = person_calendar(season, REPLANNED, person.id).decode().replace("\r\n ", "")
        assert "机密" not in text
        assert "13911112222" not in text
    # p01 is missing from the forum: his name stands nowhere in its entry.
    forum = event_calendar(SEASON, PUBLISHED, "forum-1").decode().replace("\r\n ", "")
    assert "甲书记" not in forum


def test_cancelled_items_stay_struck_out_unblocking_and_silent() -> None:
    gone = [
        entry
        for entry in entries(person_calendar(SEASON, REPLANNED, "p02", alarms=True))
        if str(entry["STATUS"]) == "CANCELLED"
    ]
    assert [str(entry["SUMMARY"]) for entry in gone] == [
        "【已取消】外出招商 长三角",
        "【已取消】拜访 无锡白露材料",
        "【已取消】无锡白露材料 → 江津",
    ]
    assert values(gone, "TRANSP") == {"TRANSPARENT"}
    assert values(gone, "SEQUENCE") == {"1"}
    assert [entry.subcomponents for entry in gone] == [[], [], []]


def test_cancelled_items_leave_thirty_days_after_their_end() -> None:
    # The trip of Thursday 4 March, the last cancelled one, ends with the day; its visit at 10:40.
    day_over = at(FRIDAY, 0)

    def at_moment(made_at: timedelta) -> list[str]:
        plan = REPLANNED.model_copy(update={"made_at": day_over + made_at, "trips": (), "events": ()})
        return titles(person_calendar(SEASON, plan, "p02"))

    assert at_moment(timedelta(days=30)) == ["【已取消】外出招商 长三角"]
    assert at_moment(timedelta(days=30, minutes=1)) == []


def test_a_cancelled_company_that_left_the_season_keeps_the_name_it_was_published_under() -> None:
    season = SEASON.model_copy(
        update={"companies": tuple(item for item in SEASON.companies if item.id != "c04")}
    )
    assert "【已取消】拜访 无锡白露材料" in titles(person_calendar(season, REPLANNED, "p02"))


def test_a_replan_changes_the_entries_it_touched_and_no_other_line() -> None:
    before = {str(e["UID"]): e for e in entries(person_calendar(SEASON, PUBLISHED, "p01"))}
    after = {str(e["UID"]): e for e in entries(person_calendar(SEASON, REPLANNED, "p01"))}
    assert before.keys() <= after.keys()
    changed = {uid for uid in before if before[uid].to_ical() != after[uid].to_ical()}
    raised = {uid for uid in before if sequence(before[uid]) + 1 == sequence(after[uid])}
    assert changed == raised
    # Trip, cancelled visit and its leg, the leg to the hotel, the visit an hour later; the rest stays.
    assert (len(changed), len(before)) == (5, 10)
    assert {str(after[uid]["SUMMARY"]) for uid in after.keys() - before.keys()} == {"装备制造企业家联谊会"}


def test_alarms_ring_only_where_asked_for_and_never_for_a_car() -> None:
    assert [e.subcomponents for e in entries(person_calendar(SEASON, PUBLISHED, "p01"))] == [[]] * 10
    ringing = {
        str(entry["SUMMARY"])[:5]: trigger(alarm)
        for entry in entries(person_calendar(SEASON, PUBLISHED, "p01", alarms=True))
        for alarm in entry.subcomponents
    }
    assert ringing == {
        "外出招商 ": "-PT6H",
        "G1234": "-PT1H",
        "航班 苏南": "-PT1H",
        "拜访 苏州": "-PT30M",
        "拜访 无锡": "-PT30M",
        "3月联席会": "-PT1H",
    }


def test_a_region_is_to_look_at_and_blocks_nobody() -> None:
    shown = entries(region_calendar(SEASON, REPLANNED, "csj"))
    assert values(shown, "TRANSP") == {"TRANSPARENT"}
    assert [str(entry["SUMMARY"]) for entry in shown] == [
        "外出招商 长三角（苏州、无锡）",
        "拜访 苏州云杉装备（虚构）有限公司",
        "【已取消】拜访 苏州灯塔“智造”\\测试厂",
        "拜访 无锡远帆 🚜 农机 Ltd.",
        "【已取消】外出招商 长三角",
        "【已取消】拜访 无锡白露材料",
    ]


def test_a_feed_is_no_invitation() -> None:
    for data in (person_calendar(SEASON, PUBLISHED, "p01"), trip_calendar(SEASON, PUBLISHED, "T01")):
        names = {line.split(b":")[0].split(b";")[0] for line in data.split(b"\r\n")}
        assert names & {b"METHOD", b"ORGANIZER", b"ATTENDEE"} == set()


@pytest.mark.parametrize(
    ("make", "list_name"),
    [
        (person_calendar, "people"),
        (trip_calendar, "trips"),
        (event_calendar, "events"),
        (region_calendar, "regions"),
    ],
)
def test_a_calendar_of_nobody_is_refused(make: object, list_name: str) -> None:
    assert callable(make)
    with pytest.raises(NoSuchCalendar) as refusal:
        make(SEASON, PUBLISHED, "nobody")
    [fault] = refusal.value.faults
    assert (fault.code, fault.value, fault.detail) == ("no_such_calendar", "nobody", {"list": list_name})


def test_a_plan_of_another_season_is_refused() -> None:
    with pytest.raises(InvalidPlan) as refusal:
        person_calendar(SEASON, PUBLISHED.model_copy(update={"season": "other"}), "p01")
    assert [fault.code for fault in refusal.value.faults] == ["calendar_of_another_season"]


@pytest.mark.parametrize("name", ["people", "companies", "regions", "cities"])
def test_a_plan_that_names_what_the_season_lacks_is_refused(name: str) -> None:
    plan: Plan = PUBLISHED
    season = SEASON.model_copy(update={name: getattr(SEASON, name)[:1] if name == "people" else ()})
    with pytest.raises(InvalidPlan) as refusal:
        person_calendar(season, plan, "p01")
    [fault] = refusal.value.faults
    assert (fault.code, fault.detail["list"]) == ("plan_names_unknown", name)
