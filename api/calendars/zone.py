"""The one time zone of every calendar, written by ourselves.

RFC 5545 §3.6.5 wants a VTIMEZONE for each TZID. China has had no daylight saving since 1991, so one STANDARD
block holds for every date from 1992 on. icalendar 7.3 would generate one, but with daylight-saving onsets an
hour late, and ical.js reads only the first of several RDATE values: a block without either is read alike by
all.
"""

from datetime import datetime, timedelta

from icalendar import Timezone, TimezoneStandard

from planner.clock import ZONE

_OFFSET = timedelta(hours=8)
_ONSET_LOCAL = datetime(1970, 1, 1)  # noqa: DTZ001  (RFC 5545 §3.6.5: an onset is local time without a zone)


def shanghai() -> Timezone:
    """A fresh VTIMEZONE for Asia/Shanghai: UTC+08:00, no daylight saving; right from 1992 on."""
    standard = TimezoneStandard()
    standard.add("dtstart", _ONSET_LOCAL)
    standard.add("tzoffsetfrom", _OFFSET)
    standard.add("tzoffsetto", _OFFSET)
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    zone.add_component(standard)
    return zone
