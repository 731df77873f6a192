"""The calendar part of an answer: REPLY (RFC 5546 §3.2.3) or COUNTER (§3.2.7), believed in nothing."""

from datetime import date, datetime

from icalendar import Calendar, Event, vCalAddress

from api.mail.answer import CalendarAnswer, Doubt, Incoming, Reply
from planner.clock import ZONE

_REPLIES = {
    "ACCEPTED": Reply.ACCEPTED,
    "DECLINED": Reply.DECLINED,
    "TENTATIVE": Reply.TENTATIVE,
    "DELEGATED": Reply.DELEGATED,
}
_MOST_COMMENT = 1_000


class BadAnswer(Exception):
    """A calendar part that a person must look at."""

    def __init__(self, doubt: Doubt, detail: str = "") -> None:
        super().__init__(detail)
        self.doubt = doubt
        self.detail = detail


def calendar_answer(data: bytes, told: Incoming) -> CalendarAnswer:
    """What the part ``data`` of the mail ``told`` answers.

    ORGANIZER may be missing: outlook.com sends none. Raises :class:`BadAnswer`: it cannot be parsed, is
    neither REPLY nor COUNTER, speaks of several entries or for several guests, or answers nothing.
    """
    try:
        calendar = Calendar.from_ical(data)
    except Exception as error:  # icalendar raises ValueError and whatever its parts raise
        raise BadAnswer(Doubt.BROKEN_CALENDAR, f"{type(error).__name__}: {error}") from error
    if not isinstance(calendar, Calendar):
        raise BadAnswer(Doubt.BROKEN_CALENDAR, "no VCALENDAR")
    method = str(calendar.get("METHOD", "")).upper()
    if method not in {"REPLY", "COUNTER"}:
        raise BadAnswer(Doubt.OTHER_METHOD, method)
    events = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    if len({str(event.get("UID", "")) for event in events}) != 1 or any("RECURRENCE-ID" in e for e in events):
        raise BadAnswer(Doubt.SEVERAL_ENTRIES if events else Doubt.BROKEN_CALENDAR, f"VEVENT: {len(events)}")
    if events[0].errors:  # icalendar leaves out what it cannot read
        raise BadAnswer(Doubt.BROKEN_CALENDAR, "; ".join(f"{name}: {why}" for name, why in events[0].errors))
    try:
        return _answer(events[0], method, told)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadAnswer(Doubt.BROKEN_CALENDAR, f"{type(error).__name__}: {error}") from error


def _answer(event: Event, method: str, told: Incoming) -> CalendarAnswer:
    attendee = _attendee(event, method)
    status = "" if attendee is None else str(attendee.params.get("PARTSTAT", "")).upper()
    reply = Reply.COUNTER if method == "COUNTER" else _REPLIES.get(status)
    uid = str(event.get("UID", "")).strip().lower()  # ours are; Apple writes them in capitals
    if reply is None or not uid:
        raise BadAnswer(Doubt.NO_ANSWER, f"PARTSTAT: {status}")
    delegate = "" if attendee is None else str(attendee.params.get("DELEGATED-TO", ""))
    return CalendarAnswer(
        **dict(told),
        uid=uid,
        sequence=int(event.get("SEQUENCE", 0)),
        reply=reply,
        made_at=_instant(event, "DTSTAMP"),
        attendee="" if attendee is None else _address(attendee),
        delegate=_address(delegate.strip('"')),
        comment=_comment(event),
        start=_instant(event, "DTSTART") if reply is Reply.COUNTER else None,
        end=_instant(event, "DTEND") if reply is Reply.COUNTER else None,
    )


def _attendee(event: Event, method: str) -> vCalAddress | None:
    """Who answers. A COUNTER of Gmail and Outlook may list everybody: then nobody, and the token decides."""
    found = event.get("ATTENDEE")
    people = found if isinstance(found, list) else [] if found is None else [found]
    if len(people) == 1:
        return people[0]  # type: ignore[no-any-return]  # icalendar's values are untyped here
    if method == "COUNTER":
        return None
    raise BadAnswer(Doubt.SEVERAL_GUESTS if people else Doubt.NO_ANSWER, f"ATTENDEE: {len(people)}")


def _address(text: str) -> str:
    lowered = text.strip().lower()
    return lowered.removeprefix("mailto:")


def _comment(event: Event) -> str:
    found = event.get("COMMENT", "")
    texts = found if isinstance(found, list) else [found]
    return "\n".join(str(text) for text in texts).strip()[:_MOST_COMMENT]


def _instant(event: Event, name: str) -> datetime | None:
    """An instant of the entry; a whole day counts from its midnight, a floating time as China's."""
    if name not in event:
        return None
    found = event.decoded(name)
    if isinstance(found, datetime):
        return found if found.tzinfo is not None else found.replace(tzinfo=ZONE)
    return datetime(found.year, found.month, found.day, tzinfo=ZONE) if isinstance(found, date) else None
