"""Why companies are left out, each reason in the smallest season that has it, and their prices."""

from datetime import timedelta
from typing import Any

import pytest

from planner.company import Needs
from planner.event import Event, EventKind
from planner.optimise import search
from planner.options import Options
from planner.person import Rank
from planner.plan import LeftOut, Plan, Price, Reason, Status
from planner.rules import LodgingLimit
from planner.season import Pins, Season, VisitPin
from planner.solve import solve
from tests.builders import HOME_CITY, MONDAY, busy, window
from tests.planner.optimise.week import (
    ANN,
    DEPUTY,
    FREE,
    HEAD,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    Solved,
    base,
    prospect,
    rules,
    week,
    weights,
)
from tests.planner.quarters import quarter
from tests.planner.stops import StopAfter
from tests.tiny_seasons import NANJING, tiny_season

# Who leaves at 17:00 gets nowhere on the first day.
LATE = {"leave_base": 1_020}


# What is said of a company that no plan meets, and of one that the best plan goes without.
NEVER = {
    Reason.REGION_UNSERVED,
    Reason.NO_WORKDAY_WINDOW,
    Reason.COOLING_DOWN,
    Reason.NOBODY_QUALIFIED,
    Reason.QUALIFIED_NEVER_FREE,
    Reason.OUT_OF_REACH,
}
AT_A_PRICE = {Reason.DISPLACED, Reason.NOT_WORTH_THE_TRIP}


def _why(plan: Plan, name: str = "a") -> LeftOut:
    (found,) = [item for item in plan.left_out if item.id == name]
    return found


def test_a_region_that_no_base_serves(solved: Solved) -> None:
    left = _why(solved(week(prospect("a", 100, MONDAY), home=base(regions=("west",)))))
    assert (left.reason, left.price) == (Reason.REGION_UNSERVED, None)
    nowhere = _why(solved(week(prospect("a", 100, MONDAY, city=HOME_CITY))))
    assert (nowhere.reason, nowhere.detail) == (Reason.REGION_UNSERVED, {"city": HOME_CITY.adcode})


def test_no_window_on_a_working_day(solved: Solved) -> None:
    assert _why(solved(week(prospect("a", 100, SATURDAY)))).reason is Reason.NO_WORKDAY_WINDOW
    short = prospect("a", 100, windows=(window(MONDAY, 600, 659),))
    assert _why(solved(week(short))).reason is Reason.NO_WORKDAY_WINDOW


def test_a_company_that_cools_down_with_the_day_it_may_be_met(solved: Solved) -> None:
    # Met on Sunday, 90 days before a Saturday: allowed again the Saturday after this Monday.
    company = prospect("a", 100, MONDAY, last_met_on=SATURDAY - timedelta(days=90))
    left = _why(solved(week(company)))
    assert (left.reason, left.detail) == (Reason.COOLING_DOWN, {"until": SATURDAY.isoformat()})


@pytest.mark.parametrize(
    "needs", [Needs(least_rank=Rank.PRINCIPAL), Needs(skills=("德语",)), Needs(chief=True)]
)
def test_nobody_meets_its_needs(solved: Solved, needs: Needs) -> None:
    left = _why(solved(week(prospect("a", 100, MONDAY, needs=needs), people=(DEPUTY, ANN))))
    assert (left.reason, left.price) == (Reason.NOBODY_QUALIFIED, None)


def test_those_who_qualify_are_never_free(solved: Solved) -> None:
    # The deputy could go, but the company wants the head, who is busy on its only day.
    company = prospect("a", 100, MONDAY, needs=Needs(least_rank=Rank.PRINCIPAL))
    head = HEAD.model_copy(update={"busy": (busy(MONDAY),)})
    left = _why(solved(week(company, people=(head, DEPUTY))))
    assert (left.reason, left.price) == (Reason.QUALIFIED_NEVER_FREE, None)


def test_the_staff_are_never_free(solved: Solved) -> None:
    ann = ANN.model_copy(update={"busy": (busy(MONDAY),)})
    season = week(prospect("a", 100, MONDAY), people=(HEAD, ann), home=base(least_staff=1))
    left = _why(solved(season))
    assert (left.reason, left.price) == (Reason.QUALIFIED_NEVER_FREE, None)


def test_it_cannot_be_reached_in_time(solved: Solved) -> None:
    # The trip would have to last a night, and may not.
    left = _why(solved(week(prospect("a", 100, MONDAY), rules=rules(LATE, most_trip_days=1))))
    assert (left.reason, left.price) == (Reason.OUT_OF_REACH, None)


def test_as_many_of_its_kind_are_met_as_may_be(solved: Solved) -> None:
    # Of two of a kind one may be met. Having a in would put out b: 200 - 100.
    kinds = ("500强",)
    season = week(
        prospect("a", 100, MONDAY, kinds=kinds),
        prospect("b", 200, MONDAY, kinds=kinds),
        rules=rules(most_of_kind={"500强": 1}),
    )
    left = _why(solved(season))
    assert left.reason is Reason.KIND_CAP
    assert left.price is None or (left.price.points, left.price.instead_of) == (100, ("b",))


NIGHT = FREE.model_copy(update={"lodging": (LodgingLimit(city="*", limits_cny=(100,) * 5),)})


def test_there_is_not_the_money(solved: Solved) -> None:
    # A visit takes a night, and that is 100 yuan.
    season = week(prospect("a", 500, TUESDAY), rules=rules(LATE, costs=NIGHT, budget_cny=99))
    left = _why(solved(season))
    assert (left.reason, left.price) == (Reason.BUDGET, None)


def test_the_money_is_spent_on_what_is_worth_more(solved: Solved) -> None:
    # The budget pays for one night: b, worth 1,000 - 100, or a, open two days later, worth 500 - 100.
    a, b = prospect("a", 500, THURSDAY), prospect("b", 1_000, TUESDAY, city=NANJING)
    left = _why(solved(week(a, b, rules=rules(LATE, costs=NIGHT, budget_cny=100))))
    assert left.reason in {Reason.BUDGET, Reason.DISPLACED}
    assert left.price is None or (left.price.points, left.price.instead_of) == (500, ("b",))


def test_it_fits_but_puts_out_what_is_worth_more(solved: Solved) -> None:
    # One visit a day, one leader, one day: a instead of b loses 200 - 100.
    season = week(prospect("a", 100, MONDAY), prospect("b", 200, MONDAY), rules=rules(most_visits_a_day=1))
    left = _why(solved(season))
    assert left.reason is Reason.DISPLACED
    assert left.price is not None
    assert (left.price.points, left.price.instead_of) == (100, ("b",))


def test_a_leader_who_is_taken_is_no_leader_who_is_never_free(solved: Solved) -> None:
    # In another region on the same day the head meets b; a would put it out.
    season = week(prospect("a", 100, MONDAY), prospect("b", 200, MONDAY, city=NANJING))
    left = _why(solved(season))
    assert left.reason is Reason.DISPLACED
    assert left.price is None or (left.price.points, left.price.instead_of) == (100, ("b",))


def test_it_is_not_worth_the_trip(solved: Solved) -> None:
    # A trip costs 130 and brings 100.
    season = week(prospect("a", 100, MONDAY), rules=rules(weights=weights(points_per_trip=130)))
    left = _why(solved(season))
    assert (left.reason, left.price) in {
        (Reason.NOT_WORTH_THE_TRIP, Price(points=30, exact=exact)) for exact in (False, True)
    }


def _forum(**fields: Any) -> Event:
    return Event(**{"id": "a", "kind": EventKind.FORUM, "title": "a", "candidate_days": (SATURDAY,)} | fields)


def test_an_event_without_a_possible_day(solved: Solved) -> None:
    optional = solved(week(events=(_forum(optional=True),)))
    assert (optional.status, _why(optional).reason) == (Status.OPTIMAL, Reason.NO_CANDIDATE_DAY)
    plan = solved(week(events=(_forum(),)))
    assert (plan.status, _why(plan).reason) == (Status.INFEASIBLE, Reason.NO_CANDIDATE_DAY)


def test_an_optional_event_that_costs_more_than_it_brings() -> None:
    # Required, the head would miss b, worth 100, for an event worth 20.
    event = _forum(candidate_days=(MONDAY,), optional=True, required=("head",), held_points=20)
    plan = solve(week(prospect("b", 100, MONDAY), events=(event,)))
    assert _why(plan).reason is Reason.NOT_WORTH_THE_TRIP


def test_pins_that_contradict_each_other(solved: Solved) -> None:
    a, b = prospect("a", 100, MONDAY), prospect("b", 100, MONDAY, city=NANJING)
    pins = Pins(visits=(VisitPin(company="a"), VisitPin(company="b")))
    plan = solved(week(a, b, pins=pins))
    assert plan.status is Status.INFEASIBLE
    assert {item.reason for item in plan.left_out} == {Reason.PINS_CONTRADICT}


def test_a_search_that_ended_early_says_so_of_what_it_would_have_met() -> None:
    # Stopped before it improves anything: some companies could join at a gain.
    plan = solve(quarter(), Options(effort=0), stop=StopAfter(0))
    early = [item for item in plan.left_out if item.reason is Reason.STOPPED_EARLY]
    assert len(early) > 0
    assert {item.price for item in early} == {None}
    # Proven best, a plan says it of nobody.
    exact = [item.reason for seed in range(340, 350) for item in solve(tiny_season(seed)).left_out]
    assert Reason.STOPPED_EARLY not in exact


def _forced(season: Season, name: str) -> Season:
    pins = season.pins.model_copy(update={"visits": (*season.pins.visits, VisitPin(company=name))})
    return season.model_copy(update={"pins": pins})


def _loss(season: Season, plan: Plan, name: str) -> int | None:
    """What the best plan loses that meets the company; None if no plan meets it."""
    forced = solve(_forced(season, name))
    return None if forced.status is Status.INFEASIBLE else plan.objective.total - forced.objective.total


# What a price must not forget, each in a season where it is all there is to pay.
LOAD = week(
    prospect("a", 10, TUESDAY),
    prospect("b", 100, MONDAY, city=NANJING),
    rules=rules(weights=weights(load_steps=(0, 40)), most_trip_days=1),
)
ATTENDANCE = week(
    prospect("a", 10, MONDAY),
    events=(Event(id="e", kind=EventKind.OTHER, title="e", candidate_days=(MONDAY,), wished=("head",)),),
    rules=rules(weights=weights(attendance=(70, 0, 0, 0, 0))),
)
COVERAGE = week(
    prospect("a", 100, MONDAY, city=NANJING),
    prospect("b", 90, MONDAY),
    prospect("c", 100, TUESDAY, city=NANJING),
    rules=rules(weights=weights(region_coverage=(50,)), most_trip_days=1),
)
STAFF = week(
    prospect("a", 10, TUESDAY, needs=Needs(skills=("德语",))),
    people=(HEAD, ANN.model_copy(update={"skills": ("德语",)})),
    rules=rules(
        LATE,
        costs=FREE.model_copy(update={"lodging": (LodgingLimit(city="*", limits_cny=(0, 0, 0, 0, 60)),)}),
    ),
)


@pytest.mark.parametrize(
    ("season", "loss"),
    [
        # The second day away of the head costs 40 and brings 10.
        (LOAD, 30),
        # At the forum the head is worth 70.
        (ATTENDANCE, 60),
        # b is the only one of the east, 90 + 50; a in its place would bring 100.
        (COVERAGE, 40),
        # The trip needs ann's German, and a bed for her at 60.
        (STAFF, 50),
    ],
    ids=["load", "attendance", "coverage", "staff"],
)
def test_a_price_holds_all_that_is_lost(season: Season, loss: int) -> None:
    plan = solve(season)
    assert _loss(season, plan, "a") == loss
    price = _why(plan).price
    assert price is None or price.points >= loss


def _are_true(season: Season, plan: Plan) -> None:
    """Every price is an upper limit of the loss, and every reason holds, as a second, exact solve sees it."""
    companies = {company.id for company in season.companies}
    for left in plan.left_out:
        if plan.status is Status.INFEASIBLE or left.id not in companies:
            continue
        loss = _loss(season, plan, left.id)
        if left.price is not None:
            assert loss is not None, f"{left.id} has a price, and cannot be met"
            assert left.price.points >= loss
            assert not left.price.exact or left.price.points == loss
        if left.reason in NEVER:
            assert loss is None, f"{left.id} can be met"
        # A large season cannot try every way: what it found no place for it calls displaced, without a price.
        if left.reason in AT_A_PRICE and (plan.status is Status.OPTIMAL or left.price is not None):
            assert loss is not None, f"{left.id} cannot be met"


@pytest.mark.parametrize("seed", range(300, 330))
def test_no_price_is_below_the_true_loss_and_no_reason_untrue(seed: int) -> None:
    season = tiny_season(seed)
    _are_true(season, solve(season))


@pytest.mark.parametrize("seed", range(330, 340))
def test_nor_by_columns(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    season = tiny_season(seed)
    with monkeypatch.context() as large:
        large.setattr(search, "SMALL_COMPANIES", -1)
        plan = solve(season, Options(effort=1))
    _are_true(season, plan)
