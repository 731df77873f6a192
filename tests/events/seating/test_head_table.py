from events.seating.banquet import Banquet, Table
from events.seating.head_table import party_tables, passed_over
from tests.events.seating.people import attendee, banquet, host, in_order

HEAD = (Table(number=1, seats=3, head=True), Table(number=2, seats=6))


def test_a_pin_holds_for_the_whole_party() -> None:
    dinner = banquet(*in_order(4), together=(("1", "3"),), pinned={"3": 2})
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


def _shared(hosts: int | None, **fields: object) -> Banquet:
    people = (*(host(f"主{k}", 2, k) for k in range(1, 6)), *in_order(5))
    head = (Table(number=1, seats=4, head=True), Table(number=2, seats=8))
    return banquet(*people).model_copy(update={"tables": head, "head_hosts": hosts} | fields)


def test_hosts_and_guests_take_their_shares_of_the_head_table() -> None:
    assert set(party_tables(_shared(None))) == {"主1", "主2", "主3", "主4"}
    assert set(party_tables(_shared(1))) == {"主1", "1", "2", "3"}
    assert passed_over(_shared(1)) == ()


def test_what_one_side_cannot_fill_goes_on_by_rank() -> None:
    few = _shared(1, attendees=(*(host(f"主{k}", 2, k) for k in range(1, 6)), *in_order(1)))
    assert set(party_tables(few)) == {"主1", "1", "主2", "主3"}


def test_within_a_share_those_at_odds_are_passed_over_in_the_order_of_their_side() -> None:
    dinner = _shared(1, apart=(("1", "2"),))
    assert set(party_tables(dinner)) == {"主1", "1", "3", "4"}
    assert passed_over(dinner) == ("2",)
