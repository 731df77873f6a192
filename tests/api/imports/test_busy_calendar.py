"""Busy times out of .ics files: repeated, excepted, moved, cancelled, all day; bombs defused."""

from datetime import date

import pytest

from api.imports.busy_calendar import MOST_OCCURRENCES, Occurrence, UnusableCalendar, occurrences
from planner.clock import at

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)


def _calendar(*events: str, zone: str = "") -> bytes:
    text = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", zone, *events, "END:VCALENDAR"))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return ("\r\n".join(lines) + "\r\n").encode()


def _event(*lines: str, uid: str = "e") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"))


def _days(*events: str) -> list[str]:
    return [item.start.isoformat() for item in occurrences(_calendar(*events), FIRST, LAST)]


def _code(content: bytes) -> str:
    with pytest.raises(UnusableCalendar) as refused:
        occurrences(content, FIRST, LAST)
    return refused.value.faults[0].code


def test_one_event_is_one_span() -> None:
    event = _event("DTSTART:20260511T010000Z", "DTEND:20260511T030000Z", "SUMMARY:党校\\, 学习")
    assert occurrences(_calendar(event), FIRST, LAST) == (
        Occurrence(
            uid="e",
            recurrence="",
            start=at(date(2026, 5, 11), 540),
            end=at(date(2026, 5, 11), 660),
            title="党校, 学习",
        ),
    )


def test_an_event_of_whole_days_runs_from_midnight_to_midnight_in_china() -> None:
    event = _event("DTSTART;VALUE=DATE:20260511", "DTEND;VALUE=DATE:20260513")
    (found,) = occurrences(_calendar(event), FIRST, LAST)
    assert (found.start, found.end) == (at(date(2026, 5, 11), 0), at(date(2026, 5, 13), 0))


def test_a_day_without_an_end_is_one_day() -> None:
    (found,) = occurrences(_calendar(_event("DTSTART;VALUE=DATE:20260511")), FIRST, LAST)
    assert (found.start, found.end) == (at(date(2026, 5, 11), 0), at(date(2026, 5, 12), 0))


def test_a_moment_without_a_zone_is_chinas() -> None:
    (found,) = occurrences(_calendar(_event("DTSTART:20260511T090000", "DURATION:PT1H")), FIRST, LAST)
    assert (found.start, found.end) == (at(date(2026, 5, 11), 540), at(date(2026, 5, 11), 600))


def test_a_rule_is_written_out_without_its_exceptions_and_with_its_changes() -> None:
    series = _event(
        "DTSTART;TZID=Asia/Shanghai:20260504T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;BYDAY=MO",
        "EXDATE;TZID=Asia/Shanghai:20260511T090000",
    )
    moved = _event(
        "RECURRENCE-ID;TZID=Asia/Shanghai:20260518T090000",
        "DTSTART;TZID=Asia/Shanghai:20260519T140000",
        "DURATION:PT1H",
    )
    found = occurrences(_calendar(series, moved), FIRST, LAST)
    assert [item.start for item in found] == [
        at(date(2026, 5, 4), 540),
        at(date(2026, 5, 19), 840),
        at(date(2026, 5, 25), 540),
    ]
    assert [item.recurrence[:10] for item in found] == ["2026-05-04", "2026-05-18", "2026-05-25"]


def test_free_and_cancelled_time_is_none() -> None:
    when = ("DTSTART:20260511T010000Z", "DURATION:PT1H")
    assert _days(_event(*when, "TRANSP:TRANSPARENT"), _event(*when, "STATUS:CANCELLED", uid="f")) == []
    cancelled = _event("RECURRENCE-ID:20260512T010000Z", "DTSTART:20260512T010000Z", "STATUS:CANCELLED")
    series = _event(*when, "RRULE:FREQ=DAILY;COUNT=3")
    assert [day[:10] for day in _days(series, cancelled)] == ["2026-05-11", "2026-05-13"]


def test_the_title_of_a_private_event_is_left_out() -> None:
    event = _event("DTSTART:20260511T010000Z", "DURATION:PT1H", "SUMMARY:体检", "CLASS:PRIVATE")
    assert [item.title for item in occurrences(_calendar(event), FIRST, LAST)] == [""]


def test_only_what_touches_the_span_counts() -> None:
    events = (
        _event("DTSTART;VALUE=DATE:20260430", uid="before"),
        _event("DTSTART;VALUE=DATE:20260430", "DTEND;VALUE=DATE:20260502", uid="into"),
        _event("DTSTART;VALUE=DATE:20260531", uid="last"),
        _event("DTSTART;VALUE=DATE:20260601", uid="after"),
    )
    assert [item.uid for item in occurrences(_calendar(*events), FIRST, LAST)] == ["into", "last"]


def test_of_two_events_with_one_uid_the_last_holds() -> None:
    assert _days(_event("DTSTART;VALUE=DATE:20260511"), _event("DTSTART;VALUE=DATE:20260512")) == [
        "2026-05-12T00:00:00+08:00"
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "freq=secondly", "INTERVAL=1;FREQ=WEEKLY;BYWEEKNO=99",
    ],
)  # fmt: skip
def test_a_rule_that_would_not_end_in_good_time_is_refused(rule: str) -> None:
    event = _event("DTSTART:20260511T010000Z", "DURATION:PT1M", f"RRULE:{rule}")
    assert _code(_calendar(event)) == "calendar_repeats_too_often"
    folded = event.replace("FREQ", "FR\n EQ")
    assert (
        _code(b"BEGIN:VCALENDAR\r\n" + folded.encode() + b"\r\nEND:VCALENDAR") == "calendar_repeats_too_often"
    )


def test_a_time_zone_that_changes_every_second_is_refused() -> None:
    change = "DTSTART:19700101T000000\nRRULE:FREQ=DAILY\nTZOFFSETFROM:+0800\nTZOFFSETTO:+0800"
    zone = f"BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\n{change}\nEND:STANDARD\nEND:VTIMEZONE"
    assert (
        _code(_calendar(_event("DTSTART;TZID=X:20260511T010000"), zone=zone)) == "calendar_repeats_too_often"
    )


def test_more_occurrences_than_anybody_has_are_refused() -> None:
    events = [
        _event(f"DTSTART:202605{1 + n % 30:02}T010000Z", "DURATION:PT1H", uid=str(n))
        for n in range(MOST_OCCURRENCES + 1)
    ]
    assert _code(_calendar(*events)) == "calendar_too_many"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe\x00", b"<html>log in</html>", b"BEGIN:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 1_000,
        b"X:1\r\n" * 200_001,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:never\r\nEND:VEVENT\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260511T010000Z\r\nRRULE:FREQ=OFTEN\r\nEND:VEVENT\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260511T010000Z\r\nDURATION:P99999999999D\r\nEND:VEVENT\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:no start\r\nEND:VEVENT\r\nEND:VCALENDAR",
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    assert _code(content) == "calendar_unreadable"


@pytest.mark.parametrize("last", [date(2026, 4, 30), date(2027, 6, 5)])
def test_an_unfit_span_is_refused(last: date) -> None:
    with pytest.raises(UnusableCalendar, match="calendar_span_unfit"):
        occurrences(_calendar(), FIRST, last)


def test_equal_files_give_equal_spans_in_order_of_time() -> None:
    events = [_event(f"DTSTART;VALUE=DATE:202605{day:02}", uid=str(day)) for day in (20, 3, 11)]
    found = occurrences(_calendar(*events), FIRST, LAST)
    assert [item.uid for item in found] == ["3", "11", "20"]
    assert found == occurrences(_calendar(*reversed(events)), FIRST, LAST)
