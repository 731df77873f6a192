"""A trip with other companies: nights and orders chosen again, for one sleeps where tomorrow begins."""

from functools import cache

from planner.optimise.columns import Column, column_of, costed
from planner.optimise.land import Land
from planner.optimise.market import Market
from planner.optimise.order import Route, ordered
from planner.optimise.paths import Path
from planner.optimise.staffing import Berths
from planner.optimise.teams import Team

Days = tuple[tuple[int, ...], ...]


def reshaped(market: Market, team: Team, stock: int, first: int, days: Days) -> Column | None:
    """The cheapest trip with these companies on these days (season numbers); None if no nights allow it."""
    land = market.stocks[stock].land
    if not any(days) or not all(days[1:-1]):
        return None
    minute_points = market.instance.weights.points_per_travel_minute
    lodging = market.lodging(team, stock)

    @cache
    def cost(k: int, start: int, end: int) -> tuple[int, int] | None:
        found = ordered(_route(land, team, first, k, len(days), start, end), days[k], team.people)
        return (found.fare_cny, found.minutes) if found else None

    partial: dict[int, tuple[float, int, int, tuple[int, ...]]] = {-1: (0.0, 0, 0, ())}
    for k in range(len(days)):
        ends = (-1,) if k == len(days) - 1 else _starts(land, days[k + 1])
        after: dict[int, tuple[float, int, int, tuple[int, ...]]] = {}
        for start, (points, fare, minutes, nights) in partial.items():
            for end in ends:
                spent = cost(k, start, end)
                if spent is None:
                    continue
                total = points + team.people * spent[0] + minute_points * spent[1]
                total += float(lodging[end]) if end >= 0 else 0.0
                row = (total, fare + spent[0], minutes + spent[1], (*nights, end) if end >= 0 else nights)
                if end not in after or row < after[end]:
                    after[end] = row
        partial = after
    if -1 not in partial:
        return None
    _, fare, minutes, nights = partial[-1]
    cities = tuple(land.hotels[night].adcode for night in nights)
    return costed(market, team, stock, first, days, cities, fare, minutes)


def without(market: Market, column: Column, lost: set[int]) -> Column | None:
    """The column without some companies; days at either end that meet nobody any more are cut off.

    None if nobody is left, or a day in the middle would be empty, or no nights fit.
    """
    days = [tuple(c for c in day if c not in lost) for day in column.days]
    first = column.first
    while days and not days[0] and column.days[first - column.first]:
        days, first = days[1:], first + 1
    while days and not days[-1] and column.days[first - column.first + len(days) - 1]:
        days = days[:-1]
    cut = reshaped(market, column.team, column.stock, first, tuple(days))
    if cut is not None or len(days) == column.length:
        return cut
    whole = tuple(tuple(c for c in day if c not in lost) for day in column.days)
    return reshaped(market, column.team, column.stock, column.first, whole)


def usable(market: Market, team: Team, stock: int, first: int, path: Path) -> Column | None:
    """The column of a path, fit to be chosen: no company twice, and nobody asked for whom its base lacks.

    A path whose branching ran out of nodes may repeat a company: it is kept on its first day, and the trip
    laid out again. None if that cannot be done, or nobody could staff the trip.
    """
    column = column_of(market, team, stock, first, path)
    padding = len(market.stocks[stock].land.companies)
    records = [record for record in path.records if record >= 0]
    met = int((market.stocks[stock].members[records] < padding).sum())
    if met > len(column.companies):
        again = reshaped(market, team, stock, first, column.days)
        return None if again is None else _staffable(market, again)
    return _staffable(market, column)


def _staffable(market: Market, column: Column) -> Column | None:
    """The column, or what is left of it without the companies whose needs no staff of its base can meet.

    If nobody could staff even that, the best of what is left without its first days, or its last, or some of
    both; None if there is nothing.
    """
    if Berths(market.instance, column).possible:
        return column
    able = {*Berths(market.instance, column).eligible, *column.team.aboard}
    asked = market.instance.requirements
    lost = {c for c in column.companies if not all(group & able for group in asked[c].groups)}
    thin = without(market, column, lost) if lost and lost != column.companies else None
    if thin is not None and Berths(market.instance, thin).possible:
        return thin
    meeting = [day for day in column.days if day]
    if len(meeting) < 2:
        return None
    shorter = (without(market, column, set(day)) for day in (meeting[0], meeting[-1]))
    found = (_staffable(market, part) for part in shorter if part is not None)
    return max((part for part in found if part is not None), key=lambda part: part.points, default=None)


def _starts(land: Land, tomorrow: tuple[int, ...]) -> tuple[int, ...]:
    """Hotels (numbers) a night may be spent at before a day with these companies."""
    if not tomorrow:
        return tuple(range(len(land.hotels)))
    return tuple(sorted({int(land.hotel_of[land.position[company]]) for company in tomorrow}))


def _route(land: Land, team: Team, first: int, k: int, length: int, start: int, end: int) -> Route:
    n, h = len(land.companies), len(land.hotels)
    base = n + h + land.bases.index(team.base)
    return Route(
        land=land,
        day=first + k,
        origin=base if start < 0 else n + start,
        destination=base if end < 0 else n + end,
        from_base=k == 0,
        to_base=k == length - 1,
    )
