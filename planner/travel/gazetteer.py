"""The places this program knows by name: prefectures, counties and airports of China.

``gazetteer.csv`` and ``airports.csv`` beside this file hold facts; docs/travel.md names their sources and
licences. Coordinates of cities come from a source that does not state its datum, good to about a kilometre:
``Datum.UNKNOWN``.
"""

import csv
import difflib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from planner.errors import Fault, UnknownPlace
from planner.place import City

REGIONS = {"jjj": "京津冀", "csj": "长三角", "zsj": "珠三角", "mt": "闽台"}
"""Ids and names of the four key regions. zsj is all of Guangdong; mt is Fujian and nine cities of Taiwan."""

_PROVINCE_KINDS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市", "")
_COUNTY_KINDS = ("新区", "市", "区", "县", "旗")


class Airport(NamedTuple):
    """An airport by its IATA code, in degrees WGS-84; ``city`` is an adcode."""

    iata: str
    name: str
    lat: float
    lon: float
    city: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("planner.travel").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def _table() -> tuple[tuple[City, str], ...]:
    cities = []
    for row in _rows("gazetteer.csv"):
        region = row.pop("region")
        fields = {column: value for column, value in row.items() if value}
        cities.append((City.model_validate(fields), region))
    return tuple(cities)


@cache
def _airports() -> dict[str, Airport]:
    return {
        row["iata"]: Airport(row["iata"], row["name"], float(row["lat"]), float(row["lon"]), row["city"])
        for row in _rows("airports.csv")
    }


@cache
def all_cities() -> tuple[City, ...]:
    """Every prefecture-level city, municipality, district, county and county-level city, by adcode."""
    return tuple(city for city, _ in _table())


def cities_of(region: str) -> tuple[City, ...]:
    """The cities, districts and counties of a key region, by its id or name (``csj``, 长三角).

    Raises UnknownPlace for a region that is not one of ``REGIONS``.
    """
    key = next((id_ for id_, name in REGIONS.items() if region in (id_, name)), None)
    if key is None:
        raise UnknownPlace(
            Fault(code="unknown_region", value=region, detail={"known": "、".join(REGIONS.values())})
        )
    return tuple(city for city, of in _table() if of == key)


@cache
def city_at(adcode: str) -> City | None:
    """The city of an administrative code, None if the gazetteer has it not."""
    return next((city for city in all_cities() if city.adcode == adcode), None)


def airport(iata: str) -> Airport | None:
    """The airport of an IATA code, None if the gazetteer has it not."""
    return _airports().get(iata)


def all_airports() -> tuple[Airport, ...]:
    """Every airport, by code."""
    return tuple(_airports().values())


def _official(city: City) -> tuple[str, ...]:
    """The names a document gives the city: 苏州 and 苏州市, 恩施 and 恩施州, 江津区."""
    if city.parent is not None:
        return (city.name,)
    return (city.name, *(city.name + kind for kind in ("市", "地区", "盟", "州", "自治州")))


def spoken_name(city: City) -> str:
    """What people say: 浦东 for 浦东新区, 江津 for 江津区, 仙桃 for 仙桃市; else the name itself."""
    for kind in _COUNTY_KINDS:
        if city.name.endswith(kind) and len(city.name) - len(kind) >= 2:
            return city.name.removesuffix(kind)
    return city.name


@cache
def _index() -> tuple[dict[str, list[City]], dict[str, list[City]]]:
    official: dict[str, list[City]] = {}
    spoken: dict[str, list[City]] = {}
    for city in all_cities():
        for name in _official(city):
            official.setdefault(name, []).append(city)
        spoken.setdefault(spoken_name(city), []).append(city)
    return official, spoken


def _tidy(text: str) -> str:
    """Full-width letters made half-width, everything but letters and digits dropped."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def _readings(name: str) -> Iterator[tuple[str, str, str]]:
    """The ways to read ``name`` as (province, parent's adcode, rest), the parts that are absent empty."""
    yield "", "", name
    heads = [("", name)]
    for province in sorted({city.province for city in all_cities()}):
        for kind in _PROVINCE_KINDS:
            if name.startswith(province + kind) and len(name) > len(province + kind):
                heads.append((province, name.removeprefix(province + kind)))
                yield province, "", heads[-1][1]
                break
    for province, rest in heads:
        for city in all_cities():
            if city.parent is None and city.province == (province or city.province):
                for form in (city.name + "市", city.name):
                    if rest.startswith(form) and len(rest) > len(form):
                        yield city.province, city.adcode, rest.removeprefix(form)
                        break


def _matches(name: str) -> tuple[City, ...]:
    official, spoken = _index()
    for index in (official, spoken):
        found = {
            city.adcode: city
            for province, parent, rest in _readings(name)
            for city in index.get(rest, [])
            if (not province or city.province == province) and (not parent or city.parent == parent)
        }
        if found:
            return tuple(found.values())
    if name.endswith("自治州"):
        return tuple(city for city in all_cities() if city.parent is None and name.startswith(city.name))
    return ()


def _full_name(city: City) -> str:
    parent = city_at(city.parent) if city.parent else None
    parts = [city.province, parent.name if parent else "", city.name]
    return "".join(part for k, part in enumerate(parts) if part and part not in parts[:k])


def find_city(text: str) -> City:
    """The city a person means by ``text``: 苏州, 苏州市, 江苏苏州, 上海浦东新区, 江津.

    A full name beats a name people say for short: 朝阳 is the city in Liaoning, not a district. Raises
    UnknownPlace with the code ``ambiguous_city`` (``candidates`` in the detail) if several bear the name, or
    ``unknown_city`` (``suggestions``) if none does, ``no_such_place`` if nothing is even like it.
    """
    name = _tidy(text)
    found = _matches(name) if name else ()
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(sorted(_full_name(city) for city in found))
        raise UnknownPlace(Fault(code="ambiguous_city", value=text, detail={"candidates": names}))
    official, spoken = _index()
    near = difflib.get_close_matches(name, [*official, *spoken], n=12, cutoff=0.5)
    cities = {city.adcode: city for form in near for city in official.get(form, spoken.get(form, []))}
    ranked = sorted(cities.values(), key=lambda city: city.parent is not None)[:3]
    if not ranked:
        raise UnknownPlace(Fault(code="no_such_place", value=text))
    names = "、".join(_full_name(city) for city in ranked)
    raise UnknownPlace(Fault(code="unknown_city", value=text, detail={"suggestions": names}))
