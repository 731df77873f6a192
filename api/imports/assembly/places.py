"""Regions, the home base and the outposts from the rows of one sheet."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from api.imports.assembly.assembly import Assembly
from api.imports.assembly.sites import site_of
from api.imports.parse.refusal import Refused
from api.imports.rows import Row
from planner.place import City, Region
from planner.season import Base

HOME = "home"


@dataclass
class Places:
    """The bases and regions of a season; ``listed`` are the adcodes that some region names."""

    home: Base | None = None
    outposts: list[Base] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)


def places(rows: Iterable[tuple[str, Row]], assembly: Assembly, title: str) -> Places:
    """Every place; blames a second home, or that there is none."""
    found = Places()
    for id_, row in rows:
        kind = row.get("kind")
        if kind == "region":
            _keep_region(found, id_, row, assembly)
        elif kind == "home" and found.home is not None:
            assembly.blame(Refused("second_home", first=found.home.name), row, "kind")
        elif kind == "home":
            found.home = _base(HOME, row, assembly)
            assembly.origins.add(HOME, row)
        elif kind == "outpost":
            assembly.keep(found.outposts, "outposts", _base(id_, row, assembly), row)
    if found.home is None and not assembly.ledger.faults:
        assembly.ledger.blame(Refused("home_missing"), title)
    return found


def _keep_region(found: Places, id_: str, row: Row, assembly: Assembly) -> None:
    cities = tuple(dict.fromkeys(city.adcode for city in _cities(row, assembly)))
    found.listed.update(cities)
    region = assembly.built(Region, row, {"id": id_, "name": row.get("name"), "cities": cities})
    assembly.keep(found.regions, "regions", region, row)


def _cities(row: Row, assembly: Assembly) -> list[City]:
    found: list[City] = []
    for text in row.get("cities", ()):
        try:
            found += assembly.cities.several(text)
        except Refused as refused:
            assembly.blame(Refused(refused.code, **refused.detail | {"text": text}), row, "cities")
    return found


def _base(id_: str, row: Row, assembly: Assembly) -> Base | None:
    cities = row.get("cities", ())
    if len(cities) != 1:
        assembly.blame(Refused("one_city_for_a_base"), row, "cities")
        return None
    try:
        city = assembly.cities.one(cities[0])
    except Refused as refused:
        assembly.blame(refused, row, "cities")
        return None
    fields = row.given(name="name", leader_rank_at_most="leader_rank_at_most", least_staff="least_staff")
    fields |= {
        "id": id_,
        "site": site_of(row, city, city, assembly),
        "regions": assembly.many(row, "regions"),
    }
    return assembly.built(Base, row, fields)
