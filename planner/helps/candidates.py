"""Which wishes are worth a thought: those that touch a limit of the season, or a company left out."""

from collections.abc import Iterator
from datetime import date

from planner.clock import day_of, days_between
from planner.company import Company, Needs
from planner.person import MOMENT, Person
from planner.plan import LeftOut, Plan, Reason
from planner.season import Season
from planner.stops import region_by_city
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

BUDGET_PERCENT = 10  # how much more money is asked for, of what there is
LEAST_CNY = 1_000


def candidate_wishes(season: Season, plan: Plan) -> tuple[AnyWish, ...]:
    """Every wish that could help ``plan``, for the season as a whole first, then company by company.

    Freed days, days away and colleagues of those who may lead, and staff by the base; kinds whose cap the
    plan fills; every budget; and for each company left out those of :func:`wishes_for`.
    """
    met = {visit.company for trip in plan.trips for visit in trip.visits}
    found = [*_of_people(season), *_of_kinds(season, met), *_of_money(season)]
    left = {item.id: item for item in plan.left_out}
    for company in season.companies:
        if company.id in left:
            found += wishes_for(season, company, left[company.id])
    return tuple(found)


def wishes_for(season: Season, company: Company, left_out: LeftOut) -> tuple[AnyWish, ...]:
    """What the company itself could grant: a weekday more, no cool-down, whoever comes. Easiest first."""
    if company.site.city not in region_by_city(season):
        return ()
    found: list[AnyWish] = []
    if left_out.reason is not Reason.COOLING_DOWN:
        open_days = {day_of(window.start) for window in company.windows}
        workdays = season.workdays()
        for weekday in range(1, 8):
            days = [day for day in workdays.days if day.isoweekday() == weekday]
            if any(day not in open_days for day in days):
                found.append(WeekdayOpened(company=company.id, weekday=weekday))
    if company.last_met_on is not None and left_out.reason is Reason.COOLING_DOWN:
        found.append(CoolDownWaived(company=company.id))
    if company.needs != Needs():
        found.append(NeedsWaived(company=company.id))
    return tuple(found)


def _of_people(season: Season) -> Iterator[AnyWish]:
    leaders = [person for person in season.people if _may_lead(season, person)]
    for person in leaders:
        yield DaysAdded(person=person.id)
    for person in leaders:
        yield from (DayFreed(person=person.id, day=day) for day in _busy_days(season, person))
    yield from _colleagues(season, leaders)


def _may_lead(season: Season, person: Person) -> bool:
    base = next(item for item in season.bases if item.id == person.base)
    return person.rank <= base.leader_rank_at_most


def _busy_days(season: Season, person: Person) -> list[date]:
    touched = {
        day
        for span in person.busy
        if not span.away
        for day in days_between(day_of(span.start), day_of(span.end - MOMENT))
    }
    return [day for day in season.workdays().days if day in touched]


def _colleagues(season: Season, leaders: list[Person]) -> Iterator[AnyWish]:
    """One more of each base and rank, the first in protocol order; of those bound by an away limit none.

    There is one 书记 and one 区长. Staff are asked for by the base.
    """
    bound = {name for limit in season.away_limits for name in limit.people}
    seen: set[tuple[str, int]] = set()
    for person in sorted(leaders, key=lambda item: item.order):
        if person.id not in bound and (person.base, person.rank) not in seen:
            seen.add((person.base, person.rank))
            yield PersonAdded(person=person.id)
    for base in season.bases:
        staff = [
            person
            for person in season.people
            if person.base == base.id and person.rank >= season.rules.staff_rank_at_least
        ]
        if staff and base.least_staff:
            like = max(staff, key=lambda person: (person.rank, -person.order))
            if (like.base, like.rank) not in seen:
                yield PersonAdded(person=like.id)


def _of_kinds(season: Season, met: set[str]) -> Iterator[AnyWish]:
    for label, most in sorted(season.rules.most_of_kind.items()):
        if sum(label in company.kinds for company in season.companies if company.id in met) >= most:
            yield VisitsAdded(label=label)


def _of_money(season: Season) -> Iterator[AnyWish]:
    budgets: list[tuple[str | None, int]] = []
    if season.rules.budget_cny is not None:
        budgets.append((None, season.rules.budget_cny))
    budgets += sorted(season.rules.region_budgets_cny.items())
    for region, budget in budgets:
        yield MoneyAdded(region=region, amount_cny=max(LEAST_CNY, budget * BUDGET_PERCENT // 100))
