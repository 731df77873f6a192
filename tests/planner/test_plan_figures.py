"""A plan in figures, counted by hand."""

from planner.clock import at
from planner.event import Event, EventKind
from planner.person import Chain
from planner.plan import Plan, Status
from planner.plan_figures import HeldEvent, LeaderLoad, PlanFigures, Tally
from planner.season import Season
from planner.solve import solve
from tests.builders import MONDAY
from tests.planner.optimise.week import (
    ANN,
    DEPUTY,
    FRIDAY,
    HEAD,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    base,
    prospect,
    rules,
    week,
)
from tests.tiny_seasons import NANJING


def _season() -> Season:
    """a and b in 苏州 and c in 南京 can be met, d never; Ann goes along; the forum is on Friday."""
    forum = Event(
        id="forum",
        kind=EventKind.FORUM,
        title="联谊会",
        candidate_days=(FRIDAY,),
        required=("head", "deputy"),
    )
    return week(
        prospect("a", 400, MONDAY, chain="gear"),
        prospect("b", 300, TUESDAY),
        prospect("c", 200, WEDNESDAY, city=NANJING, chain="gear"),
        prospect("d", 100, chain="food"),
        people=(HEAD, DEPUTY.model_copy(update={"most_days_away": 0}), ANN),
        home=base(least_staff=1),
        chains=(Chain(id="gear", name="装备"), Chain(id="food", name="食品")),
        events=(forum,),
        rules=rules(most_trip_days=1),
    )


def test_the_figures_of_a_plan() -> None:
    season = _season()
    plan = solve(season)
    found = PlanFigures.of(season, plan)
    assert (found.status, found.value, found.bound, found.gap_permille) == (Status.OPTIMAL, 900, 900, 0)
    assert found.companies == Tally(met=3, of=4)
    assert found.by_region == (Tally(key="east", met=2, of=3), Tally(key="west", met=1, of=1))
    assert found.by_chain == (Tally(key="gear", met=2, of=2), Tally(key="food", met=0, of=1))
    assert [item.met for item in found.by_worth] == [1, 1, 1, 0]
    assert [item.of for item in found.by_worth] == [1, 1, 1, 1]
    # Three trips of a day for the head and Ann.
    assert (found.trips, found.nights, found.days_away) == (3, 0, 6)
    assert found.leaders == (LeaderLoad(person="head", trips=3, companies=3, days_away=3),)
    assert (found.fares_cny, found.lodging_cny) == (0, 0)
    assert found.events == (HeldEvent(event="forum", day=FRIDAY),)
    assert found.objective == plan.objective


def test_nights_and_money_are_those_of_all_trips() -> None:
    season = week(prospect("a", 400, THURSDAY), prospect("b", 300, FRIDAY), rules=rules())
    plan = solve(season)
    found = PlanFigures.of(season, plan)
    assert found.nights == sum(len(trip.days) - 1 for trip in plan.trips)
    assert found.days_away == 2


def test_an_infeasible_plan_has_no_value() -> None:
    nothing = Plan(season="test", made_at=at(MONDAY, 0), status=Status.INFEASIBLE)
    found = PlanFigures.of(_season(), nothing)
    assert (found.value, found.bound, found.companies) == (None, None, Tally(met=0, of=4))
    assert found.events == (HeldEvent(event="forum", day=None),)


def test_a_season_without_companies_has_quarters_all_the_same() -> None:
    found = PlanFigures.of(week(), solve(week()))
    assert found.by_worth == tuple(Tally(key=key, met=0, of=0) for key in "1234")
