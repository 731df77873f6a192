"""Wishes of companies a few at a time: what each brings is what it brings among all."""

import pytest

from planner.helps.candidates import candidate_wishes
from planner.helps.granting import widened
from planner.optimise import openings_granted
from planner.optimise.openings_granted import OpeningsGranted
from planner.optimise.shortlist import Sizes
from planner.plan import Plan, Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from planner.wish import CoolDownWaived, NeedsWaived, WeekdayOpened
from tests.tiny_seasons import tiny_season

CompanyWishes = list[WeekdayOpened | CoolDownWaived | NeedsWaived]


def _wishes(season: Season, plan: Plan) -> CompanyWishes:
    every = candidate_wishes(season, plan)
    return [wish for wish in every if isinstance(wish, WeekdayOpened | CoolDownWaived | NeedsWaived)]


@pytest.mark.parametrize("seed", [0, 2, 8, 20, 26])
def test_batches_of_companies_gain_what_all_at_once_gain(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    assert plan.status is not Status.INFEASIBLE
    wishes = _wishes(season, plan)
    wide, network = widened(season, *wishes), Network(season)
    whole = OpeningsGranted(season, wide, network, plan)
    expected = [whole.gain(wish) for wish in wishes]
    monkeypatch.setattr(openings_granted, "SIZES", Sizes(all_listed=0))
    one_by_one = OpeningsGranted(season, wide, network, plan, at_once=1)
    assert [one_by_one.gain(wish) for wish in wishes] == expected
    met = {visit.company for trip in plan.trips for visit in trip.visits}
    places = {season.companies[n].id for stock in one_by_one.market.stocks for n in stock.land.companies}
    assert places <= met | {wishes[-1].company}
