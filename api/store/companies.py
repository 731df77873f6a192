"""Companies: the records most looked through, each owned by the unit of its first contact (首接)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from api.store.kind import Kind, Reference
from api.store.names import labels, name_key
from api.store.record import Record
from planner.company import Company


class CompanyRow(Record, table=True):
    """A company. ``unit`` owns it; no two live ones share a ``name_key``."""

    __tablename__ = "company"
    __table_args__ = (
        Index(
            "company_name_key_live",
            "name_key",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    name: str = Field(index=True)
    name_key: str
    city: str = Field(index=True)
    chain: str | None = Field(default=None, index=True)
    unit: str | None = Field(default=None, index=True)
    stage: str = Field(index=True)
    kinds: str = ""
    channel: str | None = None
    expected_investment_cny: int = Field(default=0, sa_type=BigInteger, index=True)
    last_met_on: date | None = Field(default=None, index=True)


def _columns(company: Company) -> dict[str, Any]:
    return {
        "name": company.name,
        "name_key": name_key(company.name),
        "city": company.site.city,
        "chain": company.chain,
        "unit": company.first_contact.unit if company.first_contact else None,
        "stage": company.stage.value,
        "kinds": labels(company.kinds),
        "channel": company.channel.kind if company.channel else None,
        "expected_investment_cny": company.expected_investment_cny,
        "last_met_on": company.last_met_on,
    }


def _references(company: Company) -> Iterable[Reference]:
    if company.chain:
        yield Reference("chain", company.chain, "chain")
    if company.needs.person:
        yield Reference("person", company.needs.person, "needs.person")
    if company.first_contact:
        yield Reference("unit", company.first_contact.unit, "first_contact.unit")
        if company.first_contact.person:
            yield Reference("person", company.first_contact.person, "first_contact.person")


COMPANY = Kind(
    name="company",
    value=Company,
    table=CompanyRow,
    columns=_columns,
    references=_references,
    filters=frozenset(
        {
            "name",
            "city",
            "chain",
            "unit",
            "stage",
            "kinds",
            "channel",
            "expected_investment_cny",
            "last_met_on",
        }
    ),
    sorts=frozenset({"name", "expected_investment_cny", "last_met_on", "stage"}),
    unique="name_key",
)
