from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.mail.address import Mailbox
from api.mail.scheduling import Method, scheduling_object
from tests.api.calendars.parsers import read_by_home_assistant, read_by_libical, read_by_vobject
from tests.api.calendars.readers import libical_faults, read_by_ical_js, read_by_icalendar
from tests.api.calendars.test_readers import AWKWARD
from tests.api.mail.guests import ITEM, MAIL, NOW


def made(method: Method, guest: Mailbox = MAIL.guest) -> bytes:
    return scheduling_object(ITEM, MAIL.organizer, guest, method, NOW + timedelta(hours=1), MAIL.link)


def event_of(data: bytes) -> icalendar.Event:
    [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


@pytest.mark.parametrize("method", Method)
def test_libical_finds_nothing_missing_and_nothing_too_much(method: Method) -> None:
    assert libical_faults(made(method)) == []


@pytest.mark.parametrize("method", Method)
def test_it_lists_the_guest_alone_and_says_when_this_message_was_made(method: Method) -> None:
    event = event_of(made(method))
    assert str(event["ATTENDEE"]) == "mailto:zhao@firm.example"
    assert str(event["ORGANIZER"]) == f"mailto:{MAIL.organizer.address}"
    assert event.decoded("DTSTAMP") == (NOW + timedelta(hours=1)).astimezone(UTC)
    assert (str(event["UID"]), event["SEQUENCE"]) == (ITEM.revision.uid, ITEM.revision.sequence)


def test_a_request_asks_for_an_answer_and_a_cancellation_for_none() -> None:
    request, cancel = (event_of(made(method)) for method in (Method.REQUEST, Method.CANCEL))
    assert dict(request["ATTENDEE"].params) == {
        "CN": "赵一",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    assert dict(cancel["ATTENDEE"].params) == {"CN": "赵一"}
    assert (str(request["STATUS"]), str(cancel["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert (str(request["TRANSP"]), str(cancel["TRANSP"])) == ("OPAQUE", "TRANSPARENT")


@pytest.mark.parametrize("method", Method)
def test_foreign_parsers_read_the_same_entry(method: Method, tmp_path: Path) -> None:
    data = made(method)
    expected = read_by_icalendar(data)
    assert [read(data) for read in (read_by_libical, read_by_vobject, read_by_home_assistant)] == [
        expected
    ] * 3
    assert read_by_ical_js(data, tmp_path) == expected


@pytest.mark.parametrize("name", ["ORGANIZER", "ATTENDEE", "SUMMARY", "DTSTART", "UID"])
def test_libical_would_find_what_a_request_must_have(name: str) -> None:
    rows = made(Method.REQUEST).replace(b"\r\n ", b"").split(b"\r\n")
    zone_ends = rows.index(b"BEGIN:VEVENT")  # a DTSTART of the zone is another
    kept = [row for k, row in enumerate(rows) if k < zone_ends or not row.startswith(name.encode())]
    assert libical_faults(b"\r\n".join(kept)) != []


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(AWKWARD, min_size=4, max_size=4), method=st.sampled_from(Method))
def test_awkward_text_travels_whole_by_mail(texts: list[str], method: Method) -> None:
    summary, description, location, name = texts
    item = replace(ITEM, summary=f"会{summary}", description=description, location=location)
    guest = Mailbox(name=name, address="zhao@firm.example")
    data = scheduling_object(item, MAIL.organizer, guest, method, NOW, MAIL.link)
    assert libical_faults(data) == []
    assert read_by_libical(data) == read_by_icalendar(data)


def test_a_name_with_quotes_and_line_ends_cannot_break_out_of_its_parameter() -> None:
    hostile = Mailbox(name='赵"\r\nATTENDEE:mailto:x@y.example', address="zhao@firm.example")
    event = event_of(made(Method.REQUEST, hostile))
    assert str(event["ATTENDEE"]) == "mailto:zhao@firm.example"
    assert event["ATTENDEE"].params["CN"] == "赵' ATTENDEE:mailto:x@y.example"
    assert libical_faults(made(Method.REQUEST, hostile)) == []


def test_an_entry_with_an_alarm_rings_only_while_it_is_on() -> None:
    item = replace(ITEM, alarm_before=timedelta(hours=1))
    rings = [
        event_of(scheduling_object(item, MAIL.organizer, MAIL.guest, method, NOW)).walk("VALARM") != []
        for method in Method
    ]
    assert rings == [True, False]
