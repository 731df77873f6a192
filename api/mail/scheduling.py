"""The calendar part of a mail: one entry, one guest (RFC 5546 §3.2.2 REQUEST, §3.2.5 CANCEL)."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from icalendar import Calendar, Event, vCalAddress

from api.calendars.feed import PRODUCT
from api.calendars.item import Item, vevent
from api.calendars.plain import line
from api.calendars.zone import shanghai
from api.mail.address import Mailbox


class Method(StrEnum):
    """What the mail asks of a calendar."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Attendance(NamedTuple):
    """What the entry says of the guest: PARTSTAT, and whether an answer is asked for."""

    partstat: str = "NEEDS-ACTION"
    rsvp: bool = True


ASKED = Attendance()
COMES = Attendance("ACCEPTED", rsvp=False)


def scheduling_object(
    item: Item,
    organizer: Mailbox,
    guest: Mailbox,
    method: Method,
    made_at: datetime,
    link: str = "",
    attendance: Attendance = ASKED,
) -> bytes:
    """The iTIP object that invites ``guest`` alone, or takes the invitation back.

    UID and SEQUENCE are the item's. DTSTAMP is when this message was made (RFC 5545 §3.8.7.2). A CANCEL has
    STATUS:CANCELLED and lists only the guest who is uninvited (RFC 5546 §3.2.5). ``link`` is the guest's own
    page: some programs send the URL back with their answer, which then carries the guest's token.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(shanghai())
    calendar.add_component(_event(item, organizer, guest, method, made_at, link, attendance))
    data: bytes = calendar.to_ical()
    return data


def _event(
    item: Item,
    organizer: Mailbox,
    guest: Mailbox,
    method: Method,
    made_at: datetime,
    link: str,
    attendance: Attendance,
) -> Event:
    event = vevent(item, alarms=method is Method.REQUEST)
    del event["DTSTAMP"]
    event.add("dtstamp", made_at.astimezone(UTC))
    if method is Method.CANCEL:
        for name, text in (("status", "CANCELLED"), ("transp", "TRANSPARENT")):
            del event[name]
            event.add(name, text)
    event.add("organizer", _person(organizer))
    attendee = _person(guest)
    if method is Method.REQUEST:
        attendee.params["CUTYPE"] = "INDIVIDUAL"
        attendee.params["ROLE"] = "REQ-PARTICIPANT"
        attendee.params["PARTSTAT"] = attendance.partstat
        attendee.params["RSVP"] = "TRUE" if attendance.rsvp else "FALSE"
    event.add("attendee", attendee)
    if link:
        event.add("url", link)
    return event


def _person(box: Mailbox) -> vCalAddress:
    person = vCalAddress(f"mailto:{box.address}")
    name = line(box.name).replace('"', "'")  # a parameter cannot hold the double quote (RFC 5545 §3.2)
    if name:
        person.params["CN"] = name
    return person
