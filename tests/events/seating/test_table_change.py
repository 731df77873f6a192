"""One more or one fewer at dinner, judged by trying every assignment there is."""

import pytest

from events.seating.attendee import Attendee
from events.seating.banquet import Banquet
from events.seating.errors import InvalidSeating
from events.seating.optimise.fewest_moves import Moves
from events.seating.plan import Role, SeatingPlan
from events.seating.solve import laid_out, seat_banquet
from events.seating.table_change import banquet_without_table, with_at_table, without_at_table, without_table
from planner.errors import RejectedPlan
from planner.options import Options
from tests.events.seating.people import attendee, banquet, host, in_order, member
from tests.events.seating.tables import any_banquet, every_assignment


def _table_of(plan: SeatingPlan) -> dict[str, int]:
    return {str(placed.seat.attendee): placed.group.number for placed in plan.occupied()}


def _holding(dinner: Banquet, *newcomers: Attendee, **fields: object) -> Banquet:
    return dinner.model_copy(update={"attendees": (*dinner.attendees, *newcomers)} | fields)


def test_somebody_who_stays_away_leaves_an_empty_chair_and_nobody_moves() -> None:
    dinner = banquet(host("主", 1), *in_order(6))
    plan = laid_out(dinner, {"主": 1, "1": 1, "2": 1, "3": 1, "4": 2, "5": 2, "6": 2})
    change = without_at_table(dinner, plan, "1")
    assert change.moved == ()
    assert [seat.attendee for seat in change.plan.groups[0].seats] == ["主", "2", "3", None]
    # Guests are numbered anew: 2 is now the first of the table.
    assert [seat.number for seat in change.plan.groups[0].seats] == [None, 1, 2, None]


@pytest.mark.parametrize(
    ("gone", "moved", "principals"),
    [
        ("主1", ("主2", "主3"), ("主2", "主3")),
        ("主2", ("主3",), ("主1", "主3")),
        ("主3", (), ("主1", "主2")),
    ],
)
def test_the_next_host_takes_the_chair_of_a_principal_one(
    gone: str, moved: tuple[str, ...], principals: tuple[str, str]
) -> None:
    hosts = tuple(host(f"主{k}", 1, k) for k in range(1, 4))
    dinner = banquet(*hosts, *in_order(3), sizes=(8,))
    plan = laid_out(dinner, dict.fromkeys(("主1", "主2", "主3", "1", "2", "3"), 1))
    change = without_at_table(dinner, plan, gone)
    assert (change.moved, change.fewest) == (moved, True)
    roles = {seat.role: seat.attendee for seat in change.plan.groups[0].seats}
    assert (roles[Role.PRINCIPAL_HOST], roles[Role.SECOND_HOST]) == principals


def test_the_last_host_of_a_table_leaves_his_chair_empty() -> None:
    dinner = banquet(host("主", 1), *in_order(3))
    plan = laid_out(dinner, dict.fromkeys(("主", "1", "2"), 1) | {"3": 2})
    assert without_at_table(dinner, plan, "主").plan.groups[0].seats[0].attendee is None


def test_a_newcomer_takes_the_empty_chair_of_most_points_and_best_neighbours() -> None:
    dinner = banquet(member("上", "zb", "up"), attendee("甲"), attendee("乙"), member("老", "zb", "down"))
    plan = laid_out(dinner, {"上": 1, "甲": 1, "乙": 2, "老": 2})
    newcomer = member("下", "zb", "down")
    change = with_at_table(_holding(dinner, newcomer), plan, newcomer)
    assert change is not None
    assert (change.moved, change.fewest) == ((), True)
    # At table 1 he is matched: 25 points more than at table 2.
    placed = change.plan.place_of("下")
    assert placed is not None
    assert placed.group.number == 1
    chairs = [seat.attendee for seat in placed.group.seats]
    assert abs(chairs.index("上") - chairs.index("下")) in {1, 3}


def test_the_head_table_takes_a_newcomer_only_by_pin() -> None:
    dinner = banquet(*in_order(4), sizes=(4, 4))
    tables = (dinner.tables[0].model_copy(update={"head": True}), dinner.tables[1])
    dinner = dinner.model_copy(update={"tables": tables})
    plan = laid_out(dinner, {"1": 1, "2": 1, "3": 1, "4": 2})
    newcomer = attendee("新", 1)
    anywhere = with_at_table(_holding(dinner, newcomer), plan, newcomer)
    pinned = with_at_table(_holding(dinner, newcomer, pinned={"新": 1}), plan, newcomer)
    assert anywhere is not None
    assert pinned is not None
    assert (_table_of(anywhere.plan)["新"], _table_of(pinned.plan)["新"]) == (2, 1)


def test_nobody_makes_way_to_or_from_the_head_table() -> None:
    # A free chair at the head table and one at table 2, beside 3 with whom 新 must not sit. 3 could move
    # to the head table; instead somebody of table 3 comes over to table 2.
    dinner = banquet(*in_order(5), sizes=(3, 2, 2))
    tables = (dinner.tables[0].model_copy(update={"head": True}), *dinner.tables[1:])
    dinner = dinner.model_copy(update={"tables": tables})
    plan = laid_out(dinner, {"1": 1, "2": 1, "3": 2, "4": 3, "5": 3})
    newcomer = attendee("新")
    change = with_at_table(_holding(dinner, newcomer, apart=(("新", "3"), ("3", "4"))), plan, newcomer)
    assert change is not None
    assert _table_of(change.plan) == {"1": 1, "2": 1, "3": 2, "4": 3, "5": 2, "新": 3}
    # With 3 at odds with everybody at table 3 there is no other way than the head table: none.
    apart = (("新", "3"), ("3", "4"), ("3", "5"))
    assert with_at_table(_holding(dinner, newcomer, apart=apart), plan, newcomer) is None


@pytest.mark.parametrize("seed", range(40))
def test_as_few_change_tables_as_in_any_assignment(seed: int) -> None:
    whole = any_banquet(seed, head=False)
    newcomer = whole.attendees[-1]
    before = whole.model_copy(
        update={
            "attendees": whole.attendees[:-1],
            "apart": tuple(pair for pair in whole.apart if newcomer.id not in pair),
            "together": tuple(pair for pair in whole.together if newcomer.id not in pair),
            "pinned": {name: table for name, table in whole.pinned.items() if name != newcomer.id},
        }
    )
    plan = seat_banquet(before, Options(effort=1)).plan
    if plan is None:
        return
    old = _table_of(plan)
    moves = [sum(at[name] != table for name, table in old.items()) for at in every_assignment(whole)]
    change = with_at_table(whole, plan, newcomer)
    assert (change is None) is (moves == [])
    if change is not None:
        new = _table_of(change.plan)
        assert new in list(every_assignment(whole))
        assert sum(new[name] != table for name, table in old.items()) == min(moves)
        assert change.fewest
        assert set(change.moved) == {name for name in old if new[name] != old[name]}


def test_where_no_chair_is_free_for_the_newcomer_one_person_makes_way() -> None:
    # The only free chair is beside 1, with whom 新 must not sit: somebody of table 2 takes it, 新 his chair.
    dinner = banquet(*in_order(5), sizes=(3, 3))
    plan = laid_out(dinner, {"1": 1, "2": 1, "3": 2, "4": 2, "5": 2})
    newcomer = attendee("新")
    whole = _holding(dinner, newcomer, apart=(("新", "1"), ("3", "1"), ("2", "5")))
    change = with_at_table(whole, plan, newcomer)
    assert change is not None
    # 3 and 5 cannot sit at table 1.
    assert (change.moved, change.fewest) == (("4",), True)
    assert (_table_of(change.plan)["新"], _table_of(change.plan)["4"]) == (2, 1)


def test_changes_that_cannot_be_are_refused() -> None:
    dinner = banquet(*in_order(2))
    plan = laid_out(dinner, {"1": 1, "2": 1})
    with pytest.raises(InvalidSeating) as unknown:
        without_at_table(dinner, plan, "9")
    with pytest.raises(InvalidSeating) as doubled:
        with_at_table(dinner, plan, dinner.attendees[0])
    with pytest.raises(InvalidSeating) as unreadable:
        with_at_table(_holding(dinner, attendee("新"), apart=(("新", "8"),)), plan, attendee("新"))
    codes = [refused.value.faults[0].code for refused in (unknown, doubled, unreadable)]
    assert codes == ["seating_unknown_person", "seating_doubled", "seating_unknown_person"]


def test_moves_the_audit_refuses_are_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    dinner = banquet(*in_order(4), sizes=(3, 2))
    plan = laid_out(dinner, {"1": 1, "2": 1, "3": 2, "4": 2})
    newcomer = attendee("新")
    whole = _holding(dinner, newcomer, apart=(("新", "1"),))
    wrong = Moves({"1": 1, "2": 1, "3": 2, "4": 2, "新": 1}, proven=True)
    monkeypatch.setattr("events.seating.table_change.fewest_moves", lambda *_: wrong)
    with pytest.raises(RejectedPlan) as refused:
        with_at_table(whole, plan, newcomer)
    assert [(fault.place, fault.value) for fault in refused.value.faults] == [("apart", "新, 1")]


def _fewest(dinner: Banquet, table_of: dict[str, int], lost: int) -> int | None:
    """How few people of the other tables move, by trying every assignment to those that are left."""
    left = banquet_without_table(dinner, lost)
    stay = [name for name, table in table_of.items() if table != lost]
    counts = [sum(tables[name] != table_of[name] for name in stay) for tables in every_assignment(left)]
    return min(counts, default=None)


def _roomy(seed: int) -> Banquet:
    """Chairs enough for a table to be lost, and often somebody at odds there."""
    dinner = any_banquet(seed, 6, head=False)
    tables = tuple(table.model_copy(update={"seats": table.seats + 1}) for table in dinner.tables)
    return dinner.model_copy(update={"tables": tables})


@pytest.mark.parametrize("seed", range(40))
def test_a_lost_table_moves_its_own_people_and_the_fewest_others(seed: int) -> None:
    dinner = _roomy(seed)
    plan = seat_banquet(dinner, Options(effort=1)).plan
    lost = dinner.tables[-1].number
    if plan is None:
        assert not list(every_assignment(dinner))
        return
    table_of = _table_of(plan)
    fewest, change = _fewest(dinner, table_of, lost), without_table(dinner, plan, lost)
    if change is None:
        assert fewest is None
        return
    after = _table_of(change.plan)
    others = {name for name in change.moved if table_of[name] != lost}
    assert (sum(after[name] != table_of[name] for name in others), change.fewest) == (fewest, True)
    # Nobody changes his chair but not his table.
    assert [name for name in others if after[name] == table_of[name]] == []
    assert set(change.moved) - others == {name for name, table in table_of.items() if table == lost}
    assert lost not in {group.number for group in change.plan.groups}


def test_where_a_newcomer_is_at_odds_with_everybody_left_somebody_gives_way() -> None:
    # 5 of the lost table 3 is at odds with 1 and 3: one of them joins the other, and he takes the table.
    dinner = banquet(*in_order(5), sizes=(3, 3, 2), apart=(("5", "1"), ("5", "3")))
    plan = laid_out(dinner, {"1": 1, "2": 1, "3": 2, "4": 2, "5": 3})
    change = without_table(dinner, plan, 3)
    assert change is not None
    assert (len(change.moved), "5" in change.moved, change.fewest) == (2, True, True)


def test_a_table_that_is_not_there_and_the_only_one_cannot_be_lost() -> None:
    dinner = banquet(*in_order(2), sizes=(4,))
    plan = laid_out(dinner, {"1": 1, "2": 1})
    for number, code in ((9, "seating_unknown_table"), (1, "seating_nothing_to_seat")):
        with pytest.raises(InvalidSeating, match=code):
            without_table(dinner, plan, number)


def test_the_audit_refuses_a_wrong_answer_for_a_lost_table(monkeypatch: pytest.MonkeyPatch) -> None:
    dinner = banquet(*in_order(4), sizes=(2, 2, 4))
    plan = laid_out(dinner, {"1": 1, "2": 1, "3": 2, "4": 2})
    wrong = Moves(dict.fromkeys("1234", 2), proven=True)
    monkeypatch.setattr("events.seating.table_change.fewest_moves", lambda *_: wrong)
    with pytest.raises(RejectedPlan):
        without_table(dinner, plan, 1)
