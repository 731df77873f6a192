"""Entries put together into one calendar file (RFC 5545 §3.4, RFC 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, timedelta

from icalendar import Calendar

from api.calendars.item import Item, vevent
from api.calendars.plain import line
from api.calendars.zone import shanghai
from planner.clock import ZONE

PRODUCT = "-//zhaoshang//calendars 1//ZH"  # stable: part of the bytes, so not the program's version
REFRESH_EVERY = timedelta(hours=1)  # a floor for readers, not a command (RFC 7986 §5.7)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a calendar says of itself; ``colour`` is a CSS3 name (RFC 7986 §5.9).

    ``uid`` is the calendar's own (RFC 7986 §5.3). What is fetched has none: vdirsyncer 0.21 takes it for the
    UID of each entry, and is left with a single one.
    """

    uid: str | None
    name: str
    about: str
    colour: str


def feed(heading: Heading, items: Iterable[Item], *, alarms: bool) -> bytes:
    """The calendar file of ``items``: UTF-8, CRLF, lines of at most 75 octets, entries by start and UID.

    No METHOD: a feed is data, not a message, and METHOD:PUBLISH would demand an ORGANIZER. The calendar's
    LAST-MODIFIED is its entries' latest change, so that a change elsewhere in the plan leaves it alone.
    """
    ordered = sorted(items, key=lambda item: item.order)
    calendar = _empty()
    if heading.uid is not None:
        calendar.add("uid", heading.uid)
    # icalendar 7.3 knows these names as no TEXT and would leave ; and , unescaped.
    for name in ("name", "x-wr-calname"):
        calendar.add(name, line(heading.name))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, line(heading.about))
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("color", heading.colour)
    # RFC 7986 §5.7 requires VALUE=DURATION; icalendar 7.3 drops it unless told so.
    calendar.add("refresh-interval", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    if ordered:
        latest = max(item.revision.changed_at.astimezone(UTC) for item in ordered)
        calendar.add("last-modified", latest)
    calendar.add_component(shanghai())
    for item in ordered:
        calendar.add_component(vevent(item, alarms=alarms))
    data: bytes = calendar.to_ical()
    return data


def single(item: Item, *, alarms: bool) -> bytes:
    """A file of one entry, to be added to a calendar that one has: it says nothing of itself."""
    calendar = _empty()
    calendar.add_component(shanghai())
    calendar.add_component(vevent(item, alarms=alarms))
    data: bytes = calendar.to_ical()
    return data


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar
