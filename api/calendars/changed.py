"""Whose calendars a new plan changes."""

from collections import defaultdict
from collections.abc import Iterable

from api.calendars.target import Target, TargetKind
from planner.plan import Cancelled, EventDate, Plan, Trip
from planner.season import Season

# What a calendar shows of an item: its UID, its SEQUENCE, and whether it is struck out.
Shown = dict[Target, set[tuple[str, int, bool]]]


def changed_targets(season: Season, before: Plan | None, after: Plan) -> set[Target]:
    """Every person, trip, event, unit and region in whose calendar an item is new, changed or cancelled.

    ``before`` is what was published last, None if nothing was. Both are read with ``season``: units as their
    people are in it now.
    """
    was = _shown(season, before) if before is not None else {}
    now = _shown(season, after)
    return {target for target in was.keys() | now.keys() if was.get(target) != now.get(target)}


def _shown(season: Season, plan: Plan) -> Shown:
    found: Shown = defaultdict(set)
    units = {person.id: person.unit for person in season.people}
    required: dict[str, tuple[str, ...]] = {event.id: event.required for event in season.events}
    for trip in plan.trips:
        _add_trip(found, season.id, trip, units)
    for event in plan.events:
        people = {*event.attending, *required.get(event.event, ())}
        item = (event.revision.uid, event.revision.sequence, False)
        for target in (_of_event(season.id, event), *_people(people), *_units(people, units)):
            found[target].add(item)
    regions = {trip.id: trip.region for trip in plan.trips} | {
        entry.trip: entry.subject for entry in plan.cancelled if entry.kind == "trip"
    }
    for entry in plan.cancelled:
        for target in _concerned(season.id, entry, units, regions):
            found[target].add((entry.revision.uid, entry.revision.sequence, True))
    return found


def _add_trip(found: Shown, season: str, trip: Trip, units: dict[str, str]) -> None:
    broad = [trip.revision, *(visit.revision for visit in trip.visits)]
    legs = [leg.revision for day in trip.days for leg in day.legs]
    travellers = [Target(kind=TargetKind.TRIP, id=trip.id, season=season), *_people(trip.delegation)]
    onlookers = [Target(kind=TargetKind.REGION, id=trip.region), *_units(trip.delegation, units)]
    for targets, revisions in ((travellers, [*broad, *legs]), (onlookers, broad)):
        for target in targets:
            found[target] |= {(revision.uid, revision.sequence, False) for revision in revisions}


def _concerned(
    season: str, entry: Cancelled, units: dict[str, str], regions: dict[str, str]
) -> Iterable[Target]:
    yield from _people(entry.audience)
    if entry.kind != "leg":
        yield from _units(entry.audience, units)
    if entry.kind == "event":
        yield Target(kind=TargetKind.EVENT, id=entry.subject, season=season)
    if entry.trip:
        yield Target(kind=TargetKind.TRIP, id=entry.trip, season=season)
        if entry.kind != "leg" and entry.trip in regions:
            yield Target(kind=TargetKind.REGION, id=regions[entry.trip])


def _of_event(season: str, event: EventDate) -> Target:
    return Target(kind=TargetKind.EVENT, id=event.event, season=season)


def _people(identities: Iterable[str]) -> Iterable[Target]:
    return (Target(kind=TargetKind.PERSON, id=identity) for identity in identities)


def _units(identities: Iterable[str], units: dict[str, str]) -> Iterable[Target]:
    named = {units[identity] for identity in identities if identity in units}
    return (Target(kind=TargetKind.UNIT, id=unit) for unit in named)
