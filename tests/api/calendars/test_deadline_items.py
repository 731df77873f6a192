"""What falls due, as calendars show it: read back by other programs, at each level, in both languages."""

from datetime import date
from pathlib import Path

import icalendar
import pytest

from api.calendars.privacy import Level
from api.calendars.scopes import NoSuchCalendar
from api.calendars.subscribed import Published, single_item, subscribed_calendar
from api.calendars.target import Target, TargetKind
from events.deadlines import of_milestone
from events.milestones import FiveOnes
from tests.api.calendars.deadlines import PROJECT, due_of, history
from tests.api.calendars.readers import libical_faults, read_by_ical_js, read_by_icalendar, read_by_khal
from tests.api.calendars.sample import REPLANNED, SEASON
from tests.api.calendars.test_readers import as_instants

HEAD, BUREAU = Target(kind=TargetKind.PERSON, id="p01"), Target(kind=TargetKind.UNIT, id="bureau")
SPRING = [Published(SEASON, REPLANNED)]


def calendar(target: Target = HEAD, level: Level = Level.FULL, *, alarms: bool = False) -> bytes:
    due = due_of(target.kind.value, target.id)
    return subscribed_calendar([], target, due=due, level=level, alarms=alarms)


def events(data: bytes) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_the_owner_has_what_falls_due_all_day_and_is_not_taken_by_it() -> None:
    found = [
        (str(entry["SUMMARY"]), entry.decoded("DTSTART"), entry.decoded("DTEND"), str(entry["STATUS"]))
        for entry in events(calendar())
    ]
    land = "三期用地 120 亩未落实； 须在二季度前供地，否则客户改投他处，请规资局与园…"
    assert found == [
        ("开工提醒 云杉智能产线", date(2027, 2, 26), date(2027, 2, 27), "CONFIRMED"),
        ("【已办结】办结期限 高管子女入学", date(2027, 3, 1), date(2027, 3, 2), "CANCELLED"),
        ("【已移交】办结期限 用电; 用气, 扩容", date(2027, 3, 4), date(2027, 3, 5), "CANCELLED"),
        (f"办结期限 {land}", date(2027, 3, 11), date(2027, 3, 12), "CONFIRMED"),
        ("开工期限 云杉智能产线", date(2027, 3, 28), date(2027, 3, 29), "CONFIRMED"),
    ]
    assert {str(entry["TRANSP"]) for entry in events(calendar())} == {"TRANSPARENT"}
    assert [int(str(entry["SEQUENCE"])) for entry in events(calendar())] == [0, 1, 1, 1, 0]


def test_an_entry_tells_everything_one_must_know() -> None:
    [start] = [entry for entry in events(calendar()) if "期限 云杉" in str(entry["SUMMARY"])]
    assert str(start["DESCRIPTION"]).split("\n") == [
        "重点项目：云杉智能产线",
        "签约：2026-12-28",
        "期限：2027-03-28",
        "责任单位：招商投资局",
        "包联领导：甲书记",
        "一抓到底责任人：乙副区长",
        "作战图：攻坚图；二号",
        "工作专班：一专班, 五人",
    ]
    [land] = [entry for entry in events(calendar()) if "三期用地" in str(entry["SUMMARY"])]
    lines = str(land["DESCRIPTION"]).split("\n")
    assert lines[1:] == [
        "须在二季度前供地，否则客户改投他处，请规资局与园区一并研究 🏭",
        "类别：土地",
        "企业：苏州云杉装备（虚构）有限公司",
        "项目：云杉智能产线",
        "期限：2027-03-11",
        "责任单位：招商投资局",
        "责任人：甲书记",
    ]


def test_what_of_the_five_ones_lacks_is_said() -> None:
    bare = PROJECT.model_copy(update={"five_ones": FiveOnes()})
    data = subscribed_calendar([], HEAD, due=[history(of_milestone(bare)[0]).entry])
    [entry] = events(data)
    assert str(entry["DESCRIPTION"]).split("\n")[-1] == "五个一尚缺：一张作战图、一个工作专班、一抓到底责任人"


@pytest.mark.parametrize("level", Level)
def test_a_level_tells_what_it_may_and_never_another_uid_sequence_or_day(level: Level) -> None:
    def kept(data: bytes) -> list[tuple[object, ...]]:
        names = ("UID", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "TRANSP", "CLASS")
        return [tuple(entry[name].to_ical() for name in names[:2]) for entry in events(data)] + [
            tuple(str(entry.decoded(name)) for name in names[2:4]) + tuple(str(entry[n]) for n in names[4:])
            for entry in events(data)
        ]

    full, less = calendar(), calendar(level=level)
    assert kept(less) == kept(full)
    assert libical_faults(less) == []
    if level is Level.BUSY:
        assert {str(entry["SUMMARY"]) for entry in events(less)} == {"期限", "【已取消】期限"}
    if level is not Level.FULL:
        text = less.decode().replace("\r\n ", "")
        assert [word for word in ("攻坚图", "责任", "苏州云杉装备", "甲书记") if word in text] == []
        assert {entry.get("DESCRIPTION") for entry in events(less)} == {None}
    if level is Level.TITLE:
        assert [str(entry["SUMMARY"]) for entry in events(less)] == [
            str(entry["SUMMARY"]) for entry in events(full)
        ]


def test_a_unit_has_its_own_and_nothing_rings() -> None:
    data = calendar(BUREAU, alarms=True)
    assert len(events(data)) == 5
    assert icalendar.Calendar.from_ical(data).walk("VALARM") == []


def test_an_owner_is_reminded_the_evening_before_of_what_is_live() -> None:
    data = calendar(alarms=True)
    assert [len(entry.walk("VALARM")) for entry in events(data)] == [1, 0, 0, 1, 1]


def test_khal_lists_the_same(tmp_path: Path) -> None:
    data = calendar()
    assert read_by_khal(data, tmp_path, date(2027, 2, 1), 90) == read_by_icalendar(data)


def test_ical_js_reads_the_same(tmp_path: Path) -> None:
    data = calendar()
    assert read_by_ical_js(data, tmp_path) == {as_instants(item) for item in read_by_icalendar(data)}


def test_they_stand_beside_the_trips_and_the_order_they_come_in_changes_no_byte() -> None:
    due = due_of("person", "p01")
    data = subscribed_calendar(SPRING, HEAD, due=due)
    assert subscribed_calendar(SPRING, HEAD, due=due[::-1]) == data
    alone = {entry.to_ical() for entry in events(subscribed_calendar(SPRING, HEAD))}
    both = {entry.to_ical() for entry in events(data)}
    assert both - alone == {entry.to_ical() for entry in events(calendar())}
    assert alone <= both


def test_one_entry_alone_is_the_one_of_the_calendar() -> None:
    due = due_of("person", "p01")
    for entry in events(calendar()):
        [single] = events(single_item(SPRING, str(entry["UID"]), person="p01", due=due))
        assert single.to_ical() == entry.to_ical()
    with pytest.raises(NoSuchCalendar):
        single_item(SPRING, due[0].revision.uid, person="p01")
