"""Somebody to be seated, with what protocol and a good table ask about him."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby

from pydantic import Field

from events.guest import Segment
from planner.person import Rank
from planner.value import Value


class Side(StrEnum):
    """主方 or 客方."""

    HOST = "host"
    GUEST = "guest"


class Attendee(Value):
    """A person who sits, as seating sees him.

    ``rank`` and, among equals, ``order`` (序号, kept by the office, 1 before 2) make the order of protocol;
    it is never alphabetical and never by strokes. ``region`` and ``chain`` are ids, ``segment`` his place in
    the chain. ``height_cm`` serves the back rows of a photograph. An ``interpreter`` sits by his principal.
    """

    id: str = Field(min_length=1, max_length=320)
    name: str = Field(min_length=1, max_length=100)
    post: str = Field(default="", max_length=100)
    organisation: str = Field(default="", max_length=200)
    side: Side = Side.GUEST
    rank: Rank = Rank.STAFF
    order: int = 0
    region: str | None = None
    chain: str | None = None
    segment: Segment | None = None
    interpreter: bool = False
    height_cm: int | None = Field(default=None, ge=50, le=250)

    @property
    def precedence(self) -> tuple[int, int]:
        """What protocol compares: rank, then order number."""
        return (int(self.rank), self.order)


def in_protocol_order(attendees: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """The highest first; people whom rank and order number do not tell apart stay as they were listed."""
    return tuple(sorted(attendees, key=lambda attendee: attendee.precedence))


def undecided_ties(attendees: Iterable[Attendee]) -> tuple[tuple[str, ...], ...]:
    """The ids of people whom rank and order number do not tell apart, tie by tie: the office must say."""
    groups = groupby(in_protocol_order(attendees), key=lambda attendee: attendee.precedence)
    ties = (tuple(attendee.id for attendee in group) for _, group in groups)
    return tuple(tie for tie in ties if len(tie) > 1)


def ties_by_side(attendees: Iterable[Attendee]) -> tuple[tuple[str, ...], ...]:
    """The same where hosts and guests have an order each, so that only equals of one side are a tie."""
    people = tuple(attendees)
    return tuple(tie for side in Side for tie in undecided_ties(p for p in people if p.side is side))


_PRODUCTION = frozenset({Segment.UPSTREAM, Segment.MIDSTREAM, Segment.DOWNSTREAM})


def chain_neighbours(one: Attendee, other: Attendee) -> bool:
    """Whether the two could trade: same chain, different links of it (上中下游)."""
    return (
        one.chain is not None
        and one.chain == other.chain
        and one.segment != other.segment
        and {one.segment, other.segment} <= _PRODUCTION
    )
