"""月总结, 季通报, 年排名: what was planned and done between two days, and who stands where."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from planner.plan import Plan
from planner.season import Season
from planner.stops import region_by_city
from planner.value import Value


class Grouping(StrEnum):
    """What a row of a bulletin stands for; a group (招商组) is a base: home, or an outpost."""

    PERSON = "person"
    UNIT = "unit"
    GROUP = "group"
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


class Meeting(Value):
    """A visit as bulletins count it, planned or (``done``) held.

    It counts once for every one of ``people`` and ``units``, for the ``group`` (base) that travels, and for
    the company's ``region`` and ``chain``; an id that is None counts nowhere.
    """

    company: str
    day: date
    done: bool
    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    group: str | None = None
    region: str | None = None
    chain: str | None = None
    expected_investment_cny: int = 0

    @property
    def counts_for(self) -> tuple[tuple[Grouping, str], ...]:
        """Every row it counts for."""
        single = ((Grouping.GROUP, self.group), (Grouping.REGION, self.region), (Grouping.CHAIN, self.chain))
        return (
            *((Grouping.PERSON, name) for name in dict.fromkeys(self.people)),
            *((Grouping.UNIT, name) for name in dict.fromkeys(self.units)),
            *((grouping, name) for grouping, name in single if name is not None),
        )


class DayAway(NamedTuple):
    """A day that somebody of a unit was away with a group (ids)."""

    person: str
    unit: str
    group: str
    day: date


class Figures(Value):
    """Visits, different companies among them, and their expected investment in yuan, each company once."""

    visits: int = 0
    companies: int = 0
    expected_investment_cny: int = 0


class Standing(Value):
    """A row with what was planned and what was done, and its ``rank`` within its grouping.

    Ranked by visits held, then by the investment expected of the companies met, then by visits planned; who
    is equal in all three shares a rank, and the next rank is left out (1, 1, 3).
    """

    grouping: Grouping
    id: str
    rank: int
    planned: Figures
    done: Figures
    days_away: int = 0


def standings(meetings: Iterable[Meeting], away: Iterable[DayAway] = ()) -> tuple[Standing, ...]:
    """Who stands where: by grouping, then rank, then id. Companies count with their latest investment."""
    counted: dict[tuple[Grouping, str, bool], list[Meeting]] = defaultdict(list)
    for meeting in sorted(meetings, key=lambda meeting: meeting.day):
        for grouping, name in meeting.counts_for:
            counted[grouping, name, meeting.done].append(meeting)
    days: dict[tuple[Grouping, str], int] = defaultdict(int)
    for item in set(away):
        for key in ((Grouping.PERSON, item.person), (Grouping.UNIT, item.unit), (Grouping.GROUP, item.group)):
            days[key] += 1
    keys = {(grouping, name) for grouping, name, _ in counted} | days.keys()
    rows = [
        Standing(
            grouping=grouping,
            id=name,
            rank=1,
            planned=figures(counted.get((grouping, name, False), ())),
            done=figures(counted.get((grouping, name, True), ())),
            days_away=days.get((grouping, name), 0),
        )
        for grouping, name in keys
    ]
    order = list(Grouping)
    ranked = [row for grouping in order for row in _placed([r for r in rows if r.grouping is grouping])]
    return tuple(ranked)


def figures(meetings: Iterable[Meeting]) -> Figures:
    """How many visits, to how many companies, of what expected investment; ``meetings`` in order of time."""
    listed = list(meetings)
    amounts = {meeting.company: meeting.expected_investment_cny for meeting in listed}
    return Figures(visits=len(listed), companies=len(amounts), expected_investment_cny=sum(amounts.values()))


def _placed(rows: list[Standing]) -> list[Standing]:
    """The rows of one grouping, ranked."""

    def merit(row: Standing) -> tuple[int, int, int]:
        return (-row.done.visits, -row.done.expected_investment_cny, -row.planned.visits)

    merits = [merit(row) for row in rows]
    ranked = (row.model_copy(update={"rank": 1 + sum(m < merit(row) for m in merits)}) for row in rows)
    return sorted(ranked, key=lambda row: (row.rank, row.id))
