"""Days solved anew: never dearer than the quick weighing says, in order, within the time, and not twice."""

from datetime import date
from functools import cache

import pytest

from events.dates import DayCost, Refusal, rank_days
from events.solved_days import (
    SolvedDay,
    WeighedDay,
    solve_day,
    solve_days,
    weighed,
    with_event_on,
    worth_solving,
)
from planner.clock import day_of
from planner.objective import objective_of
from planner.options import Options
from planner.plan import Plan, Status
from planner.progress import Phase
from planner.season import Season
from planner.solve import solve
from planner.stop import Never, Share
from planner.travel.network import Network
from tests.api.spring import FIRST, FRIDAY, SEASON, THURSDAY
from tests.builders import MONDAY
from tests.events.test_dates import SEEDS
from tests.tiny_seasons import tiny_season

EFFORT = Options(effort=1)


@cache
def _solved(seed: int) -> tuple[Season, Plan]:
    season = tiny_season(seed)
    return season, solve(season)


@pytest.mark.parametrize("seed", SEEDS)
def test_planned_anew_a_day_never_costs_more_and_a_refused_one_stays_impossible(seed: int) -> None:
    season, plan = _solved(seed)
    impossible = {Refusal.REQUIRED_BUSY, Refusal.REST_DAY, Refusal.OUTSIDE_SEASON}
    pinned = {pin.company for pin in season.pins.visits}
    for item in plan.events:
        for cost in rank_days(season, plan, item.event, Network(season)):
            if Refusal.PINNED_ELSEWHERE in cost.refusals:
                continue
            found = solve_day(season, plan, item.event, cost.day)
            if impossible & {*cost.refusals}:
                assert found.status is Status.INFEASIBLE
            elif not cost.refusals and (cost.exact or not pinned):
                assert found.status is not Status.INFEASIBLE
                assert plan.objective.total - found.total <= cost.cost


def _asked(season: Season = SEASON, plan: Plan = FIRST) -> tuple[DayCost, ...]:
    return rank_days(season, plan, "forum", Network(season))


def test_the_day_of_the_plan_itself_costs_nothing_once_solved_and_another_tells_what_changes() -> None:
    plan = solve(SEASON)
    first, second = (solve_day(SEASON, plan, "forum", day) for day in (THURSDAY, FRIDAY))
    held = next(day_of(item.start) for item in plan.events if item.event == "forum")
    kept, moved = (first, second) if held == THURSDAY else (second, first)
    assert (kept.total, kept.trips, kept.dropped, kept.events) == (plan.objective.total, (), (), ())
    assert moved.total <= kept.total
    anew = solve(with_event_on(SEASON, "forum", moved.day), published=plan)
    assert (moved.total, moved.bound, moved.status) == (anew.objective.total, anew.bound, anew.status)
    assert moved.missing == next(item.missing for item in anew.events if item.event == "forum")


def test_trips_that_have_begun_stay_whole() -> None:
    plan = solve(SEASON)
    begun = {trip.id for trip in plan.trips if trip.dates[0] <= MONDAY}
    assert begun
    for day in (THURSDAY, FRIDAY):
        found = solve_day(SEASON, plan, "forum", day, EFFORT, today=MONDAY)
        changed = {item.before.id for item in found.trips if item.before is not None}
        assert not changed & begun


class Ticking:
    """A stop with so many seconds, of which each question takes one."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def stopped(self) -> bool:
        return self.remaining_seconds() == 0

    def remaining_seconds(self) -> float:
        self.left = max(0.0, self.left - 1)
        return self.left


def test_days_are_solved_in_the_order_asked_and_kept_one_by_one_and_those_done_not_again() -> None:
    days = (FRIDAY, THURSDAY)
    heard: list[tuple[date, Phase]] = []
    kept: list[tuple[date, ...]] = []
    found = solve_days(
        SEASON, FIRST, "forum", days, EFFORT,
        progress=lambda day, step: heard.append((day, step.phase)),
        keep=lambda done: kept.append(tuple(item.day for item in done)),
    )  # fmt: skip
    assert tuple(item.day for item in found) == days
    assert kept == [(FRIDAY,), days]
    assert list(dict.fromkeys(day for day, _ in heard)) == list(days)
    assert found == tuple(solve_day(SEASON, FIRST, "forum", day, EFFORT) for day in days)
    known = SolvedDay(day=THURSDAY, status=Status.FEASIBLE, total=7)
    again = solve_days(SEASON, FIRST, "forum", days, EFFORT, done=(known,))
    assert again == (found[0], known)


def test_no_time_no_days_and_a_share_ends_before_the_whole() -> None:
    assert solve_days(SEASON, FIRST, "forum", (FRIDAY, THURSDAY), EFFORT, stop=Ticking(1)) == ()
    share = Share(Ticking(10), 6)
    assert [share.remaining_seconds() for _ in range(4)] == [3, 2, 1, 0]
    assert share.stopped()
    assert Share(Never(), 5).remaining_seconds() is None
    assert not Share(Never(), None).stopped()


def _cost(day: date, cost: int = 0, **fields: object) -> DayCost:
    return DayCost.model_validate({"day": day, "cost": cost, **fields})


def _day(day: date, total: int, bound: int | None = None) -> SolvedDay:
    return SolvedDay(day=day, status=Status.FEASIBLE, total=total, bound=bound)


DAYS = [date(2027, 3, number) for number in range(1, 7)]


def test_days_are_ranked_by_solving_with_the_quick_rank_beside() -> None:
    quick = (
        _cost(DAYS[0], 5),
        _cost(DAYS[1], 6),
        _cost(DAYS[2], 7),
        _cost(DAYS[3], 8, venue_taken_by=("other",)),
        _cost(DAYS[4], 9),
        _cost(DAYS[5], refusals=(Refusal.REST_DAY,)),
    )
    now = objective_of(SEASON, FIRST.trips, FIRST.events, Network(SEASON), FIRST).total
    solved = (
        _day(DAYS[0], now - 9, now - 4),
        SolvedDay(day=DAYS[1], status=Status.INFEASIBLE),
        _day(DAYS[2], now - 2, now - 2),
        _day(DAYS[3], now + 50),
    )
    found = weighed(SEASON, FIRST, quick, solved, Network(SEASON))
    told = [(item.quick.day, item.rank, item.quick_rank, item.cost, item.least_cost) for item in found]
    assert told == [
        (DAYS[2], 1, 3, 2, 2),
        (DAYS[0], 2, 1, 9, 4),
        (DAYS[3], 3, 4, -50, None),
        (DAYS[4], None, 5, None, None),
        (DAYS[1], None, 2, None, None),
        (DAYS[5], None, None, None, None),
    ]
    assert worth_solving(quick) == tuple(DAYS[:5])


def test_without_a_plan_costs_are_against_the_best_of_the_days() -> None:
    quick = (_cost(DAYS[0]), _cost(DAYS[1]))
    found: tuple[WeighedDay, ...] = weighed(
        SEASON, None, quick, (_day(DAYS[0], 30), _day(DAYS[1], 80, 90)), Network(SEASON)
    )
    assert [(item.quick.day, item.cost, item.least_cost) for item in found] == [
        (DAYS[1], 0, -10),
        (DAYS[0], 50, None),
    ]
    one, other = solve_days(SEASON, None, "forum", (THURSDAY, FRIDAY), EFFORT)
    assert (one.trips, other.dropped) == ((), ())
    assert _asked()[0].day == FRIDAY
