"""Candidate days ranked, by hand and against what the season's solve pays."""

from datetime import date
from functools import cache

import pytest

from events.dates import Absent, Refusal, Why, rank_days
from planner.clock import day_of
from planner.person import Rank
from planner.plan import Plan, Status
from planner.season import Pins, Season
from planner.solve import solve
from planner.travel.network import Network
from planner.workdays import DayKind, DayOverride
from tests.builders import MONDAY, busy
from tests.planner.audit.scene import FRIDAY, THURSDAY, TIMES, TUESDAY, WEDNESDAY, event, scene
from tests.plans import make_plan, make_trip, replaced
from tests.tiny_seasons import tiny_season

WEEK = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)


def _season(**fields: object) -> Season:
    """The deputy meets a on Monday; the forum needs him and wishes for the head, who is busy on Friday."""
    forum = event("forum", WEDNESDAY, candidate_days=WEEK, required=("deputy",), wished=("head", "ann"))
    other = event("other", THURSDAY, required=("head",))
    season = scene(**{"events": (forum, other)} | fields)
    made: Season = replaced(season, ("people", 0, "busy"), (busy(FRIDAY),))
    return made


def _plan(season: Season) -> Plan:
    trip = make_trip(season, TIMES, "t", ("deputy", "ann", "bob"), [(MONDAY, ("a",), None)])
    return make_plan(season, TIMES, (trip,), {"forum": WEDNESDAY, "other": THURSDAY})


def test_days_are_ranked_by_what_they_cost_the_plan() -> None:
    season = _season()
    weights = season.rules.weights
    found = rank_days(season, _plan(season), "forum", TIMES)
    # Head present 3,000, ann 300. Moving the event costs 5,000, on Thursday and Friday also the head.
    assert [(cost.day, cost.cost, cost.exact) for cost in found[:4]] == [
        (WEDNESDAY, 0, True),
        (TUESDAY, weights.change_event_moved, True),
        (THURSDAY, weights.change_event_moved + 3_000, True),
        (FRIDAY, weights.change_event_moved + 3_000, True),
    ]
    assert (found[4].day, found[4].trips, found[4].exact) == (MONDAY, ("t",), False)


def test_who_would_be_missing_is_named_with_rank_and_reason() -> None:
    season = _season()
    absent = {cost.day: cost.absent for cost in rank_days(season, _plan(season), "forum", TIMES)}
    assert absent[MONDAY] == (
        Absent(person="deputy", rank=Rank.DEPUTY, required=True, why=Why.AWAY),
        Absent(person="ann", rank=Rank.STAFF, required=False, why=Why.AWAY),
    )
    head = {"person": "head", "rank": Rank.PRINCIPAL, "required": False}
    assert absent[THURSDAY] == (Absent(**head, why=Why.ELSEWHERE),)
    assert absent[FRIDAY] == (Absent(**head, why=Why.BUSY),)
    assert absent[WEDNESDAY] == ()


def test_a_trip_in_the_way_costs_at_most_all_of_it() -> None:
    season = _season()
    (monday,) = (c for c in rank_days(season, _plan(season), "forum", TIMES) if c.day == MONDAY)
    # The trip is worth what the plan has more than the same plan without it; besides the visit is dropped,
    # three people's days change and the event moves. Without the trip ann and the head both come.
    alone = make_plan(season, TIMES, (), {"forum": WEDNESDAY, "other": THURSDAY})
    weights = season.rules.weights
    changes = weights.change_visit_dropped + 3 * weights.change_person_day + weights.change_event_moved
    assert monday.cost == _plan(season).objective.total - alone.objective.total + changes


def test_a_pinned_date_stays() -> None:
    season = _season(pins=Pins(events={"forum": WEDNESDAY}))
    first, *rest = rank_days(season, _plan(season), "forum", TIMES)
    assert (first.day, first.pinned, first.refusals) == (WEDNESDAY, True, ())
    assert {cost.refusals for cost in rest} == {(Refusal.PINNED_ELSEWHERE,)}


def _refusals(season: Season, day: date, **arguments: int) -> tuple[Refusal, ...]:
    plan = _plan(season)
    (cost,) = rank_days(season, plan, "forum", TIMES, (day,), **arguments)
    return cost.refusals


def test_a_day_that_cannot_be_is_refused_with_every_reason() -> None:
    saturday = date(2027, 3, 6)
    assert _refusals(_season(), saturday) == (Refusal.OUTSIDE_SEASON, Refusal.REST_DAY)
    deputy_busy = replaced(_season(), ("people", 1, "busy"), (busy(TUESDAY),))
    assert _refusals(deputy_busy, TUESDAY) == (Refusal.REQUIRED_BUSY,)
    both = replaced(_season(), ("events", 1, "required"), ("deputy",))
    assert _refusals(both, THURSDAY) == (Refusal.REQUIRED_ELSEWHERE,)
    after = replaced(_season(), ("events", 0, "after"), ("other",))
    assert _refusals(after, THURSDAY) == (Refusal.OUT_OF_ORDER,)
    assert _refusals(after, FRIDAY) == ()
    before = replaced(_season(), ("events", 1, "after"), ("forum",))
    assert _refusals(before, THURSDAY) == (Refusal.OUT_OF_ORDER,)
    pinned = _season(pins=Pins(trips=_plan(_season()).trips))
    assert _refusals(pinned, MONDAY) == (Refusal.PINNED_TRIP,)
    # The data stand for 1 February: Tuesday 2 March is 29 days ahead.
    assert _refusals(_season(), TUESDAY, notice_days=29) == ()
    assert _refusals(_season(), TUESDAY, notice_days=30) == (Refusal.SHORT_NOTICE,)


def test_a_year_whose_make_up_days_nobody_has_announced_is_marked() -> None:
    found = rank_days(_season(), _plan(_season()), "forum", TIMES)
    assert {cost.unannounced for cost in found} == {True}
    told = DayOverride(day=date(2027, 2, 27), kind=DayKind.WORKDAY, note="调休")
    season = _season(day_overrides=(told,))
    assert {cost.unannounced for cost in rank_days(season, _plan(season), "forum", TIMES)} == {False}


def test_a_taken_venue_comes_after_every_free_one() -> None:
    hall = replaced(_season(), ("events", 0, "venue"), "会议中心")
    season = replaced(hall, ("events", 1, "venue"), "会议中心")
    found = rank_days(season, _plan(season), "forum", TIMES)
    assert [cost.day for cost in found] == [WEDNESDAY, TUESDAY, FRIDAY, MONDAY, THURSDAY]
    assert found[-1].venue_taken_by == ("other",)


def test_working_weekends_and_days_beside_holidays_are_marked() -> None:
    sunday = DayOverride(day=date(2027, 3, 7), kind=DayKind.WORKDAY, note="调休")
    off = DayOverride(day=FRIDAY, kind=DayKind.REST_DAY, note="区庆")
    season = _season(last=date(2027, 3, 8), day_overrides=(sunday, off))
    found = rank_days(season, _plan(season), "forum", TIMES, (WEDNESDAY, THURSDAY, sunday.day))
    marks = {cost.day: (cost.make_up_day, cost.next_to_holiday, cost.refusals) for cost in found}
    assert marks == {
        WEDNESDAY: (False, False, ()),
        THURSDAY: (False, True, ()),
        sunday.day: (True, True, ()),
    }


@cache
def _solved(seed: int) -> tuple[Season, Plan]:
    season = tiny_season(seed)
    return season, solve(season)


# Of the first forty those that have a plan and an event that could be moved.
SEEDS = [
    seed for seed in range(60) if any(len(item.candidate_days) > 1 for item in tiny_season(seed).events)
][:8]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_no_trip_stands_in_the_way_of_costs_what_the_solve_pays_with_the_trips_kept(seed: int) -> None:
    season, plan = _solved(seed)
    if plan.status is Status.INFEASIBLE:
        assert not plan.events
        return
    held = {item.event: day_of(item.start) for item in plan.events}
    met = {visit.company for trip in plan.trips for visit in trip.visits}
    for item in plan.events:
        for cost in rank_days(season, plan, item.event, Network(season)):
            if cost.refusals or not cost.exact:
                continue
            pins = Pins(trips=plan.trips, events=held | {item.event: cost.day})
            companies = tuple(c for c in season.companies if c.id in met)
            events = tuple(e for e in season.events if e.id in held)
            kept = season.model_copy(update={"pins": pins, "companies": companies, "events": events})
            paid = solve(kept, published=plan)
            assert paid.status is Status.OPTIMAL
            assert plan.objective.total - paid.objective.total == cost.cost


def test_the_tiny_seasons_hold_days_of_both_kinds() -> None:
    costs = [
        cost
        for season, plan in map(_solved, SEEDS)
        for item in plan.events
        for cost in rank_days(season, plan, item.event, Network(season))
    ]
    exact = sum(cost.exact and not cost.refusals for cost in costs)
    most = sum(not cost.exact and not cost.refusals for cost in costs)
    assert (exact > 10, most > 0, any(cost.refusals for cost in costs)) == (True, True, True)


def test_an_event_that_the_season_lacks_has_no_days() -> None:
    season = _season()
    with pytest.raises(KeyError):
        rank_days(season, _plan(season), "nothing", TIMES)
