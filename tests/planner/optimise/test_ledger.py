"""The books of a roster: what is asked often is answered as the definition says."""

from random import Random

import numpy as np
import pytest

from planner.optimise.complete import Complete
from planner.optimise.ledger import Ledger
from planner.optimise.roster import Roster
from planner.season import Season
from tests.planner.optimise.markets import market_of
from tests.tiny_seasons import tiny_season

SEEDS = [0, 5, 8, 11, 12, 13, 14]  # tiny seasons with trips


def _ledger(season: Season) -> Ledger:
    market = market_of(season)
    rostered = Roster(market, Complete(market, 10**6).columns(), must_meet=True).solve(1, 10.0)
    assert rostered is not None
    return Ledger(market, rostered)


def _coverage(ledger: Ledger, met: set[int]) -> int:
    """Coverage points of meeting these besides the companies of pinned trips."""
    beside = met - ledger.instance.pinned_companies
    return sum(sum(group.steps[: len(beside & group.companies)]) for group in ledger.limits.coverage)


@pytest.mark.parametrize("seed", SEEDS)
def test_coverage_gained_is_the_difference_of_what_is_covered(seed: int) -> None:
    ledger, dice = _ledger(tiny_season(seed)), Random(seed)
    met, pinned = set(ledger.met), ledger.instance.pinned_companies
    others = sorted(set(range(len(ledger.instance.season.companies))) - met)
    for _ in range(20):
        gone = {company for company in sorted(met - pinned) if dice.random() < 0.5}
        come = {company for company in others if dice.random() < 0.5}
        after = (met - gone) | come
        assert ledger.coverage_gained(gone, come) == _coverage(ledger, after) - _coverage(ledger, met)


@pytest.mark.parametrize("seed", SEEDS)
def test_people_may_go_who_are_free_have_days_left_and_leave_no_limit_overrun(seed: int) -> None:
    ledger, dice = _ledger(tiny_season(seed)), Random(seed)
    everybody, member = range(len(ledger.instance.season.people)), ledger.limits.away_member
    for day in range(len(ledger.instance.days)):
        for _ in range(10):
            people = dice.sample(everybody, dice.randint(1, min(3, len(everybody))))
            room = ledger.away_room[:, day] - member[:, people].sum(axis=1)
            able = ledger.free[people, day].all() and (ledger.left[people] > 0).all()
            assert ledger.may_go(people, day) == bool(able and np.all(room >= 0))
