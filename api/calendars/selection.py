"""What of one plan stands in whose calendar: live entries first, then those that were cancelled."""

from collections.abc import Collection, Iterable, Iterator

from api.calendars.cancelled_items import cancelled_items
from api.calendars.directory import Directory
from api.calendars.event_items import event_item
from api.calendars.item import Item
from api.calendars.journey_items import all_days_item, trip_items, visit_items
from planner.plan import Cancelled, Trip


def items_of_person(directory: Directory, person: str) -> list[Item]:
    """His trips with visits and legs, and the events he attends or is required at; nobody's busy spans."""
    trips = (trip for trip in directory.plan.trips if person in trip.delegation)
    items = [item for trip in trips for item in trip_items(directory, trip)]
    items += _events_with(directory, {person})
    return _with_cancelled(directory, items, _gone_for(directory, {person}))


def items_of_unit(directory: Directory, unit: str) -> list[Item]:
    """The trips, visits and events of a unit's people, each once, to look at: nothing blocks, no legs."""
    people = {person.id for person in directory.season.people if person.unit == unit}
    trips = (trip for trip in directory.plan.trips if people.intersection(trip.delegation))
    items = list(_seen_from_outside(directory, trips))
    items += _events_with(directory, people, blocks=False)
    gone = (entry for entry in _gone_for(directory, people) if entry.kind != "leg")
    return _with_cancelled(directory, items, gone)


def items_of_region(directory: Directory, region: str) -> list[Item]:
    """The trips to a region and their visits, to look at: nothing blocks, no legs."""
    plan = directory.plan
    trips = [trip for trip in plan.trips if trip.region == region]
    known = {trip.id for trip in trips}
    known |= {entry.trip for entry in plan.cancelled if entry.kind == "trip" and entry.subject == region}
    gone = (entry for entry in plan.cancelled if entry.trip in known and entry.kind in {"trip", "visit"})
    return _with_cancelled(directory, list(_seen_from_outside(directory, trips)), gone)


def items_of_trip(directory: Directory, identity: str) -> list[Item]:
    """One trip with visits and legs, cancelled as a whole or in part."""
    plan = directory.plan
    trips = (trip for trip in plan.trips if trip.id == identity)
    items = [item for trip in trips for item in trip_items(directory, trip)]
    gone = (entry for entry in plan.cancelled if entry.trip == identity)
    return _with_cancelled(directory, items, gone)


def items_of_event(directory: Directory, identity: str) -> list[Item]:
    """One event; nothing while it has no date."""
    plan = directory.plan
    items = [event_item(directory, held) for held in plan.events if held.event == identity]
    gone = (entry for entry in plan.cancelled if entry.kind == "event" and entry.subject == identity)
    return _with_cancelled(directory, items, gone)


def items_of_plan(directory: Directory) -> list[Item]:
    """Everything that stands in anybody's calendar."""
    plan = directory.plan
    items = [item for trip in plan.trips for item in trip_items(directory, trip)]
    items += [event_item(directory, held) for held in plan.events]
    return _with_cancelled(directory, items, plan.cancelled)


def _seen_from_outside(directory: Directory, trips: Iterable[Trip]) -> Iterator[Item]:
    for trip in trips:
        yield all_days_item(directory, trip, blocks=False)
        yield from visit_items(directory, trip, blocks=False)


def _events_with(directory: Directory, people: Collection[str], *, blocks: bool = True) -> Iterator[Item]:
    required = {event.id for event in directory.season.events if not set(people).isdisjoint(event.required)}
    for held in directory.plan.events:
        if held.event in required or not set(people).isdisjoint(held.attending):
            yield event_item(directory, held, blocks=blocks)


def _gone_for(directory: Directory, people: Collection[str]) -> Iterable[Cancelled]:
    return (entry for entry in directory.plan.cancelled if not set(people).isdisjoint(entry.audience))


def _with_cancelled(directory: Directory, items: list[Item], gone: Iterable[Cancelled]) -> list[Item]:
    live = {item.revision.uid for item in items}
    return [*items, *cancelled_items(directory, gone, live)]
