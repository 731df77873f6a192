from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.matchmaking.optimise.idle import least_gaps
from events.matchmaking.optimise.instance import Instance, instance_of
from events.matchmaking.participant import Session
from tests.events.matchmaking.days import day_of, person, request


def _instance(domains: list[set[int]], slots: int, morning: int) -> Instance:
    """Participant a meets somebody else in each of ``domains`` (slots from 1)."""
    others = "bcdef"[: len(domains)]
    free = set(range(1, slots + 1))
    people = [person(o, forbidden=tuple(sorted(free - d))) for o, d in zip(others, domains, strict=True)]
    day = day_of(
        *(request(f"a{other}") for other in others),
        participants=[person("a"), *people],
        slots=slots,
        morning_slots=morning,
        hold_all=True,
    )
    return instance_of(day, day.requests)


DOMAINS = st.lists(st.sets(st.integers(1, 6), min_size=1), min_size=1, max_size=4)


@given(DOMAINS, st.integers(0, 6))
def test_no_way_to_hold_the_meetings_has_fewer_gaps(domains: list[set[int]], morning: int) -> None:
    instance = _instance(domains, 6, morning)
    ways = [
        instance.gaps(tuple(slot - 1 for slot in way))[0]
        for way in permutations(range(1, 7), len(domains))
        if all(slot in domain for slot, domain in zip(way, domains, strict=True))
    ]
    bound = least_gaps(instance, 0)
    if ways:
        assert bound is not None
        assert bound <= min(ways)


@pytest.mark.parametrize(
    ("domains", "gaps"),
    [
        ([{1}, {3}], 1),  # both known, slot 2 between them
        ([{1}, {3}, {1, 2, 3}], 0),  # the third may fill it
        ([{1, 2}, {5, 6}], 1),  # one in each half of the day, three slots apart at best
        ([{1, 2, 3}, {4, 5, 6}], 0),  # they may meet at noon
        ([{2}, {4}, {6}], 2),
        ([{1}], 0),
    ],
)
def test_the_least_gaps_of_some_days(domains: list[set[int]], gaps: int) -> None:
    assert least_gaps(_instance(domains, 6, 3), 0) == gaps


def test_fewer_slots_than_meetings_leave_no_way() -> None:
    assert least_gaps(_instance([{1, 2}, {1, 2}, {1, 2}], 6, 3), 0) is None


def test_whoever_meets_nobody_has_no_gap() -> None:
    day = day_of(request("ab", session=Session.MORNING), participants=[person("a"), person("b"), person("c")])
    assert least_gaps(instance_of(day, day.requests), 2) == 0
