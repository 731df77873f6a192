"""All day tours of a season, region by region and day by day."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from planner.optimise.doors import FAR, Able, Clockwork, Doors
from planner.optimise.instance import Instance, Opening
from planner.optimise.land import Land
from planner.optimise.records import DayTours, Demand, day_tours
from planner.optimise.teams import Teams
from planner.optimise.tours import least_legs

THREADS = 2


def clockwork(instance: Instance) -> Clockwork:
    """The hours of the day as the enumeration wants them."""
    hours = instance.hours
    return Clockwork(
        leave_base=hours.leave_base,
        leave_hotel=hours.leave_hotel,
        back_at_base=hours.back_at_base,
        at_hotel=hours.at_hotel,
        lunch_open=hours.lunch_open,
        lunch_close=hours.lunch_close,
        lunch_minutes=hours.lunch_minutes,
        buffer=hours.buffer_minutes,
        most_leg=hours.most_leg_minutes,
        grid=hours.grid_minutes,
    )


def able_on(instance: Instance, teams: Teams, land: Land, day: int) -> Able:
    """What the teams that are free on ``day`` and serve ``land`` can offer, each offer once."""
    offers = {
        (team.rank, int(team.heads))
        for team in teams.all
        if team.base in land.bases and instance.free[list(team.aboard), day].all()
    }
    ordered = sorted(offers)
    return Able(
        np.array([rank for rank, _ in ordered], dtype=np.int64),
        np.array([heads for _, heads in ordered], dtype=np.uint64),
    )


def _openings_by_day(
    instance: Instance, land: Land, open_on: Callable[[int, int], bool] | None
) -> list[dict[int, list[Opening]]]:
    by_day: list[dict[int, list[Opening]]] = [{} for _ in instance.days]
    for local, number in enumerate(land.companies):
        for opening in instance.openings[number]:
            if open_on is not None and not open_on(number, opening.day):
                continue
            by_day[opening.day].setdefault(local, []).append(opening)
    return by_day


def _staffable(instance: Instance, land: Land, number: int, day: int) -> bool:
    groups = instance.requirements[number].staff
    return all(
        any(instance.free[p, day] and instance.base_of[p] in land.bases for p in group) for group in groups
    )


def doors_on(
    instance: Instance, teams: Teams, land: Land, day: int, openings: dict[int, list[Opening]]
) -> tuple[NDArray[np.int64], Doors]:
    """The companies of ``land`` open on ``day`` to whose needs somebody is free, and their doors."""
    open_ = [k for k in sorted(openings) if _staffable(instance, land, land.companies[k], day)]
    width = max((len(openings[k]) for k in open_), default=1)
    first = np.zeros((len(open_), width), dtype=np.int64)
    last = np.full((len(open_), width), -1, dtype=np.int64)
    for row, k in enumerate(open_):
        for column, opening in enumerate(openings[k]):
            first[row, column], last[row, column] = opening.first, opening.last
    numbers = [land.companies[k] for k in open_]
    points, hours = np.array(open_, dtype=np.int64), instance.hours
    least = least_legs(land.arrive(day), points, hours.visits_open, hours.visits_close)
    return np.array(open_, dtype=np.int64), Doors(
        point=points,
        hotel=np.array([len(land.companies) + land.hotel_of[k] for k in open_], dtype=np.int64),
        first=first,
        last=last,
        latest=last.max(axis=1) if open_ else np.empty(0, dtype=np.int64),
        least=least,
        nearest=least.min(axis=0, initial=FAR),
        stay=np.array([instance.season.companies[n].visit_minutes for n in numbers], dtype=np.int64),
        rank=np.array([instance.requirements[n].least_rank for n in numbers], dtype=np.int64),
        heads=np.array([teams.needs_mask(n) for n in numbers], dtype=np.uint64),
    )


def all_tours(
    instance: Instance,
    teams: Teams,
    land: Land,
    every_head_count: bool,
    tell: Callable[[], None],
    most_visits: int | None = None,
    open_on: Callable[[int, int], bool] | None = None,
) -> list[DayTours]:
    """The tours of ``land``, a :class:`DayTours` per working day.

    ``every_head_count`` keeps the cheapest tours for every size of delegation, for exact work; without it
    for the sizes that teams have at least. Under a budget all are kept that some price of money could want.
    ``most_visits`` lists days of fewer visits than the rules allow; ``open_on`` says whether a company
    (season index) may be met on a day index at all (None: whenever it is open).
    """
    clock = clockwork(instance)
    sizes = {team.people for team in teams.all if team.base in land.bases}
    least = min(sizes, default=1)
    counts = range(least, instance.rules.most_delegates + 1) if every_head_count else sorted(sizes)
    if instance.rules.budget_cny is not None or instance.rules.region_budgets_cny:
        counts = []  # a budget makes money dear: then every trade of fares against minutes may be wanted
    heads, most = np.array(list(counts), dtype=np.int64), instance.rules.most_visits_a_day

    def of_day(item: tuple[int, dict[int, list[Opening]]]) -> DayTours:
        day, openings = item
        open_, doors = doors_on(instance, teams, land, day, openings)
        demand = Demand(
            open=open_,
            doors=doors,
            able=able_on(instance, teams, land, day),
            clock=clock,
            most_visits=min(most_visits or most, most),
            head_counts=heads,
            minute_points=instance.weights.points_per_travel_minute,
        )
        return day_tours(land, day, demand)

    found = []
    # The compiled loops let go of the interpreter, so threads share the work; the order of days is kept.
    with ThreadPoolExecutor(THREADS) as pool:
        for tours in pool.map(of_day, enumerate(_openings_by_day(instance, land, open_on))):
            found.append(tours)
            tell()
    return found
