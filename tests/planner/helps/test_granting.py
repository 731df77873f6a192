"""Granted seasons: one limit wider, all else as it was, the plan a plan still; and what is refused."""

from datetime import timedelta
from typing import Any

import pytest

from planner.clock import at, day_of
from planner.company import Needs
from planner.errors import InvalidWish
from planner.helps.granting import granted
from planner.plan import Status
from planner.restatement import restated
from planner.season import Pins, Season, VisitPin
from planner.solve import solve
from planner.travel.network import Network
from planner.window import Busy
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
from tests.builders import MONDAY, busy
from tests.planner.helps.scenes import HELPFUL, A
from tests.planner.optimise.week import HEAD, TUESDAY, WEDNESDAY, prospect, rules, week
from tests.tiny_seasons import tiny_season


def _changed(before: Season, after: Season) -> set[str]:
    return {name for name in Season.model_fields if getattr(before, name) != getattr(after, name)}


@pytest.mark.parametrize("kind", HELPFUL)
def test_one_thing_becomes_wider_and_pins_stay(kind: str) -> None:
    scene = HELPFUL[kind]
    pinned = scene.season.model_copy(update={"pins": Pins(visits=(VisitPin(company="a"),))})
    after = granted(pinned, scene.wish)
    part = {"people": {"people"}, "company": {"companies"}, "rules": {"rules"}}
    of = {"day_freed": "people", "days_added": "people", "person_added": "people"}
    of |= {"visits_added": "rules", "money_added": "rules"}
    assert _changed(pinned, after) == part[of.get(kind, "company")]


def test_each_wish_does_what_it_says() -> None:
    season = week(
        prospect("a", 1, MONDAY, last_met_on=MONDAY, needs=Needs(chief=True)),
        people=(HEAD.model_copy(update={"busy": (busy(TUESDAY),), "phone": "139", "most_days_away": 3}),),
        rules=rules(most_of_kind={"500强": 1}, budget_cny=10, region_budgets_cny={"east": 5}),
    )

    def after(wish: AnyWish) -> Season:
        return granted(season, wish)

    assert after(DayFreed(person="head", day=TUESDAY)).people[0].busy == ()
    opened = after(WeekdayOpened(company="a", weekday=3)).companies[0].windows
    assert [day_of(window.start) for window in opened] == [MONDAY, WEDNESDAY]
    assert after(CoolDownWaived(company="a")).companies[0].last_met_on is None
    assert after(NeedsWaived(company="a")).companies[0].needs == Needs()
    assert after(DaysAdded(person="head", days=2)).people[0].most_days_away == 5
    assert after(VisitsAdded(label="500强", visits=2)).rules.most_of_kind == {"500强": 3}
    assert after(MoneyAdded(amount_cny=7)).rules.budget_cny == 17
    assert after(MoneyAdded(region="east", amount_cny=7)).rules.region_budgets_cny == {"east": 12}
    added = after(PersonAdded(person="head"))
    like, newcomer = added.people
    assert newcomer == like.model_copy(update={"id": "head+1", "name": "head+1", "busy": (), "phone": ""})
    assert [item.id for item in granted(added, PersonAdded(person="head")).people] == [
        "head", "head+1", "head+2",
    ]  # fmt: skip


def test_a_long_engagement_is_put_off_on_its_day_alone_and_a_trip_elsewhere_is_nobodys_to_put_off() -> None:
    long = Busy(start=at(MONDAY, 600), end=at(WEDNESDAY, 600), title="学习")
    season = week(A, people=(HEAD.model_copy(update={"busy": (long,)}),))
    parts = granted(season, DayFreed(person="head", day=TUESDAY)).people[0].busy
    assert [(part.start, part.end) for part in parts] == [
        (at(MONDAY, 600), at(TUESDAY, 0)),
        (at(WEDNESDAY, 0), at(WEDNESDAY, 600)),
    ]
    until_midnight = Busy(start=at(MONDAY, 600), end=at(TUESDAY, 0), title="学习")
    away = Busy(start=at(TUESDAY, 0), end=at(WEDNESDAY, 0), title="另一季", away=True)
    for span in (until_midnight, away):
        other = week(A, people=(HEAD.model_copy(update={"busy": (span,)}),))
        with pytest.raises(InvalidWish) as refused:
            granted(other, DayFreed(person="head", day=TUESDAY))
        assert [fault.code for fault in refused.value.faults] == ["wish_frees_nothing"]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (DayFreed(person="nobody", day=MONDAY), "wish_names_unknown_person"),
        (DaysAdded(person="nobody"), "wish_names_unknown_person"),
        (PersonAdded(person="nobody"), "wish_names_unknown_person"),
        (WeekdayOpened(company="none", weekday=1), "wish_names_unknown_company"),
        (NeedsWaived(company="none"), "wish_names_unknown_company"),
        (CoolDownWaived(company="none"), "wish_names_unknown_company"),
        (WeekdayOpened(company="a", weekday=7), "wish_opens_nothing"),
        (VisitsAdded(label="500强"), "wish_names_unknown_cap"),
        (MoneyAdded(amount_cny=1), "wish_names_no_budget"),
        (MoneyAdded(region="east", amount_cny=1), "wish_names_no_budget"),
    ],
)
def test_a_wish_that_names_nothing_is_refused(wish: AnyWish, code: str) -> None:
    with pytest.raises(InvalidWish) as refused:
        granted(week(A), wish)
    assert [fault.code for fault in refused.value.faults] == [code]


def _wishes(season: Season) -> list[AnyWish]:
    found: list[AnyWish] = [PersonAdded(person=season.people[0].id), DaysAdded(person=season.people[0].id)]
    found += [NeedsWaived(company=company.id) for company in season.companies]
    found += [CoolDownWaived(company=company.id) for company in season.companies]
    found += [
        WeekdayOpened(company=company.id, weekday=season.first.isoweekday()) for company in season.companies
    ]
    found += [
        DayFreed(person=person.id, day=day_of(span.start)) for person in season.people for span in person.busy
    ]
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_of_the_season_is_one_of_the_granted_season_and_worth_no_less(seed: int) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    if plan.status is Status.INFEASIBLE:
        return
    for wish in _wishes(season):
        after = _after(season, wish)
        found, judged = restated(after, plan, Network(after))
        assert (judged.violations, judged.differences) == ((), ())
        assert found.objective.total >= plan.objective.total


def _after(season: Season, wish: AnyWish) -> Any:
    try:
        return granted(season, wish)
    except InvalidWish:  # the first day of the season is a day of rest, or open already
        return season


def test_a_window_lies_on_working_days_of_the_season_alone() -> None:
    season = week(prospect("a", 1))
    opened = granted(season, WeekdayOpened(company="a", weekday=1)).companies[0].windows
    assert [day_of(window.start) for window in opened] == [MONDAY, MONDAY + timedelta(days=7)]
