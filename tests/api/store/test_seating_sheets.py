"""Where the door shows guests to."""

from api.store.seating_sheets import SeatingSheet, with_plan, without_plan
from events.check_in import Seat
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.rows import rostrum
from events.seating.settled import SettledSeating
from events.seating.solve import laid_out
from tests.events.seating.people import banquet, host, in_order

DINNER = banquet(host("主", 1), *in_order(3))
AT_TABLES = SettledSeating(plan=laid_out(DINNER, {"主": 1, "1": 1, "2": 2, "3": 2}), banquet=DINNER)
ON_ROSTRUM = SettledSeating(plan=rostrum("开幕", in_order(1), TWO_IN_THE_MIDDLE))


def test_a_table_is_told_by_number_and_a_row_in_words() -> None:
    sheet = with_plan(SeatingSheet(), "宴会", AT_TABLES, "zh")
    placed = AT_TABLES.plan.place_of("3")
    assert placed is not None
    assert sheet.seats["3"] == Seat(table="2", seat=f"{placed.seat.position}号座")
    english = with_plan(SeatingSheet(), "rostrum", ON_ROSTRUM, "en")
    assert english.seats == {"1": Seat(seat="Rostrum, seat 1 from the audience's left")}


def test_who_sits_twice_is_told_both_the_table_first_whatever_was_kept_first() -> None:
    sheet = with_plan(with_plan(SeatingSheet(), "台", ON_ROSTRUM, "zh"), "宴会", AT_TABLES, "zh")
    assert sheet.seats["1"] == Seat(table="1", seat="4号座；主席台（观众视角）左起第1座")


def test_what_is_not_told_or_no_longer_kept_leaves_no_seat() -> None:
    quiet = ON_ROSTRUM.model_copy(update={"told_at_door": False})
    assert with_plan(SeatingSheet(), "合影", quiet, "zh").seats == {}
    sheet = without_plan(with_plan(SeatingSheet(), "宴会", AT_TABLES, "zh"), "宴会", "zh")
    assert sheet == SeatingSheet()
