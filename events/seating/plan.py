"""A seating plan: seats in groups (rows, sides of a table, tables), and who sits on them."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from events.seating.attendee import Attendee
from events.seating.rules import CarSeat, SeatingRules
from planner.value import Value


class Layout(StrEnum):
    """What is sat at."""

    ROSTRUM = "rostrum"
    PHOTO = "photo"
    MEETING = "meeting"
    BANQUET = "banquet"
    CAR = "car"


class GroupKind(StrEnum):
    """A row, a side of a meeting table (or the seats behind it), a round table, a car."""

    ROW = "row"
    GUEST_SIDE = "guest_side"
    HOST_SIDE = "host_side"
    GUEST_BEHIND = "guest_behind"
    HOST_BEHIND = "host_behind"
    TABLE = "table"
    CAR = "car"


class Role(StrEnum):
    """What a seat is besides its number: 主陪, 副主陪, 主宾, 译员, 主谈."""

    PRINCIPAL_HOST = "principal_host"
    SECOND_HOST = "second_host"
    PRINCIPAL_GUEST = "principal_guest"
    INTERPRETER = "interpreter"


class Seat(Value):
    """A chair.

    ``position`` counts from 1: in a row from the audience's left to its right, along a side of a meeting
    table from the left of whoever stands in the door, around a table clockwise (seen from above) from the
    chair that faces the door. ``number`` is the place in the order of protocol: of everybody in rows and a
    car, of one side at a meeting, of the guests at a table; None where protocol is silent. ``attendee`` is
    None for an empty chair.
    """

    position: int = Field(ge=1)
    number: int | None = None
    attendee: str | None = None
    role: Role | None = None
    car_seat: CarSeat | None = None


class SeatGroup(Value):
    """Chairs that belong together; ``number`` is the row's from the front, or the table's.

    ``centre`` is the position in the middle of a meeting table's side, which faces that of the other side; a
    seat behind has the position of the seat it is behind.
    """

    kind: GroupKind
    number: int = Field(default=1, ge=1)
    name: str = Field(default="", max_length=40)
    seats: tuple[Seat, ...]
    head: bool = False
    centre: int | None = None


class Placed(Value):
    """Where somebody sits: the group and the chair."""

    group: SeatGroup
    seat: Seat


class SeatingPlan(Value):
    """Everybody on a chair, each once. Groups and seats stand in seat order: the order cards are printed in.

    ``ties`` are people (ids) whom rank and order number do not tell apart, seated as listed.
    ``guests_face_door`` is False for a meeting table that points at the door with its end;
    ``host_drives`` belongs to cars.
    """

    layout: Layout
    title: str = Field(min_length=1, max_length=200)
    rules: SeatingRules
    attendees: tuple[Attendee, ...]
    groups: tuple[SeatGroup, ...]
    ties: tuple[tuple[str, ...], ...] = ()
    guests_face_door: bool = True
    host_drives: bool = False

    @model_validator(mode="after")
    def _everybody_once(self) -> Self:
        seated = [placed.seat.attendee for placed in self.occupied()]
        known = [attendee.id for attendee in self.attendees]
        doubled = (
            sorted({name for name in known if known.count(name) > 1}) if len(set(known)) < len(known) else []
        )
        if doubled or len(seated) != len(known) or set(seated) != set(known):
            wrong = doubled or sorted({str(name) for name in set(seated) ^ set(known)}) or ["…"]
            raise PydanticCustomError(
                "not_seated_once",
                "everybody is seated exactly once; not so: {people}",
                {"people": ", ".join(wrong)},
            )
        return self

    @cached_property
    def by_id(self) -> dict[str, Attendee]:
        """The attendees by their ids."""
        return {attendee.id: attendee for attendee in self.attendees}

    @cached_property
    def _places(self) -> dict[str, Placed]:
        return {
            placed.seat.attendee: placed for placed in self.occupied() if placed.seat.attendee is not None
        }

    def occupied(self) -> Iterator[Placed]:
        """The chairs that are taken, in seat order."""
        for group in self.groups:
            for seat in group.seats:
                if seat.attendee is not None:
                    yield Placed.model_construct(group=group, seat=seat)

    def place_of(self, attendee: str) -> Placed | None:
        """Where ``attendee`` (id) sits, None for somebody the plan does not know. Cheap: check-in asks it."""
        return self._places.get(attendee)

    def reseated(
        self,
        groups: tuple[SeatGroup, ...],
        attendees: tuple[Attendee, ...],
        ties: tuple[tuple[str, ...], ...],
    ) -> Self:
        """The same layout with other seats and people, validated like any plan."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**fields | {"groups": groups, "attendees": attendees, "ties": ties})

    def in_seat_order(self) -> tuple[Attendee, ...]:
        """Everybody as the cards are laid out."""
        return tuple(self.by_id[str(placed.seat.attendee)] for placed in self.occupied())
