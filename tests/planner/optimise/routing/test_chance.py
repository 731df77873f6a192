"""Random numbers of compiled code: the published generator, and its range."""

from hypothesis import given
from hypothesis import strategies as st

from tests.planner.optimise.routing.doors import draw, draw_below, random_state
from tests.planner.optimise.routing.problems import law

MASK = (1 << 64) - 1


def plain(state: int) -> tuple[int, float]:
    """The next state, and the number drawn: xorshift64*, its upper 53 bits."""
    state ^= state >> 12
    state = (state ^ state << 25) & MASK
    state ^= state >> 27
    return state, ((state * 2685821657736338717 & MASK) >> 11) / (1 << 53)


@law
@given(seed=st.integers(0, 1 << 40))
def test_numbers_are_those_of_the_generator_in_plain_python(seed: int) -> None:
    machine = random_state(seed)
    state = int(machine[0])
    for _ in range(5):
        state, number = plain(state)
        assert draw(machine) == number
        assert int(machine[0]) == state


@law
@given(seed=st.integers(0, 1 << 40), most=st.integers(1, 1_000))
def test_a_whole_number_stays_below_the_most(seed: int, most: int) -> None:
    assert 0 <= draw_below(random_state(seed), most) < most


def test_every_whole_number_below_the_most_is_drawn() -> None:
    state = random_state(7)
    assert {draw_below(state, 5) for _ in range(200)} == {0, 1, 2, 3, 4}
