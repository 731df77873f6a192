"""Comings, absences and lost tables on the day, for every layout."""

import pytest

from events.seating.banquet import Banquet
from events.seating.car import car
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.day_change import Comes, DayChange, StaysAway, TableLost, changed
from events.seating.errors import InvalidSeating
from events.seating.meeting_table import meeting_table
from events.seating.plan import SeatingPlan
from events.seating.row_change import Keep, with_in_row, without_in_row
from events.seating.rows import rostrum
from events.seating.seated import Obstacle
from events.seating.settled import SettledSeating, check_settled
from events.seating.solve import laid_out
from tests.events.seating.people import attendee, banquet, host, in_order

DINNER = banquet(*in_order(4), sizes=(3, 3), apart=(("1", "2"),), together=(("3", "4"),), pinned={"2": 2})
AT_TABLES = SettledSeating(plan=laid_out(DINNER, {"1": 1, "2": 2, "3": 1, "4": 1}), banquet=DINNER)
ROW = rostrum("台", in_order(5), TWO_IN_THE_MIDDLE)
MEETING = meeting_table("会谈", (host("主", 1), host("副", 2), *in_order(3)), TWO_IN_THE_MIDDLE)


def _table_of(plan: SeatingPlan) -> dict[str, int]:
    return {str(placed.seat.attendee): placed.group.number for placed in plan.occupied()}


def _after(change: DayChange) -> tuple[SettledSeating, Banquet]:
    found = changed(AT_TABLES, change).seating
    assert found is not None
    assert found.banquet is not None
    check_settled(found)
    return found, found.banquet


def test_who_stays_away_takes_his_wishes_along() -> None:
    _, asked = _after(StaysAway(attendee="2"))
    assert (asked.apart, asked.pinned, asked.together) == ((), {}, (("3", "4"),))
    _, asked = _after(StaysAway(attendee="4"))
    assert (asked.apart, asked.together) == ((("1", "2"),), ())


def test_who_comes_sits_as_asked_from_then_on() -> None:
    found, asked = _after(Comes(attendee=attendee("新"), apart=("2",), together=("1",)))
    assert _table_of(found.plan)["新"] == _table_of(found.plan)["1"]
    assert (asked.apart[-1], asked.together[-1]) == (("新", "2"), ("新", "1"))
    pinned, asked = _after(Comes(attendee=attendee("新"), table=2))
    assert (_table_of(pinned.plan)["新"], asked.pinned) == (2, {"2": 2, "新": 2})


def test_where_nothing_can_be_done_the_reasons_are_given_and_what_was_asked() -> None:
    lost = changed(AT_TABLES, TableLost(table=1))
    assert (lost.seating, [reason.obstacle for reason in lost.reasons]) == (None, [Obstacle.TOO_FEW_SEATS])
    assert lost.asked is not None
    assert [table.number for table in lost.asked.tables] == [2]


def test_a_lost_table_frees_whom_it_held_by_a_pin() -> None:
    wide = DINNER.model_copy(update={"tables": (*DINNER.tables, DINNER.tables[0].model_copy(
        update={"number": 3, "seats": 4})), "apart": ()})  # fmt: skip
    seating = SettledSeating(plan=laid_out(wide, _table_of(AT_TABLES.plan)), banquet=wide)
    found = changed(seating, TableLost(table=2))
    assert found.seating is not None
    assert found.seating.banquet is not None
    assert (found.moved, found.fewest, found.seating.banquet.pinned) == (("2",), True, {})
    check_settled(found.seating)


@pytest.mark.parametrize("keep", list(Keep))
def test_rows_change_as_rows_do(keep: Keep) -> None:
    row = SettledSeating(plan=ROW)
    away = without_in_row(ROW, "2", keep)
    found = changed(row, StaysAway(attendee="2", keep=keep))
    assert (found.seating, found.moved) == (SettledSeating(plan=away.plan), away.moved)
    more = with_in_row(ROW, attendee("新", 3, 2), 1, keep)
    found = changed(row, Comes(attendee=attendee("新", 3, 2), keep=keep))
    assert (found.seating, found.moved) == (SettledSeating(plan=more.plan), more.moved)


def test_a_meeting_table_is_laid_out_anew_and_counts_moves_from_its_middle() -> None:
    meeting = SettledSeating(plan=MEETING)
    # The last of the guests comes: a side grows, nobody changes his place from the middle.
    grown = changed(meeting, Comes(attendee=attendee("末", 5)))
    assert (grown.moved, grown.fewest) == ((), False)
    away = changed(meeting, StaysAway(attendee="2"))
    assert away.moved == ("3",)
    with pytest.raises(InvalidSeating, match="seating_side_without_principal"):
        changed(SettledSeating(plan=meeting_table("会", (host("主"), attendee("客")), TWO_IN_THE_MIDDLE)),
                StaysAway(attendee="客"))  # fmt: skip


def test_a_car_takes_no_more_than_it_has_seats() -> None:
    full = SettledSeating(plan=car("车", in_order(4), TWO_IN_THE_MIDDLE))
    with pytest.raises(InvalidSeating, match="seating_car_full"):
        changed(full, Comes(attendee=attendee("新")))
    gone = changed(full, StaysAway(attendee="1"))
    assert gone.seating is not None
    assert len(gone.seating.plan.attendees) == 3


@pytest.mark.parametrize(
    ("plan", "change", "code"),
    [
        (ROW, TableLost(table=1), "seating_unknown_table"),
        (MEETING, Comes(attendee=attendee("1")), "seating_doubled"),
        (MEETING, StaysAway(attendee="谁"), "seating_unknown_person"),
        (car("车", in_order(1), TWO_IN_THE_MIDDLE), StaysAway(attendee="1"), "seating_nothing_to_seat"),
    ],
)
def test_what_makes_no_sense_is_refused(plan: SeatingPlan, change: DayChange, code: str) -> None:
    with pytest.raises(InvalidSeating, match=code):
        changed(SettledSeating(plan=plan), change)
