"""What may be settled on by hand, and what may not."""

from typing import Any

import pytest

from events.seating.banquet import Table
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.errors import InvalidSeating
from events.seating.rows import rostrum
from events.seating.settled import SettledSeating, check_settled
from events.seating.solve import laid_out
from tests.events.seating.people import attendee, banquet, in_order

DINNER = banquet(*in_order(4), sizes=(3, 3), apart=(("1", "2"),), together=(("3", "4"),), pinned={"1": 1})
TABLES = {"1": 1, "2": 2, "3": 2, "4": 2}


def _settled(tables: dict[str, int] | None = None, **fields: Any) -> SettledSeating:
    plan = laid_out(DINNER, TABLES | (tables or {}))
    return SettledSeating.model_validate({"plan": plan, "banquet": DINNER} | fields)


def _refused(seating: SettledSeating) -> list[tuple[str, str]]:
    with pytest.raises(InvalidSeating) as refused:
        check_settled(seating)
    return [(fault.code, fault.detail.get("rule", "")) for fault in refused.value.faults]


def test_what_keeps_everything_passes_whoever_made_it() -> None:
    check_settled(_settled())
    check_settled(SettledSeating(plan=rostrum("台", in_order(3), TWO_IN_THE_MIDDLE)))


def test_rank_at_the_head_table_is_the_offices_to_decide() -> None:
    tables = (Table(number=1, seats=3, head=True), Table(number=2, seats=3))
    dinner = banquet(attendee("高", 1), attendee("低", 5)).model_copy(update={"tables": tables})
    check_settled(SettledSeating(plan=laid_out(dinner, {"高": 2, "低": 1}), banquet=dinner))


@pytest.mark.parametrize(
    ("tables", "rules"),
    [
        ({"2": 1}, ["apart"]),
        ({"3": 1}, ["together"]),
        ({"1": 2, "3": 1, "4": 1}, ["apart", "pinned"]),
    ],
)
def test_a_broken_wish_is_named(tables: dict[str, int], rules: list[str]) -> None:
    assert _refused(_settled(tables)) == [("seating_breaks", rule) for rule in rules]


def test_other_people_or_tables_than_the_banquets_are_refused() -> None:
    fewer = DINNER.model_copy(update={"attendees": DINNER.attendees[:3], "together": ()})
    assert _refused(_settled(banquet=fewer)) == [("seating_breaks", "everybody_once")]
    larger = DINNER.model_copy(update={"tables": (Table(number=1, seats=9), DINNER.tables[1])})
    assert _refused(_settled(banquet=larger)) == [("seating_not_of_banquet", "")]
    unreadable = DINNER.model_copy(update={"pinned": {"9": 1}})
    assert _refused(_settled(banquet=unreadable)) == [("seating_unknown_person", "")]


def test_a_banquet_has_its_wishes_and_a_rostrum_none() -> None:
    assert _refused(_settled(banquet=None)) == [("seating_without_banquet", "")]
    plan = rostrum("台", in_order(4), TWO_IN_THE_MIDDLE)
    assert _refused(_settled(plan=plan)) == [("seating_without_banquet", "")]
