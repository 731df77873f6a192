import pytest

from events.matchmaking.timetable import Timetable
from planner.plan import Status


@pytest.mark.parametrize(
    ("points", "bound", "permille"),
    [(97, 100, 30), (2, 3, 334), (3, 3, 0), (0, None, None), (0, 0, None), (-5, 10, 1_500)],
)
def test_the_gap_is_rounded_up(points: int, bound: int | None, permille: int | None) -> None:
    found = Timetable(status=Status.FEASIBLE, points=points, points_bound=bound)
    assert found.gap_permille == permille
