"""Each plain contradiction, and the banquet beside it that has none."""

from itertools import combinations

import pytest

from events.seating.banquet import Banquet
from events.seating.obstacles import clique_at_odds, obstacles
from events.seating.seated import Obstacle, SeatingReason
from tests.events.seating.people import banquet, in_order

NAMES = [str(number) for number in range(1, 9)]
ALL_APART = tuple(combinations(NAMES[:3], 2))


@pytest.mark.parametrize(
    ("broken", "kept", "reason"),
    [
        (
            banquet(*in_order(9)),
            banquet(*in_order(8)),
            SeatingReason(obstacle=Obstacle.TOO_FEW_SEATS, count=9, most=8),
        ),
        (
            banquet(*in_order(7), together=(("1", "2"), ("2", "3"), ("3", "4"), ("4", "5"))),
            banquet(*in_order(7), together=(("1", "2"), ("2", "3"), ("3", "4"))),
            SeatingReason(
                obstacle=Obstacle.PARTY_TOO_LARGE, people=("1", "2", "3", "4", "5"), count=5, most=4
            ),
        ),
        (
            banquet(*in_order(7), together=(("1", "2"), ("2", "3")), apart=(("3", "1"),)),
            banquet(*in_order(7), together=(("1", "2"), ("2", "3")), apart=(("3", "4"),)),
            SeatingReason(obstacle=Obstacle.PARTY_AT_ODDS, people=("1", "3", "2")),
        ),
        (
            banquet(*in_order(7), together=(("1", "2"),), pinned={"1": 1, "2": 2}),
            banquet(*in_order(7), together=(("1", "2"),), pinned={"1": 1, "2": 1}),
            SeatingReason(obstacle=Obstacle.PARTY_PINNED_APART, people=("1", "2")),
        ),
        (
            banquet(*in_order(7), pinned=dict.fromkeys(NAMES[:5], 2)),
            banquet(*in_order(7), pinned=dict.fromkeys(NAMES[:4], 2)),
            SeatingReason(obstacle=Obstacle.TABLE_OVERFULL, table=2, count=5, most=4),
        ),
        (
            banquet(*in_order(7), apart=(("1", "2"),), pinned={"1": 1, "2": 1}),
            banquet(*in_order(7), apart=(("1", "2"),), pinned={"1": 1, "2": 2}),
            SeatingReason(obstacle=Obstacle.SETTLED_AT_ODDS, people=("1", "2"), table=1),
        ),
        (
            banquet(*in_order(7), apart=ALL_APART),
            banquet(*in_order(7), apart=ALL_APART, sizes=(4, 4, 4)),
            SeatingReason(obstacle=Obstacle.ALL_AT_ODDS, people=("1", "2", "3"), count=3, most=2),
        ),
    ],
    ids=lambda value: value.obstacle.value if isinstance(value, SeatingReason) else "",
)
def test_a_contradiction_is_named_and_its_absence_is_not(
    broken: Banquet, kept: Banquet, reason: SeatingReason
) -> None:
    assert obstacles(broken) == (reason,)
    assert obstacles(kept) == ()


def test_the_clique_is_found_among_other_pairs() -> None:
    apart = (("1", "2"), ("1", "3"), ("4", "5"), ("5", "6"), ("6", "4"), ("4", "7"), ("5", "7"), ("7", "6"))
    assert clique_at_odds(NAMES, apart) == ("4", "5", "6", "7")
