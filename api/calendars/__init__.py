"""Calendars (RFC 5545, RFC 7986) of people, trips, events and regions.

Their bytes depend on season and plan alone. No clock and no environment is read, and the order of lists does
not matter, so that a feed's ETag changes when, and only when, something in it did. ``docs/calendars.md`` says
what stands in them and why.
"""

from api.calendars.files import calendar_file_name, calendar_files
from api.calendars.scopes import event_calendar, person_calendar, region_calendar, trip_calendar

__all__ = [
    "calendar_file_name",
    "calendar_files",
    "event_calendar",
    "person_calendar",
    "region_calendar",
    "trip_calendar",
]
