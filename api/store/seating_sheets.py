"""The seatings of an event as they are kept: several by name, and where each guest is shown to."""

from collections.abc import Iterable, Iterator, Mapping

from api.documents.seating.words import seat_words
from api.texts import Language, say
from events.check_in import Seat
from events.seating.plan import Layout
from events.seating.settled import SettledSeating
from planner.value import Value

MOST_PLANS = 40


class SeatingSheet(Value):
    """``plans`` by name (宴会, 主席台, 一号车); ``seats`` by attendee (id): what the door tells.

    :func:`api.store.seats.seats_of` reads ``seats``; they follow from the plans and are never given.
    """

    plans: dict[str, SettledSeating] = {}
    seats: dict[str, Seat] = {}


def with_plan(before: SeatingSheet, name: str, seating: SettledSeating, language: Language) -> SeatingSheet:
    """The sheet with ``seating`` under ``name``, in place of what stood there."""
    return _told({**before.plans, name: seating}, language)


def without_plan(before: SeatingSheet, name: str, language: Language) -> SeatingSheet:
    """The sheet without the seating ``name``."""
    return _told({key: plan for key, plan in before.plans.items() if key != name}, language)


def seats_told(seatings: Iterable[SettledSeating], language: Language) -> dict[str, Seat]:
    """Everybody's seat in words, as far as it is told at the door.

    Who has a table and other seats besides (on the rostrum, in a car) is told all of them, the table first.
    """
    found: dict[str, Seat] = {}
    semicolon = say("document.list.semicolon", language)
    told = (seating for seating in seatings if seating.told_at_door)
    for seating in sorted(told, key=lambda item: item.plan.layout is not Layout.BANQUET):
        for attendee, seat, whole in _seats(seating, language):
            before = found.get(attendee)
            found[attendee] = (
                Seat(table=before.table, seat=semicolon.join((before.seat, whole))) if before else seat
            )
    return found


def _told(plans: Mapping[str, SettledSeating], language: Language) -> SeatingSheet:
    return SeatingSheet(plans=dict(plans), seats=seats_told(plans.values(), language))


def _seats(seating: SettledSeating, language: Language) -> Iterator[tuple[str, Seat, str]]:
    """Everybody with his seat as the door shows it, and the same in one phrase."""
    plan = seating.plan
    for placed in plan.occupied():
        whole = seat_words(plan, placed, language)
        seat = Seat(seat=whole)
        if plan.layout is Layout.BANQUET:
            chair = say("seating.seat.chair", language, position=placed.seat.position)
            seat = Seat(table=str(placed.group.number), seat=chair)
        yield str(placed.seat.attendee), seat, whole
