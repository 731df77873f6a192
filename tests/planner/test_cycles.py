from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.cycles import cycle_of

RELATIONS = st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("abcde"), unique=True))


def test_a_cycle_is_named_with_its_start_at_both_ends() -> None:
    assert cycle_of({"a": ["b"], "b": ["c"], "c": []}) == ()
    assert cycle_of({"a": ["a"]}) == ("a", "a")
    assert len(cycle_of({"a": ["b"], "b": ["a"], "c": ["a"]})) == 3


@given(RELATIONS)
def test_what_is_named_is_a_cycle_and_is_named_if_there_is_one(relation: dict[str, list[str]]) -> None:
    def reaches(start: str, end: str, seen: frozenset[str]) -> bool:
        onward = set(relation.get(start, [])) - seen
        return end in relation.get(start, []) or any(reaches(node, end, seen | {node}) for node in onward)

    cycle = cycle_of(relation)
    assert bool(cycle) == any(reaches(node, node, frozenset()) for node in relation)
    assert all(one in relation[other] for one, other in pairwise(cycle))
