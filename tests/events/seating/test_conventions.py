from datetime import date, timedelta

import pytest

from events.seating.conventions import CONVENTIONS, TWO_IN_THE_MIDDLE, WRITTEN_DOWN, convention
from events.seating.errors import InvalidSeating
from events.seating.rules import EvenConvention, Hand, SeatingRules, Viewpoint


def test_every_custom_names_its_source_and_the_day_it_holds_from() -> None:
    assert [(bool(r.source), bool(r.table_source), r.in_force_from) for r in CONVENTIONS] == [
        (True, True, WRITTEN_DOWN)
    ] * 3


def test_the_shipped_default_is_still_to_be_confirmed_by_the_office() -> None:
    assert TWO_IN_THE_MIDDLE.even is EvenConvention.TWO_IN_THE_MIDDLE
    assert TWO_IN_THE_MIDDLE.confirmed_by == ""


def test_the_newest_version_in_force_on_the_day_is_chosen() -> None:
    later = TWO_IN_THE_MIDDLE.model_copy(
        update={"in_force_from": date(2027, 3, 1), "even": EvenConvention.FIRST_AT_UPPER_HAND}
    )
    versions = (later, TWO_IN_THE_MIDDLE)
    assert convention(later.id, date(2027, 2, 28), versions) == TWO_IN_THE_MIDDLE
    assert convention(later.id, date(2027, 3, 1), versions) == later


@pytest.mark.parametrize(
    ("name", "day"), [("nobody's", WRITTEN_DOWN), (TWO_IN_THE_MIDDLE.id, WRITTEN_DOWN - timedelta(days=1))]
)
def test_a_custom_unknown_or_not_yet_in_force_is_refused(name: str, day: date) -> None:
    with pytest.raises(InvalidSeating) as refused:
        convention(name, day)
    assert [fault.code for fault in refused.value.faults] == ["seating_convention_unknown"]


@pytest.mark.parametrize(
    ("upper", "seen_from", "hand"),
    [
        (Hand.LEFT, Viewpoint.ROSTRUM, Hand.LEFT),
        (Hand.RIGHT, Viewpoint.ROSTRUM, Hand.RIGHT),
        (Hand.LEFT, Viewpoint.AUDIENCE, Hand.RIGHT),
        (Hand.RIGHT, Viewpoint.AUDIENCE, Hand.LEFT),
    ],
)
def test_the_audiences_left_is_the_right_of_those_on_the_rostrum(
    upper: Hand, seen_from: Viewpoint, hand: Hand
) -> None:
    rules = SeatingRules(
        id="x",
        name="x",
        name_en="x",
        source="x",
        in_force_from=WRITTEN_DOWN,
        upper=upper,
        seen_from=seen_from,
    )
    assert rules.upper_hand_of_seated is hand
