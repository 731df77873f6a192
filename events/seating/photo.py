"""合影: the ranks in the middle of the front row, everybody else behind, as wide as the place allows."""

from collections.abc import Sequence

from pydantic import Field

from events.seating.attendee import Attendee, Side, in_protocol_order, undecided_ties
from events.seating.plan import Layout, SeatingPlan
from events.seating.rows import filled_rows, row_sizes
from events.seating.rules import SeatingRules
from planner.value import Value

CHAIR_WIDTH_CM = 60
STANDING_WIDTH_CM = 45


class PhotoPlace(Value):
    """Where the photograph is taken: ``width_cm`` of the front row and of the steps behind.

    ``front`` is how many sit in front, by default as many as ``width_cm`` holds. ``tallest_behind``: behind
    the front row height decides instead of rank, where it is known of everybody there.
    """

    width_cm: int = Field(default=600, ge=0)
    front: int | None = None
    tallest_behind: bool = False


def photo(
    title: str, attendees: Sequence[Attendee], rules: SeatingRules, place: PhotoPlace | None = None
) -> SeatingPlan:
    """The rows of a group photograph. A chair takes 60 cm, somebody standing 45 cm.

    Raises InvalidSeating (``seating_row_too_small``) if the place is too narrow for one person or ``front``.
    """
    place = place or PhotoPlace()
    people = _in_order(in_protocol_order(attendees), rules)
    sizes = photo_rows(len(people), place)
    return SeatingPlan(
        layout=Layout.PHOTO,
        title=title,
        rules=rules,
        attendees=people,
        groups=filled_rows(_tallest_last(people, sizes, place), sizes, rules),
        ties=undecided_ties(people),
    )


def photo_rows(count: int, place: PhotoPlace) -> tuple[int, ...]:
    """How many sit in the front row and stand in each row behind it."""
    chairs = place.width_cm // CHAIR_WIDTH_CM
    seated = row_sizes(count, chairs, place.front or chairs)[:1]
    return (*seated, *row_sizes(count - sum(seated), place.width_cm // STANDING_WIDTH_CM))


def _in_order(people: tuple[Attendee, ...], rules: SeatingRules) -> tuple[Attendee, ...]:
    """By protocol; if the sides alternate, the principal host, then two guests, two hosts and so on outward.

    Places go to both hands in turn, so two people in succession stand left and right of the same neighbours.
    """
    if not rules.photo_alternates:
        return people
    waiting = {side: [person for person in people if person.side is side] for side in Side}
    order, take = waiting[Side.HOST][:1], Side.GUEST
    del waiting[Side.HOST][:1]
    while waiting[Side.HOST] or waiting[Side.GUEST]:
        order += waiting[take][:2]
        del waiting[take][:2]
        take = Side.HOST if take is Side.GUEST else Side.GUEST
    return tuple(order)


def _tallest_last(
    people: tuple[Attendee, ...], sizes: tuple[int, ...], place: PhotoPlace
) -> tuple[Attendee, ...]:
    """The rows behind from the shortest to the tallest, the tallest of each in its middle; equals by rank."""
    standing = people[sum(sizes[:1]) :]
    if not place.tallest_behind or any(person.height_cm is None for person in standing):
        return people
    by_height = sorted(standing, key=lambda person: person.height_cm or 0)
    rows, start = list(people[: sum(sizes[:1])]), 0
    for size in sizes[1:]:
        rows += sorted(by_height[start : start + size], key=lambda person: -(person.height_cm or 0))
        start += size
    return tuple(rows)
