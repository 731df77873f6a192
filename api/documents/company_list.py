"""The list of companies as a workbook: one row a company, for people who work in spreadsheets."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from openpyxl import Workbook

from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from planner.company import Company

DAY = "yyyy-mm-dd"
_COLUMNS = (
    ("id", 14, ""),
    ("name", 34, ""),
    ("city", 12, ""),
    ("address", 34, ""),
    ("chain", 14, ""),
    ("kinds", 18, ""),
    ("investment", 18, "#,##0"),
    ("stage", 12, ""),
    ("first_contact", 18, ""),
    ("person", 12, ""),
    ("channel", 14, ""),
    ("last_met_on", 14, DAY),
    ("contact", 14, ""),
    ("phone", 18, ""),
)


class Names(NamedTuple):
    """What the ids of a company are called: cities by adcode, chains, units and people by id."""

    cities: Mapping[str, str]
    chains: Mapping[str, str]
    units: Mapping[str, str]
    people: Mapping[str, str]


def company_list(
    companies: Iterable[Company], names: Names, made_at: datetime, language: Language = "zh"
) -> bytes:
    """The bytes; equal companies, names and ``made_at`` make equal ones."""
    book = Workbook()
    sheet = book.worksheets[0]
    title = say("plan.companies.title", language)
    sheet.title = title
    columns = [Column(say(f"plan.companies.{key}", language), width, shown) for key, width, shown in _COLUMNS]
    write_list(sheet, columns, (_row(company, names, language) for company in companies))
    return packed(book, made_at, title)


def _row(company: Company, names: Names, language: Language) -> list[Content]:
    first, channel = company.first_contact, company.channel
    return [
        company.id,
        company.name,
        names.cities.get(company.site.city, company.site.city),
        company.site.address,
        names.chains.get(company.chain, company.chain) if company.chain else "",
        say("plan.list_separator", language).join(company.kinds),
        company.expected_investment_cny,
        say(f"document.stage.{company.stage.value}", language),
        names.units.get(first.unit, first.unit) if first else "",
        names.people.get(first.person, first.person) if first and first.person else "",
        channel.kind if channel else "",
        company.last_met_on,
        company.contact.name,
        company.contact.phone,
    ]
