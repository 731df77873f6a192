"""Alternatives for a trip: unlike by a measure, near in worth, sound in the plan; and what has none."""

from datetime import date, timedelta

import pytest

from planner.alternatives import (
    WITHIN_PERCENT,
    Alternatives,
    Other,
    alternatives,
    clearly_different,
    differing,
    unlike_permille,
)
from planner.audit import audit
from planner.clock import day_of
from planner.errors import InvalidPlan
from planner.history import with_history
from planner.optimise.shortlist import Sizes
from planner.plan import Plan, Status, Trip
from planner.restatement import restated
from planner.season import Pins, Season, VisitPin
from planner.solve import solve
from planner.travel.network import Network
from tests.brute_force.options import Option
from tests.brute_force.search import with_one_more_trip
from tests.builders import MONDAY, window
from tests.fake_times import FakeTimes
from tests.planner.audit.scene import scene
from tests.planner.optimise.week import (
    DEPUTY,
    HEAD,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    met,
    prospect,
    rules,
    week,
    weights,
)
from tests.planner.stops import StopAfter
from tests.plans import make_trip
from tests.tiny_seasons import NANJING, tiny_season

TIMES = FakeTimes()
A_DAY = rules(most_trip_days=1)  # where nothing costs anything, a day of travel more is as good
SCENE = scene()
Visits = tuple[tuple[date, tuple[str, ...]], ...]


def _trip(visits: Visits, people: tuple[str, ...] = ("head", "ann", "bob"), name: str = "t") -> Trip:
    city = "320200"
    days = [(day, met, city if k < len(visits) - 1 else None) for k, (day, met) in enumerate(visits)]
    return make_trip(SCENE, TIMES, name, people, days)


SAME: Visits = ((MONDAY, ("a", "b")), (TUESDAY, ("c", "e")))
TWO_DAYS = _trip(SAME)


@pytest.mark.parametrize(
    ("other", "permille", "kinds"),
    [
        (TWO_DAYS, 0, ()),
        # Another colleague of the staff is no other trip.
        (_trip(((MONDAY, ("a", "b")), (TUESDAY, ("c", "e"))), ("head", "ann", "cat")), 0, ()),
        # Nor is another order within a day.
        (_trip(((MONDAY, ("b", "a")), (TUESDAY, ("c", "e")))), 0, ()),
        # Three of four meetings in common: 1 - 3/4, and 1 - 3/5 with one in place of another.
        (_trip(((MONDAY, ("a", "b")), (TUESDAY, ("c",)))), 250, (Other.COMPANIES,)),
        (_trip(((MONDAY, ("a", "b")), (TUESDAY, ("c", "d")))), 400, (Other.COMPANIES,)),
        # Half of all: clearly different.
        (_trip(((MONDAY, ("a", "b")), (TUESDAY, ()))), 500, (Other.COMPANIES,)),
        (_trip(((MONDAY, ("c", "e")), (TUESDAY, ("a", "b")))), 1_000, (Other.ORDER,)),
        (_trip(((MONDAY, ("a", "c")), (TUESDAY, ("b", "e")))), 666, (Other.ORDER,)),
        (_trip(SAME, ("deputy", "ann", "bob")), 1_000, (Other.LEADER,)),
        (_trip(((TUESDAY, ("a", "b")), (WEDNESDAY, ("c", "e")))), 1_000, (Other.DAYS,)),
    ],
)  # fmt: skip
def test_trips_are_as_unlike_as_their_meetings(other: Trip, permille: int, kinds: tuple[Other, ...]) -> None:
    assert unlike_permille(TWO_DAYS, other) == unlike_permille(other, TWO_DAYS) == permille
    assert clearly_different(TWO_DAYS, other) == (permille >= 500)
    assert differing(TWO_DAYS, other) == kinds


def _sound(season: Season, plan: Plan, found: Alternatives) -> None:
    """Each alternative's plan has that worth and passes the audit; all are unlike the trip and each other."""
    trip = next(item for item in plan.trips if item.id == found.trip)
    others = tuple(item for item in plan.trips if item.id != found.trip)
    network = Network(season)
    without = restated(season, plan, network, trips=others)[0].objective.total
    assert found.worth == plan.objective.total - without
    for item in found.alternatives:
        exchanged = with_history(plan.model_copy(update={"trips": (*others, item.trip)}), plan, season.as_of)
        now = restated(season, exchanged, network)[0]
        judged = audit(season, now, network)
        assert (judged.violations, judged.differences) == ((), ())
        assert (now.objective.total, item.lost) == (item.total, plan.objective.total - item.total)
        assert 100 * item.lost <= WITHIN_PERCENT * abs(found.worth)
        assert item.unlike_permille == unlike_permille(trip, item.trip) >= 500
        assert item.other == differing(trip, item.trip)
    for n, one in enumerate(found.alternatives):
        assert all(clearly_different(one.trip, two.trip) for two in found.alternatives[n + 1 :])


def _found(season: Season, most: int = 3) -> tuple[Plan, Alternatives]:
    plan = solve(season)
    found = alternatives(season, plan, plan.trips[0].id, most=most)
    _sound(season, plan, found)
    return plan, found


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_offered_in_a_tiny_season_is_sound(seed: int) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    if plan.status is not Status.INFEASIBLE:
        pinned = {trip.id for trip in season.pins.trips}
        for trip in plan.trips:
            if trip.id not in pinned:
                _sound(season, plan, alternatives(season, plan, trip.id))


def _around(season: Season, plan: Plan, trip: Trip) -> Season:
    """The season with everything pinned but one trip."""
    others = tuple(item.model_copy(update={"pinned": True}) for item in plan.trips if item is not trip)
    held = {item.event: day_of(item.start) for item in plan.events}
    pins = season.pins.model_copy(update={"trips": others, "events": held})
    events = tuple(
        event.model_copy(update={"after": tuple(name for name in event.after if name in held)})
        for event in season.events
        if event.id in held
    )
    return season.model_copy(update={"pins": pins, "events": events})


def _surely_different(trip: Trip, option: Option) -> bool:
    """Whether the trips are clearly different on whatever days the option meets whom."""
    met = {visit.company for visit in trip.visits}
    apart = option.leader != trip.leader or not set(option.days) & set(trip.dates)
    return apart or 2 * len(met & option.met) <= len(met | option.met)


@pytest.mark.parametrize("seed", [0, 7, 9, 11, 15, 20, 21, 22, 24, 26, 31, 35, 38, 39])
def test_nothing_better_that_is_surely_different_is_missed_in_a_tiny_season(seed: int) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    pinned = {trip.id for trip in season.pins.trips}
    for trip in plan.trips if plan.status is Status.OPTIMAL else ():
        if trip.id in pinned:
            continue
        found = alternatives(season, plan, trip.id)
        every = with_one_more_trip(_around(season, plan, trip), Network(season))
        assert plan.objective.total in {points for _, points in every}  # the trip itself is one of them
        least = plan.objective.total - WITHIN_PERCENT * abs(found.worth) / 100
        near = [points for option, points in every if _surely_different(trip, option) and points >= least]
        offered = [item.total for item in found.alternatives]
        assert max(offered, default=None) == max((*near, *offered), default=None)


def test_another_day_is_offered_where_the_company_is_open() -> None:
    _, found = _found(week(prospect("a", 100, MONDAY, THURSDAY), rules=A_DAY))
    assert [(item.other, item.lost) for item in found.alternatives] == [((Other.DAYS,), 0)]
    _, none = _found(week(prospect("a", 100, MONDAY)))
    assert none.alternatives == ()


def test_another_leader_is_offered_who_is_free() -> None:
    _, found = _found(week(prospect("a", 100, MONDAY), people=(HEAD, DEPUTY), rules=A_DAY))
    assert [item.other for item in found.alternatives] == [(Other.LEADER,)]
    tired = DEPUTY.model_copy(update={"most_days_away": 0})
    assert _found(week(prospect("a", 100, MONDAY), people=(HEAD, tired)))[1].alternatives == ()


def test_other_companies_are_offered_that_are_worth_about_as_much() -> None:
    morning = (window(MONDAY, 540, 660),)
    first, second = prospect("a", 100, windows=morning), prospect("b", 98, windows=morning)
    plan, found = _found(week(first, second, rules=A_DAY))
    assert met(plan) == "a"
    assert [(item.other, item.adds, item.drops, item.lost) for item in found.alternatives] == [
        ((Other.COMPANIES,), ("b",), ("a",), 2)
    ]
    worse = prospect("b", 97, windows=morning)
    assert _found(week(first, worse))[1].alternatives == ()


def test_of_very_many_companies_the_most_promising_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    others = [prospect(name, points, MONDAY) for name, points in (("b", 100), ("c", 99), ("d", 98))]
    season = week(prospect("a", 101, MONDAY), *others, rules=rules(most_visits_a_day=1, most_trip_days=1))
    _, every = _found(season)
    monkeypatch.setattr("planner.optimise.other_trips.SIZES", Sizes(3, 2, of_a_region_day=1, of_a_group=0))
    _, few = _found(season)
    assert (every.narrowed, [item.adds for item in every.alternatives]) == (False, [("b",), ("c",)])
    assert (few.narrowed, [item.adds for item in few.alternatives]) == (True, [("b",)])


def test_the_same_companies_are_offered_in_another_order_of_days() -> None:
    days = (MONDAY, TUESDAY)
    mornings = tuple(window(day, 540, 660) for day in days)
    companies = [prospect(name, 100, windows=mornings) for name in ("a", "b")]
    together = rules(weights=weights(points_per_trip=10))
    plan, found = _found(week(*companies, rules=together))
    assert len(plan.trips) == 1
    assert [(item.other, item.lost) for item in found.alternatives] == [((Other.ORDER,), 0)]


def test_each_way_to_differ_comes_before_a_second_of_its_kind_and_three_are_enough() -> None:
    days = [MONDAY + timedelta(days=k) for k in range(5)]
    season = week(prospect("a", 100, *days), people=(HEAD, DEPUTY), rules=A_DAY)
    _, found = _found(season)
    assert len(found.alternatives) == 3
    assert {item.other for item in found.alternatives} == {
        (Other.DAYS,), (Other.LEADER,), (Other.DAYS, Other.LEADER),
    }  # fmt: skip
    _, more = _found(season, most=20)
    assert len(more.alternatives) == 9
    assert more.alternatives[:3] == found.alternatives


def test_the_rest_of_the_plan_stands() -> None:
    # b keeps the head in 南京 on Thursday, so that a can move to Tuesday alone.
    season = week(prospect("a", 100, MONDAY, TUESDAY, THURSDAY), prospect("b", 100, THURSDAY, city=NANJING))
    plan = solve(season)
    trip = next(item for item in plan.trips if item.visits[0].company == "a")
    found = alternatives(season, plan, trip.id)
    _sound(season, plan, found)
    days = {MONDAY, TUESDAY} - {trip.dates[0]}
    assert [item.trip.dates[0] for item in found.alternatives] == sorted(days)


def test_what_is_pinned_of_the_trip_is_met_by_every_alternative() -> None:
    morning = (window(MONDAY, 540, 660),)
    companies = (prospect("a", 100, windows=morning), prospect("b", 100, windows=morning))
    pinned = week(*companies).model_copy(update={"pins": Pins(visits=(VisitPin(company="a"),))})
    assert _found(pinned)[1].alternatives == ()


def test_stopped_at_once_there_are_none_and_it_is_said_that_the_search_was_not_finished() -> None:
    season = week(prospect("a", 100, MONDAY, THURSDAY))
    plan = solve(season)
    stopped = alternatives(season, plan, plan.trips[0].id, stop=StopAfter(0))
    assert (stopped.finished, stopped.alternatives) == (False, ())
    assert alternatives(season, plan, plan.trips[0].id).finished


def test_changes_of_what_is_published_count() -> None:
    priced = rules(weights=weights(change_visit_moved=30))
    season = week(prospect("a", 100, MONDAY, THURSDAY), rules=priced)
    plan = solve(season)
    assert alternatives(season, plan, plan.trips[0].id, published=plan).alternatives == ()
    assert len(alternatives(season, plan, plan.trips[0].id).alternatives) == 1


def test_a_trip_that_is_not_there_or_pinned_and_a_plan_that_breaks_rules_are_refused() -> None:
    season = week(prospect("a", 100, MONDAY))
    plan = solve(season)
    pinned = season.model_copy(update={"pins": Pins(trips=plan.trips)})
    closed = week(prospect("a", 100, WEDNESDAY))
    codes = []
    for given, name in ((season, "none"), (pinned, plan.trips[0].id), (closed, plan.trips[0].id)):
        with pytest.raises(InvalidPlan) as refused:
            alternatives(given, plan, name)
        codes += [fault.code for fault in refused.value.faults][:1]
    assert codes == ["plan_has_no_such_trip", "trip_is_pinned", "plan_breaks_season"]
