"""Rule 9: an event lies on a candidate day, in order, with everyone it needs at home and free."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from planner.attendance import PersonDay, is_busy, span_of
from planner.audit.evidence import Evidence
from planner.audit.violation import Violation, broken
from planner.window import Span


def candidate_day(evidence: Evidence) -> Iterator[Violation]:
    """An event lies on one of its candidate days, a working day of the horizon."""
    for _, event, place in evidence.events:
        day = evidence.held[event.id]
        if day not in event.candidate_days or day not in evidence.working_days:
            yield broken("candidate_day", place, event=event.title, day=day)


def event_time(evidence: Evidence) -> Iterator[Violation]:
    """An event starts and ends when the season says; its kind and title are the season's."""
    for item, event, place in evidence.events:
        planned = span_of(event, evidence.held[event.id])
        same_times = (item.start, item.end) == (planned.start, planned.end)
        if not same_times or (item.kind, item.title) != (event.kind, event.title):
            yield broken("event_time", place, event=event.title, start=item.start, end=item.end)


def event_order(evidence: Evidence) -> Iterator[Violation]:
    """An event lies on a later day than every held event that it follows."""
    titles = {event.id: event.title for event in evidence.season.events}
    for _, event, place in evidence.events:
        for before in event.after:
            if before in evidence.held and evidence.held[before] >= evidence.held[event.id]:
                yield broken("event_order", place, event=event.title, before=titles[before])


def held_once(evidence: Evidence) -> Iterator[Violation]:
    """No event is held twice, and one that is not optional is held."""
    times = Counter(item.event for item, _, _ in evidence.events)
    for event in evidence.season.events:
        if times[event.id] > 1 or (times[event.id] == 0 and not event.optional):
            yield broken("held_once", "events", event=event.title, times=times[event.id])


def required_present(evidence: Evidence) -> Iterator[Violation]:
    """Everyone an event requires is at home that day and not busy meanwhile."""
    for _, event, place in evidence.events:
        day = evidence.held[event.id]
        for name in event.required:
            person = evidence.people[name]
            if PersonDay(name, day) in evidence.away or is_busy(person, span_of(event, day)):
                yield broken("required_present", place, event=event.title, person=person.name, day=day)


def required_once(evidence: Evidence) -> Iterator[Violation]:
    """Nobody is required at two events at a time."""
    for (_, one, _), (_, other, place) in combinations(evidence.events, 2):
        spans = span_of(one, evidence.held[one.id]), span_of(other, evidence.held[other.id])
        for name in sorted({*one.required} & {*other.required}):
            if one.id != other.id and spans[0].overlaps(spans[1]):
                words = {"event": other.title, "other": one.title, "person": evidence.people[name].name}
                yield broken("required_once", place, **words)


def guest_list(evidence: Evidence) -> Iterator[Violation]:
    """Of required and wished people each is listed once, as attending or missing; who attends can.

    Required people attend. A wished one attends only if at home, not busy, and at no other event meanwhile.
    """
    for item, event, place in evidence.events:
        invited = {*event.required, *event.wished}
        listed = Counter((*item.attending, *item.missing))
        complete = listed == Counter(invited) and {*event.required} <= {*item.attending}
        able = all(
            _can_attend(evidence, name, event.id) for name in item.attending if name not in event.required
        )
        if not (complete and able):
            yield broken("guest_list", place, event=event.title)


EVENT_RULES = (
    candidate_day,
    event_time,
    event_order,
    held_once,
    required_present,
    required_once,
    guest_list,
)


def _can_attend(evidence: Evidence, name: str, event_id: str) -> bool:
    spans: dict[str, Span] = {
        event.id: span_of(event, evidence.held[event.id]) for _, event, _ in evidence.events
    }
    elsewhere = [
        spans[event.id]
        for item, event, _ in evidence.events
        if event.id != event_id and (name in event.required or name in item.attending)
    ]
    at_home = PersonDay(name, evidence.held[event_id]) not in evidence.away
    free = not is_busy(evidence.people[name], spans[event_id])
    return at_home and free and not any(spans[event_id].overlaps(span) for span in elsewhere)
