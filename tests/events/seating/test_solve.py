"""Small banquets against every assignment there is."""

import pytest

from events.seating.audit import audit_banquet
from events.seating.banquet import Banquet, Table
from events.seating.errors import InvalidSeating
from events.seating.optimise.instance import instance_of
from events.seating.optimise.start import first_assignment
from events.seating.seated import Obstacle, Seated, Standing
from events.seating.solve import seat_banquet
from events.seating.table_terms import table_terms
from planner.errors import RejectedPlan
from planner.options import Options
from tests.events.seating.people import attendee, banquet, host, in_order
from tests.events.seating.tables import any_banquet, every_assignment

QUICK = Options(effort=1)


@pytest.mark.parametrize("seed", range(60))
def test_a_small_banquet_is_seated_best_or_proven_impossible(seed: int) -> None:
    dinner = any_banquet(seed)
    values = [table_terms(dinner, table_of).points for table_of in every_assignment(dinner)]
    seated = seat_banquet(dinner, QUICK)
    assert audit_banquet(dinner, seated) == ()
    if values:
        assert (seated.standing, seated.terms.points) == (Standing.BEST, max(values))
        assert seated.bound_points == max(values)
    else:
        assert (seated.standing, seated.plan) == (Standing.INFEASIBLE, None)
        assert seated.reasons != ()


def test_the_random_banquets_are_of_both_kinds() -> None:
    possible = [any(True for _ in every_assignment(any_banquet(seed))) for seed in range(60)]
    assert 10 <= sum(possible) <= 50


def test_equal_banquets_get_equal_answers() -> None:
    dinner = any_banquet(3, head=False)
    assert seat_banquet(dinner, QUICK) == seat_banquet(dinner, QUICK)


def test_regions_are_mixed_and_every_table_has_a_host() -> None:
    regions = ("csj", "zsj", "jjj", "mt")
    guests = [attendee(f"g{k}", 4, region=regions[k % 4]) for k in range(36)]
    hosts = [host(f"h{k}", 2, k) for k in range(4)]
    seated = seat_banquet(banquet(*hosts, *guests, sizes=(10, 10, 10, 10)), QUICK)
    # 9 of each of four regions over 4 tables: 3, 2, 2, 2 at best, that is 3 + 1 + 1 + 1 = 6 pairs a region
    assert (seated.standing, seated.terms.region_pairs, seated.terms.host_pairs) == (Standing.BEST, 24, 0)


def test_the_head_table_is_filled_by_rank_and_who_cannot_sit_there_is_named() -> None:
    people = (host("主", 1), *in_order(7), attendee("末", 5))
    tables = (Table(number=1, seats=4, head=True), Table(number=2, seats=5))
    dinner = Banquet(title="宴", attendees=people, tables=tables, apart=(("1", "2"),))
    seated = seat_banquet(dinner, QUICK)
    assert seated.plan is not None
    assert {seat.attendee for seat in seated.plan.groups[0].seats} == {"主", "1", "3", "4"}
    assert seated.passed_over == ("2",)


def test_too_tight_for_a_first_try_is_left_to_the_exact_model() -> None:
    # Parties of 3, 3, 2, 2, 2 at tables of 6: largest first to the emptiest table leaves 1 chair at each for
    # a party of 2. Only 3 + 3 and 2 + 2 + 2 will do.
    together = (("1", "2"), ("2", "3"), ("4", "5"), ("5", "6"), ("7", "8"), ("9", "10"), ("11", "12"))
    dinner = banquet(*in_order(12), sizes=(6, 6), together=together)
    assert first_assignment(instance_of(dinner)) is None
    seated = seat_banquet(dinner, QUICK)
    assert seated.standing is Standing.BEST
    assert seated.plan is not None
    assert {frozenset(s.attendee for s in g.seats) for g in seated.plan.groups} == {
        frozenset("123456"),
        frozenset({"7", "8", "9", "10", "11", "12"}),
    }


def test_what_is_impossible_only_together_is_proven() -> None:
    # A ring of five at odds cannot be split over two tables, though no three are all at odds.
    ring = tuple((str(k), str(k % 5 + 1)) for k in range(1, 6))
    seated = seat_banquet(banquet(*in_order(6), sizes=(6, 6), apart=(*ring, ("6", "1"))), QUICK)
    [reason] = seated.reasons
    assert (seated.standing, reason.obstacle) == (Standing.INFEASIBLE, Obstacle.PROVEN_TOGETHER)
    assert (set(reason.people), reason.count, reason.most) == ({"1", "2", "3", "4", "5"}, 5, 2)


def test_a_banquet_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(InvalidSeating):
        seat_banquet(banquet())


def test_an_answer_the_audit_refuses_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "events.seating.solve._seated", lambda *_: Seated(standing=Standing.INFEASIBLE, plan=None)
    )
    with pytest.raises(RejectedPlan) as refused:
        seat_banquet(banquet(*in_order(2)))
    assert [fault.code for fault in refused.value.faults] == ["seating_rejected"]
