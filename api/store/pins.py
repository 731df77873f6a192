"""What stays when a season is planned anew: pinned visits, whole trips, dates of events."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from api.errors import InvalidInput, NotFound
from api.store import records
from api.store.kind import Reference
from api.store.links import refuse_dangling
from api.store.plans import plan_of, plan_record
from api.store.record import Stored
from api.store.season_frames import EVENT, SEASON, SeasonEvent, SeasonFrame
from api.store.work import Work
from planner.errors import Fault
from planner.plan import Trip
from planner.references import references_of_trip
from planner.season import Pins, VisitPin

# What planner.references calls the kinds of records that a trip names; its cities need no record.
_KINDS = {"base": "outpost", "region": "region", "person": "person", "company": "company"}

Season = Stored[SeasonFrame]


def pin_visit(work: Work, season: str, pin: VisitPin, version: int | None) -> Season:
    """Have the company met, on its day and under its leader if given; an earlier pin of it goes.

    Raises as :func:`api.store.records.replace` does, and :class:`InvalidInput` for a day outside the season.
    """
    frame = records.stored(work.session, SEASON, season).value
    _refuse_outside(frame, pin.day)
    named = [Reference("company", pin.company, "company")]
    named += [Reference("person", pin.leader, "leader")] if pin.leader else []
    refuse_dangling(work.session, {season: named})
    visits = (*(item for item in frame.pins.visits if item.company != pin.company), pin)
    return _changed(work, frame, version, visits=visits)


def unpin_visit(work: Work, season: str, company: str, version: int | None) -> Season:
    """Leave it open again whether and when the company is met; raises :class:`NotFound` if it was."""
    frame = records.stored(work.session, SEASON, season).value
    visits = tuple(item for item in frame.pins.visits if item.company != company)
    if len(visits) == len(frame.pins.visits):
        raise _not_pinned(company, "visit")
    return _changed(work, frame, version, visits=visits)


def pin_trip(work: Work, season: str, plan_id: str, trip_id: str, version: int | None) -> Season:
    """Keep a trip of a plan of the season as it is, hours and people and all.

    Raises as :func:`api.store.records.replace` does, :class:`NotFound` for a plan or trip that is not the
    season's, :class:`InvalidInput` for days outside the season or for what it names and is no more.
    """
    frame = records.stored(work.session, SEASON, season).value
    trip = _trip_of(work, season, plan_id, trip_id)
    for day in trip.dates:
        _refuse_outside(frame, day)
    refuse_dangling(work.session, {season: list(_references(trip))})
    others = tuple(item for item in frame.pins.trips if item.id != trip_id)
    return _changed(work, frame, version, trips=(*others, trip.model_copy(update={"pinned": True})))


def unpin_trip(work: Work, season: str, trip_id: str, version: int | None) -> Season:
    """Let the trip be planned anew; raises :class:`NotFound` if it was not pinned."""
    frame = records.stored(work.session, SEASON, season).value
    trips = tuple(item for item in frame.pins.trips if item.id != trip_id)
    if len(trips) == len(frame.pins.trips):
        raise _not_pinned(trip_id, "trip")
    return _changed(work, frame, version, trips=trips)


def pin_event(work: Work, season: str, event: str, day: date, version: int | None) -> Season:
    """Hold the event on ``day``.

    Raises as :func:`api.store.records.replace` does, :class:`NotFound` for an event that is not the season's,
    :class:`InvalidInput` for a day outside the season.
    """
    frame = records.stored(work.session, SEASON, season).value
    held: SeasonEvent = records.stored(work.session, EVENT, f"{season}:{event}").value
    _refuse_outside(frame, day)
    return _changed(work, frame, version, events={**frame.pins.events, held.id: day})


def unpin_event(work: Work, season: str, event: str, version: int | None) -> Season:
    """Leave the event's day open again; raises :class:`NotFound` if it was."""
    frame = records.stored(work.session, SEASON, season).value
    if event not in frame.pins.events:
        raise _not_pinned(event, "event")
    events = {name: day for name, day in frame.pins.events.items() if name != event}
    return _changed(work, frame, version, events=events)


def _changed(work: Work, frame: SeasonFrame, version: int | None, **pins: Any) -> Season:
    fresh = Pins.model_validate({**dict(frame.pins), **pins})
    return records.replace(work, SEASON, frame.model_copy(update={"pins": fresh}), version)


def _trip_of(work: Work, season: str, plan_id: str, trip_id: str) -> Trip:
    if plan_record(work.session, plan_id).season == season:
        for trip in plan_of(work.session, plan_id).trips:
            if trip.id == trip_id:
                return trip
    raise NotFound(Fault(code="no_such_record", value=trip_id, detail={"kind": "trip"}))


def _references(trip: Trip) -> Iterator[Reference]:
    for named in references_of_trip(trip, "trip"):
        if named.kind in _KINDS:
            yield Reference(_KINDS[named.kind], named.id, named.place)


def _refuse_outside(frame: SeasonFrame, day: date | None) -> None:
    if day is not None and not frame.first <= day <= frame.last:
        detail = {"first": frame.first.isoformat(), "last": frame.last.isoformat()}
        raise InvalidInput(
            Fault(code="pin_outside_season", place="day", value=day.isoformat(), detail=detail)
        )


def _not_pinned(identity: str, kind: str) -> NotFound:
    return NotFound(Fault(code="not_pinned", value=identity, detail={"kind": kind}))
