"""Where guests sit, as the door is told: from the seating as it is kept."""

import pytest
from pydantic import ValidationError

from api.store.database import Database
from api.store.event_sheets import SheetKind, keep
from api.store.seats import seats_of
from api.store.work import SYSTEM
from events.check_in import Seat
from planner.value import Value
from tests.api.post.lists import EVENT, NOW


class Seating(Value):
    """A kept seating, as far as the door reads it; it may hold more."""

    seats: dict[str, dict[str, str]]
    plans: tuple[str, ...] = ("宴会",)


class Nothing(Value):
    """A seating without seats yet."""


def kept(database: Database, value: Value, version: int | None = None, event: str = EVENT) -> None:
    with database.work(SYSTEM, NOW) as work:
        keep(work, event, SheetKind.SEATING, value, version)


def seats(database: Database) -> dict[str, Seat]:
    with database.reading() as session:
        return dict(seats_of(session, EVENT))


def test_nobody_has_a_seat_while_nothing_is_kept(database: Database) -> None:
    assert seats(database) == {}
    kept(database, Nothing())
    assert seats(database) == {}


def test_each_guest_has_table_and_seat(database: Database) -> None:
    kept(database, Seating(seats={"g0": {"table": "3", "seat": "5 座"}, "g1": {"seat": "主席台"}}))
    assert seats(database) == {"g0": Seat(table="3", seat="5 座"), "g1": Seat(seat="主席台")}


def test_the_last_seating_counts_and_that_of_another_event_does_not(database: Database) -> None:
    kept(database, Seating(seats={"g0": {"table": "1"}}))
    kept(database, Seating(seats={"g0": {"table": "2"}}), 1)
    kept(database, Seating(seats={"g0": {"table": "9"}}), event="another")
    assert seats(database) == {"g0": Seat(table="2")}


def test_what_is_no_seat_is_not_believed_unseen(database: Database) -> None:
    kept(database, Seating(seats={"g0": {"chair": "7"}}))
    with pytest.raises(ValidationError):
        seats(database)
