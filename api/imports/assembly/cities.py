"""The cities that a workbook names, found in the gazetteer, and those the season must carry."""

from functools import cache

from api.imports.parse.refusal import Refused
from planner.errors import UnknownPlace
from planner.place import City
from planner.travel import gazetteer

_PROVINCE_KINDS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省")


class Cities:
    """The gazetteer as the import uses it; remembers what was found."""

    def __init__(self) -> None:
        self._used: dict[str, City] = {}

    def one(self, text: str) -> City:
        """The city that ``text`` means.

        Raises Refused: unknown_city with suggestions, ambiguous_city with candidates.
        """
        found = _found(text)
        if isinstance(found, Refused):
            raise Refused(found.code, **found.detail)
        self.use(found)
        return found

    def several(self, text: str) -> tuple[City, ...]:
        """The cities of an item of a region's list: a city, a province (江苏省) or a key region (长三角).

        Of provinces and key regions the prefecture-level cities. Raises Refused as :meth:`one`.
        """
        members = _members(text) or (self.one(text),)
        for city in members:
            self.use(city)
        return members

    def use(self, city: City) -> None:
        """Carry ``city``, and the city it belongs to, in the season."""
        self._used[city.adcode] = city
        parent = gazetteer.city_at(city.parent) if city.parent else None
        if parent is not None:
            self._used[parent.adcode] = parent

    def used(self) -> tuple[City, ...]:
        """Every city to carry, by adcode."""
        return tuple(self._used[adcode] for adcode in sorted(self._used))


@cache
def _found(text: str) -> City | Refused:
    """Ten thousand rows name a few hundred cities: each is looked up once."""
    try:
        return gazetteer.find_city(text)
    except UnknownPlace as error:
        fault = error.faults[0]
        return Refused(fault.code, **fault.detail)


@cache
def _members(text: str) -> tuple[City, ...]:
    """The prefecture-level cities of a province or key region; none if ``text`` names neither."""
    if text in {*gazetteer.REGIONS, *gazetteer.REGIONS.values()}:
        return tuple(city for city in gazetteer.cities_of(text) if city.parent is None)
    for kind in _PROVINCE_KINDS:
        if text.endswith(kind):
            province = text.removesuffix(kind)
            return tuple(
                city for city in gazetteer.all_cities() if city.parent is None and city.province == province
            )
    return ()
