"""A row from the middle outward, and what holds of every such row."""

from hypothesis import given
from hypothesis import strategies as st

from events.protocol_row import from_the_middle


def test_the_second_is_on_the_side_that_is_asked_for() -> None:
    assert from_the_middle("1234567", second_right=True) == tuple("7531246")
    assert from_the_middle("12345678", second_right=True) == tuple("75312468")
    assert from_the_middle("1234567", second_right=False) == tuple("6421357")
    assert from_the_middle("12345678", second_right=False) == tuple("86421357")


@given(count=st.integers(0, 40))
def test_everybody_has_one_place_and_the_sides_are_mirror_images(count: int) -> None:
    ranked = range(1, count + 1)
    found = from_the_middle(ranked, second_right=True)
    assert sorted(found) == list(ranked)
    assert found == from_the_middle(ranked, second_right=False)[::-1]
