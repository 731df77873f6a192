"""A plan in figures: what it is worth, whom it meets, what it asks of people and purse."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from planner.clock import day_of
from planner.objective import away_days, worth
from planner.plan import Objective, Plan, Status
from planner.season import Season
from planner.stops import region_by_city
from planner.value import Value

QUARTERS = ("1", "2", "3", "4")


class Tally(Value):
    """Of the companies under ``key`` so many are met, ``of`` how many there are."""

    key: str = ""
    met: int
    of: int


class LeaderLoad(Value):
    """What a leader (person id) does: trips led, companies met on them, and all days away."""

    person: str
    trips: int
    companies: int
    days_away: int


class HeldEvent(Value):
    """An event (id) and its day; None if it is not held."""

    event: str
    day: date | None


class PlanFigures(Value):
    """The figures of a plan of a season.

    ``value``, ``bound`` (points) and ``gap_permille`` are the plan's own; None where it has none. Regions and
    chains are by id. ``by_worth`` are quarters of the season's companies by what they are worth, ``1`` the
    worthiest. ``days_away`` counts a day once for each person; money is that of all trips, in yuan.
    """

    status: Status
    value: int | None
    bound: int | None
    gap_permille: int | None
    objective: Objective
    companies: Tally
    by_region: tuple[Tally, ...]
    by_chain: tuple[Tally, ...]
    by_worth: tuple[Tally, ...]
    trips: int
    nights: int
    days_away: int
    leaders: tuple[LeaderLoad, ...]
    fares_cny: int
    lodging_cny: int
    events: tuple[HeldEvent, ...]

    @classmethod
    def of(cls, season: Season, plan: Plan) -> "PlanFigures":
        """Count ``plan``, every id of which is in ``season``."""
        met = {visit.company for trip in plan.trips for visit in trip.visits}
        region = region_by_city(season)
        ranked = sorted(season.companies, key=lambda company: (-worth(company, season), company.id))
        quarter = {company.id: QUARTERS[4 * k // len(ranked)] for k, company in enumerate(ranked)}
        regions = {company.id: region.get(company.site.city) for company in season.companies}
        chains = {company.id: company.chain for company in season.companies}
        held = {item.event: day_of(item.start) for item in plan.events}
        return cls(
            status=plan.status,
            value=None if plan.status is Status.INFEASIBLE else plan.objective.total,
            bound=plan.bound,
            gap_permille=plan.gap_permille,
            objective=plan.objective,
            companies=Tally(met=len(met), of=len(season.companies)),
            by_region=_tallies([item.id for item in season.regions], regions, met),
            by_chain=_tallies([item.id for item in season.chains], chains, met),
            by_worth=_tallies(QUARTERS, quarter, met),
            trips=len(plan.trips),
            nights=sum(len(trip.days) - 1 for trip in plan.trips),
            days_away=away_days(plan.trips).total(),
            leaders=_leaders(season, plan),
            fares_cny=sum(trip.fares_cny for trip in plan.trips),
            lodging_cny=sum(trip.lodging_cny for trip in plan.trips),
            events=tuple(HeldEvent(event=event.id, day=held.get(event.id)) for event in season.events),
        )


def _tallies(keys: Iterable[str], key_of: Mapping[str, str | None], met: set[str]) -> tuple[Tally, ...]:
    every = Counter(key_of.values())
    some = Counter(key for company, key in key_of.items() if company in met)
    return tuple(Tally(key=key, met=some[key], of=every[key]) for key in keys)


def _leaders(season: Season, plan: Plan) -> tuple[LeaderLoad, ...]:
    """Everybody who leads a trip, in the order of the season."""
    trips = Counter(trip.leader for trip in plan.trips)
    companies = Counter(trip.leader for trip in plan.trips for _ in trip.visits)
    days = Counter(item.person for item in away_days(plan.trips).elements())
    return tuple(
        LeaderLoad(
            person=person.id,
            trips=trips[person.id],
            companies=companies[person.id],
            days_away=days[person.id],
        )
        for person in season.people
        if person.id in trips
    )
