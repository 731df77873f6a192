"""The district's frame: industrial chains, key regions, and the bases trips start from."""

from collections.abc import Iterable

from sqlmodel import Field

from api.store.kind import Kind, Reference
from api.store.record import Record
from planner.person import Chain
from planner.place import City, Region
from planner.season import Base


class ChainRow(Record, table=True):
    """An industrial chain (产业链)."""

    __tablename__ = "chain"

    name: str = Field(index=True)
    chief: str | None = None


class RegionRow(Record, table=True):
    """A key region (重点地区)."""

    __tablename__ = "region"

    name: str = Field(index=True)


class OutpostRow(Record, table=True):
    """A base: the district itself (``home``) or an outpost (驻外招商组)."""

    __tablename__ = "outpost"

    name: str = Field(index=True)
    city: str


class CityRow(Record, table=True):
    """A city that the gazetteer lacks, or that the district describes otherwise."""

    __tablename__ = "city"

    name: str = Field(index=True)
    province: str


def _outpost_references(base: Base) -> Iterable[Reference]:
    for index, region in enumerate(base.regions):
        yield Reference("region", region, f"regions[{index}]")


CHAIN = Kind(
    name="chain",
    value=Chain,
    table=ChainRow,
    columns=lambda chain: {"name": chain.name, "chief": chain.chief},
    references=lambda chain: (Reference("person", chain.chief, "chief"),) if chain.chief else (),
    filters=frozenset({"name", "chief"}),
    sorts=frozenset({"name"}),
)
REGION = Kind(
    name="region",
    value=Region,
    table=RegionRow,
    columns=lambda region: {"name": region.name},
    filters=frozenset({"name"}),
    sorts=frozenset({"name"}),
)
OUTPOST = Kind(
    name="outpost",
    value=Base,
    table=OutpostRow,
    columns=lambda base: {"name": base.name, "city": base.site.city},
    references=_outpost_references,
    filters=frozenset({"name", "city"}),
    sorts=frozenset({"name"}),
)
CITY = Kind(
    name="city",
    value=City,
    table=CityRow,
    columns=lambda city: {"name": city.name, "province": city.province},
    identity=lambda city: city.adcode,
    filters=frozenset({"name", "province"}),
    sorts=frozenset({"name"}),
)
