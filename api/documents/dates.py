"""Days and times of day as office documents write them: 2027年3月2日（星期二）, 9:00—10:30."""

from datetime import date, datetime

from api.texts import Language, say
from planner.clock import DAY_MINUTES, day_of, minute_of

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
MONTHS_EN = (*_MONTHS, "November", "December")


def weekday(day: date, language: Language) -> str:
    """星期二."""
    return say(f"document.weekday.{_WEEKDAYS[day.weekday()]}", language)


def long_date(day: date, language: Language) -> str:
    """2027年3月2日."""
    words = {"year": day.year, "month": day.month, "month_name": MONTHS_EN[day.month - 1], "day": day.day}
    return say("document.date.long", language, **words)


def short_date(day: date, language: Language) -> str:
    """3月2日."""
    words = {"month": day.month, "month_name": MONTHS_EN[day.month - 1], "day": day.day}
    return say("document.date.short", language, **words)


def dated(day: date, language: Language) -> str:
    """2027年3月2日（星期二）."""
    words = {"date": long_date(day, language), "weekday": weekday(day, language)}
    return say("document.date.with_weekday", language, **words)


def short_dated(day: date, language: Language) -> str:
    """3月2日（星期二）."""
    words = {"date": short_date(day, language), "weekday": weekday(day, language)}
    return say("document.date.with_weekday", language, **words)


def date_range(first: date, last: date, language: Language) -> str:
    """2027年3月2日—4日; the month and the year are repeated only where they change."""
    if first == last:
        return long_date(first, language)
    if language == "en" or first.year != last.year:
        end = long_date(last, language)
    elif first.month != last.month:
        end = short_date(last, language)
    else:
        end = say("document.date.day_only", language, day=last.day)
    return f"{long_date(first, language)}—{end}"


def clock_time(instant: datetime, day: date, language: Language) -> str:
    """9:00, or 次日0:30 for what runs past midnight of ``day``."""
    minute = minute_of(instant, day)
    text = f"{minute % DAY_MINUTES // 60}:{minute % 60:02d}"
    return say("document.date.next_day", language, time=text) if minute >= DAY_MINUTES else text


def time_range(start: datetime, end: datetime, language: Language) -> str:
    """9:00—10:30."""
    day = day_of(start)
    return f"{clock_time(start, day, language)}—{clock_time(end, day, language)}"


def month_name(day: date, language: Language) -> str:
    """3月."""
    return say("document.date.month", language, month=day.month, month_name=MONTHS_EN[day.month - 1])
