from fractions import Fraction
from itertools import product
from math import comb, fsum, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests.turnout import Turnout, distribution, more_to_invite, turnout

_CHANCES = st.lists(st.integers(0, 1_000), max_size=8)


@given(_CHANCES)
def test_the_distribution_is_that_of_every_way_to_come_and_stay(permille: list[int]) -> None:
    exact = [Fraction(0)] * (len(permille) + 1)
    for coming in product((0, 1), repeat=len(permille)):
        exact[sum(coming)] += prod(
            (Fraction(p if comes else 1_000 - p, 1_000) for p, comes in zip(permille, coming, strict=True)),
            start=Fraction(1),
        )
    assert distribution(p / 1_000 for p in permille) == pytest.approx([float(share) for share in exact])


def test_equal_chances_are_binomial() -> None:
    found = distribution([0.5] * 40)
    assert found == pytest.approx([comb(40, k) / 2**40 for k in range(41)])


def test_three_hundred_chances_still_sum_up_to_one() -> None:
    assert fsum(distribution(n / 301 for n in range(301))) == pytest.approx(1.0, abs=1e-12)


def test_the_chance_to_fall_short_is_that_of_fewer_than_the_least() -> None:
    # Fewer than two of two who come with 1/2 and 1/4: all but both, 1 - 1/8.
    assert turnout([0.5, 0.25], 2) == Turnout(invited=2, expected=0.75, least=2, chance_to_fall_short=0.875)
    assert turnout([], 0).chance_to_fall_short == 0.0
    assert turnout([0.5], 5).chance_to_fall_short == 1.0


def test_as_many_more_are_invited_as_are_needed_and_not_one_more() -> None:
    # At least one of n who come with 1/2: short with 1/2^n; 1/16 at four.
    assert more_to_invite([0.5], [0.5] * 9, 1, 1 / 16) == 3
    assert more_to_invite([1.0], [0.5], 1, 0.0) == 0
    assert more_to_invite([0.5], [0.5, 0.5], 1, 0.1) is None


@given(_CHANCES, _CHANCES, st.integers(0, 6), st.floats(0, 1))
def test_the_number_to_invite_is_the_smallest_that_is_enough(
    now: list[int], reserve: list[int], least: int, most_chance: float
) -> None:
    chances, further = [p / 1_000 for p in now], [p / 1_000 for p in reserve]
    short = [turnout(chances + further[:k], least).chance_to_fall_short for k in range(len(further) + 1)]
    if min(abs(chance - most_chance) for chance in short) < 1e-9:
        return  # the last digit of a float decides
    enough = [k for k, chance in enumerate(short) if chance <= most_chance]
    assert more_to_invite(chances, further, least, most_chance) == (enough[0] if enough else None)
