"""Aware datetimes outside, integer minutes of a day inside; converted here and nowhere else.

The one zone is IANA Asia/Shanghai (UTC+08:00, no daylight saving since 1991). A minute is counted from
00:00 of the day it belongs to and may exceed 1,440 for what runs past midnight.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
DAY_MINUTES = 1_440


def at(day: date, minute: int) -> datetime:
    """The aware instant ``minute`` minutes after 00:00 of ``day``."""
    return datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)


def minute_of(instant: datetime, day: date) -> int:
    """Minutes from 00:00 of ``day`` to ``instant``, rounded down; negative before ``day``."""
    delta = instant.astimezone(ZONE).replace(tzinfo=None) - datetime.combine(day, time())
    return int(delta.total_seconds() // 60)


def day_of(instant: datetime) -> date:
    """The calendar day in China that ``instant`` falls on."""
    return instant.astimezone(ZONE).date()


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Every calendar day from ``first`` to ``last``, both included."""
    return tuple(first + timedelta(days=offset) for offset in range((last - first).days + 1))
