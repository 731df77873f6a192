"""Divisions against every division there is."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random

import pytest

from events.batches.arrangement import BatchRules, Drama
from events.batches.optimise.division import divide
from events.batches.signing_project import SigningProject
from events.batches.weight import disorder_of, leading_project, returns_of, spread_of
from tests.events.batches.projects import project, random_projects, signer

Merit = tuple[int, int, int, int]


def _merit(projects: Sequence[SigningProject], batch_of: Mapping[str, int], rules: BatchRules) -> Merit:
    batches = max(batch_of.values())
    return (
        batches,
        returns_of(projects, batch_of),
        spread_of(projects, batch_of, rules),
        disorder_of(projects, batch_of, batches, rules.drama),
    )


def _allowed(projects: Sequence[SigningProject], batch_of: Mapping[str, int], rules: BatchRules) -> bool:
    """By the definition, without a word of the optimiser's."""
    batches = max(batch_of.values())
    inside = [[p for p in projects if batch_of[p.id] == k] for k in range(1, batches + 1)]
    clash = any(
        len({s.id for p in batch for s in p.signers}) < 2 * len(batch) or not 1 <= len(batch) <= rules.seats
        for batch in inside
    )
    kinds = [{p.presence for p in batch} for batch in inside]
    order = [next(iter(kind)).value for kind in kinds if len(kind) == 1]
    apart = len(order) == batches and order == sorted(order, reverse=rules.drama is Drama.LARGEST_LAST)
    end = batches if rules.drama is Drama.LARGEST_LAST else 1
    leads = batch_of[leading_project(projects, rules)] == end
    return not clash and leads and (apart or not rules.online_apart)


def _every(projects: Sequence[SigningProject], most: int) -> Iterator[dict[str, int]]:
    for numbers in product(range(1, most + 1), repeat=len(projects)):
        yield {item.id: number for item, number in zip(projects, numbers, strict=True)}


@pytest.mark.parametrize("seed", range(40))
def test_no_division_is_better(seed: int) -> None:
    dice = Random(seed)
    projects = random_projects(dice, dice.randint(1, 5))
    rules = BatchRules(
        seats=dice.randint(1, 3),
        drama=dice.choice(list(Drama)),
        online_apart=dice.random() < 0.6,
    )
    best = min(
        _merit(projects, batch_of, rules)
        for batch_of in _every(projects, len(projects))
        if _allowed(projects, batch_of, rules)
    )
    found = divide(projects, rules)
    assert _allowed(projects, found.batch_of, rules)
    assert (_merit(projects, found.batch_of, rules), found.proven) == (best, True)


def test_a_leader_who_must_return_is_let_off_stage_for_the_sake_of_fewer_batches() -> None:
    # x and y each sign three projects and g stands between: 3 batches of 2 do, and nobody leaves in between.
    projects = [project(f"{host}{k}", host) for host in "xy" for k in range(3)]
    found = divide(projects, BatchRules(seats=2))
    assert (found.batches, returns_of(projects, found.batch_of)) == (3, 0)
    # Three hosts with two projects each in three batches of two: 2 + 2 + 2 does not pack into two rows of
    # three without a break, so one of them comes back.
    thrice = [project(f"{host}{k}", host) for host in "xyz" for k in range(2)]
    found = divide(thrice, BatchRules(seats=2))
    assert (found.batches, returns_of(thrice, found.batch_of), found.proven) == (3, 1, True)


def test_one_who_signs_on_both_sides_may_need_a_batch_more_than_the_bound() -> None:
    # A triangle of signers: each pair shares somebody, so three batches though nobody signs three times.
    sides = (("a", "b"), ("b", "c"), ("c", "a"))
    triangle = [project(f"{host}{guest}", host, company_signer=signer(guest)) for host, guest in sides]
    assert divide(triangle, BatchRules(seats=3)).batches == 3


def test_equal_projects_make_equal_divisions() -> None:
    projects = random_projects(Random(5), 12)
    first, second = (divide(projects, BatchRules(seats=4)) for _ in range(2))
    assert first == second
