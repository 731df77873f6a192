"""Where things are: coordinates with their datum, cities, regions, sites."""

from enum import StrEnum

from pydantic import Field

from planner.value import Value


class Datum(StrEnum):
    """The coordinate system a pair of numbers was given in; inside the program all is WGS-84."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"
    UNKNOWN = "unknown"


class City(Value):
    """A prefecture-level city, a municipality or an urban district, by its administrative code.

    ``lat`` and ``lon`` (degrees, WGS-84) mark the centre; ``datum`` says how sure that is: UNKNOWN for a
    source that does not state its system, good to about a kilometre and so for city-level use only.
    ``parent`` is the adcode of the city a district belongs to; ``airport`` the IATA code of its airport.
    """

    adcode: str = Field(pattern=r"^\d{6}$")
    name: str
    province: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    datum: Datum = Datum.UNKNOWN
    parent: str | None = None
    airport: str | None = None


class Region(Value):
    """A key region (重点地区): the cities, by adcode, that one trip may combine."""

    id: str
    name: str
    cities: tuple[str, ...]


class Site(Value):
    """A door to knock on: a city (adcode), an address, coordinates in degrees WGS-84."""

    city: str
    address: str = ""
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
