"""Wishes as values: JSON there and back, what they are about, and which is asked first."""

from datetime import date

import pytest
from pydantic import ValidationError

from planner.wish import (
    EASIEST_FIRST,
    WISHES,
    AnyWish,
    CoolDownWaived,
    DayFreed,
    DaysAdded,
    MoneyAdded,
    NeedsWaived,
    PersonAdded,
    VisitsAdded,
    WeekdayOpened,
    burden,
)

ALL: tuple[AnyWish, ...] = (
    DayFreed(person="p", day=date(2027, 3, 1)),
    WeekdayOpened(company="c", weekday=4),
    CoolDownWaived(company="c"),
    NeedsWaived(company="c"),
    DaysAdded(person="p", days=2),
    VisitsAdded(label="500强"),
    MoneyAdded(region=None, amount_cny=1),
    PersonAdded(person="p"),
)


def test_every_kind_travels_as_json_and_says_whom_it_is_about() -> None:
    assert WISHES.validate_json(WISHES.dump_json(ALL)) == ALL
    assert {type(wish) for wish in ALL} == {*EASIEST_FIRST}
    assert [wish.subject for wish in ALL] == ["p", "c", "c", "c", "p", "500强", "", "p"]
    assert MoneyAdded(region="east", amount_cny=1).subject == "east"


def test_a_telephone_call_is_asked_for_before_an_appointment() -> None:
    assert [burden(wish) for wish in ALL] == [*range(len(ALL))]


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "weekday_opened", "company": "c", "weekday": 8},
        {"kind": "days_added", "person": "p", "days": 0},
        {"kind": "money_added", "amount_cny": 0},
        {"kind": "moon"},
    ],
)
def test_what_asks_for_nothing_is_no_wish(wish: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        WISHES.validate_python((wish,))
