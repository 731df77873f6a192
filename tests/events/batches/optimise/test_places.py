"""Places at the table against every order of it."""

from collections.abc import Mapping, Sequence
from itertools import groupby, permutations
from random import Random

import pytest

from events.batches.optimise.places import take_places, unit_of
from events.batches.signing_project import SigningProject
from events.batches.weight import ranks_of
from tests.events.batches.projects import project, signer

Merit = tuple[int, int, int]


def _merit(batch: Sequence[SigningProject], places: Mapping[str, int], before: Mapping[str, int]) -> Merit:
    numbers = sorted(places.values())
    hosts = {item.id: item.host_signer.id for item in batch if item.host_signer}
    moved = sum(before.get(hosts[name], number) != number for name, number in places.items())
    in_order = sorted(batch, key=lambda item: places[item.id])
    runs = sum(1 for _ in groupby(unit_of(item) for item in in_order))
    ranks = ranks_of(batch)
    off = sum(ranks[name] * abs(2 * n - numbers[0] - numbers[-1]) for name, n in places.items())
    return (moved, runs, off)


@pytest.mark.parametrize("seed", range(30))
def test_no_order_of_the_table_is_better(seed: int) -> None:
    dice = Random(seed)
    size = dice.randint(1, 5)
    batch = [
        project(
            f"p{k}",
            f"h{k}",
            dice.randint(1, 4),
            host_unit=dice.choice(("区政府", "双福", "珞璜")),
            company_signer=signer(f"g{k}"),
        )
        for k in range(size)
    ]
    seats = size + dice.choice((0, 0, 1, 3))
    before = {f"h{k}": place for k, place in enumerate(dice.sample(range(1, seats + 1), size)) if k % 2}
    found = take_places(batch, seats, before)
    numbers = sorted(found.places.values())
    assert numbers == list(range((seats - size) // 2 + 1, (seats - size) // 2 + 1 + size))
    orders = [dict(zip((p.id for p in batch), order, strict=True)) for order in permutations(numbers)]
    assert _merit(batch, found.places, before) == min(_merit(batch, order, before) for order in orders)
    assert found.proven


def test_who_stays_keeps_his_place_and_the_largest_sits_in_the_middle() -> None:
    batch = [project("a", "x", 1), project("b", "y", 9), project("c", "z", 5)]
    assert take_places(batch, 3, {}).places["b"] == 2
    assert take_places(batch, 3, {"x": 2}).places["a"] == 2
