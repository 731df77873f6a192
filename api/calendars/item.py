"""One calendar entry as a value, and the VEVENT it becomes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Event, vCategory

from api.calendars.plain import line, paragraph
from planner.clock import ZONE
from planner.plan import Revision

_GEO_DECIMALS = 6  # RFC 5545 §3.8.1.6: six decimals are within a metre


@dataclass(frozen=True, kw_only=True)
class Item:
    """What a calendar shows once.

    ``start`` and ``end`` are both aware instants, or both dates: then the item lasts all day and ``end`` is
    the first day it no longer covers. ``geo`` is latitude and longitude in degrees WGS-84. ``blocks`` says
    whether its holder is taken (TRANSP). ``is_private`` asks readers to hide it from others (CLASS, advisory
    only). ``alarm_before`` is the time from the alarm to ``start``, printed only where alarms are asked for.
    ``city`` (a name), ``is_away`` (a whole trip) and ``is_deadline`` (something falls due) are printed by no
    entry: feeds that tell less need them.
    """

    revision: Revision
    summary: str
    start: datetime | date
    end: datetime | date
    categories: tuple[str, ...]
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    blocks: bool = True
    is_private: bool = True
    is_cancelled: bool = False
    alarm_before: timedelta | None = None
    city: str = ""
    is_away: bool = False
    is_deadline: bool = False

    @property
    def order(self) -> tuple[datetime, str]:
        """Where it stands in a file: by start, then UID, whatever the order of the plan's lists."""
        if isinstance(self.start, datetime):
            return (self.start.astimezone(UTC), self.revision.uid)
        return (datetime.combine(self.start, time(), ZONE).astimezone(UTC), self.revision.uid)


def vevent(item: Item, *, alarms: bool) -> Event:
    """The VEVENT of ``item``; its history is the revision's, DTSTAMP its last change.

    RFC 5545 §3.8.7.2: without METHOD, DTSTAMP is the item's last revision. No ORGANIZER or ATTENDEE: a feed
    is no invitation (RFC 5546 §3.2.1).
    """
    event = Event()
    event.add("uid", item.revision.uid)
    event.add("sequence", item.revision.sequence)
    event.add("created", item.revision.created_at.astimezone(UTC))
    event.add("last-modified", item.revision.changed_at.astimezone(UTC))
    event.add("dtstamp", item.revision.changed_at.astimezone(UTC))
    event.add("dtstart", _local(item.start))
    event.add("dtend", _local(item.end))
    event.add("summary", line(item.summary))
    # A property without a value is a fault to libical, and blanks alone are none.
    if description := paragraph(item.description):
        event.add("description", description)
    if location := line(item.location):
        event.add("location", location)
    if item.geo is not None:
        event.add("geo", tuple(round(degrees, _GEO_DECIMALS) for degrees in item.geo))
    if item.categories:
        categories = vCategory([])
        categories.cats = [line(word) for word in item.categories]  # it would make plain vText of them
        event.add("categories", categories)
    event.add("class", "PRIVATE" if item.is_private else "PUBLIC")
    event.add("status", "CANCELLED" if item.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if item.blocks and not item.is_cancelled else "TRANSPARENT")
    if alarms and item.alarm_before is not None and not item.is_cancelled:
        event.add_component(_valarm(item, item.alarm_before))
    return event


def _local(moment: datetime | date) -> datetime | date:
    return moment.astimezone(ZONE) if isinstance(moment, datetime) else moment


def _valarm(item: Item, before: timedelta) -> Alarm:
    """A DISPLAY alarm (RFC 5545 §3.6.6), its trigger negative: so long before the start."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", line(item.summary))
    return alarm
