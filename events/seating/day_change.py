"""What happens to a settled seating on the day: somebody comes, somebody stays away, a table is lost."""

from typing import Annotated, Literal

from pydantic import Field

from events.seating.attendee import Attendee
from events.seating.banquet import Banquet
from events.seating.car import car
from events.seating.change import Change, moved_between
from events.seating.errors import InvalidSeating
from events.seating.meeting_table import meeting_table
from events.seating.obstacles import obstacles
from events.seating.plan import Layout, SeatingPlan
from events.seating.row_change import Keep, with_in_row, without_in_row
from events.seating.seated import Obstacle, SeatingReason
from events.seating.settled import SettledSeating
from events.seating.table_change import (
    banquet_without_table,
    with_at_table,
    without_at_table,
    without_table,
)
from planner.errors import Fault
from planner.value import Value


class Comes(Value):
    """``attendee`` is there as well.

    At a banquet he must not sit with ``apart`` (ids), must with ``together``, at ``table`` if given. In rows
    he joins row ``row``; ``keep`` says whether rank or peace decides there.
    """

    act: Literal["comes"] = "comes"
    attendee: Attendee
    apart: tuple[str, ...] = Field(default=(), max_length=100)
    together: tuple[str, ...] = Field(default=(), max_length=100)
    table: int | None = None
    row: int = Field(default=1, ge=1)
    keep: Keep = Keep.CHAIRS


class StaysAway(Value):
    """``attendee`` (id) does not come."""

    act: Literal["stays_away"] = "stays_away"
    attendee: str = Field(min_length=1, max_length=320)
    keep: Keep = Keep.CHAIRS


class TableLost(Value):
    """The table of this number cannot be used."""

    act: Literal["table_lost"] = "table_lost"
    table: int = Field(ge=1)


DayChange = Annotated[Comes | StaysAway | TableLost, Field(discriminator="act")]


class Changed(Value):
    """The seating after a change; ``moved`` (ids) must take another chair.

    ``seating`` is None if there is no way, with the ``reasons``, about ``asked``. ``fewest``: fewer moves are
    proven impossible under the rules of the change; where custom lays everybody out anew it is False.
    """

    seating: SettledSeating | None
    moved: tuple[str, ...] = ()
    fewest: bool = True
    reasons: tuple[SeatingReason, ...] = ()
    asked: Banquet | None = None


def changed(seating: SettledSeating, change: DayChange) -> Changed:
    """``seating`` after ``change``.

    Raises InvalidSeating as the changes of rows and tables do, and (``seating_unknown_table``) for a table
    that is lost where there are none.
    """
    plan, banquet = seating.plan, seating.banquet
    if banquet is not None:
        return _at_tables(seating, banquet, change)
    if isinstance(change, TableLost):
        raise InvalidSeating(Fault(code="seating_unknown_table", place=plan.title, value=str(change.table)))
    if plan.layout in {Layout.ROSTRUM, Layout.PHOTO}:
        made = (
            with_in_row(plan, change.attendee, change.row, change.keep)
            if isinstance(change, Comes)
            else without_in_row(plan, change.attendee, change.keep)
        )
    else:
        made = _laid_out_anew(plan, change)
    return _result(seating, None, made)


def _at_tables(seating: SettledSeating, banquet: Banquet, change: DayChange) -> Changed:
    plan = seating.plan
    if isinstance(change, StaysAway):
        made: Change | None = without_at_table(banquet, plan, change.attendee)
        asked = _banquet_without(banquet, change.attendee)
    elif isinstance(change, TableLost):
        made, asked = without_table(banquet, plan, change.table), banquet_without_table(banquet, change.table)
    else:
        asked = _banquet_with(banquet, change)
        made = with_at_table(asked, plan, change.attendee)
    if made is None:
        reasons = obstacles(asked) or (SeatingReason(obstacle=Obstacle.NOT_FOUND),)
        return Changed(seating=None, reasons=reasons, asked=asked)
    return _result(seating, asked, made)


def _result(seating: SettledSeating, banquet: Banquet | None, made: Change) -> Changed:
    after = seating.model_copy(update={"plan": made.plan, "banquet": banquet})
    return Changed(seating=after, moved=made.moved, fewest=made.fewest, asked=banquet)


def _banquet_without(banquet: Banquet, gone: str) -> Banquet:
    return banquet.model_copy(
        update={
            "attendees": tuple(person for person in banquet.attendees if person.id != gone),
            "apart": tuple(pair for pair in banquet.apart if gone not in pair),
            "together": tuple(pair for pair in banquet.together if gone not in pair),
            "pinned": {name: table for name, table in banquet.pinned.items() if name != gone},
        }
    )


def _banquet_with(banquet: Banquet, change: Comes) -> Banquet:
    name = change.attendee.id
    return banquet.model_copy(
        update={
            "attendees": (*banquet.attendees, change.attendee),
            "apart": (*banquet.apart, *((name, other) for other in change.apart)),
            "together": (*banquet.together, *((name, other) for other in change.together)),
            "pinned": banquet.pinned | ({} if change.table is None else {name: change.table}),
        }
    )


def _laid_out_anew(plan: SeatingPlan, change: Comes | StaysAway) -> Change:
    """A meeting table or a car is small: custom decides again."""
    people = _people_after(plan, change)
    after = (
        meeting_table(plan.title, people, plan.rules, guests_face_door=plan.guests_face_door)
        if plan.layout is Layout.MEETING
        else car(plan.title, people, plan.rules, host_drives=plan.host_drives)
    )
    return Change(plan=after, moved=moved_between(_chairs(plan), _chairs(after)), fewest=False)


def _people_after(plan: SeatingPlan, change: Comes | StaysAway) -> tuple[Attendee, ...]:
    if isinstance(change, Comes):
        if plan.place_of(change.attendee.id) is not None:
            raise InvalidSeating(Fault(code="seating_doubled", place=plan.title, value=change.attendee.id))
        return (*plan.attendees, change.attendee)
    if plan.place_of(change.attendee) is None:
        raise InvalidSeating(Fault(code="seating_unknown_person", place=plan.title, value=change.attendee))
    people = tuple(person for person in plan.attendees if person.id != change.attendee)
    if not people:
        raise InvalidSeating(Fault(code="seating_nothing_to_seat", value=plan.title))
    return people


def _chairs(plan: SeatingPlan) -> dict[str, object]:
    """Everybody's chair, along a table counted from its middle: a side that grows moves nobody of itself."""
    return {
        str(placed.seat.attendee): (placed.group.kind, placed.seat.position - (placed.group.centre or 0))
        for placed in plan.occupied()
    }
