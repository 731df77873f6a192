"""Seating customs as data: each with its name, its source and the day it holds from.

Sources contradict each other on even numbers and, behind that, on whose left is meant (``shared`` practice
notes, §3), so neither is a constant: a chart always names the viewpoint and the convention it follows.
"""

from datetime import date
from enum import StrEnum

from planner.value import Value


class Hand(StrEnum):
    """A hand: whose, the rule says."""

    LEFT = "left"
    RIGHT = "right"


class Viewpoint(StrEnum):
    """From where left and right are told: by those who sit on the rostrum, or by the audience."""

    ROSTRUM = "rostrum"
    AUDIENCE = "audience"


class EvenConvention(StrEnum):
    """Who sits where when the number is even and no seat is the middle one."""

    TWO_IN_THE_MIDDLE = "two_in_the_middle"
    """1 and 2 share the middle, 2 at the upper hand of 1, 3 at its other hand."""
    FIRST_AT_UPPER_HAND = "first_at_upper_hand"
    """1 sits on the upper side of the middle, 2 on the other, 3 beside 1."""


class CarSeat(StrEnum):
    """The passengers' seats of a car whose driver sits at the left."""

    REAR_RIGHT = "rear_right"
    REAR_LEFT = "rear_left"
    REAR_MIDDLE = "rear_middle"
    FRONT = "front"


class SeatingRules(Value):
    """One custom.

    ``upper`` is the more honoured hand, told as seen from ``seen_from``. ``meeting_upper`` is that hand at a
    meeting table, told by those who sit there; the interpreter sits at the ``interpreter_hand`` of his
    principal, or behind him if that is None. ``banquet_first`` is the hand of the principal host where
    guest 1 sits. ``photo_alternates`` lets hosts and guests alternate outward in a photograph. ``car_driven``
    and ``car_host_drives`` rank a car's seats under a chauffeur and under the host himself.

    ``source`` says where rows are prescribed, ``table_source`` where tables and cars are.
    ``in_force_from`` is the day the bureau works by it. ``confirmed_by`` names the office that confirmed it;
    empty, charts say that nobody has yet.
    """

    id: str
    name: str
    name_en: str
    source: str
    in_force_from: date
    table_source: str = ""
    confirmed_by: str = ""
    upper: Hand = Hand.LEFT
    seen_from: Viewpoint = Viewpoint.ROSTRUM
    even: EvenConvention = EvenConvention.TWO_IN_THE_MIDDLE
    meeting_upper: Hand = Hand.RIGHT
    interpreter_hand: Hand | None = Hand.RIGHT
    banquet_first: Hand = Hand.RIGHT
    photo_alternates: bool = False
    car_driven: tuple[CarSeat, ...] = (
        CarSeat.REAR_RIGHT,
        CarSeat.REAR_LEFT,
        CarSeat.FRONT,
        CarSeat.REAR_MIDDLE,
    )
    car_host_drives: tuple[CarSeat, ...] = (
        CarSeat.FRONT,
        CarSeat.REAR_RIGHT,
        CarSeat.REAR_LEFT,
        CarSeat.REAR_MIDDLE,
    )

    @property
    def upper_hand_of_seated(self) -> Hand:
        """The more honoured hand as those on the rostrum have it: the audience's left is their right."""
        if self.seen_from is Viewpoint.ROSTRUM:
            return self.upper
        return Hand.RIGHT if self.upper is Hand.LEFT else Hand.LEFT
