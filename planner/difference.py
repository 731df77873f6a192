"""What changed between two plans of a season, item by item."""

from datetime import date
from enum import StrEnum

from planner.clock import day_of
from planner.objective import away_days
from planner.plan import Plan, Trip
from planner.value import Value


class Change(StrEnum):
    """What happened to an item."""

    VISIT_ADDED = "visit_added"
    VISIT_DROPPED = "visit_dropped"
    VISIT_MOVED = "visit_moved"
    VISIT_RETIMED = "visit_retimed"
    EVENT_ADDED = "event_added"
    EVENT_DROPPED = "event_dropped"
    EVENT_MOVED = "event_moved"
    AWAY_ADDED = "away_added"
    AWAY_DROPPED = "away_dropped"


class Difference(Value):
    """One item that differs: a company, event or person (id), with its words before and after.

    For a visit the words are the day, the start and the leader; for an event its day; for a person the days
    that changed between home and away.
    """

    change: Change
    subject: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class TripChange(StrEnum):
    """What happened to a trip."""

    ADDED = "trip_added"
    DROPPED = "trip_dropped"
    CHANGED = "trip_changed"


class TripWords(Value):
    """What people know a trip by; ids, but for the two days."""

    id: str
    first: date
    last: date
    region: str
    leader: str
    members: tuple[str, ...]
    companies: tuple[str, ...]


class TripDifference(Value):
    """A trip that differs, as it was and as it is."""

    change: TripChange
    before: TripWords | None = None
    after: TripWords | None = None


Meeting = tuple[str, str, str]


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Everything that differs, visits first, then events, then people; each sorted by id."""
    return (*_visits(before, after), *_events(before, after), *_people(before, after))


def trip_differences(before: Plan, after: Plan) -> tuple[TripDifference, ...]:
    """The trips that differ in days, region, people or companies, matched by UID, in order of time."""
    old, new = ({trip.revision.uid: _words(trip) for trip in plan.trips} for plan in (before, after))
    found = []
    for uid in old.keys() | new.keys():
        was, now = old.get(uid), new.get(uid)
        if was == now:
            continue
        change = TripChange.CHANGED
        if was is None or now is None:
            change = TripChange.ADDED if was is None else TripChange.DROPPED
        found.append(TripDifference(change=change, before=was, after=now))
    return tuple(sorted(found, key=_when))


def _words(trip: Trip) -> TripWords:
    return TripWords(
        id=trip.id,
        first=trip.dates[0],
        last=trip.dates[-1],
        region=trip.region,
        leader=trip.leader,
        members=tuple(sorted(trip.members)),
        companies=tuple(visit.company for visit in trip.visits),
    )


def _when(item: TripDifference) -> tuple[date, str, str]:
    shown = item.after or item.before
    assert shown is not None  # noqa: S101  (a difference has at least one side)
    return (shown.first, shown.id, item.change)


def _meetings(plan: Plan) -> dict[str, Meeting]:
    return {
        visit.company: (day.day.isoformat(), trip.leader, visit.start.strftime("%H:%M"))
        for trip in plan.trips
        for day in trip.days
        for visit in day.visits
    }


def _visits(before: Plan, after: Plan) -> list[Difference]:
    old, new, found = _meetings(before), _meetings(after), list[Difference]()
    for company in sorted(old.keys() | new.keys()):
        was, now = old.get(company), new.get(company)
        if was == now:
            continue
        if was is None:
            change = Change.VISIT_ADDED
        elif now is None:
            change = Change.VISIT_DROPPED
        else:
            change = Change.VISIT_RETIMED if was[:2] == now[:2] else Change.VISIT_MOVED
        found.append(Difference(change=change, subject=company, before=was or (), after=now or ()))
    return found


def _events(before: Plan, after: Plan) -> list[Difference]:
    old = {item.event: day_of(item.start).isoformat() for item in before.events}
    new = {item.event: day_of(item.start).isoformat() for item in after.events}
    found = []
    for event in sorted(old.keys() | new.keys()):
        was, now = old.get(event), new.get(event)
        if was != now:
            change = Change.EVENT_MOVED
            if was is None or now is None:
                change = Change.EVENT_ADDED if was is None else Change.EVENT_DROPPED
            found.append(
                Difference(
                    change=change, subject=event, before=(was,) if was else (), after=(now,) if now else ()
                )
            )
    return found


def _people(before: Plan, after: Plan) -> list[Difference]:
    old, new = _away(before), _away(after)
    found = []
    for person in sorted(old.keys() | new.keys()):
        gone = sorted(day.isoformat() for day in old.get(person, set()) - new.get(person, set()))
        come = sorted(day.isoformat() for day in new.get(person, set()) - old.get(person, set()))
        if come:
            found.append(Difference(change=Change.AWAY_ADDED, subject=person, after=tuple(come)))
        if gone:
            found.append(Difference(change=Change.AWAY_DROPPED, subject=person, before=tuple(gone)))
    return found


def _away(plan: Plan) -> dict[str, set[date]]:
    away: dict[str, set[date]] = {}
    for item in away_days(plan.trips):
        away.setdefault(item.person, set()).add(item.day)
    return away
