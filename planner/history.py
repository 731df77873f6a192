"""Carry the history of a published plan into a new one, so that calendars change only where the plan did.

The solver invents trips afresh each time. :func:`with_history` finds in them what was published before, and
gives every item its UID, its SEQUENCE and the instants it was created and last changed: SEQUENCE rises by
one exactly when something a calendar shows of the item changed, and never falls, not even when a change is
taken back (RFC 5545 §3.8.7.4; RFC 5546 §2.1.4 asks it of times, we also of place, transport and people,
because clients overlook edits without it). What vanished is kept in ``Plan.cancelled``.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from planner.clock import at
from planner.errors import Fault, InvalidPlan
from planner.identity import event_uid, leg_keys, leg_uid, visit_uid
from planner.plan import Cancelled, Day, EventDate, Leg, Plan, Point, Revision, Status, Trip
from planner.recognition import recognised

Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Item:
    """One dated thing of a plan, with all that a calendar shows of it in ``shown``."""

    key: Key
    uid: str
    kind: str
    subject: str
    title: str
    start: datetime
    end: datetime
    holders: tuple[str, ...]
    shown: Hashable
    revision: Revision
    trip: str = ""
    all_day: bool = False
    pinned: bool = False


def with_history(new: Plan, previous: Plan | None, made_at: datetime) -> Plan:
    """``new`` with the ids, revisions, cancelled items and version that follow from ``previous``.

    ``previous`` is the last published plan of the season, None if there is none. ``made_at`` stamps what
    changed; where it lies before an item's last change, that stands. If nothing changed in trips and events,
    those and the version, ``made_at`` and cancelled items are those of ``previous``. A trip id of ``new``
    that ``previous`` does not hold is provisional, unless the trip is pinned. An INFEASIBLE answer is nothing
    to publish and comes back as it is: keep ``previous`` for the next call.

    Raises :class:`InvalidPlan` if the two plans are of different seasons.
    """
    if new.status is Status.INFEASIBLE:
        return new
    if previous is not None and previous.season != new.season:
        raise InvalidPlan(
            Fault(code="history_of_another_season", value=previous.season, detail={"season": new.season})
        )
    version = 1 if previous is None else previous.version + 1
    named = new.model_copy(update={"trips": recognised(new, previous, version)})
    ledger = _Ledger(previous, made_at)
    revisions = {item.key: ledger.revision_of(item) for item in _items(named)}
    dated = named.model_copy(
        update={
            "version": version,
            "made_at": made_at,
            "trips": tuple(_revised_trip(trip, revisions) for trip in named.trips),
            "events": _sorted_events(
                event.model_copy(update={"revision": revisions["event", event.event]}) for event in new.events
            ),
        }
    )
    dated = dated.model_copy(update={"cancelled": ledger.cancelled(list(_items(dated)))})
    return dated if previous is None else _unless_equal(dated, previous)


def _sorted_events(events: Iterable[EventDate]) -> tuple[EventDate, ...]:
    return tuple(sorted(events, key=lambda event: (event.start, event.event)))


def _unless_equal(new: Plan, previous: Plan) -> Plan:
    """``new``, under the version and in the order of ``previous`` where they publish the same."""
    was, now = (
        (
            {trip.revision.uid: trip for trip in plan.trips},
            _sorted_events(plan.events),
            _sorted_cancelled(plan.cancelled),
        )
        for plan in (previous, new)
    )
    kept = ("version", "made_at", "trips", "events", "cancelled")
    return new if was != now else new.model_copy(update={name: getattr(previous, name) for name in kept})


def _sorted_cancelled(entries: Iterable[Cancelled]) -> tuple[Cancelled, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.start, entry.revision.uid, entry.trip)))


def _revised_trip(trip: Trip, revisions: Mapping[Key, Revision]) -> Trip:
    """``trip`` with the revision of its own and those of all its visits and legs."""
    uid = trip.revision.uid

    def revised_day(day: Day) -> Day:
        visits = tuple(
            visit.model_copy(update={"revision": revisions["visit", visit.company]}) for visit in day.visits
        )
        legs = tuple(
            leg.model_copy(update={"revision": revisions["leg", uid, key]})
            for leg, key in zip(day.legs, leg_keys(day), strict=True)
        )
        return day.model_copy(update={"visits": visits, "legs": legs})

    days = tuple(revised_day(day) for day in trip.days)
    return trip.model_copy(update={"revision": revisions["trip", uid], "days": days})


def _items(plan: Plan) -> Iterator[_Item]:
    """Everything of ``plan`` that a calendar shows as an entry of its own."""
    for event in plan.events:
        yield _Item(
            key=("event", event.event),
            uid=event_uid(plan.season, event.event),
            kind="event",
            subject=event.event,
            title=event.title,
            start=event.start,
            end=event.end,
            holders=event.attending,
            shown=(event.kind, event.title, event.venue, event.start, event.end, frozenset(event.attending)),
            revision=event.revision,
            pinned=event.pinned,
        )
    for trip in plan.trips:
        yield _trip_item(trip)
        for day in trip.days:
            yield from _visit_items(plan.season, trip, day)
            yield from _leg_items(trip, day)


def _crew(trip: Trip) -> Hashable:
    """Under which number and who: the leader apart, the others in no order."""
    return (trip.id, trip.leader, frozenset(trip.members))


def _trip_item(trip: Trip) -> _Item:
    programme = tuple((day.day, tuple(visit.company for visit in day.visits), day.night) for day in trip.days)
    return _Item(
        key=("trip", trip.revision.uid),
        uid=trip.revision.uid,
        kind="trip",
        subject=trip.region,
        title=trip.region,
        start=at(trip.dates[0], 0),
        end=at(trip.dates[-1] + timedelta(days=1), 0),
        holders=trip.delegation,
        shown=(_crew(trip), trip.base, trip.region, programme),
        revision=trip.revision,
        trip=trip.id,
        all_day=True,
        pinned=trip.pinned,
    )


def _visit_items(season: str, trip: Trip, day: Day) -> Iterator[_Item]:
    for index, visit in enumerate(day.visits):
        door: Point | None = day.legs[index].destination if index < len(day.legs) else None
        yield _Item(
            key=("visit", visit.company),
            uid=visit_uid(season, visit.company),
            kind="visit",
            subject=visit.company,
            title=door.name if door is not None else visit.company,
            start=visit.start,
            end=visit.end,
            holders=trip.delegation,
            shown=(_crew(trip), visit.start, visit.end, door),
            revision=visit.revision,
            trip=trip.id,
            pinned=trip.pinned,
        )


def _leg_items(trip: Trip, day: Day) -> Iterator[_Item]:
    for leg, key in zip(day.legs, leg_keys(day), strict=True):
        numbers = "/".join(ride.number for ride in leg.rides if ride.number)
        yield _Item(
            key=("leg", trip.revision.uid, key),
            uid=leg_uid(trip.revision.uid, key),
            kind="leg",
            subject="",
            title=f"{numbers} {leg.origin.name} → {leg.destination.name}".strip(),
            start=leg.depart,
            end=leg.arrive,
            holders=trip.delegation,
            shown=(_crew(trip), _way(leg)),
            revision=leg.revision,
            trip=trip.id,
            pinned=trip.pinned,
        )


def _way(leg: Leg) -> Hashable:
    """What a traveller reads of ``leg``: places, times, numbers; neither the fare nor the kilometres."""
    rides = tuple(
        (ride.mode, ride.number, ride.origin, ride.destination, ride.depart, ride.arrive, ride.estimated)
        for ride in leg.rides
    )
    return (leg.origin, leg.destination, leg.depart, leg.arrive, rides)


@dataclass
class _Ledger:
    """What was published before, and what becomes of it."""

    previous: Plan | None
    made_at: datetime
    before: dict[Key, _Item] = field(init=False)
    buried: dict[str, Revision] = field(init=False)

    def __post_init__(self) -> None:
        self.before = {item.key: item for item in _items(self.previous)} if self.previous else {}
        self.buried = {}
        for entry in self.previous.cancelled if self.previous else ():
            known = self.buried.get(entry.revision.uid)
            if known is None or known.sequence < entry.revision.sequence:
                self.buried[entry.revision.uid] = entry.revision

    def revision_of(self, item: _Item) -> Revision:
        """The revision that follows from what was published of ``item``."""
        before = self.before.get(item.key)
        if before is not None:
            return before.revision if before.shown == item.shown else self._raised(before.revision)
        if item.uid in self.buried:
            return self._raised(self.buried[item.uid])
        if item.pinned and item.revision.uid == item.uid:
            return item.revision
        return Revision(uid=item.uid, created_at=self.made_at, changed_at=self.made_at)

    def _raised(self, revision: Revision) -> Revision:
        # A published plan of a later season's clock must not make LAST-MODIFIED run backwards.
        update = {"sequence": revision.sequence + 1, "changed_at": max(self.made_at, revision.changed_at)}
        return revision.model_copy(update=update)

    def cancelled(self, live: list[_Item]) -> tuple[Cancelled, ...]:
        """What calendars must show as cancelled, by UID and by the trip whose calendar held it."""
        now = {item.revision.uid: item for item in live}
        entries = {
            (entry.revision.uid, entry.trip): entry
            for entry in (self.previous.cancelled if self.previous else ())
        }
        for before in self.before.values():
            left = self._left(before, now.get(before.revision.uid))
            if left is not None:
                known = entries.get((left.revision.uid, left.trip))
                earlier = known.audience if known is not None else ()
                audience = tuple(dict.fromkeys((*left.audience, *earlier)))
                entries[left.revision.uid, left.trip] = left.model_copy(update={"audience": audience})
        kept = (_without_holders(entry, now.get(entry.revision.uid)) for entry in entries.values())
        return _sorted_cancelled(entry for entry in kept if entry is not None)

    def _left(self, before: _Item, after: _Item | None) -> Cancelled | None:
        """The entry for those who held ``before`` and do not hold ``after``; None if nobody lost it."""
        lost = tuple(person for person in before.holders if after is None or person not in after.holders)
        if after is not None and after.trip == before.trip and not lost:
            return None
        return Cancelled(
            revision=self._raised(before.revision) if after is None else after.revision,
            kind=before.kind,
            subject=before.subject,
            title=before.title,
            start=before.start,
            end=before.end,
            all_day=before.all_day,
            trip=before.trip,
            audience=lost,
        )


def _without_holders(entry: Cancelled, live: _Item | None) -> Cancelled | None:
    """``entry`` without those whose calendars hold the item again; None once nobody misses it."""
    if live is None:
        return entry
    audience = tuple(person for person in entry.audience if person not in live.holders)
    if not audience and live.trip == entry.trip:
        return None
    return entry if audience == entry.audience else entry.model_copy(update={"audience": audience})
