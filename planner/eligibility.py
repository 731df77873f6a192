"""Companies that no delegation of the season could ever meet, whatever the solver does, and why."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from planner.clock import day_of, minute_of
from planner.company import Company
from planner.person import Person
from planner.plan import Reason
from planner.season import Base, Season
from planner.stops import region_by_city
from planner.window import Window


def unmeetable(season: Season) -> Mapping[str, Reason]:
    """By company id, why it can never be met; companies of which that is not certain are not listed.

    The tests are necessary conditions, each on its own: calendars of people and travel are left to the
    solver, whose ``left_out`` says the rest.
    """
    regions = region_by_city(season)
    working = frozenset(season.workdays().days)
    people: dict[str, list[Person]] = defaultdict(list)
    for person in season.people:
        people[person.base].append(person)
    found: dict[str, Reason] = {}
    for company in season.companies:
        region = regions.get(company.site.city)
        bases = [base for base in season.bases if region and (not base.regions or region in base.regions)]
        days = {day_of(window.start) for window in company.windows if _holds_visit(season, company, window)}
        if not bases:
            found[company.id] = Reason.REGION_UNSERVED
        elif not days & working:
            found[company.id] = Reason.NO_WORKDAY_WINDOW
        elif company.last_met_on is not None and max(days & working) < company.last_met_on + timedelta(
            days=season.rules.cool_down_days
        ):
            found[company.id] = Reason.COOLING_DOWN
        elif not any(_qualifies(season, company, base, people[base.id]) for base in bases):
            found[company.id] = Reason.NOBODY_QUALIFIED
    return found


def _holds_visit(season: Season, company: Company, window: Window) -> bool:
    day, hours = day_of(window.start), season.rules.hours
    start = max(minute_of(window.start, day), hours.visits_open)
    start += -start % hours.grid_minutes
    return start + company.visit_minutes <= min(minute_of(window.end, day), hours.visits_close)


def _qualifies(season: Season, company: Company, base: Base, people: list[Person]) -> bool:
    """Whether somebody at ``base`` may lead a delegation that meets every need, calendars aside."""
    highest = min(base.leader_rank_at_most, company.needs.least_rank or base.leader_rank_at_most)
    named = _named(season, company)
    if None in named:
        return False
    staff_rank = season.rules.staff_rank_at_least
    for leader in (person for person in people if person.rank <= highest):
        aboard = [person for person in people if person.rank >= leader.rank]
        ids = {person.id for person in aboard}
        seconds = [person for person in aboard if person.id in named and person.rank < staff_rank]
        staff = sum(person.rank >= staff_rank for person in aboard if person != leader)
        if (
            named <= ids
            and staff >= base.least_staff
            and len([person for person in seconds if person != leader]) <= season.rules.most_seconds
            and len(named | {leader.id}) <= season.rules.most_delegates
            and base.least_staff < season.rules.most_delegates
            and all(any(skill in person.skills for person in aboard) for skill in company.needs.skills)
            and _unit_aboard(company, aboard)
        ):
            return True
    return False


def _named(season: Season, company: Company) -> set[str | None]:
    """The people who must be aboard; None among them if a chief is needed and there is none."""
    named: set[str | None] = set()
    if company.needs.chief:
        named.add(next((chain.chief for chain in season.chains if chain.id == company.chain), None))
    if company.needs.person is not None:
        named.add(company.needs.person)
    contact = company.first_contact
    if contact is not None and contact.aboard and contact.person is not None:
        named.add(contact.person)
    return named


def _unit_aboard(company: Company, aboard: list[Person]) -> bool:
    contact = company.first_contact
    if contact is None or not contact.aboard or contact.person is not None:
        return True
    return any(person.unit == contact.unit for person in aboard)
