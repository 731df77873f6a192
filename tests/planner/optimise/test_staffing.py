"""Rule 6: leaders, 1+1+2, seats, and every need of a company."""

from typing import Any

import pytest

from planner.company import FirstContact, Needs
from planner.person import Chain, Person, Rank
from planner.plan import Plan, Status
from planner.season import Pins, VisitPin
from planner.solve import solve
from tests.builders import MONDAY, WUXI, person
from tests.planner.optimise.week import (
    ANN,
    BOB,
    CAT,
    DEPUTY,
    HEAD,
    Solved,
    base,
    met,
    prospect,
    rules,
    week,
    weights,
)

DAN = person("dan", Rank.DEPARTMENT_HEAD)
EVE, FAY = person("eve", skills=("德语",)), person("fay", skills=("招标",), unit="park")
# By his rank he may lead, but he has no day for it: a season in which nobody may is refused.
HOMEBOUND = person("homebound", Rank.PRINCIPAL, most_days_away=0)


def _delegations(plan: Plan) -> list[set[str]]:
    return [set(trip.delegation) for trip in plan.trips]


def _asking(*people: Person, needs: Needs | None = None, **fields: Any) -> Any:
    """Company a, open on Monday, of the chain ``food``, whose chief is dan."""
    contact = fields.pop("first_contact", None)
    company = prospect("a", 100, MONDAY, chain="food", needs=needs or Needs(), first_contact=contact)
    chief = "dan" if DAN in people else None
    return week(company, people=people, chains=(Chain(id="food", name="食品", chief=chief),), **fields)


@pytest.mark.parametrize(("lowest", "visited"), [(Rank.DEPUTY, ""), (Rank.DEPARTMENT_HEAD, "a")])
def test_a_leader_ranks_high_enough_for_his_base(solved: Solved, lowest: Rank, visited: str) -> None:
    assert met(solved(_asking(DAN, HOMEBOUND, home=base(leader_rank_at_most=lowest)))) == visited


@pytest.mark.parametrize(("least", "people"), [(0, 1), (1, 2), (2, 3), (3, 0)])
def test_the_least_staff_come_along(solved: Solved, least: int, people: int) -> None:
    # ann and bob are all the staff there is.
    plan = solved(_asking(HEAD, ANN, BOB, home=base(least_staff=least)))
    assert [len(party) for party in _delegations(plan)] == ([people] if people else [])


def test_who_ranks_too_high_is_no_staff(solved: Solved) -> None:
    # A department's deputy counts as staff, its head does not.
    season = _asking(HEAD, DAN, home=base(least_staff=1, leader_rank_at_most=Rank.DEPUTY))
    assert met(solved(season)) == ""
    assert (
        met(solved(season.model_copy(update={"rules": rules(staff_rank_at_least=Rank.DEPARTMENT_HEAD)})))
        == "a"
    )


@pytest.mark.parametrize(("rank", "visited"), [(Rank.PRINCIPAL, ""), (Rank.DEPUTY, "a"), (None, "a")])
def test_a_company_is_met_under_a_leader_of_its_rank(solved: Solved, rank: Rank | None, visited: str) -> None:
    assert met(solved(_asking(DEPUTY, needs=Needs(least_rank=rank)))) == visited


def test_the_chief_of_the_chain_is_aboard_where_he_is_asked_for(solved: Solved) -> None:
    # dan may not lead: he comes as the head's second, and only if there is a seat for one.
    high = base(leader_rank_at_most=Rank.DEPUTY)
    season = _asking(HEAD, DAN, needs=Needs(chief=True), home=high)
    assert _delegations(solved(season)) == [{"head", "dan"}]
    assert met(solved(season.model_copy(update={"rules": rules(most_seconds=0)}))) == ""
    assert met(solved(season.model_copy(update={"rules": rules(most_delegates=1)}))) == ""
    # A chain without a chief leaves the need open for ever.
    assert met(solved(_asking(HEAD, needs=Needs(chief=True)))) == ""


@pytest.mark.parametrize(("rank", "party"), [(5, {"head", "x"}), (3, {"head", "x"}), (1, {"x"})])
def test_the_person_asked_for_is_aboard(solved: Solved, rank: int, party: set[str]) -> None:
    x = person("x", Rank(rank))
    plan = solved(_asking(HEAD, x, needs=Needs(person="x"), home=base(leader_rank_at_most=Rank.DEPUTY)))
    assert [party <= found for found in _delegations(plan)] == [True]
    away = x.model_copy(update={"most_days_away": 0})
    assert met(solved(_asking(HEAD, away, needs=Needs(person="x")))) == ""


def test_nobody_aboard_outranks_the_leader(solved: Solved) -> None:
    # x, of higher rank, must be aboard and so lead; pinned under the deputy, that is impossible.
    season = _asking(HEAD, DEPUTY, needs=Needs(person="head"))
    assert [trip.leader for trip in solved(season).trips] == ["head"]
    under = Pins(visits=(VisitPin(company="a", leader="deputy"),))
    assert solved(season.model_copy(update={"pins": under})).status is Status.INFEASIBLE
    lower = _asking(HEAD, DEPUTY, DAN, needs=Needs(person="dan"))
    assert _delegations(solved(lower.model_copy(update={"pins": under}))) == [{"deputy", "dan"}]


@pytest.mark.parametrize(("rank", "status"), [(4, Status.INFEASIBLE), (5, None)])
def test_nor_does_anybody_of_the_staff(solved: Solved, rank: int, status: Status | None) -> None:
    # ann leads by a pin; the German whom a wants is staff at rank 4 as at rank 5, but ranks above her at 4.
    german = person("gus", Rank(rank), skills=("德语",))
    season = _asking(ANN, german, needs=Needs(skills=("德语",)), home=base(leader_rank_at_most=Rank.STAFF))
    under = Pins(visits=(VisitPin(company="a", leader="ann"),))
    plan = solved(season.model_copy(update={"pins": under}))
    assert (plan.status if plan.status is Status.INFEASIBLE else None) == status
    assert _delegations(plan) == ([] if status else [{"ann", "gus"}])


def test_each_skill_is_aboard(solved: Solved) -> None:
    both = Needs(skills=("德语", "招标"))
    assert met(solved(_asking(HEAD, ANN, EVE, needs=both))) == ""
    plan = solved(_asking(HEAD, ANN, EVE, FAY, needs=both))
    assert [party >= {"eve", "fay"} for party in _delegations(plan)] == [True]
    # With three seats, one of them the leader's, there is room for both; with two there is not.
    assert met(solved(_asking(HEAD, ANN, EVE, FAY, needs=both, rules=rules(most_delegates=3)))) == "a"
    assert met(solved(_asking(HEAD, ANN, EVE, FAY, needs=both, rules=rules(most_delegates=2)))) == ""


def test_a_second_may_bring_a_skill_that_staff_have_as_well() -> None:
    # eve has no day left; dan speaks German too, but is no staff. Large seasons leave this to staff.
    german = person("dan", Rank.DEPARTMENT_HEAD, skills=("德语",))
    tired = EVE.model_copy(update={"most_days_away": 0})
    season = week(
        prospect("a", 100, MONDAY, needs=Needs(skills=("德语",), least_rank=Rank.DEPUTY)),
        people=(HEAD, german, tired),
    )
    assert _delegations(solve(season)) == [{"head", "dan"}]


@pytest.mark.parametrize(("aboard", "visited"), [(True, ""), (False, "a")])
def test_the_first_contact_is_aboard_where_that_is_asked(
    solved: Solved, visited: str, *, aboard: bool
) -> None:
    fay = FAY.model_copy(update={"most_days_away": 0})
    of_unit = FirstContact(unit="park", aboard=aboard)
    assert met(solved(_asking(HEAD, ANN, fay, first_contact=of_unit))) == visited
    in_person = FirstContact(unit="park", person="fay", aboard=aboard)
    assert met(solved(_asking(HEAD, ANN, fay, first_contact=in_person))) == visited
    plan = solved(_asking(HEAD, ANN, FAY, first_contact=of_unit))
    assert [("fay" in party) for party in _delegations(plan)] in ([True], [aboard])


def test_a_named_first_contact_is_not_replaced_by_a_colleague(solved: Solved) -> None:
    gus = person("gus", unit="park", most_days_away=0)
    in_person = FirstContact(unit="park", person="gus", aboard=True)
    assert met(solved(_asking(HEAD, FAY, gus, first_contact=in_person))) == ""
    of_unit = FirstContact(unit="park", aboard=True)
    assert met(solved(_asking(HEAD, FAY, gus, first_contact=of_unit))) == "a"


def test_a_delegation_lives_at_one_base(solved: Solved) -> None:
    # eve's German is wanted; she lives at the outpost, where nobody else does.
    there = EVE.model_copy(update={"base": "outpost"})
    post = base("outpost", WUXI, leader_rank_at_most=Rank.DEPUTY)
    german = Needs(skills=("德语",))
    with_head = _asking(
        HEAD, HOMEBOUND.model_copy(update={"base": "outpost"}), there, needs=german, outposts=(post,)
    )
    assert met(solved(with_head)) == ""
    led = _asking(HEAD, DEPUTY.model_copy(update={"base": "outpost"}), there, needs=german, outposts=(post,))
    assert _delegations(solved(led)) == [{"deputy", "eve"}]


def test_the_chief_is_the_better_leader(solved: Solved) -> None:
    # 100 points are 120 under the chief of the chain, whoever else is free.
    season = _asking(HEAD, DAN, CAT, rules=rules(weights=weights(chief_fit_percent=120)))
    plan = solved(season)
    assert ([trip.leader for trip in plan.trips], plan.objective.total) == (["dan"], 120)
    without = season.model_copy(update={"chains": (Chain(id="food", name="食品"),)})
    assert solved(without).objective.total == 100
