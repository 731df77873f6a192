"""People to be seated, in short."""

from typing import Any

from events.guest import Segment
from events.seating.attendee import Attendee, Side
from events.seating.banquet import Banquet, Table
from planner.person import Rank


def attendee(name: str, rank: int = 5, order: int = 0, **fields: Any) -> Attendee:
    """Somebody whose id is the name."""
    return Attendee(**{"id": name, "name": name, "rank": Rank(rank), "order": order} | fields)


def in_order(count: int, **fields: Any) -> tuple[Attendee, ...]:
    """``count`` people of one rank, told apart by their order number: 1, 2, 3…."""
    return tuple(attendee(str(number), 3, number, **fields) for number in range(1, count + 1))


def host(name: str, rank: int = 3, order: int = 0, **fields: Any) -> Attendee:
    """Somebody of the hosts."""
    return attendee(name, rank, order, side=Side.HOST, **fields)


def member(name: str, chain: str, segment: str, **fields: Any) -> Attendee:
    """Somebody of a chain: up, mid or down."""
    return attendee(name, chain=chain, segment=Segment(f"{segment}stream"), **fields)


def banquet(*people: Attendee, sizes: tuple[int, ...] = (4, 4), **fields: Any) -> Banquet:
    """Tables of these sizes, numbered from 1, the first not a head table."""
    tables = tuple(Table(number=number, seats=seats) for number, seats in enumerate(sizes, start=1))
    return Banquet(**{"title": "晚宴", "attendees": people, "tables": tables} | fields)
