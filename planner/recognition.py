"""Recognise in the trips of a new plan those of the published one, so that they keep their id and UID."""

from collections.abc import Callable, Iterator
from itertools import count

from planner.clock import at
from planner.identity import free_trip_ids, in_order_of_time, trip_uid
from planner.plan import Cancelled, Plan, Trip

Name = tuple[str, str]


def recognised(new: Plan, previous: Plan | None, version: int) -> tuple[Trip, ...]:
    """The trips of ``new`` in order of time, each with its id and, in its revision, its UID.

    A trip is one of ``previous`` if it keeps that one's id, else its leader and most visits in common, else
    most visits in common; the two must share the base, and a visit or leader and a day. Next it is a
    cancelled trip come back: same region, leader and first day. A pinned trip that is neither keeps what it
    came with. Every other trip is new: the next free number, and a UID of its first ``version``.
    """
    trips = in_order_of_time(new.trips)
    published = _published_names(previous)
    names = _kept_names(trips, previous)
    _add_revived(names, trips, previous)
    _add_pinned(names, trips, published)
    _add_new(names, trips, published, lambda trip, ordinal: trip_uid(new.season, version, trip, ordinal))
    named = (_named(trip, *names[index]) for index, trip in enumerate(trips))
    return tuple(sorted(named, key=lambda trip: (trip.dates[0], trip.id)))


def _named(trip: Trip, name: str, uid: str) -> Trip:
    revision = trip.revision.model_copy(update={"uid": uid})
    return trip.model_copy(update={"id": name, "revision": revision})


def _published_names(previous: Plan | None) -> set[Name]:
    """Every trip id and item UID that was ever published."""
    if previous is None:
        return set()
    live = {(trip.id, trip.revision.uid) for trip in previous.trips}
    return live | {(item.trip, item.revision.uid) for item in previous.cancelled}


def _kept_names(trips: list[Trip], previous: Plan | None) -> dict[int, Name]:
    """Id and UID of each trip (an index) that was published, the likest pairs first."""
    published = in_order_of_time(previous.trips) if previous is not None else []
    pairs = sorted(
        (_unlikeness(trip, old), row, column)
        for row, trip in enumerate(trips)
        for column, old in enumerate(published)
        if _are_akin(trip, old)
    )
    names: dict[int, Name] = {}
    used: set[int] = set()
    for _, row, column in pairs:
        if row not in names and column not in used:
            names[row] = (published[column].id, published[column].revision.uid)
            used.add(column)
    return names


def _are_akin(trip: Trip, old: Trip) -> bool:
    same_leader_and_day = trip.leader == old.leader and bool(set(trip.dates) & set(old.dates))
    return trip.base == old.base and (same_leader_and_day or _common_visits(trip, old) > 0)


def _unlikeness(trip: Trip, old: Trip) -> tuple[bool, bool, int, int]:
    apart_days = abs((trip.dates[0] - old.dates[0]).days)
    return (trip.id != old.id, trip.leader != old.leader, -_common_visits(trip, old), apart_days)


def _common_visits(trip: Trip, old: Trip) -> int:
    return len({visit.company for visit in trip.visits} & {visit.company for visit in old.visits})


def _add_revived(names: dict[int, Name], trips: list[Trip], previous: Plan | None) -> None:
    """Name the trips that were cancelled and are back."""
    for index, trip in enumerate(trips):
        if index in names:
            continue
        taken = {uid for _, uid in names.values()}
        found = next((item for item in _graves_of(trip, previous) if item.revision.uid not in taken), None)
        if found is not None:
            names[index] = (found.trip, found.revision.uid)


def _graves_of(trip: Trip, previous: Plan | None) -> Iterator[Cancelled]:
    """The cancelled items that may be ``trip``, the latest change first."""
    cancelled = previous.cancelled if previous is not None else ()
    live = {old.revision.uid for old in previous.trips} if previous is not None else set()
    fitting = (
        item
        for item in cancelled
        if item.kind == "trip" and item.revision.uid not in live and _may_be(trip, item)
    )
    return iter(sorted(fitting, key=lambda item: (item.revision.changed_at, item.trip), reverse=True))


def _may_be(trip: Trip, item: Cancelled) -> bool:
    if trip.pinned and trip.revision.uid == item.revision.uid:
        return True
    same_leader = item.audience[:1] == (trip.leader,)
    return same_leader and item.subject == trip.region and item.start == at(trip.dates[0], 0)


def _add_pinned(names: dict[int, Name], trips: list[Trip], published: set[Name]) -> None:
    """Let pinned trips that nobody published keep what they came with, if it is theirs alone."""
    for index, trip in enumerate(trips):
        taken = published | set(names.values())
        own = (trip.id, trip.revision.uid)
        is_theirs = all(own) and all(own[0] != name and own[1] != uid for name, uid in taken)
        if index not in names and trip.pinned and is_theirs:
            names[index] = own


def _add_new(
    names: dict[int, Name],
    trips: list[Trip],
    published: set[Name],
    uid_of: Callable[[Trip, int], str],
) -> None:
    """Number the trips that are new and give them a UID."""
    taken = published | set(names.values())
    free = free_trip_ids(name for name, _ in taken)
    uids = {uid for _, uid in taken}
    for index, trip in enumerate(trips):
        if index not in names:
            uid = next(uid for uid in (uid_of(trip, ordinal) for ordinal in count()) if uid not in uids)
            uids.add(uid)
            names[index] = (next(free), uid)
