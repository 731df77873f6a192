"""Candidates out of the companies of a season: each company's own contact person, worth what it is worth."""

from collections.abc import Mapping

from events.guest import Guest, Segment
from events.guests.lists import GuestList
from planner.company import Company
from planner.errors import Fault
from planner.season import Season
from planner.stops import region_by_city
from planner.value import Value
from planner.worth import worth

# What offices write among a company's kinds to say where in the chain it stands.
LABELS: Mapping[str, Segment] = {
    "上游": Segment.UPSTREAM,
    "中游": Segment.MIDSTREAM,
    "下游": Segment.DOWNSTREAM,
    "配套": Segment.SUPPORTING,
    "专家": Segment.EXPERT,
    "商协会": Segment.ASSOCIATION,
    "基金": Segment.FUND,
}


class CompanyCandidates(Value):
    """The candidates as a list, and a fault for each company that gives none."""

    guests: GuestList
    faults: tuple[Fault, ...] = ()


def company_candidates(
    season: Season, name: str, chain: str | None = None, segments: Mapping[str, Segment] | None = None
) -> CompanyCandidates:
    """The contact person of each company of ``chain`` (an id; None: of every company), as the list ``name``.

    ``segments`` says by company id where in the chain it stands; without an entry a label among the company's
    kinds does (``LABELS``). The inviting unit is the one of first contact (首接). A company without a contact
    person, or without a segment, gives no candidate and a fault (``company_without_contact``,
    ``company_without_segment``).
    """
    regions = region_by_city(season)
    guests: list[Guest] = []
    faults: list[Fault] = []
    for company in season.companies:
        if chain is not None and company.chain != chain:
            continue
        segment = (segments or {}).get(company.id) or _labelled(company)
        if not company.contact.name.strip():
            faults.append(Fault(code="company_without_contact", place=company.id, value=company.name))
        elif segment is None:
            faults.append(Fault(code="company_without_segment", place=company.id, value=company.name))
        else:
            guests.append(_guest(company, segment, regions.get(company.site.city), worth(company, season)))
    return CompanyCandidates(guests=GuestList(name=name, guests=tuple(guests)), faults=tuple(faults))


def _labelled(company: Company) -> Segment | None:
    return next((LABELS[kind] for kind in company.kinds if kind in LABELS), None)


def _guest(company: Company, segment: Segment, region: str | None, points: int) -> Guest:
    contact, first = company.contact, company.first_contact
    return Guest(
        id=f"company:{company.id}",
        name=contact.name.strip(),
        organisation=company.name,
        company=company.id,
        post=contact.title,
        segment=segment,
        chain=company.chain,
        region=region,
        unit=first.unit if first is not None else None,
        phone=contact.phone,
        points=points,
    )
