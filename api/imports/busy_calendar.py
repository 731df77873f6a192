"""When somebody is busy, out of an iCalendar file (RFC 5545): repeated events written out, no free time."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import recurring_ical_events  # type: ignore[import-untyped]  # the package carries no types
from icalendar import Calendar, Component

from api.stopwatch import Stopwatch
from planner.clock import ZONE, at
from planner.errors import Fault, ZhaoshangError
from planner.value import Value

MOST_DAYS = 400
MOST_OCCURRENCES = 5_000
MOST_LINES = 200_000
MOST_DEPTH = 5
MOST_SECONDS = 20.0
MOST_TITLE_CHARACTERS = 300
_LINE = re.compile(r"^(BEGIN|END|RRULE)[;:](.*)$", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_PER_DAY = 24
# What the two packages raise over a damaged file, RecursionError and OverflowError among them.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, RuntimeError, ArithmeticError)


class UnusableCalendar(ZhaoshangError):
    """The file is no calendar, or one that cannot be written out in a bounded time."""


class Occurrence(Value):
    """One span of one event. ``uid`` and ``recurrence`` tell it from all others.

    ``recurrence`` is the day or moment at which a repeated event would be, empty for one that does not
    repeat.
    """

    uid: str
    recurrence: str
    start: datetime
    end: datetime
    title: str


def occurrences(content: bytes, first: date, last: date) -> tuple[Occurrence, ...]:
    """The busy spans from ``first`` to ``last`` (both included, days in China), in order of time.

    All-day events last from midnight to midnight in China, as do moments without a zone. Events that are
    cancelled, or shown as free (TRANSPARENT), are none. Titles of private events are left out.

    Raises :class:`UnusableCalendar`: calendar_unreadable, calendar_span_unfit, calendar_repeats_too_often,
    calendar_too_many, calendar_too_slow.
    """
    if not 0 <= (last - first).days < MOST_DAYS:
        detail = {"first": first.isoformat(), "last": last.isoformat(), "most": str(MOST_DAYS)}
        raise UnusableCalendar(Fault(code="calendar_span_unfit", value=str(last), detail=detail))
    watch = Stopwatch(MOST_SECONDS)
    refuse_unbounded(content)
    found: list[Occurrence] = []
    opens, closes = at(first, 0), at(last + timedelta(days=1), 0)
    for series in _series(_read(content)):
        if watch.stopped():
            raise UnusableCalendar(Fault(code="calendar_too_slow", detail={"seconds": f"{MOST_SECONDS:g}"}))
        repeats = any("RRULE" in item or "RDATE" in item for item in series.subcomponents)
        spans = (_occurrence(item, repeats=repeats) for item in _written_out(series, opens, closes))
        found += [span for span in spans if span is not None and span.start < closes and span.end > opens]
        if len(found) > MOST_OCCURRENCES:
            detail = {"most": str(MOST_OCCURRENCES)}
            raise UnusableCalendar(Fault(code="calendar_too_many", detail=detail))
    unique = {(item.uid, item.recurrence): item for item in found}
    return tuple(sorted(unique.values(), key=lambda item: (item.start, item.end, item.uid, item.recurrence)))


def refuse_unbounded(content: bytes) -> None:
    """Refuse, by its lines alone, a file whose reading or writing out would not end in good time.

    Raises UnusableCalendar: calendar_unreadable (too many lines, nested too deep), calendar_repeats_too_often
    (a rule that repeats more often than hourly; that steps by days to look for a day of the month, and may
    never find it; or, in a time zone, one that is not yearly).
    """
    text = content.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.replace("\n ", "").replace("\n\t", "").split("\n")
    if len(lines) > MOST_LINES:
        raise _unreadable(f"> {MOST_LINES}")
    inside: list[str] = []
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            continue
        name, rest = match.group(1).upper(), match.group(2).strip().upper()
        if name == "BEGIN":
            inside.append(rest)
            if len(inside) > MOST_DEPTH:
                raise _unreadable(f"BEGIN × {len(inside)}")
        elif name == "END" and inside:
            inside.pop()
        elif name == "RRULE":
            _refuse_rule(rest, in_zone="VTIMEZONE" in inside)


def _refuse_rule(text: str, *, in_zone: bool) -> None:
    parts = dict(part.partition("=")[::2] for part in text.rpartition(":")[2].split(";"))
    frequency = parts.get("FREQ", "")
    a_day = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        a_day *= len(parts.get(name, "0").split(","))
    too_often = frequency in {"SECONDLY", "MINUTELY", "HOURLY"} or a_day > _PER_DAY
    never = frequency in {"DAILY", "WEEKLY"} and parts.keys() & {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}
    if too_often or never or (in_zone and frequency != "YEARLY"):
        raise UnusableCalendar(Fault(code="calendar_repeats_too_often", value=text[:80]))


def _read(content: bytes) -> Calendar:
    try:
        calendar = Calendar.from_ical(content)
    except _DAMAGE as error:
        raise _unreadable(type(error).__name__) from error
    if calendar.name != "VCALENDAR":
        raise _unreadable(str(calendar.name))
    return calendar


def _unreadable(reason: str) -> UnusableCalendar:
    return UnusableCalendar(Fault(code="calendar_unreadable", detail={"reason": reason}))


def _series(calendar: Calendar) -> Iterator[Calendar]:
    """Each event with the changes to single occurrences of it, as a calendar of its own."""
    zones = [item for item in calendar.subcomponents if item.name == "VTIMEZONE"]
    groups: dict[str, list[Component]] = defaultdict(list)
    for number, item in enumerate(calendar.subcomponents):
        if item.name == "VEVENT":
            groups[str(item.get("UID") or f"#{number}")].append(item)
    for events in groups.values():
        series = Calendar({name: calendar[name] for name in ("X-WR-TIMEZONE",) if name in calendar})
        series.subcomponents = [*zones, *_one_master(events)]
        yield series


def _one_master(events: Iterable[Component]) -> list[Component]:
    """Of several events that claim to be the same one the last; the changed occurrences all."""
    changed = [item for item in events if "RECURRENCE-ID" in item]
    return [*[item for item in events if "RECURRENCE-ID" not in item][-1:], *changed]


def _written_out(series: Calendar, opens: datetime, closes: datetime) -> list[Component]:
    try:
        return list(recurring_ical_events.of(series).between(opens, closes))
    except _DAMAGE as error:
        raise _unreadable(type(error).__name__) from error


def _occurrence(component: Any, *, repeats: bool) -> Occurrence | None:
    """The span of a written-out event; None for one that does not keep anybody from travelling."""
    status, shown = str(component.get("STATUS", "")).upper(), str(component.get("TRANSP", "")).upper()
    if status == "CANCELLED" or shown == "TRANSPARENT":
        return None
    start, end = _moment(component["DTSTART"].dt), _moment(component["DTEND"].dt)
    if end <= start:
        return None
    recurrence = component.get("RECURRENCE-ID")
    is_private = str(component.get("CLASS", "PUBLIC")).upper() in {"PRIVATE", "CONFIDENTIAL"}
    title = "" if is_private else _CONTROL.sub(" ", str(component.get("SUMMARY", ""))).strip()
    return Occurrence(
        uid=_CONTROL.sub(" ", str(component.get("UID", "")))[:MOST_TITLE_CHARACTERS],
        recurrence=recurrence.dt.isoformat() if repeats and recurrence is not None else "",
        start=start,
        end=end,
        title=title[:MOST_TITLE_CHARACTERS],
    )


def _moment(value: date) -> datetime:
    if not isinstance(value, datetime):
        return at(value, 0)
    return value.replace(tzinfo=ZONE) if value.tzinfo is None else value.astimezone(ZONE)
