from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import icalendar
import pytest

from api.mail.address import Mailbox
from api.mail.scheduling import Method, scheduling_object
from tests.api.calendars.readers import libical_faults, read_by_ical_js, read_by_icalendar
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


def test_foreign_parsers_read_the_same_entry(tmp_path: Path) -> None:
    data = made(Method.REQUEST)
    assert read_by_ical_js(data, tmp_path) == read_by_icalendar(data)


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
