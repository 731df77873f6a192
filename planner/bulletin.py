"""月总结, 季通报, 年排名: what a plan holds between two days, by person, unit, region and chain."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from planner.plan import Plan
from planner.season import Season
from planner.stops import region_by_city
from planner.value import Value


class Grouping(StrEnum):
    """What a row of a bulletin stands for."""

    PERSON = "person"
    UNIT = "unit"
    REGION = "region"
    CHAIN = "chain"


class BulletinRow(Value):
    """One row: visits, companies' expected investment (yuan), and days away (of people and units only).

    A visit counts for each person and each unit aboard, and for the company's region and chain.
    """

    grouping: Grouping
    id: str
    visits: int
    expected_investment_cny: int
    days_away: int = 0


class Bulletin(Value):
    """The rows of a span of days; within a grouping ranked by visits, then investment, then id."""

    first: date
    last: date
    rows: tuple[BulletinRow, ...]


def bulletin(season: Season, plan: Plan, first: date, last: date) -> Bulletin:
    """What the plan holds from ``first`` to ``last``, both included."""
    companies = {company.id: company for company in season.companies}
    unit, region = {person.id: person.unit for person in season.people}, region_by_city(season)
    visits: dict[tuple[Grouping, str], list[int]] = defaultdict(list)
    away: dict[tuple[Grouping, str], int] = defaultdict(int)
    for trip in plan.trips:
        for day in (day for day in trip.days if first <= day.day <= last):
            people, units = trip.delegation, dict.fromkeys(unit[name] for name in trip.delegation)
            groups = [(Grouping.PERSON, name) for name in people] + [(Grouping.UNIT, name) for name in units]
            for name in people:
                away[Grouping.PERSON, name] += 1
                away[Grouping.UNIT, unit[name]] += 1
            for company in (companies[visit.company] for visit in day.visits):
                places = [(Grouping.REGION, region[company.site.city])]
                chains = [(Grouping.CHAIN, company.chain)] if company.chain else []
                for group in (*groups, *places, *chains):
                    visits[group].append(company.expected_investment_cny)
    return Bulletin(first=first, last=last, rows=_ranked(visits.keys() | away.keys(), visits, away))


def _ranked(
    groups: Iterable[tuple[Grouping, str]],
    visits: dict[tuple[Grouping, str], list[int]],
    away: dict[tuple[Grouping, str], int],
) -> tuple[BulletinRow, ...]:
    rows = [
        BulletinRow(
            grouping=grouping,
            id=name,
            visits=len(visits.get((grouping, name), [])),
            expected_investment_cny=sum(visits.get((grouping, name), [])),
            days_away=away.get((grouping, name), 0),
        )
        for grouping, name in groups
    ]
    order = list(Grouping)
    return tuple(
        sorted(rows, key=lambda r: (order.index(r.grouping), -r.visits, -r.expected_investment_cny, r.id))
    )
