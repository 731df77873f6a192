from events.batches.arrangement import BatchRules, Drama
from events.batches.signing_project import Presence
from events.batches.weight import (
    at_least,
    disorder_of,
    leading_project,
    ranks_of,
    returns_of,
    sittings,
    spread_of,
)
from tests.events.batches.projects import project, signer

THREE = [project("a", amount=5), project("b", amount=1), project("c", amount=5, order=-1)]


def test_amount_then_order_then_id_decide_what_weighs_more() -> None:
    assert ranks_of(THREE) == {"b": 0, "a": 1, "c": 2}
    assert ranks_of([project("y"), project("x")]) == {"y": 0, "x": 1}


def test_batches_are_bounded_by_seats_and_by_the_busiest_signer() -> None:
    apart = [project(str(k), host=f"h{k}") for k in range(7)]
    assert [at_least(apart, seats) for seats in (1, 2, 3, 7)] == [7, 4, 3, 1]
    assert at_least(THREE, 7) == 3
    assert at_least([project("a", "h"), project("b", "k", company_signer=signer("of-a"))], 2) == 2


def test_a_return_is_counted_for_every_gap_on_stage() -> None:
    assert returns_of(THREE, {"a": 1, "b": 2, "c": 3}) == 0
    four = [*THREE, project("d", host="other")]
    assert returns_of(four, {"a": 1, "b": 3, "c": 5, "d": 2}) == 2


def test_disorder_is_rank_times_batches_from_the_end_the_drama_wants() -> None:
    batch_of = {"a": 1, "b": 2, "c": 2}
    assert disorder_of(THREE, batch_of, 2, Drama.LARGEST_LAST) == 1
    assert disorder_of(THREE, batch_of, 2, Drama.LARGEST_FIRST) == 2


def test_online_projects_sign_apart_on_the_side_away_from_the_largest() -> None:
    mixed = [project("a", amount=9, presence=Presence.ONLINE), project("b"), project("c", amount=2)]
    late, early = BatchRules(seats=2), BatchRules(seats=2, drama=Drama.LARGEST_FIRST)
    assert [[item.id for item in group] for group in sittings(mixed, late)] == [["a"], ["b", "c"]]
    assert [[item.id for item in group] for group in sittings(mixed, early)] == [["b", "c"], ["a"]]
    assert (leading_project(mixed, late), leading_project(mixed, early)) == ("c", "c")
    together = BatchRules(seats=2, online_apart=False)
    assert (len(sittings(mixed, together)), leading_project(mixed, together)) == (1, "a")
    assert spread_of(mixed, {"a": 1, "b": 2, "c": 2}, late) == 0
    assert spread_of(mixed, {"a": 1, "b": 2, "c": 2}, together) == 1
