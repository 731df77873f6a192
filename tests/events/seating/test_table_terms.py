from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from events.seating.attendee import Attendee, chain_neighbours
from events.seating.seated import TableTerms
from events.seating.table_terms import chain_counts, matched, pairs, table_terms
from tests.events.seating.people import attendee, banquet, host, member


def _most_pairs(people: list[Attendee]) -> int:
    """The largest matching by trying all."""
    if len(people) < 2:
        return 0
    first, *rest = people
    partners = [other for other in rest if chain_neighbours(first, other)]
    taken = (1 + _most_pairs([p for p in rest if p is not partner]) for partner in partners)
    return max(_most_pairs(rest), *taken, 0)


@given(st.tuples(*[st.integers(0, 3)] * 3))
def test_the_matches_of_a_chain_are_its_largest_matching(counts: tuple[int, int, int]) -> None:
    links = ("up", "mid", "down")
    people = [
        member(f"{link}{k}", "zb", link) for link, n in zip(links, counts, strict=True) for k in range(n)
    ]
    assert matched(counts) == _most_pairs(people)
    assert chain_counts(people) == ({"zb": counts} if people else {})


def test_pairs_are_counted() -> None:
    assert [pairs(count) for count in range(5)] == [0, 0, 1, 3, 6]


def test_every_term_is_counted_at_its_table() -> None:
    people = (
        host("主1"), host("主2"), attendee("甲", region="csj"), attendee("乙", region="csj"),
        member("上", "zb", "up", region="mt"), member("下", "zb", "down", region="mt"),
    )  # fmt: skip
    dinner = banquet(*people, sizes=(4, 6))
    table_of = {"主1": 1, "主2": 1, "甲": 1, "乙": 1, "上": 2, "下": 2}
    # table 1: a pair of hosts and one of csj; table 2: a pair of mt, matched, and 4 empty chairs, 6 pairs;
    # 25 - 2 × 10 - 30 - 6 × 10 = -85
    assert table_terms(dinner, table_of) == TableTerms(
        region_pairs=2, host_pairs=1, empty_pairs=6, chain_pairs=1, points=-85
    )


def test_the_union_of_tables_never_matches_less_than_its_tables() -> None:
    for one in product(range(3), repeat=3):
        for other in product(range(3), repeat=3):
            both = tuple(map(sum, zip(one, other, strict=True)))
            assert matched(one) + matched(other) <= matched(both)
