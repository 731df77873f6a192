"""A season in which a wish is granted: wider than it was, and nothing else changed."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from planner.clock import at, day_of, days_between
from planner.company import Needs
from planner.errors import Fault, InvalidWish
from planner.person import MOMENT, Person
from planner.season import Season
from planner.window import Busy, Window
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


def granted(season: Season, wish: AnyWish) -> Season:
    """``season`` with ``wish`` granted; pins, events and everything else stay as they are.

    Raises :class:`InvalidWish` if the wish names nothing in the season, or there is nothing to grant.
    """
    return Season.model_validate(widened(season, wish).model_dump())


def widened(season: Season, *wishes: AnyWish) -> Season:
    """``season`` with ``wishes`` granted one after another, as :func:`granted` but not validated anew."""
    for wish in wishes:
        season = season.model_copy(update=_GRANTS[type(wish)](season, wish))
    return season


def refuse_unknown(season: Season, companies: Iterable[str], wishes: Iterable[AnyWish]) -> None:
    """Raise :class:`InvalidWish` for the first company (an id) or wish that means nothing in ``season``."""
    for name in companies:
        _with_company(season, name)
    for wish in wishes:
        widened(season, wish)


def newcomer(season: Season, person: str) -> str:
    """The id of somebody like ``person`` who is added: free in the season, and the same every time."""
    taken, number = {item.id for item in season.people}, 1
    while f"{person}+{number}" in taken:
        number += 1
    return f"{person}+{number}"


def _refused(code: str, place: str, value: str, **detail: str) -> InvalidWish:
    return InvalidWish(Fault(code=code, place=place, value=value, detail=detail))


def _with_person(season: Season, name: str, change: Callable[[Person], Person]) -> dict[str, Any]:
    if all(person.id != name for person in season.people):
        raise _refused("wish_names_unknown_person", "person", name)
    return {"people": tuple(change(item) if item.id == name else item for item in season.people)}


def _with_company(season: Season, name: str, **update: Any) -> dict[str, Any]:
    if all(company.id != name for company in season.companies):
        raise _refused("wish_names_unknown_company", "company", name)
    companies = (c.model_copy(update=update) if c.id == name else c for c in season.companies)
    return {"companies": tuple(companies)}


def _day_freed(season: Season, wish: DayFreed) -> dict[str, Any]:
    """A span of several days ends before the day and goes on after it."""

    def freed(person: Person) -> Person:
        busy = tuple(part for span in person.busy for part in _around(span, wish.day))
        if busy == person.busy:
            raise _refused("wish_frees_nothing", "day", wish.day.isoformat(), person=person.name)
        return person.model_copy(update={"busy": busy})

    return _with_person(season, wish.person, freed)


def _around(span: Busy, day: date) -> tuple[Busy, ...]:
    """What is left of a span without ``day``; a trip elsewhere is nobody's to put off."""
    if span.away or not day_of(span.start) <= day <= day_of(span.end - MOMENT):
        return (span,)
    begins, ends = at(day, 0), at(day + timedelta(days=1), 0)
    before = (span.model_copy(update={"end": begins}),) if span.start < begins else ()
    return before + ((span.model_copy(update={"start": ends}),) if ends < span.end else ())


def _weekday_opened(season: Season, wish: WeekdayOpened) -> dict[str, Any]:
    _with_company(season, wish.company)
    company = next(item for item in season.companies if item.id == wish.company)
    fresh = tuple(w for w in whole_days(season, wish.weekday) if w not in company.windows)
    if not fresh:
        raise _refused("wish_opens_nothing", "weekday", str(wish.weekday), company=company.name)
    windows = sorted((*company.windows, *fresh), key=lambda window: (window.start, window.end))
    return _with_company(season, wish.company, windows=tuple(windows))


def whole_days(season: Season, weekday: int) -> tuple[Window, ...]:
    """The hours of visits on every working day of the season that falls on ``weekday``."""
    hours, workdays = season.rules.hours, season.workdays()
    return tuple(
        Window(start=at(day, hours.visits_open), end=at(day, hours.visits_close))
        for day in days_between(season.first, season.last)
        if day.isoweekday() == weekday and workdays.is_workday(day)
    )


def _cool_down_waived(season: Season, wish: CoolDownWaived) -> dict[str, Any]:
    return _with_company(season, wish.company, last_met_on=None)


def _needs_waived(season: Season, wish: NeedsWaived) -> dict[str, Any]:
    return _with_company(season, wish.company, needs=Needs())


def _days_added(season: Season, wish: DaysAdded) -> dict[str, Any]:
    def rested(person: Person) -> Person:
        return person.model_copy(update={"most_days_away": person.most_days_away + wish.days})

    return _with_person(season, wish.person, rested)


def _visits_added(season: Season, wish: VisitsAdded) -> dict[str, Any]:
    caps = season.rules.most_of_kind
    if wish.label not in caps:
        raise _refused("wish_names_unknown_cap", "label", wish.label)
    caps = caps | {wish.label: caps[wish.label] + wish.visits}
    return {"rules": season.rules.model_copy(update={"most_of_kind": caps})}


def _money_added(season: Season, wish: MoneyAdded) -> dict[str, Any]:
    rules = season.rules
    if wish.region is None:
        if rules.budget_cny is None:
            raise _refused("wish_names_no_budget", "region", "")
        return {"rules": rules.model_copy(update={"budget_cny": rules.budget_cny + wish.amount_cny})}
    if wish.region not in rules.region_budgets_cny:
        raise _refused("wish_names_no_budget", "region", wish.region)
    budgets = rules.region_budgets_cny
    budgets = budgets | {wish.region: budgets[wish.region] + wish.amount_cny}
    return {"rules": rules.model_copy(update={"region_budgets_cny": budgets})}


def _person_added(season: Season, wish: PersonAdded) -> dict[str, Any]:
    _with_person(season, wish.person, lambda person: person)
    like = next(person for person in season.people if person.id == wish.person)
    name = newcomer(season, like.id)
    added = like.model_copy(update={"id": name, "name": f"{like.name}+{name.rpartition('+')[2]}", "busy": ()})
    return {"people": (*season.people, added.model_copy(update={"phone": ""}))}


_GRANTS: dict[type[AnyWish], Callable[[Season, Any], dict[str, Any]]] = {
    DayFreed: _day_freed,
    WeekdayOpened: _weekday_opened,
    CoolDownWaived: _cool_down_waived,
    NeedsWaived: _needs_waived,
    DaysAdded: _days_added,
    VisitsAdded: _visits_added,
    MoneyAdded: _money_added,
    PersonAdded: _person_added,
}
