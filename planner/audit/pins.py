"""Rule 10: what is pinned stays."""

from collections.abc import Iterator

from planner.audit.evidence import Evidence
from planner.audit.violation import Violation, broken


def pinned_trips(evidence: Evidence) -> Iterator[Violation]:
    """Every pinned trip is in the plan as it was pinned."""
    kept = {item.trip.id for item in evidence.trips if evidence.is_pinned(item.trip)}
    for pin in evidence.season.pins.trips:
        if pin.id not in kept:
            yield broken("pinned_trips", "trips", trip=pin.id, day=pin.dates[0])


def pinned_visits(evidence: Evidence) -> Iterator[Violation]:
    """Every pinned company is met, on its day and under its leader if these are pinned."""
    meetings = [
        (visit.company, day.day, item.trip.leader)
        for item in evidence.trips
        for day, visit, _ in item.visits()
    ]
    for pin in evidence.season.pins.visits:
        kept = any(
            company == pin.company and pin.day in {None, day} and pin.leader in {None, leader}
            for company, day, leader in meetings
        )
        if not kept:
            yield broken("pinned_visits", "trips", company=evidence.companies[pin.company].name)


def pinned_events(evidence: Evidence) -> Iterator[Violation]:
    """Every pinned event is held on its day."""
    titles = {event.id: event.title for event in evidence.season.events}
    for event, day in evidence.season.pins.events.items():
        if evidence.held.get(event) != day:
            yield broken("pinned_events", "events", event=titles[event], day=day)


PIN_RULES = (pinned_trips, pinned_visits, pinned_events)
