"""Events from their rows, as the sheet asks for them."""

from datetime import date
from pathlib import Path
from typing import Any

from planner.event import Event, EventKind
from tests.api.imports.workbooks import Rows, adding, checked


def events(folder: Path, *rows: dict[str, Any]) -> list[Event]:
    """The events of these rows alone, from March to May."""

    def spoil(book: Rows) -> None:
        book["活动"] = list(rows)
        book["规则"][3]["value"] = "2027-5-31"

    imported = checked(folder, spoil)
    assert imported.faults == ()
    assert imported.season is not None
    return list(imported.season.events)


def test_a_forum_requires_its_chief_and_keeps_off_holidays_and_joint_meetings(tmp_path: Path) -> None:
    forum, meeting = events(
        tmp_path,
        {"id": "F", "kind": "企业家联谊会", "days": "4月1日-4月8日、4月19日-4月21日", "chain": "L1",
         "required": "P3", "company_count": 30, "expert_count": 5},
        {"id": "J", "kind": "联席会议", "days": "4月20日"},
    )  # fmt: skip
    # 清明 is Monday 5 April: 2 and 6 April touch it; the joint meeting is on the 20th.
    assert [f"{day:%m-%d}" for day in forum.candidate_days] == ["04-01", "04-07", "04-08", "04-19", "04-21"]
    assert (forum.required, forum.chain, forum.company_count, forum.expert_count) == (
        ("P2", "P3"),
        "L1",
        30,
        5,
    )
    assert (forum.title, meeting.id) == ("企业家联谊会", "J-2027-04-20")


def test_a_ceremony_wishes_for_the_principals(tmp_path: Path) -> None:
    (ceremony,) = events(
        tmp_path, {"kind": "签约仪式", "days": "5月17日", "wished": "P2", "company_count": 12}
    )
    assert (ceremony.kind, ceremony.wished, ceremony.required) == (
        EventKind.SIGNING_CEREMONY,
        ("P1", "P2"),
        (),
    )
    assert ceremony.company_count == 12


def test_joint_meetings_are_one_a_month_and_ask_for_representatives(tmp_path: Path) -> None:
    meetings = events(
        tmp_path, {"id": "J", "kind": "联席会议", "required_units": "全部", "start": "下午2点半"}
    )
    # 20 March 2027 is a Saturday: Friday the 19th.
    assert [(event.id, event.candidate_days) for event in meetings] == [
        ("J-2027-03", (date(2027, 3, 19),)),
        ("J-2027-04", (date(2027, 4, 20),)),
        ("J-2027-05", (date(2027, 5, 20),)),
    ]
    assert {(event.required, event.start_minute) for event in meetings} == {(("P3",), 870)}


def test_a_training_wishes_for_everybody_of_its_units(tmp_path: Path) -> None:
    (training,) = events(
        tmp_path,
        {
            "kind": "培训",
            "days": "4月2日",
            "wished_units": "招商局",
            "required": "P4",
            "duration_minutes": "2小时",
        },
    )
    assert (training.required, training.wished) == (("P4",), ("P2", "P3", "P5"))
    assert (training.candidate_days, training.duration_minutes) == ((date(2027, 4, 2),), 120)


def test_an_event_after_a_series_comes_after_all_of_it(tmp_path: Path) -> None:
    *_, closing = events(
        tmp_path, {"id": "J", "kind": "联席会议"}, {"id": "X", "kind": "其他", "title": "总结", "after": "J"}
    )
    assert closing.after == ("J-2027-03", "J-2027-04", "J-2027-05")


def test_a_day_that_is_fixed_is_the_only_candidate_even_at_short_notice(tmp_path: Path) -> None:
    (forum,) = events(
        tmp_path, {"kind": "联谊会", "chain": "L1", "pinned_day": "3月2日", "days": "4月1日-4月8日"}
    )
    assert forum.candidate_days == (date(2027, 3, 2),)


def test_a_day_that_is_fixed_may_touch_a_holiday_and_hold_a_joint_meeting(tmp_path: Path) -> None:
    forum, ceremony, _ = events(
        tmp_path,
        {"kind": "联谊会", "chain": "L1", "pinned_day": "4月2日"},
        {"kind": "签约", "pinned_day": "4月20日"},
        {"id": "J", "kind": "联席会议"},
    )[:3]
    assert [event.candidate_days for event in (forum, ceremony)] == [
        (date(2027, 4, 2),),
        (date(2027, 4, 20),),
    ]


def test_notice_is_counted_from_the_data_s_moment(tmp_path: Path) -> None:
    # The data stand for 22 February; ten days on is 4 March.
    (other,) = events(tmp_path, {"kind": "其他", "title": "座谈", "days": "3月1日-3月5日", "notice_days": 10})
    assert other.candidate_days == (date(2027, 3, 4), date(2027, 3, 5))


def test_a_unit_without_anybody_cannot_be_required(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["单位"].append({"id": "U2", "name": "财政局", "economic": "否"})
        rows["活动"][2]["required_units"] = "招商局、财政局"

    faults = checked(tmp_path, spoil).faults
    assert [(fault.code, fault.place, fault.detail["unit"]) for fault in faults] == [
        ("unit_without_people", "活动!I5", "财政局")
    ]


def test_an_event_nobody_can_attend_is_noted(tmp_path: Path) -> None:
    imported = checked(tmp_path, adding("日程占用", person="P2", dates="每天"))
    assert "event_never_possible" in {note.code for note in imported.notes}
