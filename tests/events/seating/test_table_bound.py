from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.seating.table_bound import bound_points, fewest_pairs
from events.seating.table_terms import pairs, table_terms
from tests.events.seating.tables import any_banquet, every_assignment


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=3), st.data())
def test_the_fewest_pairs_are_the_least_of_all_ways_to_join(
    tables: list[tuple[int, int]], data: st.DataObject
) -> None:
    settled, room = [s for s, _ in tables], [r for _, r in tables]
    more = data.draw(st.integers(0, sum(room)))
    ways = [w for w in product(*(range(r + 1) for r in room)) if sum(w) == more]
    least = min(sum(pairs(s + w) for s, w in zip(settled, way, strict=True)) for way in ways)
    assert fewest_pairs(settled, room, more) == least


def test_more_than_there_is_room_for_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        fewest_pairs([0], [1], 2)


@pytest.mark.parametrize("seed", range(30))
def test_no_assignment_is_worth_more_than_the_bound(seed: int) -> None:
    dinner = any_banquet(seed)
    values = [table_terms(dinner, table_of).points for table_of in every_assignment(dinner)]
    assert max(values, default=bound_points(dinner)) <= bound_points(dinner)
