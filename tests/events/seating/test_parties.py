from events.seating.parties import parties, parties_of
from tests.events.seating.people import banquet, in_order


def test_pairs_that_share_somebody_make_one_party_in_the_order_of_the_list() -> None:
    assert parties("abcdef", [("d", "a"), ("e", "d"), ("b", "c")]) == (("a", "d", "e"), ("b", "c"), ("f",))


def test_everybody_without_a_pair_is_a_party_of_one() -> None:
    assert parties_of(banquet(*in_order(3), together=(("1", "3"),))) == (("1", "3"), ("2",))
