"""Weeks in which one limit keeps one company out and a wish lets it in; and some in which it would not."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from planner.company import Needs
from planner.person import Rank
from planner.season import Season
from planner.wish import (
    AnyWish,
    CoolDownWaived,
    DayFreed,
    DaysAdded,
    MoneyAdded,
    NeedsWaived,
    PersonAdded,
    VisitsAdded,
    WeekdayOpened,
)
from tests.builders import MONDAY, busy, company, window
from tests.planner.audit.scene import scene
from tests.planner.optimise.week import (
    DEPUTY,
    FRIDAY,
    HEAD,
    SATURDAY,
    THURSDAY,
    WEDNESDAY,
    prospect,
    rules,
    week,
)


class Scene(NamedTuple):
    """A season, a wish of it, what the wish brings, and the company it brings in."""

    season: Season
    wish: AnyWish
    gain: int
    brings: str = "b"


A = prospect("a", 100, MONDAY)
_WORTH = {"a": 100, "b": 40}
_MORNING = (window(MONDAY, 540, 660),)
_MORNINGS = tuple(prospect(name, worth, windows=_MORNING) for name, worth in _WORTH.items())
_MET = MONDAY - timedelta(days=80)
_CAPPED = tuple(prospect(name, worth, MONDAY, kinds=("500强",)) for name, worth in _WORTH.items())
# Two companies, of whom each is worth a trip of 258 yuan and no more than one can be paid.
_DEAR = company("a", MONDAY, expected_investment_cny=2 * 10**8)
_PAID = scene(companies=(_DEAR, company("b", FRIDAY)), events=())
_POOR = _PAID.model_copy(update={"rules": _PAID.rules.model_copy(update={"budget_cny": 300})})

HELPFUL: Mapping[str, Scene] = {
    "day_freed": Scene(
        week(
            A,
            prospect("b", 40, WEDNESDAY),
            people=(HEAD.model_copy(update={"busy": (busy(WEDNESDAY), busy(THURSDAY))}),),
        ),
        DayFreed(person="head", day=WEDNESDAY),
        40,
    ),
    "weekday_opened": Scene(week(A, prospect("b", 40)), WeekdayOpened(company="b", weekday=3), 40),
    "cool_down_waived": Scene(
        week(A, prospect("b", 40, WEDNESDAY, last_met_on=_MET)), CoolDownWaived(company="b"), 40
    ),
    "needs_waived": Scene(
        week(
            A,
            prospect("b", 40, WEDNESDAY, needs=Needs(least_rank=Rank.PRINCIPAL, skills=("德语",))),
            people=(DEPUTY,),
        ),
        NeedsWaived(company="b"),
        40,
    ),
    "days_added": Scene(
        week(A, prospect("b", 40, WEDNESDAY), people=(HEAD.model_copy(update={"most_days_away": 1}),)),
        DaysAdded(person="head"),
        40,
    ),
    "visits_added": Scene(
        week(*_CAPPED, rules=rules(most_of_kind={"500强": 1})), VisitsAdded(label="500强"), 40
    ),
    # 500 more for b, 2,000 for the second of the region; 258 yuan, 2 x 105 minutes at 3 points, 1,000 a trip.
    "money_added": Scene(_POOR, MoneyAdded(amount_cny=300), 612),
    "person_added": Scene(week(*_MORNINGS), PersonAdded(person="head"), 40),
}

USELESS: Mapping[str, Scene] = {
    "day_freed": Scene(HELPFUL["day_freed"].season, DayFreed(person="head", day=THURSDAY), 0),
    "weekday_opened": Scene(week(A), WeekdayOpened(company="a", weekday=3), 0),
    "cool_down_waived": Scene(week(A, prospect("b", 40, SATURDAY)), CoolDownWaived(company="b"), 0),
    "needs_waived": Scene(week(A, prospect("b", 40, SATURDAY)), NeedsWaived(company="b"), 0),
    "days_added": Scene(week(A), DaysAdded(person="head"), 0),
    "visits_added": Scene(week(A, rules=rules(most_of_kind={"500强": 0})), VisitsAdded(label="500强"), 0),
    "money_added": Scene(_POOR, MoneyAdded(amount_cny=100), 0),
    "person_added": Scene(week(A), PersonAdded(person="head"), 0),
}
