"""What is told of a solve: the gap between the best and the bound."""

import pytest

from planner.progress import Phase, Progress, gap_permille


@pytest.mark.parametrize(
    ("value", "bound", "gap"),
    [
        (990, 1_000, 10),
        (1_000, 1_000, 0),
        (2, 3, 334),  # 1000 / 3 = 333.3, rounded up
        (-500, 1_000, 1_500),
        (None, 1_000, None),
        (990, None, None),
        (-10, 0, None),  # of nothing there are no thousandths
        (-10, -5, None),
    ],
)
def test_the_gap_is_in_thousandths_of_the_bound_rounded_up(
    value: int | None, bound: int | None, gap: int | None
) -> None:
    assert gap_permille(value, bound) == gap
    assert Progress(phase=Phase.DIVE, best=value, bound=bound).gap_permille == gap


def test_the_phases_stand_in_the_order_of_the_work() -> None:
    assert [phase.value for phase in Phase] == [
        "compile",
        "tours",
        "bound",
        "dive",
        "improve",
        "staff",
        "write",
    ]
