import pytest
from pydantic import ValidationError

from planner.company import Stage
from planner.rules import DayHours, Rules, Weights


def _refused(kind: type[DayHours] | type[Weights], **fields: object) -> str:
    with pytest.raises(ValidationError) as refused:
        kind.model_validate(fields)
    return str(refused.value.errors()[0]["type"])


@pytest.mark.parametrize(
    "fields",
    [
        {"leave_base": 1_385},  # after back_at_base
        {"leave_hotel": 545},  # after visits_open
        {"visits_close": 540},
        {"visits_close": 1_295},  # after at_hotel
        {"lunch_close": 745},  # 11:30 and an hour end at 12:30
        {"leave_base": 422},  # off the grid
        {"at_hotel": 1_325},  # 22:05 to 08:00 are 595 minutes of night
    ],
)
def test_hours_of_the_day_are_in_order_on_the_grid_and_leave_a_night(fields: dict[str, int]) -> None:
    assert _refused(DayHours, **fields) == "day_hours_out_of_order"


def test_hours_may_be_exactly_tight() -> None:
    # 22:00 to 08:00 are the 600 minutes of night that are owed.
    assert DayHours(at_hotel=1_320).at_hotel == 1_320
    assert DayHours(lunch_close=750).lunch_close == 750


@pytest.mark.parametrize(
    "fields",
    [{"region_coverage": (1, 2)}, {"chain_coverage": (1, -1)}, {"load_steps": (2, 1)}, {"load_steps": (-1,)}],
)
def test_coverage_never_rises_and_load_never_falls(fields: dict[str, tuple[int, ...]]) -> None:
    assert _refused(Weights, **fields) == "weights_not_monotone"


def test_weights_may_be_flat_or_empty() -> None:
    assert Weights(region_coverage=(), chain_coverage=(5, 5), load_steps=(7, 7)).load_steps == (7, 7)


def test_a_stage_without_a_chance_has_none() -> None:
    assert Rules().chance(Stage.CONTRACT) == 700
    assert Rules(chance_permille={Stage.LEAD: 5}).chance(Stage.CONTRACT) == 0
