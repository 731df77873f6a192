"""What an item of a plan is called for ever: UIDs given at first creation, and trip ids.

A UID is an RFC 4122 version 5 UUID of what the item is about, never of when it happens to be: a visit that
moves, or is dropped and comes back, is the same item (RFC 5545 §3.8.4.7). Being a hash it shows neither a
name nor a host (RFC 7986 §5.3). Once given it is read from the plan, never computed again.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from uuid import UUID, uuid5

from planner.plan import Day, Trip

# Drawn once at random; changing it would duplicate every item in every subscribed calendar.
NAMESPACE = UUID("3f0c7a52-7d0e-4b8e-9a51-5d3c1f6e2b94")

_TRIP_NUMBER = re.compile(r"T(\d+)")


def _uid(*parts: object) -> str:
    """The UUID of ``parts``; a length before each keeps ("a", "bc") and ("ab", "c") apart."""
    words = [str(part) for part in parts]
    return str(uuid5(NAMESPACE, "".join(f"{len(word)}:{word}" for word in words)))


def visit_uid(season: str, company: str) -> str:
    """The UID of the visit to ``company``: it is met at most once in ``season`` (both ids)."""
    return _uid("visit", season, company)


def event_uid(season: str, event: str) -> str:
    """The UID of ``event`` (an id) of ``season`` (an id)."""
    return _uid("event", season, event)


def trip_uid(season: str, version: int, trip: Trip, ordinal: int = 0) -> str:
    """The UID of a trip first seen in ``version`` of the plan of ``season`` (an id).

    ``ordinal`` tells apart trips of one base and leader that begin on one day.
    """
    return _uid("trip", season, version, trip.base, trip.leader, trip.dates[0].isoformat(), ordinal)


def deadline_uid(kind: str, subject: str) -> str:
    """The UID of a day on which something of the record ``subject`` (an id) falls due, of that ``kind``."""
    return _uid("deadline", kind, subject)


def leg_uid(trip: str, destination: str) -> str:
    """The UID of the leg of the trip with UID ``trip`` that leads to ``destination``, a key of leg_keys."""
    return _uid("leg", trip, destination)


def leg_keys(day: Day) -> Iterator[str]:
    """Where each leg of ``day`` leads, in order: ``company:<id>``, then ``hotel:<date>`` or ``home``."""
    last = "home" if day.night is None else f"hotel:{day.day.isoformat()}"
    keys = [*(f"company:{visit.company}" for visit in day.visits), last]
    for index, _ in enumerate(day.legs):
        # A leg beyond the last is a fault of the plan that the audit names; here it must only stay unique.
        yield keys[index] if index < len(keys) else f"{last}+{index}"


def calendar_uid(season: str, kind: str, subject: str) -> str:
    """The UID of a whole calendar (RFC 7986 §5.3), say of the ``person`` with id ``subject``."""
    return _uid("calendar", season, kind, subject)


def free_trip_ids(taken: Iterable[str]) -> Iterator[str]:
    """Trip ids ``T01``, ``T02``... above the highest number in ``taken``: a number is never used twice."""
    matches = (_TRIP_NUMBER.fullmatch(name) for name in taken)
    highest = max((int(match[1]) for match in matches if match), default=0)
    return (f"T{number:02d}" for number in count(highest + 1))


def in_order_of_time(trips: Iterable[Trip]) -> list[Trip]:
    """``trips`` by first day, then base, leader and last day: an order that no list's order decides."""

    def key(trip: Trip) -> tuple[date, str, str, date, str]:
        return (trip.dates[0], trip.base, trip.leader, trip.dates[-1], trip.id)

    return sorted(trips, key=key)
