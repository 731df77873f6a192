"""Which wishes are thought of: limits that are there, companies that are left out, and none that is bound."""

from datetime import timedelta

from planner.company import Needs
from planner.helps.candidates import candidate_wishes
from planner.person import Rank
from planner.plan import Plan
from planner.season import AwayLimit, Season
from planner.solve import solve
from planner.wish import (
    CoolDownWaived,
    DayFreed,
    DaysAdded,
    MoneyAdded,
    NeedsWaived,
    PersonAdded,
    VisitsAdded,
    WeekdayOpened,
)
from tests.builders import HOME_CITY, MONDAY, busy, person
from tests.planner.optimise.week import ANN, DEPUTY, HEAD, SUNDAY, TUESDAY, base, prospect, rules, week


def _plan(season: Season) -> Plan:
    return solve(season)


def test_leaders_are_asked_for_days_and_a_colleague_of_each_rank_but_for_those_a_limit_binds() -> None:
    other = person("other", Rank.DEPUTY, order=1)
    head = HEAD.model_copy(update={"busy": (busy(TUESDAY), busy(SUNDAY))})
    limit = AwayLimit(id="both", people=("head",))
    season = week(people=(head, DEPUTY, other, ANN), away_limits=(limit,), home=base(least_staff=1))
    assert candidate_wishes(season, _plan(season)) == (
        DaysAdded(person="head"),
        DaysAdded(person="deputy"),
        DaysAdded(person="other"),
        DayFreed(person="head", day=TUESDAY),
        PersonAdded(person="deputy"),
        PersonAdded(person="ann"),
    )


def test_caps_are_asked_for_where_the_plan_fills_them_and_budgets_where_there_are_any() -> None:
    full = prospect("a", 100, MONDAY, kinds=("500强",))
    caps, budgets = {"500强": 1, "链主": 1}, {"east": 5}
    limits = rules(most_of_kind=caps, budget_cny=50_000, region_budgets_cny=budgets)
    season = week(full, rules=limits)
    found = candidate_wishes(season, _plan(season))
    assert [wish for wish in found if isinstance(wish, VisitsAdded)] == [VisitsAdded(label="500强")]
    assert [wish for wish in found if isinstance(wish, MoneyAdded)] == [
        MoneyAdded(amount_cny=5_000),
        MoneyAdded(region="east", amount_cny=1_000),
    ]


def test_a_company_left_out_is_asked_for_weekdays_it_lacks_and_for_what_keeps_it_out() -> None:
    high = prospect("high", 9, MONDAY, MONDAY + timedelta(days=7), needs=Needs(skills=("德语",)))
    cooling = prospect("cooling", 9, MONDAY, last_met_on=MONDAY - timedelta(days=1))
    nowhere = prospect("nowhere", 9, city=HOME_CITY)
    season = week(high, cooling, nowhere, prospect("met", 9, MONDAY))
    found = [wish for wish in candidate_wishes(season, _plan(season)) if hasattr(wish, "company")]
    assert found == [
        *(WeekdayOpened(company="high", weekday=weekday) for weekday in (2, 3, 4, 5)),
        NeedsWaived(company="high"),
        CoolDownWaived(company="cooling"),
    ]
