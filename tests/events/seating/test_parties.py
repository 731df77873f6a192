from events.seating.banquet import Table
from events.seating.parties import parties, parties_of, party_tables, passed_over
from tests.events.seating.people import attendee, banquet, in_order

HEAD = (Table(number=1, seats=3, head=True), Table(number=2, seats=6))


def test_pairs_that_share_somebody_make_one_party_in_the_order_of_the_list() -> None:
    assert parties("abcdef", [("d", "a"), ("e", "d"), ("b", "c")]) == (("a", "d", "e"), ("b", "c"), ("f",))


def test_a_pin_holds_for_the_whole_party() -> None:
    dinner = banquet(*in_order(4), together=(("1", "3"),), pinned={"3": 2})
    assert parties_of(dinner) == (("1", "3"), ("2",), ("4",))
    assert party_tables(dinner) == {"1": 2, "3": 2}


def test_the_head_table_is_filled_by_rank_party_by_party() -> None:
    dinner = banquet(*in_order(6)[::-1], together=(("2", "6"),)).model_copy(update={"tables": HEAD})
    assert party_tables(dinner) == {"1": 1, "2": 1, "6": 1}
    assert passed_over(dinner) == ()


def test_a_party_too_large_for_what_is_left_is_passed_over() -> None:
    together = (("2", "5"), ("5", "6"))
    dinner = banquet(*in_order(6), together=together).model_copy(update={"tables": HEAD})
    assert party_tables(dinner) == {"1": 1, "3": 1, "4": 1}
    assert passed_over(dinner) == ("2",)


def test_people_pinned_to_the_head_table_take_chairs_from_rank_but_pass_nobody_over() -> None:
    people = (*in_order(4), attendee("秘书", 5))
    dinner = banquet(*people, pinned={"秘书": 1}).model_copy(update={"tables": HEAD})
    assert party_tables(dinner) == {"秘书": 1, "1": 1, "2": 1}
    assert passed_over(dinner) == ()


def test_without_a_head_table_rank_settles_nothing() -> None:
    assert party_tables(banquet(*in_order(4))) == {}
    assert passed_over(banquet(*in_order(4))) == ()
