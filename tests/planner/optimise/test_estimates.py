"""Estimates: no gain passes them by more than the bound's gap; a change laid out is worth what it says."""

from math import floor

import pytest

from planner.helps.candidates import candidate_wishes
from planner.helps.granting import granted, widened
from planner.optimise.estimates import Estimates
from planner.optimise.pinned import fixed_points
from planner.optimise.search import ROUNDING
from planner.plan import Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from planner.wish import AnyWish, DayFreed, DaysAdded, WeekdayOpened
from tests.brute_force import best_value
from tests.builders import MONDAY
from tests.planner.helps.scenes import HELPFUL, USELESS, A
from tests.planner.optimise.week import HEAD, WEDNESDAY, prospect, rules, week
from tests.tiny_seasons import tiny_season

COMPANY = {"weekday_opened", "cool_down_waived", "needs_waived"}


def _of(season: Season, *wishes: AnyWish) -> Estimates:
    freed = widened(season, *(wish for wish in wishes if isinstance(wish, DayFreed)))
    wide = widened(season, *(wish for wish in wishes if wish.kind in COMPANY))
    return Estimates(season, freed, wide, solve(season))


def _bound(season: Season, estimates: Estimates) -> int:
    fixed = fixed_points(season, Network(season), None)
    return floor(estimates.proof.value + fixed + ROUNDING)


@pytest.mark.parametrize("seed", [0, 2, 3, 8, 20, 22, 26, 33, 34, 38])
def test_the_bound_and_an_estimate_bound_the_granted_season(seed: int) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    assert plan.status is not Status.INFEASIBLE
    wishes = [wish for wish in candidate_wishes(season, plan) if wish.kind not in COMPANY]
    estimates = _of(season, *wishes)
    for wish in wishes:
        after = granted(season, wish)
        best = best_value(after, Network(after))
        assert best is not None
        assert best <= _bound(season, estimates) + estimates.points(wish) + 1


@pytest.mark.parametrize("kind", sorted(HELPFUL.keys() - COMPANY))
def test_what_binds_is_worth_the_gain_but_for_the_gap(kind: str) -> None:
    season, wish, gain, _ = HELPFUL[kind]
    estimates = _of(season, wish)
    assert _bound(season, estimates) - solve(season).objective.total + estimates.points(wish) >= gain


@pytest.mark.parametrize("kind", sorted(COMPANY))
def test_a_change_laid_out_is_worth_what_it_gains_and_none_is_worth_nothing(kind: str) -> None:
    season, wish, gain, _ = HELPFUL[kind]
    assert _of(season, wish).points(wish) == gain
    season, wish, _, _ = USELESS[kind]
    assert _of(season, wish).points(wish) == 0


def test_a_day_more_costs_its_load() -> None:
    weights = rules().weights.model_copy(update={"load_steps": (0, 1_000)})
    head = HEAD.model_copy(update={"most_days_away": 1})
    season = week(A, prospect("b", 40, WEDNESDAY), people=(head,), rules=rules(weights=weights))
    wish = DaysAdded(person="head")
    assert _of(season, wish).points(wish) == 0


def test_a_company_on_another_weekday_takes_the_place_of_a_lesser_one_of_a_full_day() -> None:
    full = rules(most_visits_a_day=1, most_trip_days=1)
    season = week(prospect("a", 30, MONDAY), prospect("b", 40), rules=full, last=MONDAY)
    wish = WeekdayOpened(company="b", weekday=1)
    found = _of(season, wish).points(wish)
    assert found == 10


def test_no_estimate_is_below_nothing_and_stopped_at_once_there_still_are_some() -> None:
    season, wish, _, _ = HELPFUL["day_freed"]
    found = Estimates(season, season, season, solve(season), going=lambda: False)
    assert found.points(wish) >= 0
    assert found.points(DayFreed(person="head", day=WEDNESDAY)) >= 0


def test_of_very_many_companies_the_listed_alone_have_tours(monkeypatch: pytest.MonkeyPatch) -> None:
    season, wish, _, _ = HELPFUL["days_added"]
    monkeypatch.setattr("planner.optimise.estimates.listed_of", lambda *_: frozenset({0}))
    market = _of(season, wish)._market
    assert [stock.land.companies for stock in market.stocks] == [(0,)]
