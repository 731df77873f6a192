"""Rule 10, and what changing a published plan costs."""

from datetime import date, timedelta
from typing import Any

import pytest

from planner.company import Needs
from planner.event import Event, EventKind
from planner.person import Rank
from planner.plan import Plan, Status
from planner.season import AwayLimit, Pins, VisitPin
from planner.solve import solve
from tests.builders import MONDAY, busy
from tests.planner.optimise.week import (
    DEPUTY,
    HEAD,
    TUESDAY,
    WEDNESDAY,
    Solved,
    met,
    prospect,
    rules,
    week,
    weights,
)
from tests.tiny_seasons import NANJING

BOTH_DAYS = prospect("a", 100, MONDAY, TUESDAY)


def _pinned(*companies: Any, pin: VisitPin, **fields: Any) -> Any:
    return week(*companies, pins=Pins(visits=(pin,)), **fields)


def _meeting(plan: Plan) -> list[tuple[str, date, str]]:
    return [(visit.company, visit.start.date(), trip.leader) for trip in plan.trips for visit in trip.visits]


def test_a_pinned_company_is_met_though_it_does_not_pay(solved: Solved) -> None:
    dear = rules(weights=weights(points_per_trip=1_000))
    assert met(solved(week(BOTH_DAYS, rules=dear))) == ""
    plan = solved(_pinned(BOTH_DAYS, pin=VisitPin(company="a"), rules=dear))
    assert (met(plan), plan.objective.total) == ("a", -900)


@pytest.mark.parametrize("day", [MONDAY, TUESDAY])
@pytest.mark.parametrize("leader", ["head", "deputy"])
def test_a_pinned_visit_is_on_its_day_and_under_its_leader(solved: Solved, day: date, leader: str) -> None:
    pin = VisitPin(company="a", day=day, leader=leader)
    plan = solved(_pinned(BOTH_DAYS, pin=pin, people=(HEAD, DEPUTY)))
    assert _meeting(plan) == [("a", day, leader)]


@pytest.mark.parametrize(
    "pin",
    [
        VisitPin(company="a", day=WEDNESDAY),  # not open
        VisitPin(company="a", leader="deputy"),  # a wants the head
        VisitPin(company="b"),  # nobody is free
    ],
)
def test_a_pin_that_cannot_be_kept_makes_the_season_infeasible_and_is_named(
    solved: Solved, pin: VisitPin
) -> None:
    a = prospect("a", 100, MONDAY, needs=Needs(least_rank=Rank.PRINCIPAL))
    b = prospect("b", 100, TUESDAY)
    people = tuple(person.model_copy(update={"busy": (busy(TUESDAY),)}) for person in (HEAD, DEPUTY))
    plan = solved(_pinned(a, b, pin=pin, people=people))
    assert (plan.status, plan.trips) == (Status.INFEASIBLE, ())
    assert [item.id for item in plan.left_out] == [pin.company]


def _first_plan(*companies: Any, **fields: Any) -> Plan:
    """What is published: the best plan of a season, its trips pinned by the tests that follow."""
    return solve(week(*companies, **{"rules": rules(most_trip_days=1)} | fields))


def _with_trip(plan: Plan, *companies: Any, **fields: Any) -> Any:
    return week(*companies, pins=Pins(trips=plan.trips), **fields)


def test_a_pinned_trip_stays_exactly_as_it_is(solved: Solved) -> None:
    # a, worth 100, is pinned on Monday. b, worth 1,000 and open on Monday alone, is without the only leader.
    a, b = prospect("a", 100, MONDAY), prospect("b", 1_000, MONDAY, city=NANJING)
    first = _first_plan(a)
    plan = solved(_with_trip(first, a, b))
    assert (met(plan), plan.objective.total) == ("a", 100)
    assert plan.trips[0].model_copy(update={"pinned": False}) == first.trips[0]
    assert met(solved(week(a, b))) == "b"


def test_a_pinned_trip_stays_though_the_season_has_changed_under_it(solved: Solved) -> None:
    first = _first_plan(prospect("a", 100, MONDAY))
    closed = prospect("a", 100)
    plan = solved(_with_trip(first, closed))
    assert met(plan) == "a"
    assert met(solved(week(closed))) == ""


def test_a_company_of_a_pinned_trip_is_not_met_again(solved: Solved) -> None:
    first = _first_plan(prospect("a", 100, MONDAY))
    plan = solved(_with_trip(first, BOTH_DAYS, people=(HEAD, DEPUTY)))
    assert _meeting(plan) == [("a", MONDAY, "head")]


def test_a_pinned_trip_that_breaks_a_pinned_visit_leaves_no_plan(solved: Solved) -> None:
    # The trip meets a on Monday under the head; the visit is pinned elsewhere.
    first = _first_plan(prospect("a", 100, MONDAY))
    for pin in (VisitPin(company="a", leader="deputy"), VisitPin(company="a", day=TUESDAY)):
        pins = Pins(trips=first.trips, visits=(pin,))
        plan = solved(week(BOTH_DAYS, people=(HEAD, DEPUTY), pins=pins))
        assert (plan.status, [item.id for item in plan.left_out]) == (Status.INFEASIBLE, ["a"])
    agreeing = Pins(trips=first.trips, visits=(VisitPin(company="a", day=MONDAY, leader="head"),))
    assert met(solved(week(BOTH_DAYS, people=(HEAD, DEPUTY), pins=agreeing))) == "a"


def test_a_pinned_trip_uses_up_days_rest_and_caps(solved: Solved) -> None:
    a = prospect("a", 100, MONDAY, kinds=("500强",))
    b = prospect("b", 1_000, TUESDAY, city=NANJING, kinds=("500强",))
    first = _first_plan(a)
    assert met(solved(_with_trip(first, a, b))) == "ab"
    once = HEAD.model_copy(update={"most_days_away": 1})
    assert met(solved(_with_trip(first, a, b, people=(once,)))) == "a"
    assert met(solved(_with_trip(first, a, b, rules=rules(rest_days_between_trips=1)))) == "a"
    assert met(solved(_with_trip(first, a, b, rules=rules(most_of_kind={"500强": 1})))) == "a"


def test_a_pinned_trip_counts_for_away_limits_and_events(solved: Solved) -> None:
    a, b = prospect("a", 100, MONDAY), prospect("b", 1_000, MONDAY, city=NANJING)
    first = _first_plan(a)
    both = {"people": (HEAD, DEPUTY)}
    assert solved(_with_trip(first, a, b, **both)).objective.total == 1_100
    limit = AwayLimit(id="heads", people=("head", "deputy"))
    assert solved(_with_trip(first, a, b, away_limits=(limit,), **both)).objective.total == 100
    forum = Event(
        id="forum",
        kind=EventKind.FORUM,
        title="forum",
        candidate_days=(MONDAY,),
        required=("head",),
        optional=True,
    )
    assert solved(_with_trip(first, a, b, events=(forum,), **both)).events == ()
    mandatory = forum.model_copy(update={"optional": False})
    assert solved(_with_trip(first, a, b, events=(mandatory,), **both)).status is Status.INFEASIBLE


PRICED = {
    "change_visit_dropped": 50,
    "change_visit_moved": 20,
    "change_event_moved": 30,
    "change_person_day": 5,
}


@pytest.mark.parametrize(("better", "visited"), [(59, "a"), (61, "b")])
def test_a_published_visit_is_dropped_only_for_more_than_its_price(
    solved: Solved, better: int, visited: str
) -> None:
    # The head can meet a or b on Monday. Dropping a costs 50, and nobody's day changes.
    a = prospect("a", 100, MONDAY)
    first = _first_plan(a)
    b = prospect("b", 90 + better, MONDAY, city=NANJING)
    plan = solved(week(a, b, rules=rules(weights=weights(**PRICED))), published=first)
    assert met(plan) == visited
    assert plan.objective.changes == (50 if visited == "b" else 0)


@pytest.mark.parametrize(("better", "day"), [(29, MONDAY), (31, TUESDAY)])
def test_a_published_visit_is_moved_only_for_more_than_its_price(
    solved: Solved, better: int, day: date
) -> None:
    # b wants the head on Monday; moving a to Tuesday costs 20 and the further day away 5: 25.
    a, b = BOTH_DAYS, prospect("b", better - 5, MONDAY, city=NANJING)
    first = _first_plan(prospect("a", 100, MONDAY))
    plan = solved(week(a, b, rules=rules(weights=weights(**PRICED))), published=first)
    assert _meeting(plan)[-1] == ("a", day, "head")
    assert plan.objective.changes == (25 if day == TUESDAY else 0)


@pytest.mark.parametrize(("better", "leader"), [(29, "head"), (31, "deputy")])
def test_another_leader_is_a_move(solved: Solved, better: int, leader: str) -> None:
    # b wants the head on Monday: a goes under the deputy, 20 and 5 for his day; the head's stays away.
    a = prospect("a", 100, MONDAY)
    b = prospect("b", better - 5, MONDAY, city=NANJING, needs=Needs(least_rank=Rank.PRINCIPAL))
    first = _first_plan(a)
    plan = solved(week(a, b, people=(HEAD, DEPUTY), rules=rules(weights=weights(**PRICED))), published=first)
    assert {name: who for name, _, who in _meeting(plan)}["a"] == leader
    assert plan.objective.changes == (25 if leader == "deputy" else 0)


@pytest.mark.parametrize(("better", "day"), [(34, MONDAY), (36, TUESDAY)])
def test_a_published_event_moves_only_for_more_than_its_price(solved: Solved, better: int, day: date) -> None:
    # The forum keeps the head from a on Monday: 30 for the move, 5 for his day away.
    forum = Event(
        id="forum", kind=EventKind.FORUM, title="forum", candidate_days=(MONDAY, TUESDAY), required=("head",)
    )
    pinned_first = week(events=(forum,), pins=Pins(events={"forum": MONDAY}))
    a = prospect("a", better, MONDAY)
    later = week(a, events=(forum,), rules=rules(weights=weights(**PRICED)))
    plan = solved(later, published=solve(pinned_first))
    assert [item.start.date() for item in plan.events] == [day]
    assert plan.objective.changes == (35 if day == TUESDAY else 0)


def test_what_the_season_no_longer_has_is_not_counted(solved: Solved) -> None:
    first = _first_plan(prospect("a", 100, MONDAY), prospect("b", 100, MONDAY))
    plan = solved(week(prospect("b", 100, MONDAY), rules=rules(weights=weights(**PRICED))), published=first)
    assert (met(plan), plan.objective.changes) == ("b", 0)


def test_a_day_outside_the_season_is_not_counted(solved: Solved) -> None:
    a, b = prospect("a", 100, MONDAY), prospect("b", 100, WEDNESDAY)
    first = _first_plan(a, b, rules=rules(most_trip_days=1))
    shorter = week(b, first=MONDAY + timedelta(days=1), rules=rules(weights=weights(**PRICED)))
    assert solved(shorter, published=first).objective.changes == 0
