"""Every place in a season that names something else by id, and the ids that nothing bears."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from planner.errors import Fault
from planner.plan import Trip

if TYPE_CHECKING:
    from planner.season import Season


class Reference(NamedTuple):
    """``place`` (a path inside the season) names the ``kind`` of thing whose id is ``id``."""

    kind: str
    place: str
    id: str


def unknown_references(season: "Season") -> Iterator[Fault]:
    """A fault ``no_such_<kind>`` for each reference that resolves to nothing, with the nearest id."""
    known = known_ids(season)
    nearest: dict[tuple[str, str], str] = {}
    for reference in (*_of_people(season), *_of_companies(season), *_of_events(season), *_of_pins(season)):
        kind, place, name = reference
        if name in known[kind]:
            continue
        # Ten thousand rows with one slip of the pen ask for its neighbour once.
        if (kind, name) not in nearest:
            nearest[kind, name] = _nearest(name, known[kind])
        yield Fault(code=f"no_such_{kind}", place=place, value=name, detail={"nearest": nearest[kind, name]})


def _nearest(wrong: str, known: Mapping[str, str]) -> str:
    """The known id, or the id of the known name, most like ``wrong``; a dash if none is."""
    close = get_close_matches(wrong, [*known, *known.values()], n=1)
    if not close:
        return "—"
    return next((key for key, name in known.items() if close[0] in {key, name}), close[0])


def known_ids(season: "Season") -> dict[str, dict[str, str]]:
    """Of each kind of thing the names by id (of cities: by adcode)."""
    return {
        "unit": {item.id: item.name for item in season.units},
        "base": {item.id: item.name for item in season.bases},
        "chain": {item.id: item.name for item in season.chains},
        "person": {item.id: item.name for item in season.people},
        "city": {item.adcode: item.name for item in season.cities},
        "region": {item.id: item.name for item in season.regions},
        "company": {item.id: item.name for item in season.companies},
        "event": {item.id: item.title for item in season.events},
    }


def _each(kind: str, place: str, ids: Iterable[str | None]) -> Iterator[Reference]:
    for index, name in enumerate(ids):
        if name is not None:
            yield Reference(kind, f"{place}[{index}]", name)


def _one(kind: str, place: str, name: str | None) -> Iterator[Reference]:
    if name is not None:
        yield Reference(kind, place, name)


def _of_people(season: "Season") -> Iterator[Reference]:
    yield Reference("city", "home.site.city", season.home.site.city)
    yield from _each("region", "home.regions", season.home.regions)
    for index, base in enumerate(season.outposts):
        yield Reference("city", f"outposts[{index}].site.city", base.site.city)
        yield from _each("region", f"outposts[{index}].regions", base.regions)
    for index, region in enumerate(season.regions):
        yield from _each("city", f"regions[{index}].cities", region.cities)
    for index, unit in enumerate(season.units):
        place, roster = f"units[{index}].roster", unit.roster
        yield from _one("person", f"{place}.head", roster.head)
        yield from _one("person", f"{place}.deputy", roster.deputy)
        yield from _one("person", f"{place}.liaison", roster.liaison)
        yield from _each("person", f"{place}.staff", roster.staff)
    for index, chain in enumerate(season.chains):
        yield from _one("person", f"chains[{index}].chief", chain.chief)
    for index, person in enumerate(season.people):
        yield Reference("unit", f"people[{index}].unit", person.unit)
        yield Reference("base", f"people[{index}].base", person.base)
    for index, limit in enumerate(season.away_limits):
        yield from _each("person", f"away_limits[{index}].people", limit.people)
    for name in season.rules.region_budgets_cny:
        yield Reference("region", f"rules.region_budgets_cny.{name}", name)


def _of_companies(season: "Season") -> Iterator[Reference]:
    for index, company in enumerate(season.companies):
        place = f"companies[{index}]"
        yield Reference("city", f"{place}.site.city", company.site.city)
        yield from _one("chain", f"{place}.chain", company.chain)
        yield from _one("person", f"{place}.needs.person", company.needs.person)
        if company.first_contact is not None:
            yield Reference("unit", f"{place}.first_contact.unit", company.first_contact.unit)
            yield from _one("person", f"{place}.first_contact.person", company.first_contact.person)


def _of_events(season: "Season") -> Iterator[Reference]:
    for index, event in enumerate(season.events):
        place = f"events[{index}]"
        yield from _each("person", f"{place}.required", event.required)
        yield from _each("person", f"{place}.wished", event.wished)
        yield from _each("event", f"{place}.after", event.after)
        yield from _one("chain", f"{place}.chain", event.chain)


def _of_pins(season: "Season") -> Iterator[Reference]:
    for index, pin in enumerate(season.pins.visits):
        yield Reference("company", f"pins.visits[{index}].company", pin.company)
        yield from _one("person", f"pins.visits[{index}].leader", pin.leader)
    for event in season.pins.events:
        yield Reference("event", f"pins.events.{event}", event)
    for index, trip in enumerate(season.pins.trips):
        yield from references_of_trip(trip, f"pins.trips[{index}]")


def references_of_trip(trip: Trip, place: str) -> Iterator[Reference]:
    """What ``trip``, found at ``place``, names."""
    yield Reference("base", f"{place}.base", trip.base)
    yield Reference("region", f"{place}.region", trip.region)
    yield Reference("person", f"{place}.leader", trip.leader)
    yield from _each("person", f"{place}.members", trip.members)
    for number, day in enumerate(trip.days):
        yield from _one("city", f"{place}.days[{number}].night", day.night)
        yield from (
            Reference("company", f"{place}.days[{number}].visits[{order}].company", visit.company)
            for order, visit in enumerate(day.visits)
        )
