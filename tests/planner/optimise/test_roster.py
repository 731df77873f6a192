"""Rules 4, 7 and 9: one place at a time, days away, rest, met once, events."""

from datetime import date
from typing import Any

import pytest

from planner.event import Event, EventKind
from planner.person import Rank
from planner.plan import Plan, Status
from planner.season import Pins
from tests.builders import MONDAY, busy, person
from tests.planner.optimise.week import (
    ANN,
    BOB,
    CAT,
    DEPUTY,
    FRIDAY,
    HEAD,
    NEXT_MONDAY,
    SATURDAY,
    TUESDAY,
    WEDNESDAY,
    Solved,
    base,
    met,
    prospect,
    rules,
    week,
    weights,
)
from tests.tiny_seasons import NANJING

# Regions apart: one trip cannot serve both.
EAST, WEST = prospect("a", 100, MONDAY), prospect("b", 200, MONDAY, city=NANJING)


def _away(person_: Any, **fields: Any) -> Any:
    return person_.model_copy(update=fields)


@pytest.mark.parametrize(("people", "points"), [((HEAD,), 200), ((HEAD, DEPUTY), 300)])
def test_no_leader_is_in_two_places(solved: Solved, people: Any, points: int) -> None:
    assert solved(week(EAST, WEST, people=people)).objective.total == points


@pytest.mark.parametrize(("staff", "points"), [((ANN, BOB, CAT), 200), ((ANN, BOB, CAT, person("dov")), 300)])
def test_no_member_is_in_two_places(solved: Solved, staff: Any, points: int) -> None:
    # Each of two delegations takes two of the staff.
    season = week(EAST, WEST, people=(HEAD, DEPUTY, *staff), home=base(least_staff=2))
    assert solved(season).objective.total == points


@pytest.mark.parametrize(("days", "points"), [(0, 0), (1, 200), (2, 300)])
def test_a_leader_is_away_no_more_days_than_allowed(solved: Solved, days: int, points: int) -> None:
    later = prospect("b", 200, WEDNESDAY, city=NANJING)
    assert solved(week(EAST, later, people=(_away(HEAD, most_days_away=days),))).objective.total == points


@pytest.mark.parametrize(("days", "points"), [(0, 0), (1, 200), (2, 300)])
def test_a_member_is_away_no_more_days_than_allowed(solved: Solved, days: int, points: int) -> None:
    later = prospect("b", 200, WEDNESDAY, city=NANJING)
    season = week(EAST, later, people=(HEAD, _away(ANN, most_days_away=days)), home=base(least_staff=1))
    assert solved(season).objective.total == points


@pytest.mark.parametrize(
    ("rest", "second", "points"),
    [
        (0, TUESDAY, 300),
        (1, TUESDAY, 200),
        (1, WEDNESDAY, 300),
        (2, WEDNESDAY, 200),
    ],
)
def test_between_two_trips_lie_days_of_rest(solved: Solved, rest: int, second: date, points: int) -> None:
    later = prospect("b", 200, second, city=NANJING)
    assert solved(week(EAST, later, rules=rules(rest_days_between_trips=rest))).objective.total == points


@pytest.mark.parametrize(("rest", "points"), [(2, 300), (3, 200)])
def test_days_of_rest_are_calendar_days(solved: Solved, rest: int, points: int) -> None:
    # Between Friday and Monday lie Saturday and Sunday.
    a, b = prospect("a", 100, FRIDAY), prospect("b", 200, NEXT_MONDAY, city=NANJING)
    assert solved(week(a, b, rules=rules(rest_days_between_trips=rest))).objective.total == points


@pytest.mark.parametrize(("rest", "points"), [(0, 300), (1, 200)])
def test_members_rest_between_trips_too(solved: Solved, rest: int, points: int) -> None:
    later = prospect("b", 200, TUESDAY, city=NANJING)
    season = week(
        EAST,
        later,
        people=(HEAD, DEPUTY, ANN),
        home=base(least_staff=1),
        rules=rules(rest_days_between_trips=rest),
    )
    assert solved(season).objective.total == points


def test_a_company_is_met_once(solved: Solved) -> None:
    # Open every day, and two leaders with nothing else to do: it counts once.
    plan = solved(week(prospect("a", 100, MONDAY, TUESDAY, WEDNESDAY), people=(HEAD, DEPUTY)))
    assert (met(plan), plan.objective.total) == ("a", 100)


def forum(*days: date, name: str = "forum", **fields: Any) -> Event:
    """An event of three hours from 09:00 on one of ``days``."""
    return Event(**{"id": name, "kind": EventKind.FORUM, "title": name, "candidate_days": days} | fields)


def _held(plan: Plan) -> dict[str, date]:
    return {item.event: item.start.date() for item in plan.events}


def test_an_event_is_on_a_candidate_day_that_is_a_working_day(solved: Solved) -> None:
    plan = solved(week(EAST, events=(forum(SATURDAY, TUESDAY, required=("head",)),)))
    assert (_held(plan), met(plan)) == ({"forum": TUESDAY}, "a")
    assert solved(week(EAST, events=(forum(SATURDAY),))).status is Status.INFEASIBLE


@pytest.mark.parametrize(("days", "points"), [((MONDAY,), 0), ((MONDAY, TUESDAY), 100), ((TUESDAY,), 100)])
def test_those_an_event_requires_are_at_home(solved: Solved, days: Any, points: int) -> None:
    plan = solved(week(EAST, events=(forum(*days, required=("head",)),)))
    assert plan.objective.total == points
    assert solved(week(EAST, events=(forum(*days),))).objective.total == 100


def test_a_required_member_stays_at_home(solved: Solved) -> None:
    season = week(
        EAST, people=(HEAD, ANN), home=base(least_staff=1), events=(forum(MONDAY, required=("ann",)),)
    )
    assert met(solved(season)) == ""
    assert met(solved(season.model_copy(update={"people": (HEAD, ANN, BOB)}))) == "a"


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [(600, 610, Status.INFEASIBLE), (720, 780, Status.OPTIMAL), (480, 540, Status.OPTIMAL)],
)
def test_an_event_is_not_while_a_required_person_is_busy(
    solved: Solved, first: int, last: int, status: Status
) -> None:
    # The forum runs from 09:00 to 12:00; what ends or begins then does not touch it.
    head = _away(HEAD, busy=(busy(MONDAY, first, last),))
    plan = solved(week(EAST, people=(head,), events=(forum(MONDAY, required=("head",)),)))
    assert (plan.status is Status.INFEASIBLE) == (status is Status.INFEASIBLE)


def test_nobody_is_required_at_two_events_at_once(solved: Solved) -> None:
    one, two = forum(MONDAY, required=("head",)), forum(MONDAY, TUESDAY, name="signing", required=("head",))
    assert _held(solved(week(EAST, events=(one, two)))) == {"forum": MONDAY, "signing": TUESDAY}
    overlapping = two.model_copy(update={"candidate_days": (MONDAY,), "start_minute": 700})
    assert solved(week(EAST, events=(one, overlapping))).status is Status.INFEASIBLE
    after_it = overlapping.model_copy(update={"start_minute": 720})
    assert _held(solved(week(EAST, events=(one, after_it)))) == {"forum": MONDAY, "signing": MONDAY}


def test_an_event_that_comes_after_another_is_on_a_later_day(solved: Solved) -> None:
    # On Monday the signing would bring 100 more: a would then be met on Tuesday under the same head.
    a = prospect("a", 100, TUESDAY)
    first = forum(MONDAY, TUESDAY)
    then = forum(MONDAY, TUESDAY, name="signing", required=("head",), after=("forum",))
    plan = solved(week(a, events=(first, then)))
    assert (_held(plan), plan.objective.total) == ({"forum": MONDAY, "signing": TUESDAY}, 0)
    free = then.model_copy(update={"after": ()})
    assert solved(week(a, events=(first, free))).objective.total == 100


def test_what_comes_after_an_event_that_is_not_held_may_be_held(solved: Solved) -> None:
    # The forum cannot be held on a Saturday; it is optional, and the signing waits for nothing.
    never = forum(SATURDAY, optional=True, held_points=10)
    then = forum(MONDAY, name="signing", after=("forum",), held_points=20)
    plan = solved(week(EAST, events=(never, then)))
    assert (_held(plan), plan.objective.events, plan.objective.total) == ({"signing": MONDAY}, 20, 120)


@pytest.mark.parametrize(("points", "held"), [(99, {}), (101, {"forum": MONDAY})])
def test_an_optional_event_is_held_if_it_pays(solved: Solved, points: int, held: Any) -> None:
    # Held, it keeps the head from a company worth 100.
    event = forum(MONDAY, required=("head",), optional=True, held_points=points)
    plan = solved(week(EAST, events=(event,)))
    assert (_held(plan), plan.objective.total) == (held, max(points, 100))


ATTENDANCE = rules(weights=weights(attendance=(150, 60, 0, 0, 0)))


def test_who_is_wished_for_stays_if_that_is_worth_more(solved: Solved) -> None:
    # The head is worth 150 at the forum, the company 100; the deputy 60.
    wished = forum(MONDAY, wished=("head",))
    plan = solved(week(EAST, events=(wished,), rules=ATTENDANCE))
    assert (met(plan), plan.objective.attendance, plan.objective.total) == ("", 150, 150)
    deputies = forum(MONDAY, wished=("deputy",))
    other = solved(week(EAST, people=(DEPUTY,), events=(deputies,), rules=ATTENDANCE))
    assert (met(other), other.objective.total) == ("a", 100)
    both = solved(
        week(
            EAST, people=(HEAD, DEPUTY), events=(forum(MONDAY, wished=("head", "deputy")),), rules=ATTENDANCE
        )
    )
    assert ([trip.leader for trip in both.trips], both.objective.total) == (["deputy"], 250)


def test_nobody_attends_two_events_at_once(solved: Solved) -> None:
    one, two = forum(MONDAY, wished=("head",)), forum(MONDAY, name="signing", wished=("head",))
    assert solved(week(EAST, events=(one, two), rules=ATTENDANCE)).objective.attendance == 150
    after_it = two.model_copy(update={"start_minute": 720})
    assert solved(week(EAST, events=(one, after_it), rules=ATTENDANCE)).objective.attendance == 300
    required = two.model_copy(update={"wished": (), "required": ("head",)})
    assert solved(week(EAST, events=(one, required), rules=ATTENDANCE)).objective.attendance == 0


def test_who_is_busy_does_not_attend_and_who_is_required_earns_nothing(solved: Solved) -> None:
    meeting = _away(HEAD, busy=(busy(MONDAY, 600, 610),))
    wished = forum(MONDAY, wished=("head",))
    assert solved(week(EAST, people=(meeting,), events=(wished,), rules=ATTENDANCE)).objective.attendance == 0
    required = forum(MONDAY, wished=("head",), required=("head",))
    assert solved(week(EAST, events=(required,), rules=ATTENDANCE)).objective.attendance == 0


def test_a_pinned_day_holds_an_optional_event_at_any_price(solved: Solved) -> None:
    event = forum(MONDAY, TUESDAY, required=("head",), optional=True)
    plan = solved(week(EAST, events=(event,), pins=Pins(events={"forum": MONDAY})))
    assert (_held(plan), met(plan)) == ({"forum": MONDAY}, "")
    ranked = person("x", Rank.PRINCIPAL, busy=(busy(MONDAY, 600, 610),))
    blocked = forum(MONDAY, TUESDAY, required=("x",), optional=True)
    impossible = week(EAST, people=(HEAD, ranked), events=(blocked,), pins=Pins(events={"forum": MONDAY}))
    assert solved(impossible).status is Status.INFEASIBLE
