"""What must agree inside a season: ids are unique, references resolve, nothing goes in circles or outside."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from planner.clock import day_of
from planner.cycles import cycle_of
from planner.errors import Fault, InvalidSeason
from planner.references import unknown_references

if TYPE_CHECKING:
    from planner.season import Season

AnySeason = TypeVar("AnySeason", bound="Season")

# A year and a month: what planning a whole year around New Year needs. Beyond it a date is a slip of the pen.
MOST_HORIZON_DAYS = 400


def inconsistencies(season: AnySeason) -> AnySeason:
    """Return ``season``; raise :class:`InvalidSeason` with every fault found.

    Codes: ``duplicate_id``, ``no_such_<kind>`` (see :mod:`planner.references`), ``events_in_a_circle``,
    ``season_ends_before_it_starts``, ``horizon_too_long``, ``window_outside_season``,
    ``event_outside_season``, ``pinned_trip_outside_season``, ``exception_ends_before_it_starts``,
    ``nobody_may_lead``, ``city_in_two_regions``, ``no_lodging_limit``, ``no_such_station``,
    ``no_such_service``.
    """
    faults = tuple(chain.from_iterable(check(season) for check in _CHECKS))
    if faults:
        raise InvalidSeason(faults)
    return season


def _duplicates(season: "Season") -> Iterator[Fault]:
    lists = {
        "outposts": [base.id for base in season.outposts],
        "cities": [city.adcode for city in season.cities],
        "regions": [region.id for region in season.regions],
        "units": [unit.id for unit in season.units],
        "chains": [chain.id for chain in season.chains],
        "people": [person.id for person in season.people],
        "companies": [company.id for company in season.companies],
        "events": [event.id for event in season.events],
        "away_limits": [limit.id for limit in season.away_limits],
        "day_overrides": [item.day.isoformat() for item in season.day_overrides],
        "pins.trips": [trip.id for trip in season.pins.trips],
    }
    for name, ids in lists.items():
        first: dict[str, str] = {season.home.id: "home"} if name == "outposts" else {}
        for index, item in enumerate(ids):
            place = f"{name}[{index}]"
            if item in first:
                yield Fault(code="duplicate_id", place=place, value=item, detail={"first": first[item]})
            first.setdefault(item, place)


def _circle(season: "Season") -> Iterator[Fault]:
    cycle = cycle_of({event.id: event.after for event in season.events})
    if cycle:
        index = next(index for index, event in enumerate(season.events) if event.id in cycle)
        yield Fault(code="events_in_a_circle", place=f"events[{index}].after", value=" → ".join(cycle))


def _horizon(season: "Season") -> Iterator[Fault]:
    detail = {"first": season.first.isoformat(), "last": season.last.isoformat()}
    length = (season.last - season.first).days + 1
    if length < 1:
        yield Fault(
            code="season_ends_before_it_starts", place="last", value=season.last.isoformat(), detail=detail
        )
    if length > MOST_HORIZON_DAYS:
        detail |= {"most": str(MOST_HORIZON_DAYS), "days": str(length)}
        yield Fault(code="horizon_too_long", place="last", value=season.last.isoformat(), detail=detail)


def _outside(season: "Season") -> Iterator[Fault]:
    detail = {"first": season.first.isoformat(), "last": season.last.isoformat()}
    for index, company in enumerate(season.companies):
        for number, window in enumerate(company.windows):
            day = day_of(window.start)
            if not season.first <= day <= season.last:
                place = f"companies[{index}].windows[{number}]"
                names = detail | {"name": company.name}
                yield Fault(code="window_outside_season", place=place, value=day.isoformat(), detail=names)
    for index, event in enumerate(season.events):
        if not any(season.first <= day <= season.last for day in event.candidate_days):
            days = ", ".join(day.isoformat() for day in event.candidate_days)
            place, names = f"events[{index}].candidate_days", detail | {"title": event.title}
            yield Fault(code="event_outside_season", place=place, value=days, detail=names)
    for index, trip in enumerate(season.pins.trips):
        if not all(season.first <= day <= season.last for day in trip.dates):
            place, value = f"pins.trips[{index}].days", trip.dates[0].isoformat()
            yield Fault(code="pinned_trip_outside_season", place=place, value=value, detail=detail)


def _exceptions(season: "Season") -> Iterator[Fault]:
    for index, limit in enumerate(season.away_limits):
        for number, item in enumerate(limit.exceptions):
            if item.last < item.first:
                yield Fault(
                    code="exception_ends_before_it_starts",
                    place=f"away_limits[{index}].exceptions[{number}]",
                    value=item.last.isoformat(),
                    detail={"first": item.first.isoformat()},
                )


def _led_by_nobody(season: "Season") -> Iterator[Fault]:
    places = ("home", *(f"outposts[{index}]" for index in range(len(season.outposts))))
    for place, base in zip(places, season.bases, strict=True):
        ranks = [person.rank for person in season.people if person.base == base.id]
        if ranks and min(ranks) > base.leader_rank_at_most:
            yield Fault(
                code="nobody_may_lead",
                place=place,
                value=base.name,
                detail={
                    "people": str(len(ranks)),
                    "highest": season.rules.rank_names[min(ranks) - 1],
                    "needed": season.rules.rank_names[base.leader_rank_at_most - 1],
                },
            )


def _regions(season: "Season") -> Iterator[Fault]:
    names = {city.adcode: city.name for city in season.cities}
    owner: dict[str, str] = {}
    for index, region in enumerate(season.regions):
        for number, city in enumerate(region.cities):
            if city in owner:
                yield Fault(
                    code="city_in_two_regions",
                    place=f"regions[{index}].cities[{number}]",
                    value=names.get(city, city),
                    detail={"first": owner[city], "second": region.name},
                )
            owner.setdefault(city, region.name)


def _lodging(season: "Season") -> Iterator[Fault]:
    rows = Counter(row.city for row in season.rules.costs.lodging)
    if "*" in rows:
        return
    names = {city.adcode: city.name for city in season.cities}
    for adcode in sorted({company.site.city for company in season.companies} - rows.keys()):
        name = names.get(adcode, adcode)
        yield Fault(code="no_lodging_limit", place="rules.costs.lodging", value=name)


def _timetable(season: "Season") -> Iterator[Fault]:
    table = season.timetable
    services = {service.id for service in table.services}
    for index, train in enumerate(table.trains):
        place, detail = f"timetable.trains[{index}]", {"train": train.number}
        if train.service not in services:
            yield Fault(code="no_such_service", place=place, value=train.service, detail=detail)
        for call in train.calls:
            if not 0 <= call.station < len(table.stations):
                yield Fault(code="no_such_station", place=place, value=str(call.station), detail=detail)


_CHECKS = (
    _duplicates,
    unknown_references,
    _circle,
    _horizon,
    _outside,
    _exceptions,
    _led_by_nobody,
    _regions,
    _lodging,
    _timetable,
)
