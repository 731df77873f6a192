"""The day of one-to-one meetings as it is asked for: people, requests, slots, tables, weights."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from events.matchmaking.participant import Participant, Session
from events.matchmaking.request import Request
from planner.errors import Fault, InvalidMeetingDay
from planner.value import Value

# Beyond any hall; tables are counted one by one, so that their number must not be anything.
MOST_PARTICIPANTS, MOST_REQUESTS, MOST_TABLES, MOST_SLOTS = 1_000, 5_000, 500, 60


class Weights(Value):
    """What is given up for what, in points.

    ``missing_meeting``: each meeting short of a participant's guaranteed least. Of a change on the day:
    ``moved`` each meeting moved, ``moved_slot`` each slot it moves by, ``dropped`` each meeting dropped on
    top of its points and ``dropped_must`` each must in place of that, ``gap`` each group of idle slots.
    """

    missing_meeting: int = Field(default=1_000, ge=0)
    moved: int = Field(default=20, ge=0)
    moved_slot: int = Field(default=2, ge=0)
    dropped: int = Field(default=1_000, ge=0)
    dropped_must: int = Field(default=10_000, ge=0)
    gap: int = Field(default=5, ge=0)


class MeetingDay(Value):
    """What is to be arranged: ``slots`` of one length, the first ``morning_slots`` of them before lunch.

    At most ``tables`` meetings are held at once. With ``hold_all`` every request whose wish is not ``no``
    must be held, else only the musts must and the most valuable of the wishes are. ``most_gap_difference``
    is how far the groups of idle slots of two participants may differ: a rule with ``hold_all``, else kept
    as well as the most valuable meetings let it. None sets no limit.

    Raises :class:`InvalidMeetingDay` with every fault of its references.
    """

    participants: tuple[Participant, ...] = Field(max_length=MOST_PARTICIPANTS)
    requests: tuple[Request, ...] = Field(max_length=MOST_REQUESTS)
    slots: int = Field(ge=1, le=MOST_SLOTS)
    morning_slots: int = Field(ge=0)
    tables: int = Field(ge=0, le=MOST_TABLES)
    hold_all: bool = False
    most_gap_difference: int | None = Field(default=None, ge=0)
    weights: Weights = Weights()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = tuple(_faults(self))
        if faults:
            raise InvalidMeetingDay(faults)
        return self

    def session_of(self, slot: int) -> Session:
        """The half of the day that ``slot`` (from 1) lies in."""
        return Session.MORNING if slot <= self.morning_slots else Session.AFTERNOON


def _faults(day: MeetingDay) -> Iterator[Fault]:
    if day.morning_slots > day.slots:
        yield Fault(code="morning_beyond_slots", place="morning_slots", value=str(day.morning_slots))
    yield from _twice("participants", [item.id for item in day.participants])
    yield from _twice("requests", [item.id for item in day.requests])
    people, requests = {item.id for item in day.participants}, {item.id for item in day.requests}
    for number, person in enumerate(day.participants):
        for slot in person.forbidden:
            yield from _outside(f"participants[{number}].forbidden", slot, day.slots)
    for number, item in enumerate(day.requests):
        place = f"requests[{number}]"
        for end, who in (("first", item.first), ("second", item.second)):
            if who not in people:
                yield Fault(code="no_such_participant", place=f"{place}.{end}", value=who)
        if item.first == item.second:
            yield Fault(code="meets_oneself", place=place, value=item.first)
        for other in item.after:
            if other not in requests:
                yield Fault(code="no_such_request", place=f"{place}.after", value=other)
        if item.fixed_slot is not None:
            yield from _outside(f"{place}.fixed_slot", item.fixed_slot, day.slots)


def _twice(place: str, ids: list[str]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, item in enumerate(ids):
        if item in first:
            detail = {"first": f"{place}[{first[item]}]"}
            yield Fault(code="duplicate_id", place=f"{place}[{number}]", value=item, detail=detail)
        first.setdefault(item, number)


def _outside(place: str, slot: int, slots: int) -> Iterator[Fault]:
    if not 1 <= slot <= slots:
        yield Fault(code="no_such_slot", place=place, value=str(slot), detail={"slots": str(slots)})
